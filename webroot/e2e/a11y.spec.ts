import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "./axe";
import { nodeUrl, openBrowser, Person, phone } from "./people";
import { Cable } from "./proxy";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(["dark", "light"] as const)("in the %s theme axe finds nothing serious", (colorScheme) => {
  test("on the pages of somebody not signed in", async () => {
    const ada = await Person.at(browser, nodeUrl(0), "ada", { colorScheme, reducedMotion: "reduce" });
    await ada.goes("/");
    await ada.page.getByRole("heading", { name: "Welcome back!" }).waitFor();
    expect(await findings(ada.page)).toEqual([]);
    await ada.goes("/register");
    await ada.page.getByRole("button", { name: "Create account" }).click();
    await ada.page.getByLabel("Password", { exact: true }).fill("short");
    expect(await findings(ada.page)).toEqual([]);
  });

  test("in a channel, its menus and its dialogs", async () => {
    const ada = await Person.registered(browser, nodeUrl(0), "ada", { colorScheme, reducedMotion: "reduce" });
    const { page } = ada;
    expect(await findings(page)).toEqual([]);
    await ada.createsServer("Access");
    // Somebody who was here and left: rows of who is away are read too.
    const bob = await Person.registered(browser, nodeUrl(1), "bob");
    await bob.accepts(await ada.invites("Access"));
    await bob.context.close();
    await ada.sends(
      "# Title\n**bold** `code` ||spoiler|| @ada https://example.org\n> quote\n```ts\nlet a = 1; // one\n```",
    );
    await ada.sees("Title");
    await ada.sends("//second");
    await ada.presses("Reply", "/second");
    await ada.sends("an answer");
    await (await ada.sees("an answer")).hover();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "Add a server" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Access" }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Invite people" }).click();
    await page.getByLabel("Invite link").waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    const members = page.getByRole("complementary", { name: "Members" });
    await members
      .getByRole("listitem")
      .filter({ hasText: bob.name })
      .getByText("Offline")
      .waitFor({ state: "attached" });
    expect(await findings(page)).toEqual([]);
    await ada.presses("Add reaction", "an answer");
    await page.getByText("🚀").or(page.getByText("😀")).first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /Status and settings/ }).click();
    expect(await findings(page)).toEqual([]);
  });

  test("with the connection gone and messages waiting", async () => {
    const cable = new Cable(nodeUrl(0));
    await cable.plug();
    const ada = await Person.registered(browser, cable.url, "ada", { colorScheme, reducedMotion: "reduce" });
    const { page } = ada;
    await ada.createsServer("Tunnel");
    await page.getByRole("heading", { name: "Welcome to #general" }).waitFor();
    await cable.pull();
    await page.getByText(/^Connection lost/).waitFor();
    await ada.sends("in the **dark**, with `code`");
    await page.getByText("Waiting for the connection").waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "1 message is waiting." }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findings(page)).toEqual([]);
    await ada.context.close();
  });

  test("on a phone, with and without its drawer", async () => {
    const ada = await Person.registered(browser, nodeUrl(0), "ada", { ...phone, colorScheme, reducedMotion: "reduce" });
    await ada.createsServer("Pocket");
    await ada.composer.fill("hello");
    await ada.page.getByRole("button", { name: "Send" }).tap();
    await ada.sees("hello");
    expect(await findings(ada.page)).toEqual([]);
    await ada.page.getByRole("button", { name: "Open channels" }).tap();
    await ada.page.getByRole("dialog").waitFor();
    expect(await findings(ada.page)).toEqual([]);
  });
});
