import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { changeCall, useCall } from "./call";
import { holdToTalk } from "./pushToTalk";
import { changeSettings } from "./settings";

const press = (type: "keydown" | "keyup", code: string) => dispatchEvent(new KeyboardEvent(type, { code }));
const talking = () => useCall.getState().talking;

vi.useFakeTimers();
holdToTalk((now) => changeCall({ talking: now }));
afterAll(() => vi.useRealTimers());
beforeEach(() => {
  changeSettings({ voiceMode: "pushToTalk", pushToTalkKey: "ControlRight" });
  changeCall({ channelId: "c", talking: false });
});

test("one talks while the key is held, and a moment longer", () => {
  press("keydown", "KeyA");
  expect(talking()).toBe(false);
  press("keydown", "ControlRight");
  expect(talking()).toBe(true);
  press("keyup", "ControlRight");
  expect(talking()).toBe(true);
  vi.advanceTimersByTime(300);
  expect(talking()).toBe(false);
});

test("the key that was pressed ends it, whatever was set meanwhile", () => {
  press("keydown", "ControlRight");
  changeSettings({ voiceMode: "activity", pushToTalkKey: "F8" });
  press("keyup", "ControlRight");
  vi.advanceTimersByTime(300);
  changeSettings({ voiceMode: "pushToTalk" });
  expect(talking()).toBe(false);
});

test("a call that ends while the key is held takes nothing from the next one", () => {
  press("keydown", "ControlRight");
  changeCall({ channelId: null, talking: false });
  press("keyup", "ControlRight");
  changeCall({ channelId: "d" });
  press("keydown", "ControlRight");
  expect(talking()).toBe(true);
});
