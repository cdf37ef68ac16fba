import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("channels are made, moved by mouse and by menu, muted, found by a few letters, and deleted", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await page.getByRole("button", { name: "Add a server" }).first().click();
  await page.getByRole("button", { name: /^Create a server/ }).click();
  await page.getByLabel("Server name").fill("Lists");
  await page.getByLabel(/^Team/).check();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await ada.composer.waitFor();

  const channels = page.getByRole("navigation", { name: "Channels" });
  const link = (name: string) => channels.getByRole("link", { name });
  const order = () => channels.getByRole("link").allInnerTexts();
  const menuOf = async (name: string, item: string) => {
    await link(name).click({ button: "right" });
    await page.getByRole("menuitem", { name: item }).click();
  };
  await link("announcements").waitFor();
  await menuOf("questions", "Move up");
  await expect
    .poll(order, { timeout: 15_000 })
    .toEqual(["general", "questions", "announcements", "off-topic", "plans", "done"]);
  await link("done").dragTo(link("plans"), { targetPosition: { x: 60, y: 3 } });
  await expect
    .poll(order, { timeout: 15_000 })
    .toEqual(["general", "questions", "announcements", "off-topic", "done", "plans"]);

  await menuOf("plans", "Mute channel");
  await link("plans").getByText("Muted").waitFor({ state: "attached" });

  await page.keyboard.press("Control+k");
  const where = page.getByRole("combobox", { name: "Where to?" });
  await where.fill("фттщ");
  await page.getByRole("option", { name: "announcements" }).waitFor();
  await where.press("Enter");
  await page.getByRole("heading", { name: "Welcome to #announcements" }).waitFor();

  await menuOf("announcements", "Delete channel");
  await page
    .getByRole("dialog", { name: "Delete announcements?" })
    .getByRole("button", { name: "Delete channel" })
    .click();
  await link("announcements").waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "Welcome to #general" }).waitFor();
  expect(ada.troubles).toEqual([]);
});

test("servers are put in order, muted, and left after a question", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await ada.createsServer("Theirs");
  const invite = await ada.invites("Theirs");
  await bob.createsServer("Mine");
  await bob.accepts(invite);

  const { page } = bob;
  const rail = page.getByRole("navigation", { name: "Servers" });
  const names = () =>
    rail
      .getByRole("listitem")
      .getByRole("link")
      .evaluateAll((all) => all.map((one) => one.ariaLabel));
  expect(await names()).toEqual(["Mine", "Theirs"]);
  const menuOf = async (name: string, item: string) => {
    await rail.getByRole("link", { name }).click({ button: "right" });
    await page.getByRole("menuitem", { name: item }).click();
  };
  await menuOf("Theirs", "Move up");
  await expect.poll(names).toEqual(["Theirs", "Mine"]);
  await rail.getByRole("link", { name: "Theirs" }).dragTo(rail.getByRole("link", { name: "Mine" }), {
    targetPosition: { x: 20, y: 44 },
  });
  await expect.poll(names).toEqual(["Mine", "Theirs"]);

  await menuOf("Theirs", "Leave server");
  await page.getByRole("dialog", { name: "Leave Theirs?" }).getByRole("button", { name: "Leave server" }).click();
  await expect.poll(names).toEqual(["Mine"]);
  expect(bob.troubles).toEqual([]);
});

test("what a button means is said to a mouse and to keys, one at a time, and gone with its button", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Pointing");
  const { page } = ada;
  const tip = page.getByRole("tooltip");
  await page.getByRole("button", { name: "User settings" }).hover();
  await expect.poll(() => tip.allTextContents()).toEqual(["User settings"]);
  await page.getByRole("navigation", { name: "Servers" }).getByRole("link", { name: "Pointing" }).hover();
  await expect.poll(() => tip.allTextContents()).toEqual(["Pointing"]);
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "detached" });
  const pins = page.getByRole("button", { name: "Pinned messages" });
  await pins.focus();
  await expect.poll(() => tip.allTextContents()).toEqual(["Pinned messages"]);
  await pins.evaluate((element) => element.remove());
  await tip.waitFor({ state: "detached" });
});
