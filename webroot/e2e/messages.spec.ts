import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  browser = await openBrowser();
  ada = await Person.registered(browser, nodeUrl(0), "ada", { permissions: ["clipboard-read", "clipboard-write"] });
  await ada.createsServer("Message rooms");
  bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Message rooms"));
  for (const text of ["alpha with a needle", "beta", "gamma", "delta"]) await ada.sends(text);
  await bob.sees("delta");
});
afterAll(() => browser.close());

test("the menu of a message hangs from the pointer too, and a link to a message leads to it", async () => {
  const { page } = ada;
  await (await ada.sees("alpha with a needle")).click({ button: "right" });
  await page.getByRole("menu", { name: "Message menu" }).waitFor();
  await page.getByRole("menuitem", { name: "Copy message link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await ada.sends(`see ${link}`);
  const there = (await ada.sees("see ")).getByRole("link", { name: "#general › message" });
  const lit = page.locator("article.animate-flash").filter({ hasText: "needle" });
  await Promise.all([lit.waitFor(), there.click()]);
  // From outside it opens the channel at the message.
  await page.goto(link);
  await lit.waitFor();
});

test("what one reacts with most is one press away, and all of it by keys", async () => {
  await ada.presses("React with 👍", "beta");
  await bob.message("beta").getByRole("button", { name: "👍, 1 reaction" }).click();
  await ada.message("beta").getByRole("button", { name: "👍, 2 reactions" }).waitFor();
  await ada.composer.press("Shift+Tab");
  await ada.page.keyboard.press("+");
  await ada.page.getByLabel("Search emoji").waitFor();
  await ada.page.keyboard.press("Escape");
  await ada.page.keyboard.press("Shift+F10");
  await ada.page.getByRole("menuitem", { name: "Reply" }).waitFor();
  await ada.page.keyboard.press("Escape");
});

test("several messages are chosen and deleted together", async () => {
  const { page } = ada;
  await ada.chooses("Select messages", "beta");
  await page.getByRole("checkbox", { name: /gamma/ }).click({ modifiers: ["Shift"] });
  await page.getByRole("checkbox", { name: /delta/ }).click();
  const bar = page.getByRole("toolbar", { name: "Selected messages" });
  await bar.getByText("3 messages selected").waitFor();
  await bar.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog", { name: "Delete 3 messages?" }).getByRole("button", { name: "Delete" }).click();
  for (const text of ["beta", "gamma", "delta"]) await bob.doesNotSee(text);
  await bob.sees("needle");
});

test("the inbox has who called me, and leads there", async () => {
  await ada.page.getByRole("button", { name: "Message rooms" }).click();
  await ada.page.getByRole("menuitem", { name: "Create channel" }).click();
  await ada.page.getByLabel("Name").fill("elsewhere");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  await ada.page.getByRole("heading", { name: "Welcome to #elsewhere" }).waitFor();
  await bob.presses("Reply", "alpha with a needle");
  await bob.sends("an answer to you");
  await ada.page.getByRole("button", { name: "Inbox, 1 unread" }).waitFor();
  await ada.page.keyboard.press("Control+i");
  const inbox = ada.page.getByRole("dialog", { name: "Inbox" });
  await inbox.getByText("replied to you").waitFor();
  await inbox.getByText("an answer to you").waitFor();
  await inbox.getByRole("tab", { name: "Unreads" }).click();
  await inbox.getByRole("heading", { name: "#general, Message rooms" }).waitFor();
  await inbox.getByRole("tab", { name: "Mentions" }).click();
  await inbox.getByRole("button", { name: "Jump" }).click();
  await ada.sees("an answer to you");
  await ada.page.getByRole("button", { name: "Inbox", exact: true }).waitFor();
});

test("a search finds what is loaded, marks it and leads there", async () => {
  const { page } = ada;
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: "Search" }).fill(`NEEDLE from:${ada.name}`);
  const results = page.getByRole("complementary", { name: "Search results" });
  await expect.poll(() => results.getByRole("heading").first().innerText()).toBe("1 result");
  expect(await results.locator("mark").allInnerTexts()).toEqual(["needle"]);
  await Promise.all([
    page.locator("article.animate-flash").filter({ hasText: "needle" }).waitFor(),
    results.getByRole("button", { name: "Jump" }).click(),
  ]);
  await results.getByRole("button", { name: /^Remove filter from/ }).click();
  await page.getByRole("textbox", { name: "Search" }).press("Escape");
  await results.waitFor({ state: "detached" });
  for (const person of [ada, bob]) expect(person.troubles).toEqual([]);
});
