import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const MESSAGES = 50;
const protocol = (person: Person) => person.page.getByRole("switch", { name: "Legacy protocol" });

const opensWidget = async (person: Person) => {
  await person.page
    .getByRole("region", { name: "Connection" })
    .getByRole("button", { name: /^Connection/ })
    .click();
  await protocol(person).waitFor();
};

/** Goes over to the other protocol, and waits until it is spoken. */
const changes = async (person: Person) => {
  const legacy = (await protocol(person).getAttribute("aria-checked")) === "true";
  await protocol(person).click();
  await person.page
    .getByText(new RegExp(`^Connection: (Excellent|Good|Poor)\\. .* ${legacy ? "enhanced" : "legacy"} protocol\\.$`))
    .waitFor();
};

const numbers = async (person: Person) =>
  (await person.timeline()).flatMap((text) => /(?:number|answer) (\d+)/.exec(text)?.[0] ?? []);

/** High enough that all of it is on the screen: what is not is not in the page. */
const TALL = { viewport: { width: 1440, height: 5_000 } };

test("whoever goes to and fro between the protocols misses and doubles nothing", { timeout: 180_000 }, async () => {
  const bob = await Person.registered(browser, nodeUrl(1), "bob", TALL);
  await bob.createsServer("Museum");
  const ada = await Person.registered(browser, nodeUrl(0), "ada", TALL);
  await ada.accepts(await bob.invites("Museum"));
  await ada.sends("hello");
  await bob.sees("hello");
  await opensWidget(ada);
  let written = 0;
  let answered = 0;
  const writes = async (until: number) => {
    for (; written < until; written += 1) await bob.sends(`number ${written}`);
  };
  // While one writes, the other changes and answers.
  for (let round = 1; round <= 5; round += 1) {
    const writing = writes((MESSAGES / 5) * round);
    await changes(ada);
    await ada.sends(`answer ${answered}`);
    answered += 1;
    await writing;
  }
  const all = [
    ...Array.from({ length: MESSAGES }, (_, index) => `number ${index}`),
    ...Array.from({ length: answered }, (_, index) => `answer ${index}`),
  ].sort();
  for (const person of [ada, bob]) {
    await person.sees(`number ${MESSAGES - 1}`);
    await person.sees(`answer ${answered - 1}`);
    await expect.poll(async () => (await numbers(person)).length, { timeout: 30_000 }).toBe(all.length);
  }
  const [hers, his] = [await numbers(ada), await numbers(bob)];
  expect([...hers].sort()).toEqual(all);
  expect(hers).toEqual(his);
  const inOrder = hers.filter((text) => text.startsWith("number")).map((text) => Number(text.slice(7)));
  expect(inOrder).toEqual(Array.from({ length: MESSAGES }, (_, index) => index));
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
});

test("over the legacy protocol one writes, edits, reacts and is seen to write, also after a reload", async () => {
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.createsServer("Attic");
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.accepts(await bob.invites("Attic"));
  await opensWidget(ada);
  await changes(ada);
  await ada.page.getByText("You are on the legacy protocol:").waitFor();
  await ada.page.reload();
  await ada.page.getByText(/legacy protocol\.$/).waitFor({ state: "attached" });
  await ada.sends("from the attic");
  await bob.sees("from the attic");
  await ada.sees("from the attic");
  await ada.composer.press("ArrowUp");
  await ada.page.getByRole("textbox", { name: /edit/i }).fill("from the cellar");
  await ada.page.keyboard.press("Enter");
  await bob.sees("from the cellar");
  await ada.sees("from the cellar");
  await bob.sends("and from upstairs");
  await ada.sees("and from upstairs");
  // A sign of it is given every three seconds at most, and the last message was one.
  await bob.composer.pressSequentially("still writing, and slowly", { delay: 250 });
  await ada.page.getByText(/is typing/).waitFor();
  await changes(ada);
  await bob.sends("all together");
  await ada.sees("all together");
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
});
