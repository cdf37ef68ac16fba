import { expect, test } from "vitest";
import { judge } from "./candidates";
import { troubleOf } from "./microphone";

const turn = [{ urls: ["stun:s.example:3478"] }, { urls: ["turn:s.example:3478?transport=udp"] }];
const seen = (kinds: string[], ...errors: number[]) => ({ kinds: new Set(kinds), errors });

test("a relay that refuses us is told from one that cannot be reached, and from none", () => {
  expect(judge(seen(["host", "srflx", "relay"]), turn)).toEqual({ ways: ["host", "srflx", "relay"], relay: "good" });
  expect(judge(seen(["host"], 701, 401), turn).relay).toBe("refused");
  expect(judge(seen(["host"], 701), turn).relay).toBe("unreachable");
  expect(judge(seen(["host"]), turn.slice(0, 1)).relay).toBe("none");
});

test("one address of several that failed does no harm to a relay that works", () => {
  expect(judge(seen(["relay", "host"], 701), turn)).toEqual({ ways: ["host", "relay"], relay: "good" });
  expect(judge(seen([]), turn).ways).toEqual([]);
});

test("why there is no microphone is told by the browser's exception", () => {
  const named = (name: string) => troubleOf(new DOMException("", name));
  expect(
    ["NotFoundError", "NotAllowedError", "NotReadableError", "SecurityError", "OverconstrainedError"].map(named),
  ).toEqual(["none", "refused", "busy", "insecure", "none"]);
});
