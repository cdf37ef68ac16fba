import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser } from "./people";
import { Cable } from "./proxy";
import { Guest, type Listener, until } from "./stock";

/** The client of Socket.IO from npm, in Node and in Chromium, against nodes that are not its own kind. */

const open: Socket[] = [];
const kept = (client: Listener): Listener => {
  open.push(client.socket);
  return client;
};
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});

describe("a stock client", () => {
  let ada: Guest;
  let bob: Guest;
  let channel: string;

  beforeAll(async () => {
    ada = await Guest.registered("ada");
    bob = await Guest.registered("bob");
    const made = await ada.createsServer("Stock");
    channel = made.channel;
    await bob.joins(await ada.invites(made.server));
  });

  test("comes by polling and goes over to a WebSocket", async () => {
    const client = kept(ada.client(nodeUrl(0)));
    const names: string[] = [];
    client.socket.io.on("open", () => {
      names.push(client.transport);
      client.socket.io.engine.on("upgrade", (to: { name: string }) => names.push(to.name));
    });
    await client.isIn();
    await until(
      () => names.join(),
      () => names.length === 2,
    );
    expect(names).toEqual(["polling", "websocket"]);
    expect((await client.says(channel, "after the upgrade")).seq).toBeGreaterThan(0);
    await client.hears("after the upgrade");
  });

  test.each(["polling", "websocket"])(
    "says and hears everything over %s alone, at both nodes in one order",
    async (transport) => {
      const near = await kept(ada.client(nodeUrl(0), { transports: [transport] })).isIn();
      const far = await kept(bob.client(nodeUrl(1), { transports: [transport] })).isIn();
      const texts = Array.from({ length: 20 }, (_, n) => `${transport} ${n}`);
      await Promise.all(texts.map((text, n) => (n % 2 ? near : far).says(channel, text)));
      for (const client of [near, far]) await client.hears(...texts);
      expect(near.heard).toEqual(far.heard);
      expect(near.heard).toHaveLength(texts.length);
      expect(near.places.map((at) => at?.seq)).toEqual(near.places.map((_, n) => (near.places[0]?.seq ?? 0) + n));
      expect(near.transport).toBe(transport);
    },
  );

  test("is answered by acknowledgements, also when something is refused", async () => {
    const client = await kept(ada.client(nodeUrl(0))).isIn();
    const sent = await client.says(channel, "acknowledged");
    expect(Object.keys(sent).sort()).toEqual(["messageId", "seq"]);
    expect((await client.says(channel, "")).error?.code).toBe("invalid");
    expect(await client.socket.emitWithAck("message:react", { messageId: sent.messageId, emoji: "👍" })).toHaveProperty(
      "seq",
    );
    const unknown = await client.socket.emitWithAck("no:such:thing", {});
    expect(unknown.error.code).toBe("invalid");
    const bytes = await client.socket.emitWithAck("message:send", { channelId: channel, content: Buffer.from("hi") });
    expect(bytes.error.code).toBe("invalid");
  });

  test("is told why it is not let in, and is let in with a good token", async () => {
    const socket = io(nodeUrl(0), { forceNew: true, auth: { token: "none of yours" } });
    open.push(socket);
    const refused = await new Promise<Error & { data?: { code: number } }>((resolve) =>
      socket.once("connect_error", resolve),
    );
    expect(refused.message).toBe("not authenticated");
    expect(refused.data).toEqual({ code: 4501 });
    socket.auth = { token: ada.token };
    socket.connect();
    await until(
      () => "not connected",
      () => socket.connected,
    );
  });

  test("goes on at another node where it was, however often", async () => {
    const cable = new Cable(nodeUrl(0));
    await cable.plug();
    const witness = await kept(bob.client(nodeUrl(1))).isIn();
    const client = await kept(ada.client(cable.url)).isIn();
    await witness.says(channel, "before");
    await client.hears("before");
    const texts = ["before"];
    for (let round = 0; round < 3; round += 1) {
      const port = new URL(cable.url).port;
      await cable.pull();
      for (let n = 0; n < 5; n += 1) {
        texts.push(`missed ${round} ${n}`);
        await witness.says(channel, `missed ${round} ${n}`);
      }
      cable.leadTo(nodeUrl(round + 1));
      await cable.plug();
      expect(new URL(cable.url).port).toBe(port);
      await client.hears(...texts);
      await client.isIn();
    }
    expect(client.heard).toEqual(texts);
    expect(client.connects).toEqual([false, true, true, true]);
    await cable.pull();
  });

  test("does the same in Chromium", async () => {
    const browser = await openBrowser();
    try {
      const page = await pageWithClient(browser, `${nodeUrl(0)}/login`);
      const witness = await kept(bob.client(nodeUrl(1))).isIn();
      await page.evaluate(
        ({ token, channel }) =>
          new Promise<void>((resolve, reject) => {
            // biome-ignore lint/suspicious/noExplicitAny: the library is there as a page has it, without types
            const world = window as any;
            world.heard = [];
            world.socket = world.io({ auth: { token } });
            world.socket.on("message:new", (data: { message: { content: string } }) =>
              world.heard.push(data.message.content),
            );
            world.socket.on("connect_error", reject);
            world.socket.on("connect", () => {
              const { engine } = world.socket.io;
              const says = () =>
                world.socket.emit("message:send", { channelId: channel, content: "from a page" }, () => resolve());
              if (engine.transport.name === "websocket") says();
              else engine.on("upgrade", says);
            });
          }),
        { token: ada.token, channel },
      );
      await witness.hears("from a page");
      await witness.says(channel, "to a page");
      await page.waitForFunction(() =>
        JSON.stringify((window as unknown as { heard: string[] }).heard).includes("to a page"),
      );
    } finally {
      await browser.close();
    }
  });
});

describe("bytes", () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    server = spawn("../scripts/socketio-conformance", ["--port", "0", "--calm"], { detached: true });
    url = await new Promise((resolve, reject) => {
      server.stdout?.on("data", (said: Buffer) => resolve(/http:\S+/.exec(said.toString())?.[0] ?? ""));
      server.on("exit", () => reject(new Error("no server")));
    });
  });
  afterAll(() => {
    if (server.pid) process.kill(-server.pid, "SIGKILL");
  });

  test.each(["polling", "websocket"])("go both ways over %s, and in acknowledgements", async (transport) => {
    const socket = io(url, { forceNew: true, transports: [transport] });
    open.push(socket);
    const back = new Promise<unknown[]>((resolve) => socket.once("message-back", (...given) => resolve(given)));
    socket.emit("message", Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] }, "text");
    expect(await back).toEqual([Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] }, "text"]);
    expect(await socket.emitWithAck("message-with-ack", Buffer.from([5, 6]))).toEqual(Buffer.from([5, 6]));
    const custom = io(`${url}/custom`, { forceNew: true, transports: [transport], auth: { token: "abc" } });
    open.push(custom);
    expect(await new Promise((resolve) => custom.once("auth", resolve))).toEqual({ token: "abc" });
  });

  test("go both ways in Chromium", async () => {
    const browser = await openBrowser();
    try {
      // A page of the server's own: Chromium lets a page from elsewhere speak to this machine only if somebody agrees.
      const page = await pageWithClient(browser, `${url}/no-such-page`);
      const back = await page.evaluate(async (at) => {
        // biome-ignore lint/suspicious/noExplicitAny: the library is there as a page has it, without types
        const socket = (window as any).io(at);
        const answered = new Promise((resolve) => socket.once("message-back", resolve));
        socket.emit("message", new Uint8Array([1, 2, 3]));
        const first = new Uint8Array((await answered) as ArrayBuffer);
        const second = new Uint8Array(await socket.emitWithAck("message-with-ack", new Uint8Array([4, 5])));
        return [...first, ...second];
      }, url);
      expect(back).toEqual([1, 2, 3, 4, 5]);
    } finally {
      await browser.close();
    }
  });
});

/** A page with the library in it, as if the page had brought it along. */
async function pageWithClient(browser: Browser, url: string) {
  const page = await browser.newPage();
  await page.goto(url);
  const dist = createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js");
  await page.evaluate(readFileSync(dist, "utf8"));
  return page;
}
