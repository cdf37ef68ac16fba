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
