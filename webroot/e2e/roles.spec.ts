import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const SOON_MS = 1_000;

/** Says of a permission what a role may, on the page that is open, and saves that. */
const says = async (page: Page, permission: string, state: "Allow" | "Deny"): Promise<void> => {
  await page.getByRole("group", { name: permission }).getByRole("radio", { name: state }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Save changes" }).waitFor({ state: "detached" });
};

test("a role hides a channel from whoever has it, at once, and shows it again", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  const { page } = ada;
  await ada.createsServer("Garden club");
  const bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Garden club"));
  const [, serverId, channelId] = /\/channels\/([^/]+)\/([^/]+)/.exec(page.url()) ?? [];
  const channels = bob.page.getByRole("navigation", { name: "Channels" });
  const general = channels.getByRole("link", { name: "general" });
  await general.waitFor();

  await ada.goes(`/servers/${serverId}/settings/roles`);
  await page.getByRole("button", { name: "Create role" }).click();
  await page.getByRole("list", { name: "Roles" }).locator("[aria-current]", { hasText: "New role" }).waitFor();
  const name = page.getByLabel("Role name");
  await name.fill("Gardeners");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("list", { name: "Roles" }).getByRole("button", { name: "Gardeners", exact: true }).waitFor();
  await page.getByRole("combobox", { name: "Give it to somebody" }).fill(bob.name);
  await page.getByRole("option", { name: bob.name }).click();
  await page.getByRole("button", { name: `Take the role from ${bob.name}` }).waitFor();

  await ada.goes(`/channels/${serverId}/${channelId}/settings/permissions`);
  await page.getByRole("combobox", { name: "Add a role or person" }).fill("Gard");
  await page.getByRole("option", { name: "Gardeners" }).click();
  await page
    .getByRole("list", { name: /^Roles and people/ })
    .getByRole("button", { name: "Gardeners" })
    .first()
    .waitFor();
  await says(page, "View channels", "Deny");
  await general.waitFor({ state: "detached", timeout: SOON_MS });
  await says(page, "View channels", "Allow");
  await general.waitFor({ timeout: SOON_MS });

  // For everybody but the role it is closed; the role still opens it, until it is taken away.
  await page.getByRole("switch", { name: "Private channel" }).click();
  await page.getByRole("switch", { name: "Private channel", checked: true }).waitFor();
  await ada.goes(`/servers/${serverId}/settings/members`);
  expect(await general.count()).toBe(1);
  await page.getByRole("button", { name: `Roles of ${bob.name}` }).click();
  await page.getByRole("checkbox", { name: "Gardeners" }).click();
  await general.waitFor({ state: "detached", timeout: SOON_MS });
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});
