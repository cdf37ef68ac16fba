import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findings } from "./axe";
import { OWN_PAGES } from "./ownPages";
import { nodeUrl, openBrowser, Person, phone } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("somebody sets the client up for themselves, and finds it so again", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await page.getByRole("button", { name: "User settings" }).click();
  await page.getByRole("heading", { name: "Profile", level: 1 }).waitFor();

  // What is on the server waits for a save, and leaving without one is not possible by mistake.
  await page.getByLabel("Display name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByText("Careful: you have unsaved changes").waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Careful: you have unsaved changes").waitFor({ state: "detached" });

  // A picture from a file, cut to a square.
  await page.getByLabel("Picture file").setInputFiles({
    name: "dot.png",
    mimeType: "image/png",
    buffer: Buffer.from(DOT, "base64"),
  });
  await page.getByRole("button", { name: "Use this part" }).click();
  await page.getByRole("button", { name: "Remove picture" }).waitFor();

  // A theme that cannot be read is not kept; one that can is worn, also after a reload.
  await page.getByRole("button", { name: "Appearance" }).click();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("button", { name: "New theme" }).click();
  await page.getByLabel("Name of the theme").fill("Night");
  const text = page.getByLabel("Text, as digits", { exact: true });
  await text.fill("#333333");
  await page.getByText(/^Text on Messages:/).waitFor();
  expect(await page.getByRole("button", { name: "Save theme" }).isDisabled()).toBe(true);
  await text.fill("#eeeeee");
  await page.getByLabel("Messages, as digits", { exact: true }).fill("#101820");
  await page.getByRole("button", { name: "Save theme" }).click();
  await page.getByRole("radio", { name: "Night" }).waitFor();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe("rgb(16, 24, 32)");
  await page.reload();
  await page.getByRole("radio", { name: "Night" }).waitFor();
  expect(await background()).toBe("rgb(16, 24, 32)");

  // Only the words of the language in use are fetched.
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /\/ru-/.test(name)).length);
  expect(await fetched()).toBe(0);
  await page.getByRole("button", { name: "Language" }).click();
  // Words that are long in coming: the choice is shown all the same.
  await page.route(/\/ru-/, async (route) => setTimeout(() => void route.continue(), 1_000));
  await page.getByRole("radio", { name: "Русский" }).check();
  await page.getByRole("heading", { name: "Язык", level: 1 }).waitFor();
  expect(await fetched()).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Вы" }).getByText("Ada Lovelace").waitFor();
  expect(ada.troubles).toEqual([]);
});

test.each(["dark", "light"] as const)("in the %s theme axe finds nothing serious on any page", async (colorScheme) => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada", { colorScheme, reducedMotion: "reduce" });
  const { page } = ada;
  await ada.createsServer("Levels");
  for (const id of OWN_PAGES) {
    await ada.goes(`/settings/${id}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (id === "appearance") await page.getByRole("button", { name: "New theme" }).click();
    expect(await findings(page), id).toEqual([]);
  }
  expect(ada.troubles).toEqual([]);
});

test("on a phone settings are a list and a page, and nothing scrolls sideways", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada", phone);
  const { page } = ada;
  await ada.goes("/settings");
  for (const name of ["Appearance", "Notifications"]) {
    await page.getByRole("button", { name, exact: true }).tap();
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: "Back to the list" }).tap();
  }
  expect(ada.troubles).toEqual([]);
});

const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
