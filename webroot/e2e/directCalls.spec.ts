import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Caller } from "./callers";
import { Gathering } from "./gathering";
import { nodeUrl, type Person } from "./people";

/** Calls in direct messages and groups: they ring, are answered or not, and are seen in the list. */

const gathering = new Gathering();

/** Opens a conversation with others and begins a call in it. */
const opens = async ({ page }: Caller, ...others: Caller[]): Promise<void> => {
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("button", { name: "New message" }).first().click();
  for (const { person } of others) {
    await page.getByRole("textbox", { name: "Find friends and members by name" }).fill(person.name);
    await page.getByRole("checkbox", { name: person.name }).check();
  }
  await page.getByRole("button", { name: others.length > 1 ? "Create group" : "Write a message" }).click();
  await page.getByRole("heading", { level: 1, name: others[0]?.person.name ?? "" }).waitFor();
};

const calls = async ({ page }: Caller): Promise<void> => {
  await page.getByRole("button", { name: "Start a call" }).click();
  await page.getByText(/^Calling /).waitFor();
};

const leaves = ({ page }: Caller): Promise<void> =>
  page.getByRole("toolbar", { name: "Call controls" }).getByRole("button", { name: "Leave the call" }).click();

const ring = (page: Page) => page.getByRole("region", { name: "Incoming call" });

const row = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Direct messages" }).getByRole("link", { name });

/** Counts the tones that a page makes from here on. */
const listens = (page: Page): Promise<void> =>
  page.evaluate(() => {
    globalThis.miscordTones = 0;
    const plain = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      globalThis.miscordTones += 1;
      return plain.call(this);
    };
  });

declare global {
  var miscordTones: number;
}

test("a call rings at the other one wherever they look, is answered, and each hears the other", async () => {
  const [ada, bob] = await gathering.pair();
  await opens(ada, bob);
  await listens(bob.page);
  await calls(ada);
  const card = ring(bob.page);
  await card.getByText(ada.person.name).waitFor();
  await card.getByText("calls you").waitFor();
  // Again and again.
  await bob.page.waitForFunction(() => globalThis.miscordTones >= 8);
  await card.getByRole("button", { name: "Answer" }).click();
  await bob.page.getByRole("heading", { level: 1, name: ada.person.name }).waitFor();
  await card.waitFor({ state: "detached" });
  await ada.hears(bob);
  await bob.hears(ada);
  await ada.page.getByText(/^Calling /).waitFor({ state: "detached" });
  await row(bob.page, ada.person.name).getByText("2 people in the call").waitFor({ state: "attached" });

  await leaves(ada);
  await bob.page.getByText("The others have left the call.").waitFor();
  expect(await ring(ada.page).count()).toBe(0);
  await ada.page.getByRole("button", { name: "Join the call" }).first().waitFor();
  await leaves(bob);
  await row(bob.page, ada.person.name).getByText("in the call").waitFor({ state: "detached" });
});

test("it rings no more where it is declined, when it is answered elsewhere, and when the caller leaves", async () => {
  const [ada, bob] = await gathering.pair();
  await opens(ada, bob);
  const other: Person = await bob.person.onAnotherDevice(gathering.browser, nodeUrl(0));
  try {
    await calls(ada);
    await ring(other.page).waitFor();
    await ring(bob.page).getByRole("button", { name: "Decline" }).click();
    await ring(bob.page).waitFor({ state: "detached" });
    // Declined is not gone: one can still come.
    await bob.page.getByRole("link", { name: "Home" }).click();
    await row(bob.page, ada.person.name).getByText("1 person in the call").waitFor({ state: "attached" });
    await ring(other.page).waitFor();
    await leaves(ada);
    await ring(other.page).waitFor({ state: "detached" });
    await row(bob.page, ada.person.name).getByText("in the call").waitFor({ state: "detached" });

    // The next one is another one.
    await calls(ada);
    await ring(other.page).waitFor();
    await ring(bob.page).getByRole("button", { name: "Answer" }).click();
    await ring(other.page).waitFor({ state: "detached" });
    await ada.hears(bob);
  } finally {
    await other.context.close();
  }
});

test("a group is called: all are rung at but who is not to be disturbed, silently where that is wanted", async () => {
  const [ada, bob, eve] = await gathering.of(["ada", "bob", "eve"]);
  await opens(ada, bob, eve);
  await eve.page.getByRole("button", { name: /Status and settings/ }).click();
  await eve.page.getByRole("menuitemradio", { name: "Do not disturb" }).click();
  await bob.person.goes("/settings/voice");
  await bob.page.getByRole("switch", { name: /^Ring when somebody calls/ }).click();
  await listens(bob.page);
  await calls(ada);
  await ring(bob.page)
    .getByText(/^calls /)
    .waitFor();
  await eve.page.getByRole("link", { name: "Home" }).click();
  await row(eve.page, bob.person.name).getByText("1 person in the call").waitFor({ state: "attached" });
  expect(await ring(eve.page).count()).toBe(0);
  expect(await bob.page.evaluate(() => globalThis.miscordTones)).toBe(0);
  await ring(bob.page).getByRole("button", { name: "Answer" }).click();
  await ada.hears(bob);
});
