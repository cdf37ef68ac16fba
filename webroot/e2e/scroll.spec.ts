import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const MESSAGES = 220;
const DROPS = 150;

/** The first message wholly in the pane, and how far from the pane's top it is. */
const reading = (person: Person) =>
  person.page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const top = document.querySelector('[data-testid="timeline"]')?.getBoundingClientRect().top ?? 0;
    const rows = [...document.querySelectorAll("article[data-message]")];
    const row = rows.find((one) => one.getBoundingClientRect().top >= top);
    return { id: row?.getAttribute("data-message") ?? "", offset: (row?.getBoundingClientRect().top ?? 0) - top };
  });

const offsetOf = (person: Person, id: string) =>
  person.page.evaluate((wanted) => {
    const pane = document.querySelector('[data-testid="timeline"]');
    const row = document.querySelector(`[data-message="${wanted}"]`);
    return (row?.getBoundingClientRect().top ?? Number.NaN) - (pane?.getBoundingClientRect().top ?? 0);
  }, id);

test("older pages arrive above, new messages below, and what one reads stays where it is", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Long reads");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Long reads"));
  for (let n = 1; n <= MESSAGES; n += 1) {
    await ada.sends(`line ${String(n).padStart(3, "0")} ${"and so on ".repeat(n % 9)}\n\nand on`);
    if (n % 20 === 0) await ada.sees(`line ${String(n).padStart(3, "0")}`);
  }

  // Pages of the past are held back until the test lets them through.
  let arrived: () => void = () => undefined;
  let release: () => void = () => undefined;
  let asked = new Promise<void>(() => undefined);
  let gate = Promise.resolve();
  const close = () => {
    asked = new Promise((resolve) => {
      arrived = resolve;
    });
    gate = new Promise((resolve) => {
      release = resolve;
    });
  };
  await bob.page.route(/\/messages\?.*before=/, async (route) => {
    arrived();
    await gate;
    await route.continue();
  });
  close();
  await bob.page.reload();
  // The page opens at what he has not read, if his marks were still on their way when he left it.
  await bob.page.waitForFunction((last) => {
    const timeline = document.querySelector('[data-testid="timeline"]');
    timeline?.scrollTo({ top: timeline.scrollHeight });
    return [...document.querySelectorAll("article[data-message]")].some((row) => row.textContent?.includes(last));
  }, `line ${MESSAGES}`);

  const pane = bob.page.getByTestId("timeline");
  for (let page = 0; page < 3; page += 1) {
    await pane.evaluate((element) => element.scrollTo({ top: 400 }));
    await asked;
    const { id, offset } = await reading(bob);
    const height = await pane.evaluate((element) => element.scrollHeight);
    const open = release;
    close();
    open();
    await ada.sends(`meanwhile ${page}`);
    await bob.page.waitForFunction(
      (before) => (document.querySelector('[data-testid="timeline"]')?.scrollHeight ?? 0) > before + 1_000,
      height,
    );
    await ada.sees(`meanwhile ${page}`);
    expect(Math.abs((await offsetOf(bob, id)) - offset), `page ${page}`).toBeLessThanOrEqual(2);
  }

  release();
  await bob.page.unroute(/\/messages\?.*before=/);
  await bob.page.getByRole("button", { name: /^(Jump to present|\d+ new messages?)$/ }).click();
  await bob.sees("meanwhile 2");
  expect(bob.troubles).toEqual([]);
});

test("whoever is at the end stays there, however much comes at once to a slow machine", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Rapids");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Rapids"));
  await ada.sends("ready");
  await bob.sees("ready");
  const devtools = await bob.page.context().newCDPSession(bob.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  // Faster than the slow page can draw: several arrive between two of its frames.
  await ada.types(DROPS, (n) => `drop ${n + 1} of ${DROPS} ${"and so on ".repeat((n + 1) % 40)}`);
  await ada.sees(`drop ${DROPS} of`);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await bob.sees(`drop ${DROPS} of`);
  expect(await bob.page.getByRole("button", { name: /^(Jump to present|\d+ new messages?)$/ }).count()).toBe(0);

  // One who has left the end is left alone.
  await bob.page.getByTestId("timeline").hover();
  await bob.page.mouse.wheel(0, -600);
  await bob.page.getByRole("button", { name: /^(Jump to present|\d+ new messages?)$/ }).waitFor();
  const { id, offset } = await reading(bob);
  await ada.sends("after the rapids");
  await bob.page.getByRole("button", { name: /1 new message/ }).waitFor();
  expect(Math.abs((await offsetOf(bob, id)) - offset)).toBeLessThanOrEqual(2);
  expect([...ada.troubles, ...bob.troubles]).toEqual([]);
});

test("whoever comes to the end because the pane grows is at the end", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Tides");
  await ada.types(DROPS, (n) => `drop ${n + 1} of ${DROPS}`);
  await ada.sees(`drop ${DROPS} of`);
  const present = ada.page.getByRole("button", { name: /^(Jump to present|\d+ new messages?)$/ });
  const size = ada.page.viewportSize() ?? { width: 1_280, height: 720 };
  await ada.page.getByTestId("timeline").hover();
  await ada.page.mouse.wheel(0, -60);
  await present.waitFor();
  await ada.page.setViewportSize({ ...size, height: size.height + 30 });
  await present.waitFor({ state: "detached" });
  expect(ada.troubles).toEqual([]);
});

test("whoever writes much stays at the end, and sees all of it in any width", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Scrolls");
  await ada.types(DROPS, (n) => `drop ${n + 1} of ${DROPS}`);
  await ada.sees(`drop ${DROPS} of`);
  const drawn = () =>
    ada.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    );
  for (const lines of [3, 120, 130, 1]) {
    await ada.composer.fill("and so on\n".repeat(lines));
    await drawn();
    expect(await ada.page.getByRole("button", { name: "Jump to present" }).count()).toBe(0);
  }
  await ada.composer.fill("and so on ".repeat(30));
  const size = ada.page.viewportSize() ?? { width: 1_280, height: 720 };
  await ada.page.setViewportSize({ ...size, width: 1_000 });
  await ada.page.waitForFunction(() => {
    const box = document.querySelector("[data-composer]");
    return box !== null && box.scrollHeight <= box.clientHeight && box.clientHeight > 100;
  });
  expect(ada.troubles).toEqual([]);
});
