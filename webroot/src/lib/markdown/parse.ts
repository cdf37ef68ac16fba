import { Lexer, type Token, Tokenizer, type TokenizerExtension, type Tokens } from "marked";

/** Message text → a small tree of nodes. No HTML is ever made: tags in a message are text like any other. */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "em" | "del" | "spoiler"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; children: Inline[] }
  | { kind: "mention"; text: string }
  /** `<@id>`, `<@&id>`: whoever shows it knows what they are called. */
  | { kind: "person"; id: string }
  | { kind: "role"; id: string }
  /** `<#id>`: a channel. */
  | { kind: "channel"; id: string }
  /** `@everyone`, `@here`: calls somebody only in a message that was allowed to. */
  | { kind: "all"; text: "@everyone" | "@here" }
  /** `<:name:id>`: an emoji of a server's own. */
  | { kind: "emoji"; name: string; id: string }
  | { kind: "break" };

export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "heading"; level: 1 | 2 | 3; children: Inline[] }
  | { kind: "code"; text: string; language: string | null }
  | { kind: "quote"; children: Block[] }
  | { kind: "list"; ordered: boolean; start: number; items: Block[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] }
  | { kind: "rule" };

/** Deeper nesting than this is shown as plain text: a message may not cost more than it says. */
const DEPTH_MAX = 12;
const CACHE_MAX = 500;

/** `||hidden||`, as people write it. */
const spoiler: TokenizerExtension = {
  name: "spoiler",
  level: "inline",
  start: (source) => source.indexOf("||"),
  tokenizer(source) {
    const match = /^\|\|(?=\S)([\s\S]+?)\|\|/.exec(source);
    if (!match) return undefined;
    return { type: "spoiler", raw: match[0], tokens: this.lexer.inlineTokens(match[1] ?? "") };
  },
};

const ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const REFERENCE = new RegExp(
  `^<(?:@(?<role>&?)(?<id>${ID})|#(?<channel>${ID})|:(?<name>[A-Za-z0-9_]{2,32}):(?<emoji>${ID}))>`,
);

/** `<@id>`, `<@&id>`, `<#id>`, `<:name:id>`: whom and what a message names, by no name of the moment. */
const reference: TokenizerExtension = {
  name: "reference",
  level: "inline",
  start: (source) => {
    const at = source.search(/<[@#:]/);
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const match = REFERENCE.exec(source);
    return match ? { type: "reference", raw: match[0], ...match.groups } : undefined;
  },
};

/** Leaves out what surprises people in a chat: HTML, underlined headings, listings by indentation, link definitions. */
class ChatTokenizer extends Tokenizer {
  override html = () => undefined;
  override tag = () => undefined;
  override lheading = () => undefined;
  override code = () => undefined;
  override def = () => undefined;
}

const options = () => ({
  gfm: true,
  breaks: true,
  tokenizer: new ChatTokenizer(),
  extensions: {
    inline: [spoiler.tokenizer, reference.tokenizer],
    startInline: [spoiler, reference].flatMap(({ start }) => start ?? []),
    childTokens: {},
    renderers: {},
  },
});

const cache = new Map<string, Block[]>();

/** The tree of a message's text; the last 500 are kept. */
export const parse = (text: string): Block[] => {
  const known = cache.get(text);
  if (known) return known;
  const blocks = read(text);
  if (cache.size >= CACHE_MAX) cache.delete(cache.keys().next().value ?? "");
  cache.set(text, blocks);
  return blocks;
};

const read = (text: string): Block[] => {
  try {
    return blocksOf(new Lexer(options()).lex(bounded(text)), 0);
  } catch {
    // The lexer recurses; what it cannot take is shown as it was written.
    return [{ kind: "paragraph", children: [{ kind: "text", text }] }];
  }
};

/** Quotes and lists that begin within one line: deeper ones are text. */
const MARKS_MAX = 8;
const MARK = "[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])";
const TOO_MANY_MARKS = new RegExp(`^((?:${MARK}){${MARKS_MAX}})((?:${MARK})+)`);
const RULE = /^[ \t]*([-*])(?:[ \t]*\1){2,}[ \t]*$/;
const FENCE = /^[ \t]{0,3}(?:```|~~~)/;

/** So many signs may be looked at as the beginning or end of emphasis and links; in a text with more none is. */
const SIGNS_MAX = 500;
const SIGNS = /[*_~[]/g;

/**
 * The text with what would cost the lexer more than it says made harmless. It recurses for each mark at the beginning
 * of a line and copies the rest of the line each time, and looks for the other end of each sign of emphasis.
 */
const bounded = (text: string): string => {
  let listing = false;
  let signs = 0;
  const lines = text.split("\n").map((line) => {
    if (FENCE.test(line)) listing = !listing;
    if (listing || RULE.test(line)) return { line, words: false };
    signs += line.match(SIGNS)?.length ?? 0;
    return { line: line.replace(TOO_MANY_MARKS, (_, kept: string, rest: string) => kept + escaped(rest)), words: true };
  });
  return lines.map(({ line, words }) => (words && signs > SIGNS_MAX ? line.replace(SIGNS, "\\$&") : line)).join("\n");
};

const escaped = (marks: string): string => marks.replace(/[>\-*+.)]/g, "\\$&");

const blocksOf = (tokens: Token[], depth: number): Block[] => tokens.flatMap((token) => blockOf(token, depth));

const blockOf = (token: Token, depth: number): Block[] => {
  if (depth > DEPTH_MAX) return [{ kind: "paragraph", children: [{ kind: "text", text: token.raw }] }];
  switch (token.type) {
    case "space":
      return [];
    case "heading": {
      const heading = token as Tokens.Heading;
      const level = heading.depth === 1 ? 1 : heading.depth === 2 ? 2 : 3;
      return [{ kind: "heading", level, children: inlinesOf(heading.tokens, depth) }];
    }
    case "code": {
      const code = token as Tokens.Code;
      return [{ kind: "code", text: code.text, language: code.lang?.trim().split(/\s/)[0]?.toLowerCase() || null }];
    }
    case "blockquote":
      return [{ kind: "quote", children: blocksOf((token as Tokens.Blockquote).tokens, depth + 1) }];
    case "list": {
      const list = token as Tokens.List;
      const items = list.items.map((item) => blocksOf(item.tokens, depth + 1));
      return [{ kind: "list", ordered: list.ordered, start: Number(list.start) || 1, items }];
    }
    case "table": {
      const table = token as Tokens.Table;
      const cells = (row: Tokens.TableCell[]) => row.map((cell) => inlinesOf(cell.tokens, depth));
      return [{ kind: "table", head: cells(table.header), rows: table.rows.map(cells) }];
    }
    case "hr":
      return [{ kind: "rule" }];
    case "paragraph":
    case "text": {
      const inner = (token as Tokens.Paragraph).tokens;
      return [{ kind: "paragraph", children: inner ? inlinesOf(inner, depth) : textOf(token.raw) }];
    }
    default:
      return [{ kind: "paragraph", children: textOf(token.raw.trimEnd()) }];
  }
};

const inlinesOf = (tokens: Token[], depth: number): Inline[] => tokens.flatMap((token) => inlineOf(token, depth + 1));

const inlineOf = (token: Token, depth: number): Inline[] => {
  if (depth > DEPTH_MAX) return [{ kind: "text", text: token.raw }];
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
    case "spoiler":
      return [{ kind: token.type, children: inlinesOf(token.tokens ?? [], depth) }];
    case "reference": {
      const { role, id, channel, name, emoji } = token as unknown as Record<string, string | undefined>;
      if (channel !== undefined) return [{ kind: "channel", id: channel.toLowerCase() }];
      if (emoji !== undefined && name !== undefined) return [{ kind: "emoji", name, id: emoji.toLowerCase() }];
      return [{ kind: role ? "role" : "person", id: (id ?? "").toLowerCase() }];
    }
    case "codespan":
      return [{ kind: "code", text: (token as Tokens.Codespan).text }];
    case "br":
      return [{ kind: "break" }];
    case "link": {
      const link = token as Tokens.Link;
      const href = safeHref(link.href);
      return href ? [{ kind: "link", href, children: inlinesOf(link.tokens, depth) }] : textOf(token.raw);
    }
    case "escape":
      return [{ kind: "text", text: (token as Tokens.Escape).text }];
    case "text": {
      const inner = (token as Tokens.Text).tokens;
      return inner ? inlinesOf(inner, depth) : textOf((token as Tokens.Text).text);
    }
    default:
      // Images: what was typed, not what it would do.
      return textOf(token.raw);
  }
};

/** Only these leave the page; `javascript:` and its kin are text. */
const safeHref = (href: string): string | null => (/^(?:https?:\/\/|mailto:)/i.test(href) ? href : null);

const MENTION = /(^|[\s(])(@[\p{L}\p{N}_.-]{2,32})/gu;

/** Plain text with the @mentions in it. */
const textOf = (text: string): Inline[] => {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    const at = (match.index ?? 0) + (match[1]?.length ?? 0);
    const mention = match[2] ?? "";
    if (at > from) parts.push({ kind: "text", text: text.slice(from, at) });
    parts.push(
      mention === "@everyone" || mention === "@here"
        ? { kind: "all", text: mention }
        : { kind: "mention", text: mention },
    );
    from = at + mention.length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
};

/** What those who are named in a text are called now; `undefined` for who is not known. */
export interface Names {
  person(id: string): string | undefined;
  role(id: string): string | undefined;
  channel?(id: string): string | undefined;
}

const NO_NAMES: Names = { person: () => undefined, role: () => undefined };

/** The text alone, in one line: for previews and labels. */
export const plainText = (text: string, names = NO_NAMES): string => {
  const inline = (nodes: Inline[]): string =>
    nodes
      .map((node) => {
        if (node.kind === "person") return `@${names.person(node.id) ?? "…"}`;
        if (node.kind === "role") return `@${names.role(node.id) ?? "…"}`;
        if (node.kind === "channel") return `#${names.channel?.(node.id) ?? "…"}`;
        if (node.kind === "emoji") return `:${node.name}:`;
        if (node.kind === "break") return " ";
        if (node.kind === "spoiler") return "▒▒▒";
        return "children" in node ? inline(node.children) : node.text;
      })
      .join("");
  const block = (node: Block): string => {
    switch (node.kind) {
      case "paragraph":
      case "heading":
        return inline(node.children);
      case "code":
        return node.text;
      case "quote":
        return node.children.map(block).join(" ");
      case "list":
        return node.items.map((item) => item.map(block).join(" ")).join(" ");
      case "table":
        return [node.head, ...node.rows].map((row) => row.map(inline).join(" ")).join(" ");
      case "rule":
        return "";
      default:
        return node satisfies never;
    }
  };
  return parse(text).map(block).join(" ").replace(/\s+/g, " ").trim();
};

const PICTURE = "\\p{Extended_Pictographic}";
const ONE_EMOJI = `${PICTURE}(?:\\p{Emoji_Modifier}|\\uFE0F|\\u200D${PICTURE})*|\\p{Regional_Indicator}{2}`;
const OWN_EMOJI = `<:[A-Za-z0-9_]{2,32}:${ID}>`;
const EMOJI_ONLY = new RegExp(`^(?:${ONE_EMOJI}|\\s){1,54}$`, "u");

/** A message of up to a few emoji and nothing else is shown large. */
export const isEmojiOnly = (text: string): boolean => {
  // A server's own counts as one, however long it is written.
  const trimmed = text.replaceAll(new RegExp(OWN_EMOJI, "g"), "🙂").trim();
  return trimmed !== "" && trimmed.length <= 60 && EMOJI_ONLY.test(trimmed);
};
