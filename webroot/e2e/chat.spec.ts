import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  browser = await openBrowser();
  ada = await Person.registered(browser, nodeUrl(0), "ada");
  bob = await Person.at(browser, nodeUrl(1), "bob");
});
afterAll(() => browser.close());
afterEach(() => {
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});

describe("two people on two nodes", () => {
  test("one makes a server and invites; the other opens the link signed out, registers and joins", async () => {
    await ada.createsServer("Difference Engines");
    const invite = await ada.invites("Difference Engines");
    await bob.goes(invite);
    await bob.page.getByRole("heading", { name: "Difference Engines" }).waitFor();
    await bob.fillsRegistration();
    await bob.page.getByRole("button", { name: "Accept invite" }).click();
    await bob.composer.waitFor();
    await ada.page.getByRole("complementary", { name: "Members" }).getByText(bob.name).waitFor();
  });

  test("a message is seen on the other node, both ways", async () => {
    await ada.sends("Hello from the **first** node");
    await bob.sees("Hello from the first node");
    await bob.sends("Hello back from the second");
    await ada.sees("Hello back from the second");
    await ada.sees("Hello from the first node");
  });

  test("who writes is seen writing", async () => {
    // Looked for while it is written: the sign of it fades soon after.
    await Promise.all([
      ada.page.getByText(`${bob.name} is typing…`).waitFor(),
      bob.composer.pressSequentially("thinking about the answer", { delay: 200 }),
    ]);
    await bob.composer.fill("");
  });

  test("an edit shows at the other's, marked", async () => {
    await ada.sends("A mistkae");
    await bob.sees("A mistkae");
    await ada.composer.press("ArrowUp");
    await ada.page.getByLabel("Edit message").fill("A mistake");
    await ada.page.getByLabel("Edit message").press("Enter");
    await bob.message("A mistake").getByText("(edited)").waitFor();
  });

  test("a reaction counts at both, and is taken back", async () => {
    await bob.presses("Add reaction", "A mistake");
    await bob.page.getByLabel("Search emoji").fill("rocket");
    await bob.page.getByRole("button", { name: "Rocket" }).or(bob.page.getByText("🚀")).first().click();
    const seen = ada.message("A mistake").getByRole("button", { name: "🚀, 1 reaction" });
    await seen.click();
    await bob.message("A mistake").getByRole("button", { name: "🚀, 2 reactions" }).waitFor();
    await ada.message("A mistake").getByRole("button", { name: "🚀, 2 reactions", pressed: true }).click();
    await bob.message("A mistake").getByRole("button", { name: "🚀, 1 reaction", pressed: true }).click();
    await ada
      .message("A mistake")
      .getByRole("button", { name: /\d reaction/ })
      .first()
      .waitFor({ state: "detached" });
  });

  test("a reply leads to what it answers", async () => {
    await bob.presses("Reply", "Hello from the first node");
    await bob.page.getByText(`Replying to ${ada.name}`).waitFor();
    await bob.sends("I heard you");
    const reply = await ada.sees("I heard you");
    // It lights up for a moment only.
    await Promise.all([
      ada.page.locator("article.animate-flash").filter({ hasText: "Hello from the first node" }).waitFor(),
      reply.getByRole("button", { name: /^Reply to / }).click(),
    ]);
  });

  test("a pinned message is among the pins, and leaves them", async () => {
    await ada.chooses("Pin", "Hello back from the second");
    await bob.message("Hello back from the second").getByText("Pinned").waitFor();
    await bob.page.getByRole("button", { name: "Pinned messages" }).click();
    await bob.page.getByRole("dialog").getByText("Hello back from the second").waitFor();
    await bob.page.keyboard.press("Escape");
    await ada.chooses("Unpin", "Hello back from the second");
    await bob.message("Hello back from the second").getByText("Pinned").waitFor({ state: "detached" });
  });

  test("a deleted message is gone for both", async () => {
    await bob.sends("Never mind");
    await ada.sees("Never mind");
    await bob.chooses("Delete", "Never mind");
    await bob.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await bob.doesNotSee("Never mind");
    await ada.doesNotSee("Never mind");
  });

  test("a new channel appears at the other's; what is written there is unread until looked at", async () => {
    await ada.page.getByRole("button", { name: "Difference Engines" }).click();
    await ada.page.getByRole("menuitem", { name: "Create channel" }).click();
    await ada.page.getByLabel("Name").fill("announcements");
    await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
    await ada.page.getByRole("heading", { name: "Welcome to #announcements" }).waitFor();
    const link = bob.page.getByRole("link", { name: "announcements" });
    await link.waitFor();
    await ada.sends("Read this");
    await bob.page.getByRole("link", { name: "announcements, unread" }).click();
    await bob.sees("Read this");
    await bob.page.getByRole("link", { name: "announcements, unread" }).waitFor({ state: "detached" });
  });

  test("presence is seen as it changes", async () => {
    const members = ada.page.getByRole("complementary", { name: "Members" });
    const row = members.getByRole("listitem").filter({ hasText: bob.name });
    await row.getByText("Online").waitFor({ state: "attached" });
    await bob.page.getByRole("button", { name: /Status and settings/ }).click();
    await bob.page.getByRole("menuitemradio", { name: "Do not disturb" }).click();
    await row.getByText("Do not disturb").waitFor({ state: "attached" });
  });

  test("a reload keeps the session, the place and the history", async () => {
    await bob.page.getByRole("link", { name: "general" }).click();
    await bob.sees("I heard you");
    // The end of it: how much is drawn beyond the pane's upper edge is the list's own affair.
    const end = async () => (await bob.timeline()).slice(-4);
    const before = await end();
    expect(before).toHaveLength(4);
    await bob.page.reload();
    await bob.sees("I heard you");
    await expect.poll(end, { timeout: 30_000 }).toEqual(before);
  });

  test("HTML in a message is text, and runs nothing", async () => {
    await ada.page.getByRole("link", { name: "general" }).click();
    await ada.sends(
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [x](javascript:window.hacked=1)',
    );
    const message = await bob.sees("onerror");
    expect(await message.locator("img, script, a").count()).toBe(0);
    expect(await bob.page.evaluate(() => "hacked" in window)).toBe(false);
  });
});
