import { beforeEach, expect, test, vi } from "vitest";

const KEY = "miscord.settings";
const opened = async () => {
  vi.resetModules();
  return import("./settings");
};

beforeEach(() => localStorage.clear());

test("what was chosen is there when the page is opened again", async () => {
  const before = await opened();
  before.changeSettings({ fontSize: 18, density: "compact", folded: ["a"] });
  const after = await opened();
  expect(after.useSettings.getState()).toMatchObject({
    fontSize: 18,
    density: "compact",
    folded: ["a"],
    theme: "system",
  });
});

test("nonsense that was kept is as nothing", async () => {
  localStorage.setItem(KEY, JSON.stringify({ fontSize: 400, density: "tight", folded: "a", theme: 7, ownTheme: {} }));
  const { useSettings } = await opened();
  const base = useSettings.getState();
  expect(base).toMatchObject({ fontSize: 16, density: "cosy", folded: [], theme: "system", ownTheme: null });
  localStorage.setItem(KEY, "{");
  expect((await opened()).useSettings.getState()).toMatchObject({ messageKeys: true });
});

test("choosing one of the client's themes takes one's own off, and a reset everything", async () => {
  const { changeSettings, chooseTheme, resetSettings, useSettings } = await opened();
  changeSettings({ ownTheme: "mine", fontSize: 20 });
  chooseTheme("light");
  expect(useSettings.getState()).toMatchObject({ theme: "light", ownTheme: null, fontSize: 20 });
  resetSettings();
  expect(useSettings.getState()).toMatchObject({ theme: "system", fontSize: 16 });
  expect(localStorage.getItem(KEY)).toBeNull();
});

test("what another tab sets holds here too, at once", async () => {
  const { useSettings } = await opened();
  localStorage.setItem(KEY, JSON.stringify({ voiceMuted: true, fontSize: 18 }));
  dispatchEvent(new StorageEvent("storage", { key: KEY }));
  expect(useSettings.getState()).toMatchObject({ voiceMuted: true, fontSize: 18 });
});
