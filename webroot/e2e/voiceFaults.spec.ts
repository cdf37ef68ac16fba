import { expect, test } from "vitest";
import type { Caller } from "./callers";
import { allHear, Gathering } from "./gathering";
import { nodeUrl } from "./people";
import { Cable } from "./proxy";

/** Calls on bad days: no server, no direct way, a relay that refuses, a poor line. */

const gathering = new Gathering();

/** The server is away for so long: less than a seat is kept. */
const AWAY_MS = 10_000;

test("the server is away for ten seconds: sound goes on without a gap, and nobody sees a leave", async () => {
  const cable = new Cable(nodeUrl(1), nodeUrl(0));
  await cable.plug();
  const [ada, bob] = await gathering.of(["ada", "bob"], { urls: [nodeUrl(0), cable.url] });
  await ada.joins();
  await bob.joins();
  await allHear([ada, bob]);
  await ada.listens();
  await bob.listens();
  await cable.pull();
  // How long it is away is what is tried here: nothing is waited for.
  const away = new Promise((resolve) => setTimeout(resolve, AWAY_MS));
  await bob.page.getByText("You still hear each other").waitFor();
  await away;
  expect(await ada.tile(bob).getAttribute("data-pair")).toBe("connected");
  await cable.plug();
  await bob.page.getByText("You still hear each other").waitFor({ state: "detached" });
  for (const [name, one] of [["ada", ada] as const, ["bob", bob] as const])
    for (const heard of await one.heard()) {
      console.log(
        `calls: server away ${AWAY_MS} ms, ${name} heard without a gap longer than` +
          ` ${Math.round(heard.withoutPackets)} ms (packets), ${Math.round(heard.withoutSound)} ms (sound),` +
          ` ${Math.round(heard.concealed * 1000) / 10} % concealed`,
      );
      expect(heard.withoutPackets).toBeLessThan(1_500);
      expect(heard.withoutSound).toBeLessThan(1_500);
      expect(heard.concealed).toBeLessThan(0.5);
    }
  expect(await ada.departures()).toBe(0);
  expect(await bob.departures()).toBe(0);
  // What was said while it was away, and what is said now, arrives.
  await bob.page.keyboard.press("Control+Shift+D");
  await ada.tile(bob).getByText("Deafened").waitFor({ state: "attached" });
  await cable.pull();
});

const [told = "", other = ""] = (process.env.MISCORD_RELAYS ?? "").split(",");

/** Looks whether calls can work from here, as the settings offer it; what is said of the relay. */
const checks = async (one: Caller): Promise<string> => {
  await one.person.goes("/settings/voice");
  await one.page.getByRole("button", { name: "Check now" }).click();
  await one.page.getByRole("button", { name: "Check now", disabled: false }).waitFor();
  return one.page
    .locator("[data-check]")
    .filter({ hasText: /^Relay/ })
    .innerText();
};

test.skipIf(told === "")("where only a relay leads through, people hear each other through it", async () => {
  const [ada, bob] = await gathering.talking({ relay: { told } });
  for (const one of [ada, bob])
    expect(await one.page.evaluate(() => globalThis.miscordEars.ways())).toEqual(["relay", "relay"]);
  expect(await checks(bob)).toContain("It works.");
});

test.skipIf(told === "")(
  "a relay with another secret: who needs it is told so, in the call and by the check",
  async () => {
    const [ada, bob] = await gathering.pair({ relay: { told, instead: other } });
    await ada.joins();
    await bob.joins();
    await ada.page.getByText(/the relay refuses us/).waitFor();
    await bob.page.getByText(/the relay refuses us/).waitFor();
    expect(await checks(bob)).toContain("It refuses our credentials (401)");
  },
);

test("a sender whose line is reported as bad sends less, and by steps all again when it is good", async () => {
  const [ada, bob] = await gathering.talking();
  await ada.sendsAt(64);
  await bob.page.evaluate(() => globalThis.miscordSockets.claims(0.2));
  await ada.page.getByText("Your line is poor: sound is sent at 32 kbit/s.").waitFor();
  await ada.sendsAt(32);
  await bob.page.evaluate(() => globalThis.miscordSockets.claims(0));
  await ada.page.getByText("The line is better again: sound is sent at 48 kbit/s.").waitFor();
  await ada.sendsAt(48);
  await ada.page.getByText(/sound is sent at/).waitFor({ state: "detached" });
  await ada.sendsAt(64);
  // It was the line from ada alone.
  await bob.sendsAt(64);
});
