import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line, `NAME: N passed, N failed`, for runners that read closing lines. */
export const closingLine = (name: string): Reporter => ({
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<unknown>) {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      // A file that could not be loaded has no tests to fail, and is a failure all the same.
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") passed += 1;
        else if (state === "failed") failed += 1;
      }
    }
    // After vitest's own summary, which is printed by the reporter before this one.
    process.on("exit", () => process.stdout.write(`\n${name}: ${passed} passed, ${failed} failed\n`));
  },
});
