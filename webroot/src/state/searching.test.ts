import { expect, test } from "vitest";
import type { Channel } from "../api/types";
import { parseQuery } from "../lib/searchQuery";
import { type ChatMessage, type History, noHistory } from "./history";
import { searchLoaded } from "./searching";

const channel = (id: string) => ({ id, name: id, serverId: "s", type: "text" }) as Channel;
const message = (id: string, content: string, change: Partial<ChatMessage> = {}) =>
  ({
    id,
    content,
    author: { id: "ada", displayName: "Ada" },
    type: "text",
    mentions: [],
    pinned: false,
    createdAt: `2026-03-0${id}T00:00:00Z`,
    ...change,
  }) as ChatMessage;
const history = (...messages: ChatMessage[]): History => ({ ...noHistory, messages });

const PERSON = "019a3f20-2c3d-7e4f-9051-62738495a6b7";
const HISTORIES = {
  general: history(
    message("1", "look at **this** https://example.org"),
    message("3", "and `that`", { pinned: true }),
    message("4", `<@${PERSON}> hello`, { mentions: [PERSON] }),
    message("5", "joined", { type: "system" }),
  ),
  news: history(message("2", "this as well", { author: null, importedAuthor: "Grace" })),
};
const find = (typed: string) =>
  searchLoaded(parseQuery(typed).query, HISTORIES, [channel("general"), channel("news"), channel("empty")], (id) =>
    id === PERSON ? ["Bob"] : ["Ada"],
  );
const ids = (typed: string) => find(typed).found.map(({ message: { id } }) => id);

test("what is loaded is searched as it is read, newest first", () => {
  expect(ids("this")).toEqual(["2", "1"]);
  expect(ids("@bob hello")).toEqual(["4"]);
  expect(ids("joined")).toEqual([]);
  expect(find("this")).toMatchObject({ messages: 4, channels: 2 });
});

test("filters say who, where, what", () => {
  expect(ids("from:grace")).toEqual(["2"]);
  expect(ids("in:general this")).toEqual(["1"]);
  expect(ids("has:link")).toEqual(["1"]);
  expect(ids("has:code")).toEqual(["3"]);
  expect(ids("pinned:yes")).toEqual(["3"]);
  expect(ids("mentions:bob")).toEqual(["4"]);
});

test("whoever asks for nothing finds nothing", () => expect(find("").found).toEqual([]));
