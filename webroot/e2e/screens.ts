import { mkdirSync } from "node:fs";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { nodeUrl, openBrowser, Person, phone } from "./people";
import { Cable } from "./proxy";

/** Screenshots of every screen, in both themes and three sizes, into `SCREENS_DIR`. They are made to be looked at. */

const folder = process.env.SCREENS_DIR ?? "/tmp/miscord-screens";
let browser: Browser;
let cable: Cable;
let ada: Person;
let bob: Person;

const SIZES: Record<string, BrowserContextOptions> = {
  "1440x900": { viewport: { width: 1440, height: 900 } },
  "1024x768": { viewport: { width: 1024, height: 768 } },
  "390x844": phone,
};

const shoot = async (person: Person, name: string): Promise<void> => {
  await person.page.evaluate(() => document.fonts.ready);
  await person.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  await person.page.screenshot({ path: `${folder}/${name}.png` });
};

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await openBrowser();
  cable = new Cable(nodeUrl(0));
  await cable.plug();
  ada = await Person.registered(browser, nodeUrl(0), "ada");
  await ada.createsServer("Difference Engines");
  bob = await Person.registered(browser, nodeUrl(1), "bob");
  await bob.accepts(await ada.invites("Difference Engines"));
  await ada.sends("Has anybody tried the new **message list**? It keeps its place when older pages arrive.");
  await ada.sends("I scrolled through ten thousand rows and it did not blink.");
  await bob.sees("did not blink");
  await bob.presses("Reply", "Has anybody tried");
  await bob.sends(
    [
      "Yes! Code looks right too:",
      "```ts",
      "export const accept = (seq: number, last: number): Decision =>",
      '  seq <= last ? "drop" : seq === last + 1 ? "deliver" : "hold";',
      "```",
    ].join("\n"),
  );
  await bob.sends(
    [
      "Lists as well:",
      "- quotes",
      "- `inline code`",
      "- ~~mistakes~~ and ||secrets||",
      "",
      "> Never send a human.",
    ].join("\n"),
  );
  await bob.sends("| node | p50 | p99 |\n|---|---|---|\n| a | 2 ms | 11 ms |\n| b | 3 ms | 14 ms |");
  await bob.sends("🎉🎉");
  await ada.sees("🎉🎉");
  await ada.sends(`@${bob.name} could you have a look at the reconnect banner? https://example.org/a/rather/long/path`);
  await bob.presses("Add reaction", "could you have a look");
  await bob.page.getByLabel("Search emoji").fill("rocket");
  await bob.page.getByRole("gridcell", { name: "Rocket" }).click();
  await ada.message("could you have a look").getByRole("button", { name: "🚀, 1 reaction" }).click();
  await ada.chooses("Pin", "Has anybody tried");
  await ada.composer.press("ArrowUp");
  await ada.page.getByLabel("Edit message").press("End");
  await ada.page.getByLabel("Edit message").pressSequentially(" (no hurry)");
  await ada.page.getByLabel("Edit message").press("Enter");
  await ada.sees("no hurry");
});
afterAll(async () => {
  await browser.close();
  await cable.pull();
});

for (const [size, options] of Object.entries(SIZES))
  for (const colorScheme of ["dark", "light"] as const)
    test(`${size} ${colorScheme}`, async () => {
      const narrow = size === "390x844";
      const name = (screen: string) => `${size}-${colorScheme}-${screen}`;
      const out = await Person.at(browser, nodeUrl(0), "eve", { ...options, colorScheme });
      await out.goes("/");
      await out.page.getByRole("heading", { name: "Welcome back!" }).waitFor();
      await shoot(out, name("sign-in"));
      await out.goes("/register");
      await out.page.getByLabel("E-mail").fill("eve@");
      await out.page.getByLabel("Password", { exact: true }).fill("a good one");
      await out.page.getByRole("button", { name: "Create account" }).click();
      await shoot(out, name("register-errors"));
      await out.context.close();

      const looker = await Person.at(browser, nodeUrl(0), "looker", { ...options, colorScheme });
      await looker.context.request.post(`${nodeUrl(0)}/api/auth/login`, {
        data: { login: ada.name, password: "a long sentence will do" },
        headers: { origin: nodeUrl(0) },
      });
      await looker.goes(new URL(ada.page.url()).pathname);
      await looker.sees("no hurry");
      await shoot(looker, name("channel"));
      await looker.page.getByRole("button", { name: "Pinned messages" }).click();
      await looker.page.getByRole("dialog").getByText("Has anybody tried").waitFor();
      await shoot(looker, name("pins"));
      await looker.page.keyboard.press("Escape");
      if (narrow) {
        await looker.page.getByRole("button", { name: "Open channels" }).tap();
        await looker.page.getByRole("link", { name: "general" }).waitFor();
        await shoot(looker, name("drawer"));
        await looker.page.keyboard.press("Escape");
        await looker.message("did not blink").tap();
        await shoot(looker, name("toolbar"));
      } else {
        await looker.message("did not blink").hover();
        await shoot(looker, name("toolbar"));
        await looker.page.getByRole("button", { name: "Difference Engines" }).click();
        await shoot(looker, name("server-menu"));
        await looker.page.getByRole("menuitem", { name: "Create channel" }).click();
        await shoot(looker, name("create-channel"));
        await looker.page.keyboard.press("Escape");
        await looker.page.getByRole("button", { name: /Status and settings/ }).click();
        await shoot(looker, name("me"));
        await looker.page.keyboard.press("Escape");
        await looker.chooses("Delete", "no hurry");
        await shoot(looker, name("delete"));
        await looker.page.keyboard.press("Escape");
      }
      await looker.goes("/");
      await looker.page.getByText("Good to have you here").waitFor();
      await shoot(looker, name("home"));
      await looker.context.close();
    });

/** What is on its way: waiting, refused, too much of it; and what is asked before it is given up. */
const unsent = async (person: Person, cable: Cable, name: (screen: string) => string, narrow: boolean) => {
  const { page } = person;
  const menu = () => (narrow ? page.getByRole("button", { name: "Open channels" }).tap() : Promise.resolve());
  // Stands in for a node that refuses: nothing else here is made up.
  await page.routeWebSocket(/\/ws\/main/, (near) => {
    const far = near.connectToServer();
    near.onMessage((text) => {
      const { id, event, data } = JSON.parse(String(text)) as {
        id?: string;
        event: string;
        data: { content?: string };
      };
      if (event === "message:send" && data.content?.startsWith("Refused"))
        near.send(JSON.stringify({ event: "error", id, data: { code: "forbidden", message: "You may not." } }));
      else far.send(text);
    });
  });
  await page.reload();
  await person.sees("no hurry");
  await person.composer.fill("Refused: this server has a rule about that.");
  await (narrow ? page.getByRole("button", { name: "Send" }).tap() : person.composer.press("Enter"));
  await page.getByText("Not sent.").waitFor();
  await cable.pull();
  await page.getByText(/^Connection lost/).waitFor();
  for (const text of ["Written in a tunnel.", "Still in the **tunnel**, with `code`."]) {
    await person.composer.fill(text);
    await (narrow ? page.getByRole("button", { name: "Send" }).tap() : person.composer.press("Enter"));
  }
  await page.getByText("Waiting for the connection").nth(1).waitFor();
  await shoot(person, name("unsent"));
  await page.getByRole("button", { name: /messages are waiting/ }).click();
  await page.getByRole("dialog").waitFor();
  await shoot(person, name("unsent-list"));
  await page.keyboard.press("Escape");
  await menu();
  await person.signsOut();
  await page.getByRole("button", { name: "Stay signed in" }).waitFor();
  await shoot(person, name("sign-out"));
  await page.keyboard.press("Escape");
  if (narrow) await page.keyboard.press("Escape");
  // As many as there may be, as if an earlier page had left them behind.
  await page.evaluate(async () => {
    const opened = indexedDB.open("miscord", 1);
    await new Promise((resolve) => opened.addEventListener("success", resolve));
    const change = opened.result.transaction("outbox", "readwrite");
    const kept = change.objectStore("outbox").getAll();
    await new Promise((resolve) => kept.addEventListener("success", resolve));
    for (let n = 0; n < 1000; n += 1)
      change
        .objectStore("outbox")
        .put({ ...kept.result[0], nonce: `n${n}`, page: "gone", channelId: "gone", state: "waiting" });
    await new Promise((resolve) => change.addEventListener("complete", resolve));
    opened.result.close();
  });
  await page.getByRole("button", { name: "1,002 messages are waiting" }).waitFor();
  await person.composer.fill("One too many");
  await (narrow ? page.getByRole("button", { name: "Send" }).tap() : person.composer.press("Enter"));
  await page.getByRole("button", { name: "Show them" }).waitFor();
  await shoot(person, name("outbox-full"));
};

for (const [size, options] of Object.entries(SIZES).filter(([size]) => size !== "1024x768"))
  for (const colorScheme of ["dark", "light"] as const)
    test(`unsent ${size} ${colorScheme}`, async () => {
      const own = new Cable(nodeUrl(0));
      await own.plug();
      const eve = await Person.registered(browser, own.url, "eve", { ...options, colorScheme });
      await eve.accepts(await ada.invites("Difference Engines"));
      await unsent(eve, own, (screen) => `${size}-${colorScheme}-${screen}`, size === "390x844");
      await eve.context.close();
      await own.pull();
    });

test("empty, invited, in Russian, and with the cable pulled", async () => {
  const eve = await Person.registered(browser, cable.url, "eve", { colorScheme: "dark" });
  await shoot(eve, "dark-empty");
  await eve.page.getByRole("button", { name: "Add a server" }).first().click();
  await shoot(eve, "dark-add-server");
  await eve.page.keyboard.press("Escape");
  const invite = await ada.invites("Difference Engines");
  await eve.goes(invite);
  await eve.page.getByRole("button", { name: "Accept invite" }).waitFor();
  await shoot(eve, "dark-invite");
  await eve.accepts(invite);
  await eve.sees("no hurry");
  await cable.pull();
  await eve.page.getByText(/^Connection lost/).waitFor();
  await eve.sends("Nobody hears this yet, but it will arrive.");
  await eve.page.getByText("Waiting for the connection").waitFor();
  await shoot(eve, "dark-reconnecting");
  await cable.plug();
  await eve.triesNow();
  await shoot(eve, "dark-back-online");

  const out = await Person.at(browser, nodeUrl(0), "anna", { locale: "ru-RU", colorScheme: "light" });
  await out.goes(invite);
  await out.page.getByRole("heading", { name: "Difference Engines" }).waitFor();
  await shoot(out, "ru-invite-signed-out");
});
