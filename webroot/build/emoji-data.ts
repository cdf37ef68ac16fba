import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** Where the client looks (`lib/emoji.ts`); the version makes the path immutable. */
const FOLDER = "assets/emoji-17.0.0";
const LANGUAGES = ["en", "ru"];

interface Emoji {
  emoji: string;
  label: string;
  hexcode: string;
  tags?: string[];
  order?: number;
  group?: number;
  skins?: { emoji: string; tone: number | number[] }[];
}
type Shortcodes = Record<string, string | string[]>;

/** The group of tones and hair, which stand for nothing alone. */
const COMPONENTS = 2;

/** An emoji that is one by itself needs no sign that says so: keyboards write none, and then it would be another. */
const plain = (emoji: string): string => emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, "$1");

/** Every emoji with its names and words in a language, as one small file. */
const fileOf = (language: string): string => {
  const require = createRequire(import.meta.url);
  const read = <T>(file: string): T => JSON.parse(readFileSync(require.resolve(`emojibase-data/${file}`), "utf8")) as T;
  const codes = ["joypixels", "emojibase"].map((set) => read<Shortcodes>(`en/shortcodes/${set}.json`));
  const english = new Map(read<Emoji[]>("en/data.json").map((one) => [one.hexcode, one]));
  const messages = read<{ groups: { order: number; message: string }[] }>(`${language}/messages.json`);
  const all = read<Emoji[]>(`${language}/data.json`)
    .filter(({ group, order }) => group !== undefined && group !== COMPONENTS && order !== undefined)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  return JSON.stringify({
    groups: messages.groups.filter(({ order }) => order !== COMPONENTS).map(({ order, message }) => [order, message]),
    emoji: all.map(({ emoji, label, hexcode, tags = [], group, skins = [] }) => {
      const names = new Set(codes.flatMap((set) => set[hexcode] ?? []));
      const words = new Set([...tags, ...(english.get(hexcode)?.tags ?? []), english.get(hexcode)?.label ?? ""]);
      // Of couples those alone who have the same tone.
      const tones = skins.filter(({ tone }) => typeof tone === "number").map((skin) => skin.emoji);
      return [plain(emoji), label, group, [...names], [...words].join(" "), ...(tones.length === 5 ? [tones] : [])];
    }),
  });
};

/** Serves the emoji of emojibase from our own origin, in development and in the build. */
export const emojiData = (): Plugin => ({
  name: "emoji-data",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const language = LANGUAGES.find((name) => request.url === `/${FOLDER}/${name}.json`);
      if (!language) return next();
      response.setHeader("content-type", "application/json");
      response.end(fileOf(language));
    });
  },
  generateBundle() {
    for (const language of LANGUAGES)
      this.emitFile({ type: "asset", fileName: `${FOLDER}/${language}.json`, source: fileOf(language) });
  },
});
