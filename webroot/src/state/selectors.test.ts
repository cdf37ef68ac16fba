import { describe, expect, test } from "vitest";
import type { Channel } from "../api/types";
import { channelTree, firstTextChannel, neighbour } from "./selectors";

const channel = (id: string, more: Partial<Channel> = {}): Channel => ({
  id,
  serverId: "s",
  name: id,
  type: "text",
  position: 0,
  topic: null,
  parentId: null,
  slowMode: 0,
  overwrites: [],
  createdAt: "",
  ...more,
});
const byId = (...channels: Channel[]) => Object.fromEntries(channels.map((one) => [one.id, one]));

describe("selectors", () => {
  const channels = byId(
    channel("cat", { type: "category", position: 5 }),
    channel("inside", { parentId: "cat", position: 1 }),
    channel("voice", { type: "voice", position: 0 }),
    channel("second", { position: 3 }),
    channel("first", { position: 2 }),
    channel("orphan", { parentId: "gone", position: 9 }),
    channel("elsewhere", { serverId: "t" }),
  );

  test("channels stand without a category first, text before voice, then each category with its own", () => {
    const tree = channelTree(channels, "s").map((group) => [group.category?.id, group.channels.map(({ id }) => id)]);
    expect(tree).toEqual([
      [undefined, ["first", "second", "orphan", "voice"]],
      ["cat", ["inside"]],
    ]);
  });

  test("a server opens at its first text channel", () => {
    expect(firstTextChannel(channels, "s")?.id).toBe("first");
    expect(firstTextChannel(byId(channel("v", { type: "voice" })), "s")).toBeUndefined();
  });

  test("the neighbour of the last is the first, and the other way round", () => {
    expect(neighbour(["a", "b", "c"], "c", 1)).toBe("a");
    expect(neighbour(["a", "b", "c"], "a", -1)).toBe("c");
    expect(neighbour(["a", "b"], null, -1)).toBe("a");
    expect(neighbour([], "x", 1)).toBeUndefined();
  });
});
