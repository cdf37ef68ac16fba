import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findings } from "./axe";
import { freshName, nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const opens = async (boss: Person, page: string) => {
  await boss.page.getByRole("navigation", { name: "Instance" }).getByRole("button", { name: page }).click();
  await boss.page.getByRole("heading", { name: page, exact: true }).waitFor();
};

test("the operator tells everybody something, and sends somebody away", async () => {
  const boss = await Person.operator(browser, nodeUrl(0));
  const ada = await Person.registered(browser, nodeUrl(1), "ada");
  const server = freshName("Engines");
  await ada.createsServer(server);

  await boss.page.getByRole("button", { name: /Status and settings/ }).click();
  await boss.page.getByRole("menuitem", { name: "Instance" }).click();
  await boss.page.getByText("Running", { exact: true }).first().waitFor();

  expect(await findings(boss.page)).toEqual([]);

  await opens(boss, "Announcements");
  const news = `Back soon, says ${freshName("boss")}`;
  await boss.page.getByLabel("New announcement").fill(news);
  await boss.page.getByLabel("Importance").selectOption("Warning");
  await boss.page.getByRole("button", { name: "Announce", exact: true }).click();
  await boss.page.getByRole("listitem").filter({ hasText: news }).waitFor();
  const bar = ada.page.getByRole("region", { name: "Announcement" });
  await bar.getByText(news).waitFor();
  expect(await findings(ada.page)).toEqual([]);
  await bar.getByRole("button", { name: "Dismiss announcement" }).click();
  await bar.getByText(news).waitFor({ state: "detached" });
  await ada.page.reload();
  await ada.composer.waitFor();
  expect(await bar.getByText(news).count()).toBe(0);
  await boss.page.getByRole("button", { name: `End: ${news}` }).click();
  await boss.page.getByRole("listitem").filter({ hasText: news }).getByText(/ended/).waitFor();

  await opens(boss, "Servers");
  await boss.page.getByLabel("Search servers").fill(server.toLowerCase());
  await boss.page.getByRole("button", { name: `Delete server ${server}` }).click();
  const dialog = boss.page.getByRole("dialog");
  expect(await dialog.getByRole("button", { name: "Delete server" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Type the name of the server").fill(server);
  await dialog.getByRole("button", { name: "Delete server" }).click();
  await boss.page.getByText("No servers found").waitFor();
  await ada.composer.waitFor({ state: "detached" });

  await opens(boss, "People");
  await boss.page.getByLabel("Search people").fill(`${ada.name}@exam`);
  await boss.page.getByRole("button", { name: `Suspend ${ada.name}` }).click();
  await boss.page.getByRole("dialog").getByLabel("Reason (optional)").fill("for the test");
  await boss.page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await boss.page.getByText("Reason: for the test").waitFor();
  expect(await findings(boss.page)).toEqual([]);
  await ada.page.getByRole("heading", { name: "Welcome back!" }).waitFor();
  await ada.signsIn();
  await ada.page.getByText("This account is suspended: for the test").waitFor();
  await boss.page.getByRole("button", { name: `Let in again: ${ada.name}` }).click();
  await boss.page.getByRole("button", { name: `Suspend ${ada.name}` }).waitFor();
  await ada.signsIn();
  await ada.page.getByRole("navigation", { name: "Servers" }).waitFor();

  await opens(boss, "Operator's log");
  await boss.page.getByText(`suspended ${ada.name}`).first().waitFor();
  expect(boss.troubles).toEqual([]);
  expect(ada.troubles).toEqual([]);
});

test("what the operator chooses for registration is not lost by a wrong click", async () => {
  const boss = await Person.operator(browser, nodeUrl(0));
  await boss.goes("/operator/registration");
  await boss.page.getByRole("radio", { name: /^By invite/ }).click();
  await boss.page.getByText("Careful: you have unsaved changes").waitFor();
  await boss.page.getByRole("button", { name: "Limits" }).click();
  await boss.page.getByRole("heading", { name: "Registration" }).waitFor();
  await boss.page.getByRole("button", { name: "Reset" }).click();
  await opens(boss, "Limits");
  await boss.page.getByText("limits.contentLength").waitFor();
  await boss.page.keyboard.press("Escape");
  await boss.page.getByRole("navigation", { name: "Servers" }).waitFor();
  expect(boss.troubles).toEqual([]);
});

test("nobody else has a way to the operator's page", async () => {
  const ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.page.getByRole("button", { name: /Status and settings/ }).click();
  await ada.page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  expect(await ada.page.getByRole("menuitem", { name: "Instance" }).count()).toBe(0);
  await ada.goes("/operator/people");
  await ada.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  expect(ada.troubles).toEqual([]);
});
