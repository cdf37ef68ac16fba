import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("somebody registers, reloads and is still there, signs out and in again", async () => {
  const ada = await Person.at(browser, nodeUrl(0), "ada");
  await ada.goes("/register");
  await ada.page.getByRole("button", { name: "Create account" }).click();
  expect(await ada.page.getByText("Please fill this in").count()).toBe(3);
  expect(await ada.page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
  await ada.fillsRegistration();
  await ada.page.getByText("You are in no server yet").waitFor();

  await ada.page.reload();
  await ada.page.getByText("You are in no server yet").waitFor();

  await ada.signsOut();
  await ada.page.getByText("You are signed out.").waitFor();
  await ada.page.reload();
  await ada.page.getByRole("heading", { name: "Welcome back!" }).waitFor();

  await ada.signsIn("not the password");
  await ada.page.getByText("The name or the password is wrong.").waitFor();
  await ada.signsIn();
  await ada.page.getByText("You are in no server yet").waitFor();
  expect(ada.troubles).toEqual([]);

  const twin = await Person.at(browser, nodeUrl(1), "twin");
  await twin.goes("/register");
  await twin.page.getByLabel("E-mail").fill(`${twin.name}@example.org`);
  await twin.page.getByLabel("Username").fill(ada.name);
  await twin.page.getByLabel("Password", { exact: true }).fill("a long sentence will do");
  await twin.page.getByRole("button", { name: "Create account" }).click();
  const username = twin.page.getByLabel("Username");
  await twin.page.locator('[name="username"][aria-invalid="true"]').waitFor();
  expect(await username.inputValue()).toBe(ada.name);
  expect(twin.troubles).toEqual([]);
});

test("nothing of the page jumps when errors appear", async () => {
  const bob = await Person.at(browser, nodeUrl(0), "bob");
  await bob.goes("/register");
  await bob.page.evaluate(() => document.fonts.ready.then(() => undefined));
  const button = bob.page.getByRole("button", { name: "Create account" });
  const before = await button.boundingBox();
  await button.click();
  await bob.page.getByText("Please fill this in").first().waitFor();
  expect(await button.boundingBox()).toEqual(before);
});

test("an invite that is not one says so", async () => {
  const bob = await Person.at(browser, nodeUrl(0), "bob");
  await bob.goes("/invite/nosuchinvite");
  await bob.page.getByRole("heading", { name: "Invite not valid" }).waitFor();
});
