import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  browser = await openBrowser();
  ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Writers");
  bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Writers"));
});
afterAll(() => browser.close());
afterEach(() => {
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});

/** What is suggested above the box. */
const suggested = (person: Person) => person.page.getByRole("listbox").getByRole("option");

describe("what is named is suggested", () => {
  test("somebody with spaces in the nickname is called by it, and mentioned rightly", async () => {
    await bob.sends("/nick Big Bob of the Hill");
    await bob.page.getByText("You are called Big Bob of the Hill here now.").waitFor();
    await ada.composer.fill("");
    await ada.composer.pressSequentially("hello @big b");
    await suggested(ada).filter({ hasText: "Big Bob of the Hill" }).waitFor();
    await ada.composer.press("Enter");
    expect(await ada.composer.inputValue()).toBe("hello @Big Bob of the Hill ");
    await ada.composer.pressSequentially("and welcome");
    await ada.composer.press("Enter");
    const message = await bob.sees("and welcome");
    await message.getByText(new RegExp(`^@(${bob.name}|Big Bob of the Hill)$`)).waitFor();
    expect(await message.innerText()).not.toContain("<@");

    // Edited, it is read by name as it was written, and still calls him.
    await ada.composer.press("ArrowUp");
    const box = ada.page.getByLabel("Edit message");
    expect(await box.inputValue()).toMatch(new RegExp(`^hello @(${bob.name}|Big Bob of the Hill) and welcome$`));
    await box.press("End");
    await box.pressSequentially(" back");
    await box.press("Enter");
    const edited = await bob.sees("and welcome back");
    await edited.getByText(new RegExp(`^@(${bob.name}|Big Bob of the Hill)$`)).waitFor();
  });

  test("the box says what is chosen; arrows move, Escape closes, Tab takes", async () => {
    await ada.composer.pressSequentially("@");
    await suggested(ada).first().waitFor();
    const chosen = () => ada.page.getByRole("option", { selected: true }).getAttribute("id");
    expect(await ada.composer.getAttribute("aria-activedescendant")).toBe(await chosen());
    const before = await chosen();
    await ada.composer.press("ArrowDown");
    expect(await chosen()).not.toBe(before);
    expect(await ada.composer.getAttribute("aria-activedescendant")).toBe(await chosen());
    await ada.composer.press("Escape");
    await ada.page.getByRole("listbox").waitFor({ state: "detached" });
    await ada.composer.fill("");
    await ada.composer.pressSequentially("#gen");
    await suggested(ada).filter({ hasText: "general" }).waitFor();
    await ada.composer.press("Tab");
    expect(await ada.composer.inputValue()).toBe("#general ");
    await ada.composer.fill("");
  });

  test("an emoji by its name", async () => {
    await ada.composer.pressSequentially("party :tad");
    await suggested(ada).filter({ hasText: ":tada:" }).waitFor();
    await ada.composer.press("Tab");
    await ada.composer.pressSequentially("time");
    await ada.composer.press("Enter");
    await bob.sees("party 🎉 time");
  });
});

describe("commands", () => {
  test("are suggested with how they go; one that there is not is told so and stays", async () => {
    await bob.composer.pressSequentially("/shr");
    await suggested(bob).filter({ hasText: "/shrug" }).waitFor();
    await bob.composer.press("Tab");
    await bob.composer.pressSequentially("whatever");
    await bob.composer.press("Enter");
    await ada.sees("whatever ¯\\_(ツ)_/¯");
    await bob.sends("/foo");
    await bob.page.getByRole("alert").filter({ hasText: "There is no command /foo." }).waitFor();
    expect(await bob.composer.inputValue()).toBe("/foo");
    await bob.sends("//foo it is");
    await ada.sees("/foo it is");
  });

  test("of moderators are for moderators, and refusals are told beside the box", async () => {
    await bob.sends(`/kick @${ada.name}`);
    await bob.page.getByRole("alert").filter({ hasText: "Kick members" }).waitFor();
    await bob.composer.fill("");
    await ada.sends("/mute @nobody-of-this-name 10m");
    await ada.page.getByRole("alert").filter({ hasText: "nobody-of-this-name" }).waitFor();
    await ada.sends(`/mute @${bob.name} 10m for the test`);
    await ada.page.getByRole("status").filter({ hasText: "is muted until" }).waitFor();
    await bob.page.getByPlaceholder(/^You are muted/).waitFor();
    await ada.sends(`/kick @${bob.name} for the test`);
    await ada.page.getByRole("status").filter({ hasText: "was taken out" }).waitFor();
    await bob.composer.waitFor({ state: "detached" });
  });
});

test("the emoji picker keeps what was used last, and with Shift stays open", async () => {
  const { page } = ada;
  await ada.composer.fill("look: ");
  await page.getByRole("button", { name: "Insert emoji" }).click();
  await page.getByLabel("Search emoji").fill("rocket");
  await page.getByRole("gridcell", { name: "rocket", exact: true }).click({ modifiers: ["Shift"] });
  await page.getByLabel("Search emoji").fill("tada");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Emoji" }).waitFor({ state: "detached" });
  await expect.poll(() => ada.composer.inputValue()).toBe("look: 🚀🎉");
  await ada.composer.press("Enter");
  await ada.sees("look: 🚀🎉");
  await page.getByRole("button", { name: "Insert emoji" }).click();
  await page.getByRole("button", { name: "Used lately" }).waitFor();
  await page.getByRole("gridcell").first().waitFor();
  expect(await page.getByRole("gridcell").first().innerText()).toBe("🎉");
  await page.keyboard.press("Escape");
});
