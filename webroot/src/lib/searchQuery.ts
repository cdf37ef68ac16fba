/**
 * What somebody looks for, as they type it: words, "several words", and filters such as `from:ada has:link`. Pure; the
 * same grammar whoever searches.
 */

/** Filters that name somebody or something, and may be given several times: any of them will do. */
const NAMING = ["from", "in", "mentions"] as const;
const HAVING = ["link", "code"] as const;

export type Has = (typeof HAVING)[number];

export interface SearchQuery {
  /** All of them are in the text. */
  words: string[];
  from: string[];
  in: string[];
  mentions: string[];
  has: Has[];
  /** Milliseconds since the epoch: earlier than this, or not. */
  before: number | null;
  after: number | null;
  pinned: boolean | null;
}

/** A filter as it stands in what was typed, to be shown and taken away. */
export interface Filter {
  name: "from" | "in" | "mentions" | "has" | "before" | "after" | "pinned";
  value: string;
  start: number;
  end: number;
}

/** What is looked through. */
export interface Searched {
  text: string;
  /** What its author is called. */
  author: ReadonlyArray<string>;
  channel: string;
  /** What those are called whom it mentions. */
  mentions: ReadonlyArray<string>;
  has: ReadonlyArray<Has>;
  at: number;
  pinned: boolean;
}

const TOKEN = /(?:(from|in|mentions|has|before|after|pinned):)?(?:"([^"]*)"?|(\S+))/giu;

/** What was typed, understood. What only looks like a filter is a word. */
export const parseQuery = (typed: string): { query: SearchQuery; filters: Filter[] } => {
  const query: SearchQuery = {
    words: [],
    from: [],
    in: [],
    mentions: [],
    has: [],
    before: null,
    after: null,
    pinned: null,
  };
  const filters: Filter[] = [];
  for (const match of typed.matchAll(TOKEN)) {
    const name = match[1]?.toLowerCase() as Filter["name"] | undefined;
    const value = (match[2] ?? match[3] ?? "").trim();
    if (value === "") continue;
    if (name !== undefined && took(query, name, value))
      filters.push({ name, value, start: match.index, end: match.index + match[0].length });
    // A filter that is being typed is no word yet.
    else if (!/^(?:from|in|mentions|has|before|after|pinned):$/i.test(value))
      query.words.push(name === undefined ? value : `${name}:${value}`);
  }
  return { query, filters };
};

/** Takes a filter into the query; `false` where it means nothing. */
const took = (query: SearchQuery, name: Filter["name"], value: string): boolean => {
  switch (name) {
    case "from":
    case "in":
    case "mentions":
      query[name].push(value.replace(/^[@#]/, ""));
      return true;
    case "has": {
      const has = HAVING.find((one) => one === value.toLowerCase());
      if (has) query.has.push(has);
      return has !== undefined;
    }
    case "before":
    case "after": {
      const at = dayAt(value, name === "after" ? 1 : 0);
      if (at !== null) query[name] = at;
      return at !== null;
    }
    case "pinned": {
      const known = ["true", "yes", "false", "no"].indexOf(value.toLowerCase());
      if (known >= 0) query.pinned = known < 2;
      return known >= 0;
    }
    default:
      return name satisfies never;
  }
};

/** Where a day begins that is written as 2026-03-01, or the one that many days later. */
const dayAt = (written: string, later: number): number | null => {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(year, month - 1, day);
  // The 31st of February is no day.
  if (date.getMonth() !== month - 1 || date.getDate() !== day) return null;
  return new Date(year, month - 1, day + later).getTime();
};

/** Whether nothing is asked for. */
export const isEmpty = ({ words, has, before, after, pinned, ...named }: SearchQuery): boolean =>
  words.length + has.length === 0 &&
  before === null &&
  after === null &&
  pinned === null &&
  NAMING.every((name) => named[name].length === 0);

/** Whether something is what was asked for. */
export const matchesQuery = (query: SearchQuery, searched: Searched): boolean => {
  const text = folded(searched.text);
  return (
    query.words.every((word) => text.includes(folded(word))) &&
    anyNamed(query.from, searched.author) &&
    anyNamed(query.in, [searched.channel]) &&
    anyNamed(query.mentions, searched.mentions) &&
    query.has.every((has) => searched.has.includes(has)) &&
    (query.before === null || searched.at < query.before) &&
    (query.after === null || searched.at >= query.after) &&
    (query.pinned === null || searched.pinned === query.pinned)
  );
};

/** Names are told apart by their beginnings: whoever types `from:ad` finds Ada. */
const anyNamed = (wanted: ReadonlyArray<string>, names: ReadonlyArray<string>): boolean =>
  wanted.length === 0 || wanted.some((want) => names.some((name) => folded(name).startsWith(folded(want))));

/** Large and small letters are the same, and so are ё and е; as long as the text was. */
const folded = (text: string): string =>
  [...text]
    .map((char) => {
      const small = char.toLowerCase().replace("ё", "е");
      return small.length === char.length ? small : char;
    })
    .join("");

/** A text in pieces, those that were looked for told apart. */
export const marked = (text: string, words: ReadonlyArray<string>): { text: string; found: boolean }[] => {
  const where = folded(text);
  const found = new Array<boolean>(text.length).fill(false);
  for (const word of words.map(folded))
    for (let at = where.indexOf(word); word !== "" && at >= 0; at = where.indexOf(word, at + word.length))
      found.fill(true, at, at + word.length);
  const pieces: { text: string; found: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = pieces.at(-1);
    if (last && last.found === found[at]) last.text += text[at];
    else pieces.push({ text: text[at] ?? "", found: found[at] ?? false });
  }
  return pieces;
};

/** As much of a long text as is worth showing: from a little before what was looked for. */
export const excerpt = (text: string, words: ReadonlyArray<string>, most = 240): string => {
  if (text.length <= most) return text;
  const where = folded(text);
  const first = Math.min(...words.map((word) => where.indexOf(folded(word))).filter((at) => at >= 0), text.length);
  const from = first === text.length || first < most / 2 ? 0 : first - Math.floor(most / 4);
  return `${from > 0 ? "…" : ""}${text.slice(from, from + most)}${from + most < text.length ? "…" : ""}`;
};
