import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { closingLine } from "./build/closing-line.ts";
import { emojiData } from "./build/emoji-data.ts";
import { precache } from "./build/precache.ts";

const node = process.env.MISCORD_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss(), emojiData(), precache()],
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: {
      "/api": { target: node },
      "/ws": { target: node, ws: true },
      "/files": { target: node },
    },
  },
  build: {
    target: "es2023",
    // Nothing may become a data: URL or an inline script: the policy the node sends forbids both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["./build/test-setup.ts"],
    reporters: ["default", closingLine("webroot")],
    restoreMocks: true,
    // What hangs ends here; what is slow does not: a machine under load takes several times what a quiet one does.
    testTimeout: 60_000,
  },
});
