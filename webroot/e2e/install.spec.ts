import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Channels that this browser keeps. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const opened = indexedDB.open("miscord.offline");
    await new Promise((resolve) => opened.addEventListener("success", resolve));
    if (!opened.result.objectStoreNames.contains("pages")) return 0;
    const count = opened.result.transaction("pages").objectStore("pages").count();
    await new Promise((resolve) => count.addEventListener("success", resolve));
    opened.result.close();
    return count.result;
  });

test("what was read is there without a network, also after a reload, and what is written then is sent", async () => {
  const cable = new Cable(nodeUrl(0));
  await cable.plug();
  const ada = await Person.registered(browser, cable.url, "ada");
  const { page } = ada;
  await ada.createsServer("Underground");
  await ada.sends("on the platform");
  await ada.sees("on the platform");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => kept(page), { timeout: 60_000 }).toBe(1);

  await cable.pull();
  await page.reload();
  await ada.sees("on the platform");
  await ada.sends("between two stations");
  const waiting = page.locator("[data-outgoing]").filter({ hasText: "between two stations" });
  await waiting.waitFor();
  await page.reload();
  await waiting.waitFor();
  // What is fetched when it is first drawn is there as well.
  await page.getByRole("button", { name: "User settings" }).click();
  await page.getByRole("heading", { name: "Profile", level: 1 }).waitFor();
  await page.keyboard.press("Escape");

  await cable.plug();
  await ada.triesNow();
  await ada.sees("between two stations");
  // Whoever has something unsent is asked before they sign out.
  await waiting.waitFor({ state: "detached" });

  await ada.signsOut();
  await page.getByText("You are signed out.").waitFor();
  await expect.poll(() => kept(page), { timeout: 30_000 }).toBe(0);
  expect(ada.troubles).toEqual([]);
  await cable.pull();
});

test("browsers can install the client", async () => {
  const ada = await Person.at(browser, nodeUrl(0), "ada");
  await ada.goes("/");
  const { request } = ada.context;
  const href = await ada.page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await request.get(ada.url + href);
  const manifest = (await answer.json()) as { start_url: string; icons: { src: string; sizes: string }[] };
  expect(manifest.start_url).toBe("/");
  expect(manifest.icons.map(({ sizes }) => sizes)).toContain("512x512");
  for (const { src } of manifest.icons)
    expect((await request.get(ada.url + src)).headers()["content-type"]).toBe("image/png");
  const worker = await request.get(`${ada.url}/sw.js`);
  expect(worker.headers()["cache-control"]).toContain("no-cache");
});
