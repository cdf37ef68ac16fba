import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
let cable: Cable;

beforeAll(async () => {
  browser = await openBrowser();
  cable = new Cable(nodeUrl(0));
  await cable.plug();
});
afterAll(async () => {
  await browser.close();
  await cable.pull();
});

test("a node that goes away is said, and nothing is lost or doubled when it comes back", async () => {
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.createsServer("Cables");
  const ada = await Person.registered(browser, cable.url, "ada");
  await ada.accepts(await bob.invites("Cables"));
  await ada.sends("before");
  await bob.sees("before");

  await cable.pull();
  await ada.page.getByText(/^Connection lost/).waitFor();
  for (const text of ["while away 1", "while away 2", "while away 3"]) await ada.sends(text);
  // Four when the cable was pulled before the answer to "before" was through it.
  await ada.page.getByText(/^[34] messages are waiting\.$/).waitFor();
  for (const text of ["missed 1", "missed 2"]) await bob.sends(text);
  await bob.sees("missed 2");
  expect(await bob.message("while away").count()).toBe(0);

  await cable.plug();
  await ada.triesNow();
  await ada.sees("missed 2");
  await bob.sees("while away 3");
  await ada.sees("while away 3");
  for (const person of [ada, bob]) {
    const said = (await person.timeline()).map((text) => /(before|while away \d|missed \d)/.exec(text)?.[0]);
    expect(said).toEqual(["before", "missed 1", "missed 2", "while away 1", "while away 2", "while away 3"]);
    expect(person.troubles).toEqual([]);
  }
});
