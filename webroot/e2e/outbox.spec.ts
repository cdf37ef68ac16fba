import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
let cable: Cable;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  cable = new Cable(nodeUrl(0));
  await cable.plug();
  bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.createsServer("Trains");
  ada = await Person.registered(browser, cable.url, "ada");
  await ada.accepts(await bob.invites("Trains"));
  await ada.sends("at the station");
  await bob.sees("at the station");
});
afterEach(async () => {
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
  await Promise.all([ada.context.close(), bob.context.close()]);
  await cable.pull();
});

const said = async (person: Person) =>
  (await person.timeline()).map((text) => /(at the station|tunnel \d|tab \w+)/.exec(text)?.[0]);

describe("messages written without a connection", () => {
  test("survive a reload, and arrive once and in order", async () => {
    const place = ada.page.url();
    await cable.pull();
    for (const text of ["tunnel 1", "tunnel 2", "tunnel 3"]) await ada.sends(text);
    await expect.poll(() => ada.page.locator("[data-outgoing]").count(), { timeout: 30_000 }).toBeGreaterThan(2);
    // Nothing answers, not even for the page; the tab is left as it is, as a phone leaves it.
    await ada.page.goto("about:blank");
    await cable.plug();
    await ada.page.goto(place);
    for (const person of [ada, bob]) await person.sees("tunnel 3");
    await expect.poll(() => ada.page.locator("[data-outgoing]").count(), { timeout: 30_000 }).toBe(0);
    for (const person of [ada, bob])
      expect(await said(person)).toEqual(["at the station", "tunnel 1", "tunnel 2", "tunnel 3"]);
  });

  test("are sent by another tab when theirs is closed, once", async () => {
    const other = await ada.context.newPage();
    await other.goto(ada.page.url());
    await other.locator("article[data-message]").filter({ hasText: "at the station" }).waitFor();
    await cable.pull();
    await ada.sends("tab one");
    // At once: nothing is waited for that tells that it is kept.
    await ada.page.close();
    await other.locator("[data-composer]").fill("tab two");
    await other.locator("[data-composer]").press("Enter");
    await other.locator("[data-outgoing]").filter({ hasText: "tab one" }).waitFor();
    await cable.plug();
    for (const text of ["tab one", "tab two"]) await bob.sees(text);
    await expect.poll(() => other.locator("[data-outgoing]").count(), { timeout: 60_000 }).toBe(0);
    expect(await said(bob)).toEqual(["at the station", "tab one", "tab two"]);
  });

  test("are asked about before one signs out", async () => {
    await cable.pull();
    await ada.sends("tunnel 1");
    await ada.page.locator("[data-outgoing]").filter({ hasText: "tunnel 1" }).waitFor();
    await ada.signsOut();
    const dialog = ada.page.getByRole("dialog", { name: "1 message is not sent yet" });
    await dialog.getByText("tunnel 1").waitFor();
    await dialog.getByRole("button", { name: "Stay signed in" }).click();
    await dialog.waitFor({ state: "detached" });
    await ada.signsOut();
    await dialog.getByRole("button", { name: "Delete them and sign out" }).click();
    await ada.page.getByText("You are signed out.").waitFor();
    await cable.plug();
    await ada.page.reload();
    await bob.sends("tunnel 2");
    await bob.sees("tunnel 2");
    expect(await said(bob)).toEqual(["at the station", "tunnel 2"]);
  });

  test("stay for somebody whose session was ended elsewhere, who is told so and signs in again", async () => {
    const place = ada.page.url();
    await cable.pull();
    await ada.sends("tunnel 1");
    await ada.page.locator("[data-outgoing]").filter({ hasText: "tunnel 1" }).waitFor();
    await ada.endsSessionElsewhere(browser, nodeUrl(1));
    await cable.plug();
    await ada.page.getByText("You were signed out from another device").waitFor({ timeout: 60_000 });
    await ada.signsIn();
    await bob.sees("tunnel 1");
    await ada.page.goto(place);
    await ada.sees("tunnel 1");
    expect(await said(ada)).toEqual(["at the station", "tunnel 1"]);
  });
});

test("a session that is ended on another device ends here, and says why", async () => {
  await ada.endsSessionElsewhere(browser, nodeUrl(1));
  await ada.page.getByText("You were signed out from another device").waitFor();
  await ada.page.getByLabel("E-mail or username").waitFor();
});
