import { defineConfig } from "vitest/config";
import { closingLine } from "../build/closing-line.ts";

/** Screenshots into `SCREENS_DIR`, to be looked at. */
export default defineConfig({
  test: {
    root: "e2e",
    include: ["screens.ts"],
    environment: "node",
    globalSetup: "./screens/demo.ts",
    testTimeout: 600_000,
    hookTimeout: 60_000,
    reporters: ["verbose", closingLine("screens")],
  },
});
