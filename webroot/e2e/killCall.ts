import { afterAll, beforeAll, expect, test } from "vitest";
import { allHear, Gathering } from "./gathering";
import { nodeUrl } from "./people";
import { Cable } from "./proxy";

/** The second node dies by `kill -9` while people talk; `MISCORD_KILL` is its process. */

/** Until the room is whole again on the others. */
const LIMIT_MS = 5_000;

const gathering = new Gathering();
// As behind a load balancer: to the second node while it lives, then to the first.
const cable = new Cable(nodeUrl(1), nodeUrl(0));
beforeAll(() => cable.plug());
afterAll(() => cable.pull());

test("a node is killed: its people go on talking, are soon back elsewhere, and nobody sees a leave", async () => {
  const urls = [nodeUrl(0), cable.url, cable.url, nodeUrl(0)];
  const [ada, bob, eve, dan] = await gathering.of(["ada", "bob", "eve", "dan"], { urls });
  const three = [ada, bob, eve];
  for (const one of three) await one.joins();
  await allHear(three);
  for (const one of three) await one.listens();

  const returns = [bob, eve].map(({ page }) =>
    page.waitForEvent("websocket", (socket) => socket.url().includes("/ws/voice/")),
  );
  const killed = Date.now();
  process.kill(Number(process.env.MISCORD_KILL), "SIGKILL");
  await Promise.all(returns);
  const back = Date.now() - killed;
  // It is whole when what those two do, be they in it again or on their way, is seen on the other node.
  for (const one of [bob, eve]) await one.page.keyboard.press("Control+Shift+D");
  for (const one of [bob, eve]) await ada.tile(one).getByText("Deafened").waitFor({ state: "attached" });
  const whole = Date.now() - killed;
  for (const one of [bob, eve]) await one.page.keyboard.press("Control+Shift+D");
  console.log(`killCall: their sockets are opened after ${back} ms, the room whole after ${whole} ms`);
  expect(whole).toBeLessThan(LIMIT_MS);

  await allHear(three);
  for (const one of three) {
    for (const heard of await one.heard()) expect(heard.withoutPackets).toBeLessThan(2_000);
    expect(await one.departures()).toBe(0);
  }
  // Whoever comes now finds all of them.
  await dan.joins();
  await allHear([...three, dan]);
});
