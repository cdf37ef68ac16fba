import { type ChildProcess, spawn } from "node:child_process";
import type { Browser } from "playwright-core";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser } from "./people";
import { Cable } from "./proxy";
import { Guest, type Listener, PageListener, pageWithClient, until } from "./stock";

/** The client of Socket.IO from npm, in Node and in Chromium, against nodes that are not its own kind. */

const open: Socket[] = [];
const kept = (client: Listener): Listener => {
  open.push(client.socket);
  return client;
};
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});

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

describe("a stock client", () => {
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
});

describe("a stock client in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test("comes by polling, goes over to a WebSocket, and is answered", async () => {
    const witness = await kept(bob.client(nodeUrl(1))).isIn();
    const client = await ada.page(browser, nodeUrl(0));
    await client.isTold((told) => told.transports.length === 2);
    expect(Object.keys(await client.says(channel, "from a page")).sort()).toEqual(["messageId", "seq"]);
    await witness.hears("from a page");
    expect((await client.says(channel, "")).error?.code).toBe("invalid");
    expect((await client.asks("no:such:thing", {})).error?.code).toBe("invalid");
    await witness.says(channel, "to a page");
    const told = await client.hears("to a page");
    expect(told.transports).toEqual(["polling", "websocket"]);
    expect(told.heard).toEqual(["from a page", "to a page"]);
    await client.page.close();
  });

  test("says and hears everything by polling alone", async () => {
    const witness = await kept(bob.client(nodeUrl(1))).isIn();
    const client = await ada.page(browser, nodeUrl(0), { transports: ["polling"] });
    await client.isIn();
    const texts = Array.from({ length: 20 }, (_, n) => `by polls ${n}`);
    await Promise.all(texts.map((text, n) => (n % 2 ? witness : client).says(channel, text)));
    await witness.hears(...texts);
    const told = await client.hears(...texts);
    expect(told.heard).toEqual(witness.heard);
    expect(told.heard).toHaveLength(texts.length);
    expect(told.transports).toEqual(["polling"]);
    await client.page.close();
  });

  test("is told why it is not let in, and is let in with a good token", async () => {
    const client = await PageListener.opened(browser, nodeUrl(0), { auth: { token: "none of yours" } });
    const refused = await client.isTold((told) => told.refusals.length > 0);
    expect(refused.refusals).toEqual([{ message: "not authenticated", data: { code: 4501 } }]);
    expect(refused.connected).toBe(false);
    await client.connectsWith(ada.token);
    await client.isIn();
    await client.page.close();
  });

  test("goes on at another node where it was, however often", async () => {
    const cable = new Cable(nodeUrl(0));
    await cable.plug();
    const witness = await kept(bob.client(nodeUrl(1))).isIn();
    const client = await ada.page(browser, cable.url);
    const texts = ["begin"];
    await client.isIn();
    await witness.says(channel, "begin");
    await client.hears("begin");
    for (let round = 0; round < 3; round += 1) {
      await cable.pull();
      await client.isTold((told) => !told.connected);
      for (let n = 0; n < 5; n += 1) {
        texts.push(`gone ${round} ${n}`);
        await witness.says(channel, `gone ${round} ${n}`);
      }
      cable.leadTo(nodeUrl(round + 1));
      await cable.plug();
      await client.hears(...texts);
      await client.isIn();
    }
    const told = await client.told();
    expect(told.heard).toEqual(texts);
    expect(told.connects).toEqual([false, true, true, true]);
    await client.page.close();
    await cable.pull();
  });
});

describe("bytes", () => {
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    server = spawn("../scripts/socketio-conformance", ["--port", "0", "--calm"], { detached: true });
    url = await new Promise((resolve, reject) => {
      let said = "";
      server.stdout?.on("data", (more: Buffer) => {
        said += more.toString();
        const address = /http:\S+(?=\s)/.exec(said);
        if (address) resolve(address[0]);
      });
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
