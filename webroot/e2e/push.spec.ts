import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const MESSAGE = "/conversations/0192f0c0-0000-7000-8000-000000000001/0192f0c0-0000-7000-8000-000000000002";

test("what is pushed is told while no page is open, by the service worker", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page, context, url } = ada;
  await context.grantPermissions(["notifications"]);
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${url}/`);
      if (own) resolve(own.registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const registrationId = await registered;
  await page.goto("about:blank");
  const [, , channelId, messageId] = MESSAGE.split("/");
  const pushed = { id: "1", kind: "dm", by: "Grace", channelId, messageId, text: "are you **there**?" };
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin: url,
    registrationId,
    data: JSON.stringify(pushed),
  });
  await ada.goes("/friends");
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, path: (data as { path: string }).path }));
    });
  await expect
    .poll(shown, { timeout: 30_000 })
    .toEqual([{ title: "Grace", body: "are you there?", tag: channelId, path: MESSAGE }]);
  expect(ada.troubles).toEqual([]);
});

test("who wants to be pushed to turns it on among the notifications, and is told what hinders it", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page, context } = ada;
  await context.grantPermissions(["notifications"]);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ada.goes("/settings/notifications");
  const push = page.getByRole("switch", { name: "Push to this device" });
  await push.click();
  // A browser of a test has no service of its maker's behind it.
  await page.getByText("The browser could not get an address for push notifications.").waitFor();
  await expect.poll(() => push.getAttribute("aria-checked")).toBe("false");
  expect(ada.troubles).toEqual([]);
});
