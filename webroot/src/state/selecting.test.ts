import { beforeEach, expect, test } from "vitest";
import { type ChatMessage, noHistory } from "./history";
import { useMessages } from "./messages";
import { SELECTED_MAX, startSelecting, stopSelecting, toggleSelected, useSelecting } from "./selecting";

const chosen = () => [...useSelecting.getState().ids].sort((a, b) => Number(a) - Number(b)).join();

beforeEach(() => {
  const messages = Array.from({ length: 150 }, (_, n) => ({ id: String(n) }) as ChatMessage);
  useMessages.setState({ histories: { c: { ...noHistory, messages } } });
  startSelecting("c", "5");
});

test("one is chosen and given up again", () => {
  toggleSelected("9", false);
  expect(chosen()).toBe("5,9");
  toggleSelected("5", false);
  expect(chosen()).toBe("9");
});

test("a range goes from the one chosen last, either way", () => {
  toggleSelected("7", true);
  expect(chosen()).toBe("5,6,7");
  toggleSelected("4", true);
  expect(chosen()).toBe("4,5,6,7");
});

test("no more than are deleted at once", () => {
  toggleSelected("149", true);
  expect(useSelecting.getState().ids).toHaveLength(SELECTED_MAX);
  toggleSelected("3", false);
  expect(useSelecting.getState().ids).toHaveLength(SELECTED_MAX);
});

test("to stop is to have chosen nothing", () => {
  stopSelecting();
  expect(useSelecting.getState()).toEqual({ channelId: null, ids: [], anchor: null });
});
