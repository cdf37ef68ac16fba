import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/** The module keeps what it found: each test has its own. */
const fresh = async () => {
  vi.resetModules();
  return import("./home");
};
const serves = (answer: Response | Error) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  );

beforeEach(() => vi.unstubAllGlobals());
afterEach(() => vi.unstubAllGlobals());

describe("the server", () => {
  test.each([
    ["there is no config.json", () => new Response("", { status: 404 })],
    ["it names no server", () => new Response("{}")],
    ["it cannot be read for now", () => new Error("offline")],
  ])("is where the page is from when %s", async (_why, answer) => {
    const home = await fresh();
    serves(answer());
    await home.findHome();
    expect([home.serverHome(), home.isApart()]).toEqual([location.origin, false]);
    expect(home.atHome("/files/images/a.png")).toBe("/files/images/a.png");
  });

  test("is where config.json says, and so are its files and sockets", async () => {
    const home = await fresh();
    serves(new Response('{"server": "https://chat.example.org/"}'));
    await home.findHome();
    expect(home.isApart()).toBe(true);
    expect(home.socketHome()).toBe("wss://chat.example.org");
    expect(home.atHome("/files/images/a.png")).toBe("https://chat.example.org/files/images/a.png");
    expect(home.atHome("https://elsewhere.example/a.png")).toBe("https://elsewhere.example/a.png");
  });

  test.each([
    ["not JSON", new Response("<html>")],
    ["not an object", new Response("[1]".slice(1, 2))],
    ["not an address", new Response('{"server": "chat.example.org"}')],
    ["500", new Response("", { status: 500 })],
  ])("is not known when config.json is of no use: %s", async (why, answer) => {
    const home = await fresh();
    serves(answer);
    await expect(home.findHome()).rejects.toThrow(why);
  });
});
