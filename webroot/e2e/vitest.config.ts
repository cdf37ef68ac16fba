import { defineConfig } from "vitest/config";
import { closingLine } from "../build/closing-line.ts";

/** Browser tests against running nodes: `MISCORD_URLS` names one or two of them. One file after another: two cores. */
export default defineConfig({
  test: {
    root: "e2e",
    include: ["*.spec.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["verbose", closingLine("e2e")],
  },
});
