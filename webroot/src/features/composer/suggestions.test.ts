import { describe, expect, test } from "vitest";
import type { Author, Channel, Role, ServerEmoji } from "../../api/types";
import { emojiOf } from "../../lib/emoji";
import { COMMANDS } from "./commands";
import { type Known, put, type Suggestion, suggestionsFor } from "./suggestions";

const person = (id: string, displayName: string): Author => ({ id, username: id, displayName, avatarUrl: null });
const known: Known = {
  people: [
    { person: person("zoe", "Zoe"), nickname: null },
    { person: person("bob", "Robert"), nickname: "Big Bob" },
    { person: person("bob2", "Bob"), nickname: null },
  ],
  roles: [{ id: "r", name: "Builders", color: 0 } as Role],
  everybody: true,
  channels: [{ id: "c", name: "general" } as Channel, { id: "d", name: "big news" } as Channel],
  own: [{ id: "p", name: "party_parrot" } as ServerEmoji],
  emoji: emojiOf({
    groups: [],
    emoji: [
      ["🎉", "party", 0, ["tada", "party"], ""],
      ["🥳", "face", 0, ["partying_face"], ""],
    ],
  }),
  tone: 0,
  commands: COMMANDS,
  recentPeople: ["bob2"],
  recentEmoji: ["🥳"],
};
const keys = (
  kind: "person" | "channel" | "emoji" | "command" | "addressee",
  query: string,
  more: Partial<Known> = {},
) => suggestionsFor({ kind, query, from: 0 }, { ...known, ...more }).map(({ key }) => key);

describe("what is suggested", () => {
  test("after @: who wrote here last, who is called so, roles, everybody", () => {
    expect(keys("person", "")).toEqual(["bob2", "zoe", "bob", "r", "everyone", "here"]);
    expect(keys("person", "b")).toEqual(["bob2", "bob", "r"]);
    expect(keys("person", "rob")).toEqual(["bob"]);
    expect(keys("person", "ev")).toEqual(["everyone"]);
    expect(keys("person", "ev", { everybody: false })).toEqual([]);
  });

  test("over a space only names that go on so", () => {
    expect(keys("person", "big b")).toEqual(["bob"]);
    expect(keys("person", "zoe likes")).toEqual([]);
  });

  test("never more than fit, with room for roles among many people", () => {
    const people = Array.from({ length: 30 }, (_, n) => ({ person: person(`p${n}`, `B${n}`), nickname: null }));
    const found = keys("person", "b", { people });
    expect(found).toHaveLength(8);
    expect(found).toContain("r");
  });

  test("where a command wants somebody: people alone", () => expect(keys("addressee", "b")).toEqual(["bob2", "bob"]));

  test("after #, / and : what is there", () => {
    expect(keys("channel", "news")).toEqual(["d"]);
    expect(keys("command", "s")).toEqual(["shrug", "spoiler"]);
    // What was used lately stands before what fits better.
    expect(keys("emoji", "party")).toEqual(["🥳", "p", "🎉"]);
    expect(keys("emoji", "party", { emoji: undefined, recentEmoji: [] })).toEqual(["p"]);
  });
});

describe("what is put into the text", () => {
  const big: Suggestion = { kind: "person", key: "bob", person: person("bob", "Robert"), name: "Big Bob" };
  test("is what people read; an id is sent for it", () =>
    expect(put(big, {}, false)).toEqual({ text: "@Big Bob", names: { "@Big Bob": "<@bob>" } }));

  test("is the username of the second who is called so", () => {
    const names = { "@Big Bob": "<@other>" };
    expect(put(big, names, false)).toEqual({ text: "@bob", names: { "@bob": "<@bob>" } });
    expect(put(big, { ...names, "@bob": "<@third>" }, false)).toEqual({ text: "<@bob>", names: {} });
  });

  test("never calls everybody by calling somebody who is named so", () =>
    expect(put({ ...big, name: "everyone" }, {}, false).text).toBe("@bob"));

  test("is a username where a command wants somebody", () =>
    expect(put(big, {}, true)).toEqual({ text: "@bob", names: {} }));
});
