import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { copyText } from "./copyText";
import { useNotices } from "./notices";

const said = () => useNotices.getState().lines.map(({ kind, text }) => [kind, text]);

beforeEach(() => useNotices.setState({ lines: [] }));
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(document, "execCommand");
});

test("what is copied is said to be", async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  await copyText("hello", "The link is copied");
  expect(writeText).toHaveBeenCalledWith("hello");
  expect(said()).toEqual([["info", "The link is copied"]]);
});

test("over plain HTTP there is no clipboard: the text is copied as by hand, and the focus stays", async () => {
  vi.stubGlobal("navigator", {});
  const marked: string[] = [];
  document.execCommand = () => {
    marked.push((document.activeElement as HTMLTextAreaElement).value);
    return true;
  };
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();
  await copyText("hello");
  expect(marked).toEqual(["hello"]);
  expect(document.activeElement).toBe(button);
  expect(document.querySelector("textarea")).toBeNull();
  expect(said()[0]?.[0]).toBe("info");
});

test("where neither way works it is said that nothing was copied", async () => {
  vi.stubGlobal("navigator", {});
  await copyText("hello");
  expect(said()[0]?.[0]).toBe("error");
});
