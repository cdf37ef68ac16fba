import { defineConfig } from "vitest/config";
import { closingLine } from "../build/closing-line.ts";

/** What the client promises of its speed, measured against a node that `scripts/demo` has filled. */
export default defineConfig({
  test: {
    root: "e2e",
    include: ["performance.ts"],
    environment: "node",
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ["verbose", closingLine("performance")],
  },
});
