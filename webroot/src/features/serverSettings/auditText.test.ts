import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AuditEntry } from "../../api/types";
import { type Language, translate } from "../../i18n/t";
import { ACTS, changesOf, sentenceOf, type Words } from "./auditText";

const wordsIn = (language: Language): Words => ({
  t: (key, params) => translate(language, key, params),
  person: (id) => ({ ada: "Ada", bob: "Bob" })[id] ?? "?",
  role: (id) => ({ keepers: "Keepers", weeders: "Weeders" })[id] ?? "?",
  channel: (id) => (id === "general" ? "#general" : undefined),
  duration: (seconds) => `${seconds} s`,
  moment: (iso) => iso.slice(0, 10),
});
const author = (id: string) => ({ id, username: id, displayName: id, avatarUrl: null });
const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  id: "entry",
  act: "server_update",
  actor: author("ada"),
  createdAt: "2026-11-21T12:00:00Z",
  ...over,
});

test("the acts are those of the contract", () => {
  const contract = readFileSync("../verticles/contract/src/main/resources/openapi.yaml", "utf8");
  const told = /server_update,[\s\S]*?report_close/.exec(contract)?.[0] ?? "";
  expect(told.split(/[\s,]+/)).toEqual([...ACTS]);
});

describe.each(["en", "ru"] as const)("in %s", (language) => {
  const words = wordsIn(language);

  test("every act is a sentence that names who did it, with nothing left to fill in", () => {
    for (const act of ACTS) {
      const said = sentenceOf(
        entry({ act, target: author("bob"), targetId: "keepers", channelId: "general", before: { name: "x" } }),
        words,
      );
      expect(said, act).toContain("Ada");
      expect(said, act).not.toMatch(/[{}]/);
    }
  });

  test("an act of a later release is shown as it is called", () => {
    expect(sentenceOf(entry({ act: "sticker_create" }), words)).toContain("sticker_create");
  });

  test("what changed stands as it was and as it is; what did not is left out", () => {
    const changes = changesOf(
      entry({
        act: "channel_update",
        before: { name: "lobby", topic: null, slowMode: 0, position: 1, parentId: null, type: "text" },
        after: { name: "hall", topic: null, slowMode: 30, position: 1, parentId: null, type: "text" },
      }),
      words,
    );
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatch(/“lobby” → “hall”/);
    expect(changes[1]).toMatch(/→ 30 s/);
  });

  test("of lists what came and what went is told", () => {
    const given = changesOf(
      entry({ act: "role_give", before: { roles: ["keepers"] }, after: { roles: ["keepers", "weeders"] } }),
      words,
    );
    expect(given).toHaveLength(1);
    expect(given[0]).toContain("Weeders");
    const said = changesOf(
      entry({ act: "overwrite_update", before: { allow: ["SPEAK"], deny: [] }, after: { allow: [], deny: ["SPEAK"] } }),
      words,
    );
    expect(said).toHaveLength(2);
  });
});
