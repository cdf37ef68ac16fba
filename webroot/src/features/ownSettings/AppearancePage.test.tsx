import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../../api/types";
import { resetSettings, useSettings } from "../../state/settings";
import { clearThemes, codeOf, type Tones, useThemes } from "../../state/themes";
import { AppearancePage } from "./AppearancePage";

const me = { id: "me", username: "me", displayName: "Me", avatarUrl: null } as Account;

/** Readable with black on buttons: no style sheet is here to say otherwise. */
const tones: Tones = {
  main: "#101820",
  side: "#0c1218",
  rail: "#080c10",
  raised: "#18222c",
  float: "#060a0e",
  strong: "#ffffff",
  text: "#e0e6ec",
  muted: "#b0bac4",
  faint: "#a0aab4",
  accent: "#9a9cf0",
  "accent-text": "#b0b4ff",
  "danger-text": "#ff9a9e",
  mention: "#30280f",
};
const code = codeOf({ id: "x", name: "Night", base: "dark", tones });

beforeEach(() => {
  resetSettings();
  clearThemes();
});
afterEach(cleanup);

const importCode = (text: string) => {
  render(<AppearancePage me={me} />);
  fireEvent.click(screen.getByRole("button", { name: "Use a code" }));
  fireEvent.change(screen.getByLabelText("Code of a theme"), { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: "Look at it" }));
};

test("a code that is none says so", () => {
  importCode("hello");
  expect(screen.getByText("This is not the code of a theme")).toBeTruthy();
});

test("somebody's theme is shown before it is kept, and worn when it is", () => {
  importCode(code);
  expect(useThemes.getState().preview?.name).toBe("Night");
  expect(useThemes.getState().own).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Save theme" }));
  expect(useThemes.getState()).toMatchObject({ preview: null, own: [{ name: "Night", tones }] });
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Night" }).checked).toBe(true);
  fireEvent.click(screen.getByRole("radio", { name: "Light" }));
  expect(useSettings.getState()).toMatchObject({ theme: "light", ownTheme: null });
});

test("a theme that could not be read cannot be kept, and says where", () => {
  importCode(code);
  fireEvent.change(screen.getByLabelText("Text, as digits"), { target: { value: "#333333" } });
  expect(screen.getByText(/^Text on Messages: \d/)).toBeTruthy();
  const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save theme" });
  expect(save.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText("Text, as digits"), { target: { value: "#eeeeee" } });
  expect(save.disabled).toBe(false);
});

test("giving it up takes the preview off", () => {
  importCode(code);
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(useThemes.getState()).toMatchObject({ preview: null, own: [] });
});
