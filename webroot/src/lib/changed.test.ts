import { expect, test } from "vitest";
import { sinceSent } from "./changed";

test("what was changed while something was saved stays changed, the rest is saved", () => {
  const sent: { name?: string; topic?: string } = { name: "a", topic: "b" };
  expect(sinceSent({ name: "a", topic: "c" }, sent)).toEqual({ topic: "c" });
  expect(sinceSent(sent, sent)).toEqual({});
});
