import { describe, expect, test } from "vitest";
import { en } from "./en";
import { ru } from "./ru";
import { type Key, type Text, translate } from "./t";

const parameters = (text: Text): string[] => {
  const forms = typeof text === "string" ? [text] : Object.values(text);
  return [
    ...new Set(forms.flatMap((form) => [...(form ?? "").matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))),
  ].sort();
};

describe("words", () => {
  test("every text is there in both languages, with the same parameters", () => {
    for (const key of Object.keys(en) as Key[]) {
      expect(parameters(ru[key]), key).toEqual(parameters(en[key]));
      expect(JSON.stringify(ru[key]), key).not.toContain('""');
    }
  });

  test("parameters are filled in, and those not given stay visible", () => {
    expect(translate("en", "typing.two", { a: "Ada", b: "Bob" })).toBe("Ada and Bob are typing…");
    expect(translate("en", "typing.one", {})).toBe("{a} is typing…");
  });

  test("plural forms go by the rules of the language", () => {
    const members = (count: number) => translate("ru", "invite.members", { count });
    expect([1, 2, 5, 21, 112].map(members)).toEqual([
      "1 участник",
      "2 участника",
      "5 участников",
      "21 участник",
      "112 участников",
    ]);
    expect(translate("en", "invite.members", { count: 1 })).toBe("1 member");
    expect(translate("en", "invite.members", { count: 2 })).toBe("2 members");
  });

  test("a name is never taken for a pattern", () => {
    expect(translate("en", "typing.one", { a: "{b} $&" })).toBe("{b} $& is typing…");
  });
});
