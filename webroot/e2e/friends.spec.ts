import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const opensFriends = async ({ page }: Person): Promise<void> => {
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("link", { name: /^Friends/ }).click();
};

test("friends: asked by username, accepted, written to, removed; and somebody is blocked", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Acquaintances");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Acquaintances"));

  await opensFriends(ada);
  await ada.page.getByRole("tab", { name: "Add friend" }).click();
  await ada.page.getByLabel("Username").fill("nobody-at-all");
  await ada.page.getByRole("button", { name: "Send request" }).click();
  await ada.page.getByText(/^Nobody called nobody-at-all was found/).waitFor();
  await ada.page.getByLabel("Username").fill(bob.name);
  await ada.page.getByRole("button", { name: "Send request" }).click();
  await ada.page.getByText(`${bob.name} was asked.`).waitFor();

  await bob.page.getByRole("link", { name: "Home" }).click();
  await bob.page
    .getByRole("link", { name: /^Friends/ })
    .getByText("1 friend request")
    .waitFor({ state: "attached" });
  await opensFriends(bob);
  await bob.page.getByRole("button", { name: `Accept ${ada.name}` }).click();
  await ada.page.getByRole("tab", { name: "All" }).click();
  await ada.page.getByRole("button", { name: `Message ${bob.name}` }).click();
  await ada.sends("friends now");
  await ada.sees("friends now");

  await opensFriends(bob);
  await bob.page.getByRole("tab", { name: "All" }).click();
  await bob.page.getByRole("button", { name: `@${ada.name}` }).click({ button: "right" });
  await bob.page.getByRole("menuitem", { name: "Block" }).click();
  await bob.page.getByRole("button", { name: "Block" }).click();
  await bob.page.getByText("No friends yet").waitFor();
  await ada.sends("are you there?");
  await ada.page.getByText("One of you has blocked the other.").first().waitFor();
  await bob.page.getByRole("tab", { name: "Blocked" }).click();
  await bob.page.getByRole("button", { name: `Unblock ${ada.name}` }).click();
  await bob.page.getByText("You have blocked nobody").waitFor();
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
});
