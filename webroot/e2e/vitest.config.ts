import { defineConfig } from "vitest/config";
import { closingLine } from "../build/closing-line.ts";

/**
 * Browser tests against running nodes: `MISCORD_URLS` names one or two of them. One file after another: two cores.
 * With `MISCORD_KILL`, the process of the second node, only the tests that kill it, each of which needs one.
 * `MISCORD_RELAYS`: the ports of a relay for calls that the nodes know, and of one with another secret.
 */
export default defineConfig({
  test: {
    root: "e2e",
    include: process.env.MISCORD_KILL ? ["kill.ts", "killCall.ts"] : ["*.spec.ts"],
    environment: "node",
    globalSetup: "./first.ts",
    fileParallelism: false,
    // What hangs ends here; what is slow does not: a machine under load takes several times what a quiet one does.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    reporters: ["verbose", closingLine("e2e")],
  },
});
