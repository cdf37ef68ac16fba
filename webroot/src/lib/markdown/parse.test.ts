import { Lexer } from "marked";
import { describe, expect, test, vi } from "vitest";
import { type Block, isEmojiOnly, parse, plainText } from "./parse";

const paragraph = (text: string) => {
  const [first, ...rest] = parse(text);
  expect(rest).toEqual([]);
  if (first?.kind !== "paragraph") throw new Error(`a ${first?.kind}, not a paragraph`);
  return first.children;
};
const kinds = (text: string) => parse(text).map((block: Block) => block.kind);

describe("markdown", () => {
  test("emphasis, strike, code and spoilers nest", () => {
    expect(paragraph("**bold *and* ~~gone~~** `x` ||hid **den**||")).toEqual([
      {
        kind: "strong",
        children: [
          { kind: "text", text: "bold " },
          { kind: "em", children: [{ kind: "text", text: "and" }] },
          { kind: "text", text: " " },
          { kind: "del", children: [{ kind: "text", text: "gone" }] },
        ],
      },
      { kind: "text", text: " " },
      { kind: "code", text: "x" },
      { kind: "text", text: " " },
      {
        kind: "spoiler",
        children: [
          { kind: "text", text: "hid " },
          { kind: "strong", children: [{ kind: "text", text: "den" }] },
        ],
      },
    ]);
  });

  test("HTML is text, wherever it stands", () => {
    const attack = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
    expect(paragraph(attack)).toEqual([{ kind: "text", text: attack }]);
    expect(plainText(`a <b>bold</b> &amp; &lt;`)).toBe("a <b>bold</b> &amp; &lt;");
    expect(paragraph("<div>**x**</div>")[1]).toMatchObject({ kind: "strong" });
    expect(kinds("<div>\n\n**x**\n\n</div>")).toEqual(["paragraph", "paragraph", "paragraph"]);
  });

  test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example"])(
    "a link to %s is text",
    (href) => {
      expect(JSON.stringify(paragraph(`[click](${href})`))).not.toContain('"link"');
    },
  );

  test("addresses become links, and only those of the web and of mail", () => {
    expect(paragraph("see https://example.org/a?b=c.")).toEqual([
      { kind: "text", text: "see " },
      {
        kind: "link",
        href: "https://example.org/a?b=c",
        children: [{ kind: "text", text: "https://example.org/a?b=c" }],
      },
      { kind: "text", text: "." },
    ]);
    expect(paragraph("[mail](mailto:a@example.org)")[0]).toMatchObject({ kind: "link", href: "mailto:a@example.org" });
  });

  test("an image is not fetched: it is shown as typed", () => {
    expect(paragraph("![x](https://example.org/pixel.png)")).toEqual([
      { kind: "text", text: "![x](https://example.org/pixel.png)" },
    ]);
  });

  test("a fence keeps its text and its language", () => {
    expect(parse("```TS\nif (a < b) {}\n```")).toEqual([{ kind: "code", text: "if (a < b) {}", language: "ts" }]);
    expect(parse("```\nplain")).toEqual([{ kind: "code", text: "plain", language: null }]);
  });

  test("a new line is a new line", () => {
    expect(paragraph("one\ntwo")).toEqual([
      { kind: "text", text: "one" },
      { kind: "break" },
      { kind: "text", text: "two" },
    ]);
  });

  test("what surprises in a chat is left out", () => {
    expect(kinds("    four spaces")).toEqual(["paragraph"]);
    expect(kinds("not a title\n===")).toEqual(["paragraph"]);
    expect(plainText("[a]: https://example.org\n\n[a]")).toBe("[a]: https://example.org [a]");
    expect(JSON.stringify(parse("[a]: https://example.org\n\n[a]"))).not.toContain('"text":"a"');
    expect(kinds("#channel")).toEqual(["paragraph"]);
    expect(kinds("# Title")).toEqual(["heading"]);
  });

  test("lists, quotes and tables", () => {
    expect(parse("3. c\n4. d")).toMatchObject([{ kind: "list", ordered: true, start: 3, items: [{}, {}] }]);
    expect(parse("> a\n> > b")).toMatchObject([{ kind: "quote", children: [{}, { kind: "quote" }] }]);
    expect(parse("|a|b|\n|-|-|\n|1|2|")).toMatchObject([{ kind: "table", head: [{}, {}], rows: [[{}, {}]] }]);
  });

  test("mentions stand at the beginning of a word", () => {
    expect(paragraph("@ada and (@боб) but not me@example")).toEqual([
      { kind: "mention", text: "@ada" },
      { kind: "text", text: " and (" },
      { kind: "mention", text: "@боб" },
      { kind: "text", text: ") but not me@example" },
    ]);
  });

  test.each([
    ["quotes", ">".repeat(4000)],
    ["brackets", "[".repeat(4000)],
    ["stars", "*a".repeat(2000)],
    ["underscores", "_".repeat(4000)],
    ["pipes", "||a".repeat(1300)],
    ["backticks", "`".repeat(4000)],
    ["lists", Array.from({ length: 60 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n")],
  ])("a message of %s costs no more than a message", (_, text) => {
    // Of the processor: what else runs on the machine does not count.
    const before = process.cpuUsage();
    parse(text);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(300_000);
  });

  test("people, roles and emoji are named by their ids, everybody by a word; code quotes them", () => {
    const id = "019a3f1e-7c52-7b1a-9d3e-5f6a7b8c9d0e";
    expect(paragraph(`<@${id}> <@&${id}> **<:wave:${id}>** @everyone @here @bob`)).toEqual([
      { kind: "person", id },
      { kind: "text", text: " " },
      { kind: "role", id },
      { kind: "text", text: " " },
      { kind: "strong", children: [{ kind: "emoji", name: "wave", id }] },
      { kind: "text", text: " " },
      { kind: "all", text: "@everyone" },
      { kind: "text", text: " " },
      { kind: "all", text: "@here" },
      { kind: "text", text: " " },
      { kind: "mention", text: "@bob" },
    ]);
    expect(paragraph(`\`<@${id}>\``)).toEqual([{ kind: "code", text: `<@${id}>` }]);
    expect(paragraph("<@nobody> <:x:1>")).toEqual([{ kind: "text", text: "<@nobody> <:x:1>" }]);
    const names = { person: () => "Ada", role: () => undefined };
    expect(plainText(`<@${id}> <@&${id}> <:wave:${id}>`, names)).toBe("@Ada @… :wave:");
  });

  test("plain text is one line, and gives no spoiler away", () => {
    expect(plainText("# Hi\n\n**you** ||secret||\n- one")).toBe("Hi you ▒▒▒ one");
  });

  test("emoji alone are shown large", () => {
    expect(isEmojiOnly("🎉 👍🏽 👩‍💻 🇫🇷 ❤️")).toBe(true);
    expect(isEmojiOnly("🎉 party")).toBe(false);
    expect(isEmojiOnly("123")).toBe(false);
    expect(isEmojiOnly("")).toBe(false);
  });

  test("nesting costs no more than it says: marks beyond the eighth of a line are text", () => {
    const lexed = vi.spyOn(Lexer.prototype, "blockTokens");
    for (const mark of ["- ", "> ", "> - ", "1. ", "* > 2) "]) {
      lexed.mockClear();
      parse(mark.repeat(4_000 / mark.length) + mark);
      expect(lexed.mock.calls.length, mark).toBeLessThan(30);
    }
    expect(plainText(`${"> ".repeat(10)}deep`)).toBe("> > deep");
    expect(plainText("- - - - - - - - 1. 2. deep")).toBe("1. 2. deep");
  });

  test("signs of emphasis beyond five hundred are text, all of them", () => {
    const text = "_a **".repeat(800);
    expect(parse(text)).toEqual([{ kind: "paragraph", children: expect.anything() }]);
    expect(JSON.stringify(parse(text))).not.toMatch(/"kind":"(?:em|strong)"/);
    expect(plainText(text)).toBe(text);
    expect(JSON.stringify(parse("**a** ".repeat(100)))).toMatch(/"kind":"strong"/);
  });

  test("a rule of many marks is a rule, and a listing is as it was written", () => {
    expect(parse("- - - - - - - - - - - -")).toEqual([{ kind: "rule" }]);
    const marks = `${"- ".repeat(12)}x`;
    expect(parse(`\`\`\`\n${marks}\n\`\`\``)).toEqual([{ kind: "code", text: marks, language: null }]);
  });
});
