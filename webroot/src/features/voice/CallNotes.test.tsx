import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changeCall } from "../../state/call";
import { BLIP_MS } from "../../state/link";
import { CallNotes } from "./CallNotes";

const note = () => screen.queryByText(/You still hear each other/);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
  changeCall({ channelId: "c", entered: true, signalled: true });
});
afterEach(() => {
  cleanup();
  changeCall({ channelId: null, entered: false, signalled: false });
  vi.useRealTimers();
});

test("a socket that is back soon is not worth a word", async () => {
  render(<CallNotes />);
  act(() => changeCall({ signalled: false }));
  await pass(BLIP_MS - 1);
  expect(note()).toBeNull();
  act(() => changeCall({ signalled: true }));
  await pass(BLIP_MS);
  expect(note()).toBeNull();
});

test("one that stays away is told of, until it is back", async () => {
  render(<CallNotes />);
  act(() => changeCall({ signalled: false }));
  await pass(BLIP_MS);
  expect(note()).not.toBeNull();
  act(() => changeCall({ signalled: true }));
  expect(note()).toBeNull();
});
