/** All emoji: what they are called and how they are found. Their file is fetched when it is first asked for. */

export interface Emoji {
  text: string;
  label: string;
  group: number;
  /** What stands between colons, the best known first. */
  names: string[];
  words: string;
  /** The same from light to dark; empty for what has no skin. */
  tones: string[];
}

export interface EmojiData {
  groups: { id: number; label: string }[];
  all: Emoji[];
}

/** From light to dark; 0 for none. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

type File = {
  groups: [number, string][];
  emoji: [string, string, number, string[], string, string[]?][];
};

/** Served from our own origin (see `build/emoji-data.ts`); nothing is asked of anybody else. */
const FOLDER = "/assets/emoji-17.0.0";

const loaded = new Map<string, EmojiData>();
const loading = new Map<string, Promise<EmojiData>>();

export const loadEmoji = (language: string): Promise<EmojiData> => {
  const known = loading.get(language) ?? fetchEmoji(language);
  loading.set(language, known);
  // One that failed is tried again when it is wanted again.
  known.catch(() => loading.delete(language));
  return known;
};

const fetchEmoji = async (language: string): Promise<EmojiData> => {
  const answer = await fetch(`${FOLDER}/${language}.json`);
  if (!answer.ok) throw new Error(`emoji: ${answer.status}`);
  const data = emojiOf((await answer.json()) as File);
  loaded.set(language, data);
  return data;
};

export const emojiOf = ({ groups, emoji }: File): EmojiData => ({
  groups: groups.map(([id, label]) => ({ id, label })),
  all: emoji.map(([text, label, group, names, words, tones = []]) => ({ text, label, group, names, words, tones })),
});

/** What was loaded already; nothing is fetched. */
export const emojiLoaded = (language: string): EmojiData | undefined => loaded.get(language);

/** An emoji of the chosen tone, where it has any. */
export const toned = ({ text, tones }: Emoji, tone: Tone): string => (tone === 0 ? text : (tones[tone - 1] ?? text));

/** The emoji with exactly this name between colons. */
export const emojiNamed = (data: EmojiData, name: string): Emoji | undefined => {
  const wanted = name.toLowerCase();
  return data.all.find(({ names }) => names.includes(wanted));
};

/** Those whose names or words have all of these beginnings, by how well they fit. */
export const searchEmoji = (data: EmojiData, query: string, most: number): Emoji[] => {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const parts = wanted.split(/[\s_]+/);
  const fitOf = ({ names, label, words }: Emoji): number => {
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    const all = `${names.join(" ").replaceAll("_", " ")} ${label} ${words}`.toLowerCase().split(/\s+/);
    if (parts.every((part) => all.some((word) => word.startsWith(part)))) return 2;
    return names.some((name) => name.includes(wanted)) ? 3 : 4;
  };
  return data.all
    .map((emoji, place) => ({ emoji, place, fit: fitOf(emoji) }))
    .filter(({ fit }) => fit < 4)
    .sort((a, b) => a.fit - b.fit || a.place - b.place)
    .slice(0, most)
    .map(({ emoji }) => emoji);
};
