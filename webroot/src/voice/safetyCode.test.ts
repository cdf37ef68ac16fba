import { expect, test } from "vitest";
import { safetyCode } from "./safetyCode";

test("both ends read the same code, and any other certificate makes another one", async () => {
  const [mine, theirs] = ["sha-256 AA:BB", "sha-256 01:02"];
  const code = await safetyCode(mine, theirs);
  expect(code).toMatch(/^(\d{5} ){7}\d{5}$/);
  expect(await safetyCode(theirs, mine)).toBe(code);
  expect(await safetyCode(mine, "sha-256 01:03")).not.toBe(code);
});
