import { expect, test } from "vitest";
import { answerTo, CACHE, outdated } from "./shell";

const ORIGIN = "https://miscord.example";
const asked = (path: string, mode = "navigate", method = "GET") =>
  answerTo({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN);

test("every page of the client is the one that is kept", () => {
  for (const path of ["/", "/channels/1/2", "/settings/appearance", "/invite/a.bcdef", "/register?x=1"])
    expect(asked(path), path).toBe("page");
});

test("what other parts of a node answer is asked of them", () => {
  for (const path of ["/api/docs", "/api/servers", "/files/1", "/health", "/metrics", "/socket.io/", "/ws/main"])
    expect([asked(path), asked(path, "cors")], path).toEqual(["network", "network"]);
  expect(asked("/manifest.webmanifest")).toBe("network");
});

test("parts of the client are kept, and what is sent is not", () => {
  expect(asked("/assets/index-1.js", "cors")).toBe("kept");
  expect(asked("/assets/index-1.js", "cors", "POST")).toBe("network");
  expect(answerTo({ method: "GET", mode: "cors", url: "https://elsewhere.example/assets/a.js" }, ORIGIN)).toBe(
    "network",
  );
});

test("the version before is kept for pages that are open, and no older one", () => {
  const [a, b, c] = [`${CACHE}a`, `${CACHE}b`, `${CACHE}c`];
  expect(outdated([a, b, "other", c], c)).toEqual([a]);
  expect(outdated([b, c], c)).toEqual([]);
});
