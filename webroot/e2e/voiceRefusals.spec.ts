import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Gathering } from "./gathering";
import { nodeUrl } from "./people";
import { Guest } from "./stock";

/** Who is not let into a call, or no longer: each is told why in a sentence, and hears nothing. */

const gathering = new Gathering();

/** Sockets of a call as they are, opened from a page: what each was answered first, and how it was closed. */
const sockets = (page: Page, channelId: string, tokens: string[]): Promise<{ event: string; code: number }[]> =>
  page.evaluate(
    ({ channelId, tokens }) =>
      Promise.all(
        tokens.map(
          (token) =>
            new Promise<{ event: string; code: number }>((resolve) => {
              const home = location.origin.replace("http", "ws");
              const socket = new WebSocket(`${home}/ws/voice/${channelId}?token=${token}`);
              let event = "";
              socket.onmessage = ({ data }) => {
                event ||= (JSON.parse(String(data)) as { event: string }).event;
                if (event === "voice:ready") resolve({ event, code: 0 });
              };
              socket.onclose = ({ code }) => resolve({ event, code });
            }),
        ),
      ),
    { channelId, tokens },
  );

const channelOf = (page: Page): string => new URL(page.url()).pathname.split("/").at(-1) ?? "";

test("the ninth is told that the call is full, and is let in when somebody has left", async () => {
  const [ada, bob] = await gathering.pair();
  await ada.joins();
  const code = (await ada.person.invites("Calls")).split("/").at(-1) ?? "";
  const guests = [];
  for (let n = 0; n < 7; n += 1) guests.push(await Guest.registered("guest"));
  for (const guest of guests) await guest.joins(code);
  const seats = await gathering.browser.newPage();
  await seats.goto(`${nodeUrl(0)}/login`);
  const answers = await sockets(
    seats,
    channelOf(ada.page),
    guests.map(({ token }) => token),
  );
  expect(answers.map(({ event }) => event)).toEqual(guests.map(() => "voice:ready"));
  await bob.entrance.click();
  await bob.page.getByRole("alert").getByText("This call is full: at most 8 people can talk here at once.").waitFor();
  expect(await bob.page.evaluate(() => globalThis.miscordEars.open())).toBe(0);
  await ada.chooses("Take out of the call", guests[0]?.name ?? "nobody");
  await bob.page.getByRole("button", { name: "Try again" }).click();
  await bob.hears(ada);
  await seats.close();
});

test("a stranger sees nothing of the channel and gets nothing by its address", async () => {
  const [ada] = await gathering.of(["ada"]);
  await ada.joins();
  const eve = await gathering.one("eve");
  await eve.person.goes(new URL(ada.page.url()).pathname);
  await eve.page.getByText("The page may have moved, or you may not have access to it.").waitFor();
  const stranger = await Guest.registered("stranger");
  const answers = await sockets(eve.page, channelOf(ada.page), [stranger.token, "made-up"]);
  expect(answers.map(({ event }) => event)).not.toContain("voice:ready");
  for (const { code } of answers) expect(code).toBeGreaterThanOrEqual(4000);
  expect(await ada.page.locator("[data-tile]").count()).toBe(1);
});

test("who is banned while they talk is out at once, told so, and does not come back", async () => {
  const [ada, bob] = await gathering.talking();
  const call = new URL(bob.page.url()).pathname;
  await ada.bans(bob);
  await bob.page.getByText("You may no longer be in this call.").waitFor();
  await ada.tile(bob).waitFor({ state: "detached" });
  expect(await bob.page.evaluate(() => globalThis.miscordEars.open())).toBe(0);
  await bob.person.goes(call);
  await bob.page.getByText("The page may have moved, or you may not have access to it.").waitFor();
});
