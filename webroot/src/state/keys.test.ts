import { renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ACTIONS, actionOf, bindKeys, holderOf, isDone, keysFor, perform, resetKeys, useAction, useKeys } from "./keys";

const press = (key: string, more = {}) => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const changed = () => useKeys.getState().changed;

beforeEach(() => resetKeys());

describe("the table of keys", () => {
  test("gives no keys to two actions that are listened to at the same place", () => {
    for (const scope of ["anywhere", "writing"]) {
      const all = ACTIONS.filter((one) => one.scope === scope).flatMap(({ keys }) => [...keys] as string[]);
      expect(all.filter((chord, index) => all.indexOf(chord) !== index)).toEqual([]);
    }
  });

  test("shares keys between places only where that is meant: Ctrl+I is italic while writing, else the inbox", () => {
    const of = (scope: string) =>
      ACTIONS.filter((one) => one.scope === scope).flatMap(({ keys }) => [...keys] as string[]);
    expect(of("writing").filter((chord) => of("anywhere").includes(chord))).toEqual(["Mod+I"]);
  });

  test("takes nothing that browsers keep for themselves", () => {
    const all = ACTIONS.flatMap(({ keys }) => [...keys] as string[]);
    for (const chord of ["Mod+T", "Mod+N", "Mod+W", "Mod+Shift+N", "Mod+Shift+T"]) expect(all).not.toContain(chord);
  });

  test("has both directions of each pair", () => {
    expect(keysFor({}, "channelUp")).toEqual(["Alt+ArrowUp"]);
    expect(keysFor({}, "channelDown")).toEqual(["Alt+ArrowDown"]);
  });
});

describe("keys that were changed", () => {
  test("do what they were given to, and are taken from who had them", () => {
    expect(holderOf(changed(), "Mod+K", "inbox")).toBe("switcher");
    bindKeys("inbox", "Mod+K");
    expect(actionOf(press("k", { ctrlKey: true }), "anywhere")).toBe("inbox");
    expect(keysFor(changed(), "switcher")).toEqual([]);
    expect(JSON.parse(localStorage.getItem("miscord.keys") ?? "")).toEqual({ inbox: ["Mod+K"], switcher: [] });
  });

  test("go back, and who had taken their first ones gives them back", () => {
    bindKeys("inbox", "Mod+K");
    resetKeys("switcher");
    expect(keysFor(changed(), "switcher")).toEqual(["Mod+K"]);
    expect(keysFor(changed(), "inbox")).toEqual([]);
    resetKeys();
    expect(keysFor(changed(), "inbox")).toEqual(["Mod+I"]);
    expect(localStorage.getItem("miscord.keys")).toBeNull();
  });
});

test("an action is done by who came last, and by nobody when they are gone", () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const one = renderHook(() => useAction("search", first));
  const two = renderHook(() => useAction("search", second));
  expect(perform("search")).toBe(true);
  two.unmount();
  perform("search");
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  one.unmount();
  expect(isDone("search")).toBe(false);
  expect(perform("search")).toBe(false);
});
