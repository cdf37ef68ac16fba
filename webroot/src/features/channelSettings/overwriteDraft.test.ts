import { expect, test } from "vitest";
import type { Overwrite } from "../../api/types";
import { inSync, isSaidAnew, resulting, saidIn, saying } from "./overwriteDraft";

const said: Overwrite = { roleId: "role", allow: ["SPEAK"], deny: ["VIEW_CHANNEL"] };

test("what is said anew replaces what was said, and nothing else", () => {
  const draft = saying(said, saying(said, {}, "VIEW_CHANNEL", "allow"), "SPEAK", "neutral");
  expect(resulting(said, draft)).toEqual({ allow: ["VIEW_CHANNEL"], deny: [] });
  expect(isSaidAnew(said, draft)).toBe(true);
  const back = saying(said, saying(said, draft, "VIEW_CHANNEL", "deny"), "SPEAK", "allow");
  expect(isSaidAnew(said, back)).toBe(false);
  expect(saidIn(undefined, "SPEAK")).toBe("neutral");
});

test("what somebody else says meanwhile stays", () => {
  const draft = saying(said, {}, "SPEAK", "deny");
  const theirs: Overwrite = { ...said, allow: ["SPEAK", "CONNECT"] };
  expect(resulting(theirs, draft)).toEqual({ allow: ["CONNECT"], deny: ["VIEW_CHANNEL", "SPEAK"] });
});

test("a channel is in sync with its category whatever the order", () => {
  const other: Overwrite = { userId: "ada", allow: ["CONNECT", "SPEAK"], deny: [] };
  expect(inSync([said, other], [{ ...other, allow: ["SPEAK", "CONNECT"] }, said])).toBe(true);
  expect(inSync([said], [said, other])).toBe(false);
  expect(inSync([said], [{ ...said, deny: [] }])).toBe(false);
});
