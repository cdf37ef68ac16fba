import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person, phone } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("on a phone the panes are drawers, fingers hit what they aim at, and nothing scrolls sideways", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada", phone);
  const { page } = ada;
  await page.getByRole("button", { name: "Add a server" }).tap();
  await page.getByRole("button", { name: /^Create a server/ }).tap();
  await page.getByLabel("Server name").fill("Pocket");
  await page.getByRole("button", { name: "Create", exact: true }).tap();
  await ada.composer.fill("from a phone");
  await page.getByRole("button", { name: "Send" }).tap();
  const message = await ada.sees("from a phone");

  const drawer = page.getByRole("dialog", { name: "Channels" });
  await page.getByRole("button", { name: "Open channels" }).tap();
  await drawer.getByRole("link", { name: "general" }).waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Open channels" }).tap();
  await drawer.getByRole("link", { name: "general" }).tap();
  await drawer.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Show members" }).tap();
  const members = page.getByRole("dialog", { name: "Members" });
  await members.getByText(ada.name).waitFor();
  await page.keyboard.press("Escape");
  await members.waitFor({ state: "detached" });

  await message.tap();
  // What appears grows to its size.
  const size = async () => {
    const box = await message.getByRole("button", { name: "Reply" }).boundingBox();
    return Math.min(box?.width ?? 0, box?.height ?? 0);
  };
  await expect.poll(size, { timeout: 30_000 }).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(ada.troubles).toEqual([]);
});
