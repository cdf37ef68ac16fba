import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const MESSAGES = 220;

/** How far from the top of the pane a message is; `null` when it is not drawn. */
const offsetOf = (person: Person, text: string) =>
  person.page.evaluate((wanted) => {
    const row = [...document.querySelectorAll("article[data-message]")].find((r) => r.textContent?.includes(wanted));
    const pane = document.querySelector('[data-testid="timeline"]');
    return row && pane ? row.getBoundingClientRect().top - pane.getBoundingClientRect().top : null;
  }, text);

test("older pages arrive above, new messages below, and what one reads stays where it is", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Long reads");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Long reads"));
  for (let n = 1; n <= MESSAGES; n += 1) {
    await ada.sends(`line ${String(n).padStart(3, "0")} ${"and so on ".repeat(n % 9)}`);
    if (n % 20 === 0) await ada.sees(`line ${String(n).padStart(3, "0")}`);
  }
  await bob.page.reload();
  await bob.sees(`line ${MESSAGES}`);

  // To the very top: the page that was loaded last is kept in place while the one before it is put above.
  const pane = bob.page.getByTestId("timeline");
  let places = 0;
  for (let page = 0; page < 3; page += 1) {
    await pane.evaluate((element) => element.scrollTo({ top: 300 }));
    const reading = (await bob.timeline()).map((text) => /line \d{3}/.exec(text)?.[0] ?? "").filter(Boolean)[2] ?? "";
    const before = await offsetOf(bob, reading);
    await bob.page.waitForFunction(
      () =>
        (document.querySelector('[data-testid="timeline"]')?.scrollTop ?? 0) > 340 ||
        document.body.textContent.includes("Welcome to #general"),
    );
    await ada.sends(`meanwhile ${page}`);
    await ada.sees(`meanwhile ${page}`);
    const after = await offsetOf(bob, reading);
    if (before !== null && after !== null) {
      expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
      places += 1;
    }
  }
  expect(places).toBeGreaterThan(0);

  await pane.evaluate((element) => element.scrollTo({ top: 0 }));
  await bob.page.getByRole("heading", { name: "Welcome to #general" }).waitFor();
  await bob.page.getByRole("button", { name: /Jump to present|new message/ }).click();
  await bob.sees("meanwhile 2");
  expect(bob.troubles).toEqual([]);
});
