import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keysFor, resetKeys, useKeys } from "../../state/keys";
import { KeysPage } from "./KeysPage";

beforeEach(() => resetKeys());
afterEach(cleanup);

const change = (action: string) => screen.getByRole("button", { name: `Change the keys of “${action}”` });
const keys = (action: "bold" | "italic" | "markRead") => keysFor(useKeys.getState().changed, action);

test("an action gets the keys that are pressed next", () => {
  render(<KeysPage />);
  fireEvent.click(change("Bold"));
  fireEvent.keyDown(screen.getByRole("button", { name: /Leave the keys of “Bold”/ }), {
    key: "g",
    code: "KeyG",
    ctrlKey: true,
  });
  expect(keys("bold")).toEqual(["Mod+G"]);
  fireEvent.click(screen.getByRole("button", { name: "Reset the keys of “Bold”" }));
  expect(keys("bold")).toEqual(["Mod+B"]);
});

test("keys that are another's are said to be, and taken over only when one wants it", () => {
  render(<KeysPage />);
  fireEvent.click(change("Bold"));
  const recording = screen.getByRole("button", { name: /Leave the keys of “Bold”/ });
  fireEvent.keyDown(recording, { key: "i", code: "KeyI", ctrlKey: true });
  expect(screen.getByRole("alert").textContent).toContain("“Italic”");
  expect(keys("bold")).toEqual(["Mod+B"]);
  fireEvent.click(screen.getByRole("button", { name: "Use it here instead" }));
  expect(keys("bold")).toEqual(["Mod+I"]);
  expect(keys("italic")).toEqual([]);
});

test("Escape leaves everything as it was", () => {
  render(<KeysPage />);
  fireEvent.click(change("Bold"));
  fireEvent.keyDown(screen.getByRole("button", { name: /Leave the keys of “Bold”/ }), { key: "Escape" });
  expect(change("Bold")).toBeTruthy();
  expect(keys("bold")).toEqual(["Mod+B"]);
});
