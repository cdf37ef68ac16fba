import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const unread = (person: Person) => person.page.getByRole("link", { name: "news, unread" });
const read = (person: Person) => person.page.getByRole("link", { name: "news", exact: true });

test("what is unread stays so over a reload, until it is read on one device: then it is on all", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Marks");
  const invite = await ada.invites("Marks");
  await ada.page.getByRole("button", { name: "Marks" }).click();
  await ada.page.getByRole("menuitem", { name: "Create channel" }).click();
  await ada.page.getByLabel("Name").fill("news");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  await ada.page.getByRole("heading", { name: "Welcome to #news" }).waitFor();

  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(invite);
  const phone = await bob.onAnotherDevice(browser, nodeUrl(0));
  await phone.goes(new URL(bob.page.url()).pathname);
  for (const device of [bob, phone]) await read(device).waitFor();

  await ada.sends("Read this");
  for (const device of [bob, phone]) await unread(device).waitFor();
  for (const device of [bob, phone]) {
    await device.page.reload();
    await unread(device).waitFor();
  }

  await unread(bob).click();
  await bob.sees("Read this");
  await read(phone).waitFor();
  await phone.page.reload();
  await read(phone).waitFor();
  expect(await unread(phone).count()).toBe(0);
  for (const person of [ada, bob, phone]) expect(person.troubles).toEqual([]);
});
