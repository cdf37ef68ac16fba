import { expect, test } from "vitest";
import type { Channel } from "../../api/types";
import { moveBeside, moveBy, moveInto, siblingsOf } from "./moves";

const channel = (id: string, position: number, over: Partial<Channel> = {}): Channel => ({
  id,
  name: id,
  type: "text",
  serverId: "server",
  parentId: null,
  position,
  topic: null,
  slowMode: 0,
  overwrites: [],
  createdAt: "2026-11-22T00:00:00Z",
  ...over,
});

const all = [
  channel("a", 0),
  channel("b", 1),
  channel("voice", 2, { type: "voice" }),
  channel("c", 3),
  channel("one", 0, { type: "category" }),
  channel("two", 1, { type: "category" }),
  channel("x", 4, { parentId: "one" }),
  channel("y", 7, { parentId: "one" }),
  channel("far", 0, { serverId: "other" }),
];
const byId = Object.fromEntries(all.map((one) => [one.id, one]));
const of = (id: string) => byId[id] as Channel;

/** What the server makes of a move: the order of those among whom it is then. */
const after = (move: ReturnType<typeof moveBeside>): string[] => {
  if (!move) return [];
  const moved = of(move.id);
  const parentId = move.parentId === undefined ? moved.parentId : move.parentId;
  const to = siblingsOf(byId, moved, parentId);
  const others = to.filter((one) => one.id !== move.id);
  const place = to.findIndex((one) => one.position >= move.position);
  const at = place < 0 ? others.length : place;
  return others.toSpliced(at, 0, moved).map((one) => one.id);
};

test("among its own a channel goes up and down to where it was dropped", () => {
  expect(after(moveBeside(byId, "c", "a", "before"))).toEqual(["c", "a", "b", "voice"]);
  expect(after(moveBeside(byId, "c", "a", "after"))).toEqual(["a", "c", "b", "voice"]);
  expect(after(moveBeside(byId, "a", "c", "before"))).toEqual(["b", "voice", "a", "c"]);
  expect(after(moveBeside(byId, "a", "c", "after"))).toEqual(["b", "voice", "c", "a"]);
  expect(after(moveBeside(byId, "two", "one", "before"))).toEqual(["two", "one"]);
});

test("where it stands already nothing is asked for", () => {
  expect(moveBeside(byId, "a", "b", "before")).toBeNull();
  expect(moveBeside(byId, "b", "a", "after")).toBeNull();
  expect(moveBeside(byId, "a", "a", "after")).toBeNull();
});

test("into another category it goes before, after or to the end", () => {
  expect(after(moveBeside(byId, "a", "y", "before"))).toEqual(["x", "a", "y"]);
  expect(after(moveBeside(byId, "a", "y", "after"))).toEqual(["x", "y", "a"]);
  expect(after(moveInto("a", "one"))).toEqual(["x", "y", "a"]);
  expect(after(moveInto("x", null))).toEqual(["a", "b", "voice", "c", "x"]);
});

test("by keys it passes its neighbour of the same kind, and stops at the end", () => {
  expect(after(moveBy(byId, of("c"), -1))).toEqual(["a", "c", "b", "voice"]);
  expect(after(moveBy(byId, of("b"), 1))).toEqual(["a", "voice", "c", "b"]);
  expect(moveBy(byId, of("a"), -1)).toBeNull();
  expect(moveBy(byId, of("voice"), 1)).toBeNull();
});
