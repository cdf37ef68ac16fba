import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The list of conversations at home. */
const talks = (person: Person) => person.page.getByRole("navigation", { name: "Direct messages" });

test("one writes to a fellow member, who sees it counted at home and answers; a third one is brought in", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Talks");
  const invite = await ada.invites("Talks");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(invite);
  const eve = await Person.registered(browser, nodeUrl(0), "eve");
  await eve.accepts(invite);

  await ada.page.getByRole("link", { name: "Home" }).click();
  await ada.page.getByRole("button", { name: "New message" }).first().click();
  await ada.page.getByRole("textbox", { name: "Find friends and members by name" }).fill(bob.name);
  await ada.page.getByRole("checkbox", { name: bob.name }).check();
  await ada.page.getByRole("button", { name: "Write a message" }).click();
  await ada.page.getByRole("heading", { level: 1, name: bob.name }).waitFor();
  await ada.sends("just the two of us");
  await ada.sees("just the two of us");

  await bob.page.getByRole("link", { name: "Home" }).click();
  const row = talks(bob).getByRole("link", { name: ada.name });
  await row.getByText("1 unread message").waitFor({ state: "attached" });
  await row.click();
  await bob.sees("just the two of us");
  await bob.sends("indeed");
  await ada.sees("indeed");
  await row.getByText("unread").waitFor({ state: "detached" });

  await ada.page.getByRole("button", { name: "New message" }).first().click();
  const find = ada.page.getByRole("textbox", { name: "Find friends and members by name" });
  for (const name of [bob.name, eve.name]) {
    await find.fill(name);
    await ada.page.getByRole("checkbox", { name }).check();
  }
  await ada.page.getByRole("button", { name: "Create group" }).click();
  await ada.page.getByRole("heading", { level: 1, name: `${bob.name}, ${eve.name}` }).waitFor();
  await ada.page.getByRole("button", { name: "Rename group" }).click();
  await ada.page.getByRole("dialog").getByRole("textbox").fill("Three");
  await ada.page.getByRole("button", { name: "Save changes" }).click();
  await ada.page.getByRole("heading", { level: 1, name: "Three" }).waitFor();
  await ada.sends("all three");
  await eve.page.getByRole("link", { name: "Home" }).click();
  await talks(eve).getByRole("link", { name: /Three/ }).click();
  await eve.sees("all three");

  const three = talks(ada).getByRole("link", { name: /Three/ });
  await three.click({ button: "right" });
  await ada.page.getByRole("menuitem", { name: "Mute conversation" }).click();
  await three.getByText("muted").waitFor({ state: "attached" });

  await talks(eve).getByRole("link", { name: /Three/ }).click({ button: "right" });
  await eve.page.getByRole("menuitem", { name: "Leave group" }).click();
  await eve.page.getByRole("button", { name: "Leave group" }).click();
  await talks(eve).getByRole("link", { name: /Three/ }).waitFor({ state: "detached" });
  await ada.sees(`${eve.name} left.`);
  expect([...ada.troubles, ...bob.troubles, ...eve.troubles]).toEqual([]);
});
