import { type Names, plainText } from "../lib/markdown/parse";
import type { tell } from "./en/tell";
import type { Params } from "./fill";

/** What happened, as far as whoever tells of it knows. */
export interface Told {
  kind: "mention" | "reply" | "dm" | "invite" | "friend" | "call";
  /** What whoever caused it is called. */
  by: string | undefined;
  channel: string | undefined;
  server: string | undefined;
  /** What was said, if that is known, and what those are called whom it names. */
  text: string | undefined;
  names: Names;
}

const TEXT_MAX = 200;

/** What is said outside the page, by it or by the service worker: who and where, and what was said. */
export const toldWords = (
  { kind, by, channel, server, text, names }: Told,
  t: (key: keyof typeof tell, params: Params) => string,
): { title: string; body: string } => {
  const name = by ?? t("tell.somebody", {});
  return {
    title: channel && server ? t("tell.where", { name, channel, server }) : name,
    body: text === undefined ? t(`tell.${kind}`, { name }) : plainText(text, names).slice(0, TEXT_MAX),
  };
};
