import { expect, test } from "vitest";
import type { Author, Channel, Conversation, Server } from "../../api/types";
import { allPlaces, offered, parse, search } from "./places";

const server = (id: string, name: string): Server => ({
  id,
  name,
  description: null,
  iconUrl: null,
  ownerId: "me",
  systemChannelId: null,
  minAccountAge: 0,
  createdAt: "2026-11-22T00:00:00Z",
});
const channel = (id: string, name: string, over: Partial<Channel> = {}): Channel => ({
  id,
  name,
  type: "text",
  serverId: "s1",
  parentId: null,
  position: 0,
  topic: null,
  slowMode: 0,
  overwrites: [],
  createdAt: "2026-11-22T00:00:00Z",
  ...over,
});
const user = (id: string, displayName: string): Author => ({
  id,
  username: `${id}.name`,
  displayName,
  avatarUrl: null,
});
const byId = <T extends { id: string }>(all: T[]) => Object.fromEntries(all.map((one) => [one.id, one]));

const conversation = {
  id: "d1",
  participants: [user("me", "Me"), user("ada", "Ada Лавлейс")],
} as unknown as Conversation;
const places = allPlaces({
  servers: byId([server("s1", "Gophers"), server("s2", "Garden")]),
  channels: byId([
    channel("c1", "general"),
    channel("c2", "git", { parentId: "k" }),
    channel("k", "Work", { type: "category" }),
    channel("v", "General", { type: "voice" }),
    channel("c3", "general", { serverId: "s2" }),
  ]),
  users: byId([user("me", "Me"), user("ada", "Ada Лавлейс"), user("bob", "Боб")]),
  conversations: byId([conversation]),
  me: "me",
});
const found = (typed: string, visited: string[] = []) => search(places, typed, visited).map(({ place }) => place.id);

test("a prefix asks for people, text, voice or servers", () => {
  expect(parse("@ ada")).toEqual({ kind: "person", text: "ada" });
  expect(parse("  #x")).toEqual({ kind: "text", text: "x" });
  expect(found("@").sort()).toEqual(["ada", "bob"]);
  expect(found("#gen")).toEqual(["c1", "c3"]);
  expect(found("!gen")).toEqual(["v"]);
  expect(found("*g").sort()).toEqual(["s1", "s2"]);
});

test("of equals those come first where one was last, and oneself and categories are nowhere", () => {
  expect(found("general", ["c3", "c1"]).slice(0, 2)).toEqual(["c3", "c1"]);
  expect(found("work")).toEqual([]);
  expect(found("me")).not.toContain("me");
});

test("people are found by their username too, and in the wrong layout", () => {
  expect(found("bob.n")).toEqual(["bob"]);
  expect(found("<j,").length).toBe(0);
  expect(found(",j,")).toEqual(["bob"]);
  expect(found("пше")[0]).toBe("c2");
});

test("before anything is typed: where one is called, was last, has something unread, without where one is", () => {
  const calls = (id: string) => ({ d1: 1 })[id] ?? 0;
  const unread = (id: string) => id === "c3" || id === "c1" || id === "d1";
  const ids = offered(places, ["c1", "c2", "gone"], calls, unread, "c1").map(({ place }) => place.id);
  expect(ids).toEqual(["ada", "c2", "c3"]);
});

test("where a channel is and whether there is a conversation is told with it", () => {
  const [git] = search(places, "git", []);
  expect(git?.place.where).toBe("Gophers · Work");
  expect(search(places, "ada", [])[0]?.place.conversationId).toBe("d1");
});
