import type { HLJSApi, LanguageFn } from "highlight.js";

/** Code as coloured pieces. The highlighter and each language are loaded when first wanted. */

export interface Piece {
  text: string;
  /** One of the few colours there are; `null` for plain. */
  look: "keyword" | "string" | "number" | "title" | "comment" | null;
}

/** Longer listings stay plain: colouring them would hold up the page. */
const LENGTH_MAX = 20_000;

const LANGUAGES: Record<string, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  go: () => import("highlight.js/lib/languages/go"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  lua: () => import("highlight.js/lib/languages/lua"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  sql: () => import("highlight.js/lib/languages/sql"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

const ALIASES: Record<string, string> = {
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  h: "c",
  "c++": "cpp",
  cc: "cpp",
  cs: "csharp",
  patch: "diff",
  golang: "go",
  toml: "ini",
  js: "javascript",
  jsx: "javascript",
  mjs: "javascript",
  kt: "kotlin",
  md: "markdown",
  py: "python",
  rb: "ruby",
  rs: "rust",
  ts: "typescript",
  tsx: "typescript",
  html: "xml",
  svg: "xml",
  yml: "yaml",
};

let highlighter: Promise<HLJSApi> | undefined;

/** The pieces of a listing; `null` when its language is unknown, or it is too long. */
export const highlight = async (code: string, language: string): Promise<Piece[] | null> => {
  const name = ALIASES[language] ?? language;
  const load = LANGUAGES[name];
  if (!load || code.length > LENGTH_MAX) return null;
  highlighter ??= import("highlight.js/lib/core").then((module) => module.default);
  const [hljs, grammar] = await Promise.all([highlighter, load()]).catch((failure: unknown) => {
    // Not to be had just now: the next listing asks again.
    highlighter = undefined;
    throw failure;
  });
  if (!hljs.getLanguage(name)) hljs.registerLanguage(name, grammar.default);
  const result = hljs.highlight(code, { language: name, ignoreIllegals: true });
  const pieces: Piece[] = [];
  collect((result._emitter as unknown as { root: Node }).root, null, pieces);
  return pieces;
};

/** The highlighter's tree: we take it as it is, so that no HTML string is made. */
interface Node {
  scope?: string;
  children: (Node | string)[];
}

const collect = (node: Node, inherited: Piece["look"], pieces: Piece[]): void => {
  const look = (node.scope ? lookOf(node.scope) : null) ?? inherited;
  for (const child of node.children) {
    if (typeof child === "string") pieces.push({ text: child, look });
    else collect(child, look, pieces);
  }
};

const lookOf = (scope: string): Piece["look"] => {
  const first = scope.split(".")[0] ?? "";
  if (["keyword", "built_in", "type", "literal", "selector-tag", "tag", "deletion"].includes(first)) return "keyword";
  if (["string", "regexp", "addition", "char", "link"].includes(first)) return "string";
  if (["number", "symbol", "variable", "attr", "attribute", "property"].includes(first)) return "number";
  if (["title", "section", "name", "selector-class", "selector-id", "meta"].includes(first)) return "title";
  return ["comment", "quote", "doctag"].includes(first) ? "comment" : null;
};
