import { beforeEach, expect, test } from "vitest";
import type { Announcement } from "../api/types";
import {
  clearAnnouncements,
  putAnnouncements,
  putAway,
  readAnnouncements,
  toShow,
  useAnnouncements,
} from "./announcements";

const announcement = (id: string, severity: Announcement["severity"], endsAt?: string): Announcement => ({
  id,
  text: id,
  severity,
  createdAt: "2026-11-22T06:00:00.000Z",
  ...(endsAt === undefined ? {} : { endsAt }),
});

const NOW = Date.parse("2026-11-22T07:00:00.000Z");
const shown = () => toShow(useAnnouncements.getState(), NOW).map(({ id }) => id);

beforeEach(() => {
  localStorage.clear();
  clearAnnouncements();
  useAnnouncements.setState({ away: [] });
});

test("the most important comes first, and what is over does not come", () => {
  putAnnouncements([
    announcement("new", "info"),
    announcement("over", "critical", "2026-11-22T06:59:59.000Z"),
    announcement("down", "critical", "2026-11-22T07:00:01.000Z"),
    announcement("slow", "warning"),
  ]);
  expect(shown()).toEqual(["down", "slow", "new"]);
});

test("what was put away stays away when it is told again", () => {
  putAnnouncements([announcement("a", "info"), announcement("b", "info")]);
  putAway("a");
  putAnnouncements([announcement("c", "info"), announcement("a", "info")]);
  expect(shown()).toEqual(["c"]);
  expect(localStorage.getItem("miscord.announcements")).toBe('["a"]');
});

test("what is told while it is read wins", async () => {
  const reading = readAnnouncements(async () => {
    putAnnouncements([announcement("told", "info")]);
    return [announcement("read", "info")];
  });
  await reading;
  expect(shown()).toEqual(["told"]);
});
