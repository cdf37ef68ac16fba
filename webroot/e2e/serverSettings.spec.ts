import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "./axe";
import { nodeUrl, openBrowser, Person, phone } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PAGES = ["Overview", "Roles", "Emoji", "Members", "Invites", "Bans", "Reports", "Word filter", "Audit log"];

const serverOf = (person: Person): string => /\/channels\/([^/]+)/.exec(person.page.url())?.[1] ?? "";

test("a server is changed, as others see at once; nothing unsaved is lost; it is deleted by its name", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await ada.createsServer("Workshop");
  const serverId = serverOf(ada);
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Workshop"));

  await ada.goes(`/servers/${serverId}/settings`);
  await page.getByLabel("Server name").fill("Workshop of the town");
  // Leaving is not to be had before it is saved or put back.
  await page.getByRole("navigation").getByRole("button", { name: "Roles" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await bob.page.getByRole("link", { name: "Workshop of the town" }).waitFor();

  await page.getByRole("navigation").getByRole("button", { name: "Word filter" }).click();
  await page.getByRole("button", { name: "Add a rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("No casinos");
  await dialog.getByLabel("Words and phrases").fill("casino\nfree money");
  await dialog.getByRole("button", { name: "Add a rule" }).click();
  await page.getByText("casino, free money").waitFor();
  await bob.sends("come to the Casino");
  await bob.page
    .getByText(/No casinos/)
    .first()
    .waitFor();

  await page.getByRole("navigation").getByRole("button", { name: "Audit log" }).click();
  await page
    .getByRole("button", { name: `${ada.name} changed the server` })
    .first()
    .click();
  await page.getByText("Name: “Workshop” → “Workshop of the town”").waitFor();

  await page.getByRole("button", { name: "Delete server" }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: "Delete server" });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByLabel(/^Type/).fill("Workshop of the town");
  await confirm.click();
  await bob.page.getByRole("link", { name: "Workshop of the town" }).waitFor({ state: "detached" });
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});

test("a channel goes to a file and comes back from it, with its progress shown", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await ada.createsServer("Archive");
  await ada.sends("to be kept");
  await ada.sees("to be kept");
  await ada.goes(`/servers/${serverOf(ada)}/settings/export`);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const link = page.getByRole("link", { name: /^Download/ });
  await link.waitFor();
  const file = await ada.context.request.get(new URL((await link.getAttribute("href")) ?? "", ada.url).href);
  expect(((await file.json()) as { format: string }).format).toBe("miscord.channel");
  await page.getByLabel("File to import").setInputFiles({
    name: "general.json",
    mimeType: "application/json",
    buffer: Buffer.from(await file.body()),
  });
  await page.getByText("Import into #general").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Import into #general" }).getByText("done").waitFor();
  expect(ada.troubles).toEqual([]);
});

describe.each(["dark", "light"] as const)("in the %s theme axe finds nothing serious", (colorScheme) => {
  test("on the pages of settings, wide and on a phone", async () => {
    const options = { colorScheme, reducedMotion: "reduce" } as const;
    const ada = await Person.registered(browser, nodeUrl(0), "ada", options);
    const { page } = ada;
    await ada.createsServer("Access");
    const serverId = serverOf(ada);
    const channel = new URL(page.url()).pathname;
    await ada.goes(`/servers/${serverId}/settings`);
    for (const name of PAGES) {
      await page.getByRole("navigation").getByRole("button", { name, exact: true }).click();
      await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      expect(await findings(page), name).toEqual([]);
    }
    await ada.goes(`${channel}/settings/permissions`);
    await page.getByRole("switch", { name: "Private channel" }).waitFor();
    expect(await findings(page)).toEqual([]);

    const pocket = await Person.registered(browser, nodeUrl(0), "ada", { ...phone, ...options });
    await pocket.createsServer("Pocket");
    await pocket.goes(`/servers/${serverOf(pocket)}/settings`);
    await pocket.page.getByRole("navigation").getByRole("button", { name: "Roles" }).tap();
    await pocket.page.getByRole("list", { name: "Roles" }).getByRole("button").first().tap();
    await pocket.page.getByRole("heading", { name: "Text channels" }).waitFor();
    expect(await findings(pocket.page)).toEqual([]);
    const sideways = await pocket.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways).toBe(false);
    expect([...ada.troubles, ...pocket.troubles]).toEqual([]);
  });
});
