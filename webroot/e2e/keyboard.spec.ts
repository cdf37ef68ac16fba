import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("everything in a channel can be done without a mouse", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await ada.createsServer("Keys");
  for (const text of ["first", "second", "third"]) {
    await ada.sends(text);
    await ada.sees(text);
  }
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");

  // One stop for the whole list, arrows within it.
  await page.keyboard.press("Shift+Tab");
  expect(await focused()).toContain("third");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("second"));
  await page.keyboard.press("r");
  await page.getByText(/^Replying to/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByText(/^Replying to/).waitFor({ state: "detached" });

  // Up edits the last, Escape leaves and gives the caret back.
  await ada.composer.press("ArrowUp");
  await page.getByLabel("Edit message").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.hasAttribute("data-composer"));

  // The menu of a message, by its own keys, and a dialog that gives the focus back.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Delete this message?" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest("[role=dialog]"));
  await page.keyboard.press("Enter");
  await ada.doesNotSee("third");

  await page.getByRole("button", { name: "Keys" }).press("Enter");
  await page.getByRole("menuitem", { name: "Create channel" }).press("Enter");
  await page.getByLabel("Name").fill("zebra");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Welcome to #zebra" }).waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  await ada.sees("second");
  expect(ada.troubles).toEqual([]);
});

/** Presses a key until what is wanted has the focus: nobody's focus may be lost on the way. */
const reach = async (person: Person, key: string, wanted: string | RegExp) => {
  const { page } = person;
  for (let presses = 0; presses < 60; presses += 1) {
    const name = await focusName(person);
    if (typeof wanted === "string" ? name === wanted : wanted.test(name)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${wanted} is not reached by ${key}; the focus is on ${await focusName(person)}`);
};

/** What has the focus, by its name, its label or its text; empty when it is lost. */
const focusName = (person: Person) =>
  person.page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "";
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    return (element.getAttribute("aria-label") ?? label ?? element.textContent ?? "").trim() || element.tagName;
  });

/** The focus is somewhere: on what one is at, never lost. */
const isSomewhere = async (person: Person, step: string) =>
  expect.poll(() => focusName(person), { message: `focus after ${step}` }).not.toBe("");

test("from signing up to reacting, without a pointer and without losing the focus", async () => {
  const ada = await Person.at(browser, nodeUrl(0), "ada");
  const { page } = ada;
  const { keyboard } = page;
  await ada.goes("/register");
  await page.getByRole("heading", { name: "Create an account" }).waitFor();
  await reach(ada, "Tab", "E-mail");
  await keyboard.type(`${ada.name}@example.org`);
  await reach(ada, "Tab", "Username");
  await keyboard.type(ada.name);
  await reach(ada, "Tab", "Password");
  await keyboard.type("a long sentence will do");
  await keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Servers" }).waitFor();

  await reach(ada, "Tab", "Add a server");
  await keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await isSomewhere(ada, "opening a dialog");
  await reach(ada, "Tab", /^Create a server/);
  await keyboard.press("Enter");
  await reach(ada, "Tab", "Server name");
  await keyboard.type("By hand");
  await keyboard.press("Enter");
  await ada.composer.waitFor();
  await reach(ada, "Tab", "Message #general");
  await isSomewhere(ada, "making a server");

  await keyboard.type("first");
  await keyboard.press("Enter");
  await ada.sees("first");
  await isSomewhere(ada, "sending");

  // The row, its reactions, and back.
  await keyboard.press("Shift+Tab");
  await reach(ada, "Tab", "Add reaction");
  await keyboard.press("Enter");
  await page.getByLabel("Search emoji").waitFor();
  await keyboard.type("rocket");
  await page.getByRole("gridcell").first().waitFor();
  await keyboard.press("Enter");
  await ada.message("first").getByRole("button", { name: "🚀, 1 reaction" }).waitFor();
  await isSomewhere(ada, "reacting");

  await reach(ada, "Tab", "Message #general");
  await keyboard.press("Shift+Tab");
  await reach(ada, "Shift+Tab", new RegExp(`^${ada.name}, `));
  await keyboard.press("r");
  await page.getByText(/^Replying to/).waitFor();
  await keyboard.type("an answer");
  await keyboard.press("Enter");
  await ada.sees("an answer");
  await isSomewhere(ada, "answering");
  await keyboard.press("ArrowUp");
  await page.getByLabel("Edit message").waitFor();
  await keyboard.type(", corrected");
  await keyboard.press("Enter");
  await ada.sees("an answer, corrected");
  await isSomewhere(ada, "editing");

  // The list of keys, and the parts of the window.
  await keyboard.press("Control+/");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await isSomewhere(ada, "the list of keys");
  for (let part = 0; part < 6; part += 1) {
    await keyboard.press("F6");
    await isSomewhere(ada, "F6");
  }
  expect(ada.troubles).toEqual([]);
});
