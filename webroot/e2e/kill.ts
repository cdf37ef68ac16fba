import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrl, openBrowser, Person } from "./people";
import { Cable } from "./proxy";
import { Guest, type Listener } from "./stock";

/** The second node dies by `kill -9` in the middle of a conversation; `MISCORD_KILL` is its process. */

let browser: Browser;
let cable: Cable;

beforeAll(async () => {
  browser = await openBrowser();
  // As behind a load balancer: to the second node while it lives, then to the first.
  cable = new Cable(nodeUrl(1), nodeUrl(0));
  await cable.plug();
});
afterAll(async () => {
  await browser.close();
  await cable.pull();
});

/** Everything that is said fits on it: rows that are scrolled away are not in the page. */
const tall = { viewport: { width: 1440, height: 2600 } };

/** The client of Socket.IO from npm, by WebSocket and by polling alone, at the node that is to die. */
async function stockClients(host: Person): Promise<Listener[]> {
  const code = (await host.invites("Nine lives")).split("/").at(-1) ?? "";
  const carol = await Guest.registered("carol");
  await carol.joins(code);
  const clients = [carol.client(cable.url), carol.client(cable.url, { transports: ["polling"] })];
  for (const client of clients) await client.isIn();
  return clients;
}

test("a node is killed: its people go on elsewhere by themselves, nothing lost, doubled or out of order", async () => {
  const bob = await Person.registered(browser, nodeUrl(0), "bob", tall);
  await bob.createsServer("Nine lives");
  const ada = await Person.registered(browser, cable.url, "ada", tall);
  await ada.accepts(await bob.invites("Nine lives"));
  const listeners = await stockClients(bob);
  await ada.sends("ada 0");
  await bob.sees("ada 0");
  await bob.sends("bob 0");
  await ada.sees("bob 0");

  // Both write on while it dies, without waiting for anything.
  for (let n = 1; n <= 12; n += 1) {
    if (n === 5) process.kill(Number(process.env.MISCORD_KILL), "SIGKILL");
    await Promise.all([ada.sends(`ada ${n}`), bob.sends(`bob ${n}`)]);
  }
  const died = Date.now();
  for (const text of ["ada 12", "bob 12"]) for (const person of [ada, bob]) await person.sees(text);
  console.log(`kill: all of it on both screens ${Date.now() - died} ms after the last key press`);

  const said = async (person: Person) =>
    (await person.timeline()).map((text) => /(ada|bob) \d+/.exec(text)?.[0] ?? text);
  const seen = await said(bob);
  expect(await said(ada)).toEqual(seen);
  for (const name of ["ada", "bob"])
    expect(seen.filter((text) => text.startsWith(name))).toEqual(Array.from({ length: 13 }, (_, n) => `${name} ${n}`));
  for (const listener of listeners) {
    await listener.hears(...seen);
    expect(listener.heard).toEqual(seen);
    expect(listener.connects).toEqual([false, true]);
    listener.socket.disconnect();
  }
  expect(ada.troubles).toEqual([]);
  expect(bob.troubles).toEqual([]);
});
