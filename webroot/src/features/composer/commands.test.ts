import { describe, expect, test } from "vitest";
import { type Called, commandAt, nameIn, type Place, secondsIn, typedOf } from "./commands";

/** People with one name each, or with several. */
const people = (...all: (string | string[])[]): Called[] =>
  all.flatMap((names, id) => [names].flat().map((name) => [name, String(id)] as const));
const here = (more: Partial<Place> = {}): Place => ({ inServer: true, may: () => true, names: [], ...more });

describe("a whisper", () => {
  const whisper = (text: string, ...names: (string | string[])[]) => typedOf(text, here({ names: people(...names) }));
  const to = (name: string, text: string) => ({ kind: "deed", command: "w", deed: { kind: "w", name, text } });

  test("is a name and a text after /w", () => {
    expect(whisper("/w bob hello there")).toEqual(to("bob", "hello there"));
    expect(whisper("/W @bob\nhello")).toEqual(to("@bob", "hello"));
  });

  test("is not a word that begins so, nor one that comes later", () => {
    for (const text of ["hello", "/ w bob hi", "say /w bob hi", "", "/", "/usr/bin is full"])
      expect(whisper(text)).toEqual({ kind: "said", text });
  });

  test("is unfinished without a name or a text", () => {
    for (const text of ["/w", "/w ", "/w bob", "/w bob  ", '/w "Big Bob"'])
      expect(whisper(text, "Big Bob")).toEqual({ kind: "unfinished", command: "w" });
  });

  test("takes names with spaces in quotes, and known ones without", () => {
    const wanted = to("Big Bob", "hi");
    expect(whisper('/w "Big Bob" hi')).toEqual(wanted);
    expect(whisper("/w «Big Bob» hi")).toEqual(wanted);
    expect(whisper("/w Big Bob hi", ["Big", "Big Bob"], "Bob")).toEqual(wanted);
    expect(whisper("/w big bobby hi", "Big Bob", "Big")).toEqual(to("big", "bobby hi"));
  });

  test("is for nobody who calls themselves like another and a word more", () => {
    const eve = "Bob it";
    for (const text of ["/w Bob it is a secret", "/w bob it is", "/w bob it"])
      expect(whisper(text, ["Bob", "bob"], eve)).toEqual({ kind: "unfinished", command: "w" });
    expect(whisper('/w "Bob" it is', ["Bob", "bob"], eve)).toEqual(to("Bob", "it is"));
    expect(whisper("/w @bob it is", ["Bob", "bob"], eve, "@bob it")).toEqual(to("@bob", "it is"));
  });
});

describe("a command", () => {
  test("may be something said, with what follows it", () => {
    const said = (text: string) => {
      const typed = typedOf(text, here({ inServer: false }));
      return typed.kind === "said" ? typed.text : typed.kind;
    };
    expect(said("/me waves")).toBe("_waves_");
    expect(said("/me likes snake_case_names")).toBe("*likes snake_case_names*");
    expect(said("/shrug who knows")).toBe("who knows ¯\\\\\\_(ツ)\\_/¯");
    expect(said("/tableflip")).toBe("(╯°□°)╯︵ ┻━┻");
    expect(said("/unflip sorry")).toBe("sorry ┬─┬ ノ( ゜-゜ノ)");
    expect(said("/spoiler he did it")).toBe("||he did it||");
    expect(said("/me")).toBe("unfinished");
    expect(said("/spoiler  ")).toBe("unfinished");
  });

  test("that there is not is told so, and with two slashes is said", () => {
    expect(typedOf("/foo bar", here())).toEqual({ kind: "unknown", name: "foo" });
    expect(typedOf("//foo bar", here())).toEqual({ kind: "said", text: "/foo bar" });
    expect(typedOf("// a comment", here())).toEqual({ kind: "said", text: "// a comment" });
  });

  test("wants a permission, and a server", () => {
    expect(typedOf("/kick bob", here({ may: () => false }))).toEqual({
      kind: "forbidden",
      command: "kick",
      needs: "KICK_MEMBERS",
    });
    expect(typedOf("/kick bob", here({ inServer: false }))).toEqual({ kind: "elsewhere", command: "kick" });
  });

  test("of moderators has a person, and a reason that may be left out", () => {
    const deed = (text: string) => {
      const typed = typedOf(text, here({ names: people("Big Bob") }));
      return typed.kind === "deed" ? typed.deed : typed.kind;
    };
    expect(deed("/kick Big Bob")).toEqual({ kind: "kick", name: "Big Bob", reason: "" });
    expect(deed("/ban @bob for spam")).toEqual({ kind: "ban", name: "@bob", reason: "for spam" });
    expect(deed("/mute Big Bob 10m too loud")).toEqual({
      kind: "mute",
      name: "Big Bob",
      seconds: 600,
      reason: "too loud",
    });
    for (const text of ["/mute bob", "/mute bob forever", "/kick", "/mute bob 400d"])
      expect(deed(text)).toBe("unfinished");
    expect(deed("/nick Ada the First")).toEqual({ kind: "nick", nickname: "Ada the First" });
    expect(deed("/nick")).toEqual({ kind: "nick", nickname: "" });
  });
});

test("a command is known from its word on, finished or not", () => {
  expect(commandAt("/mute bo")?.name).toBe("mute");
  expect(commandAt("/mut")).toBeNull();
});

test("a name is the longest that is known", () =>
  expect(nameIn("bob", people(["bob", "bo"]))).toEqual({ name: "bob", after: "" }));

test("lengths have a unit, also in Russian", () => {
  expect(["30s", "10m", "2h", "3d", "1w", "10м", "2Ч"].map(secondsIn)).toEqual([
    30, 600, 7_200, 259_200, 604_800, 600, 7_200,
  ]);
  expect(["", "10", "m", "0m", "1y", "366d"].map(secondsIn)).toEqual([null, null, null, null, null, null]);
});
