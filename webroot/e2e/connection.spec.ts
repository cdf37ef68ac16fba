import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person, phone } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The button that says how the connection does. */
const widget = (person: Person) =>
  person.page.getByRole("region", { name: "Connection" }).getByRole("button", { name: /^Connection/ });

test("the connection says how it does, in a word and in figures, and remembers that it was asked", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Wires");
  await widget(ada)
    .filter({ hasText: /(Excellent|Good).*ms/ })
    .waitFor();
  await widget(ada).press("Enter");
  const panel = ada.page.getByRole("region", { name: "Connection" });
  await panel.getByRole("img", { name: "Latency in the last two minutes" }).waitFor();
  await panel.getByText(/^Connection: (Excellent|Good)\. Latency .* enhanced protocol\.$/).waitFor();
  // It does not lie over what one writes with.
  await ada.composer.fill("through");
  await ada.page.getByRole("button", { name: "Send" }).click();
  await ada.sees("through");
  await ada.page.reload();
  await panel.getByText("Received").waitFor();
  await widget(ada).click();
  await panel.getByText("Received").waitFor({ state: "detached" });
  expect(ada.troubles).toEqual([]);
});

test("a lost connection is said at once, and so is that it is back and what was missed", async () => {
  const cable = new Cable(nodeUrl(0));
  await cable.plug();
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.createsServer("Tunnels");
  const ada = await Person.registered(browser, cable.url, "ada");
  await ada.accepts(await bob.invites("Tunnels"));
  await ada.sends("in");
  await bob.sees("in");
  await cable.pull();
  await widget(ada).filter({ hasText: "Disconnected" }).waitFor();
  await ada.page.getByText(/^Connection lost/).waitFor();
  for (const text of ["one", "two"]) await bob.sends(text);
  await bob.sees("two");
  await cable.plug();
  const back = ada.page.getByText("Back online, caught up 2 messages").waitFor();
  await ada.triesNow();
  await back;
  await ada.sees("two");
  await ada.context.close();
  await cable.pull();
});

test("what waits may be changed or given up, and what somebody waits for goes first", async () => {
  const cable = new Cable(nodeUrl(0));
  await cable.plug();
  const ada = await Person.registered(browser, cable.url, "ada");
  await ada.createsServer("Letters");
  await cable.pull();
  await ada.page.getByText(/^Connection lost/).waitFor();
  for (const text of ["alpha", "second", "@everyone third"]) await ada.sends(text);
  await ada.page.getByRole("button", { name: "3 messages are waiting." }).click();
  const row = (text: string) => ada.page.getByRole("dialog").getByRole("listitem").filter({ hasText: text });
  await row("third").getByText("Goes first").waitFor();
  await row("second").getByRole("button", { name: "Do not send" }).click();
  await row("alpha").getByRole("button", { name: "Edit" }).click();
  await ada.page.getByRole("textbox", { name: "Text of the message" }).fill("changed");
  await ada.page.keyboard.press("Enter");
  await row("changed").waitFor();
  await ada.page.keyboard.press("Escape");
  await cable.plug();
  await ada.triesNow();
  await ada.sees("third");
  const texts = (await ada.timeline()).join("\n");
  expect([texts.includes("changed"), texts.includes("alpha"), texts.includes("second")]).toEqual([true, false, false]);
  await ada.context.close();
  await cable.pull();
});

test("on a phone it is in the drawer, above oneself", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada", phone);
  await ada.page.getByRole("button", { name: "Open channels" }).tap();
  await widget(ada).tap();
  await ada.page.getByRole("region", { name: "Connection" }).getByText("Received").waitFor();
  expect(ada.troubles).toEqual([]);
});
