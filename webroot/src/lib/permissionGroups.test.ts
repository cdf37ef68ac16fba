import { expect, test } from "vitest";
import { channelGroups, PERMISSION_GROUPS } from "./permissionGroups";
import { PERMISSIONS } from "./permissions";

test("every permission stands in one group", () => {
  const all = PERMISSION_GROUPS.flatMap(({ permissions }) => [...permissions]);
  expect([...all].sort()).toEqual([...PERMISSIONS].sort());
});

test("a channel has what means something there, a category all that any channel in it may have", () => {
  const of = (type: "text" | "voice" | "category") => channelGroups(type).flatMap(({ permissions }) => permissions);
  expect(of("text")).toContain("SEND_MESSAGES");
  expect(of("text")).not.toContain("SPEAK");
  expect(of("voice")).toContain("SPEAK");
  expect(of("voice")).not.toContain("SEND_MESSAGES");
  expect(of("category")).toEqual(expect.arrayContaining([...of("text"), ...of("voice")]));
  expect(of("category")).not.toContain("KICK_MEMBERS");
});
