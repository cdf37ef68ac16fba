import { paths } from "../app/paths";
import { tell as en } from "../i18n/en/tell";
import { fill } from "../i18n/fill";
import { tell as ru } from "../i18n/ru/tell";
import { type Told, toldWords } from "../i18n/told";
import { type Notice, noticeData, type Shows, showNotice } from "../lib/notice";

/** What the service worker does with what is pushed; apart from its events, so that it is tested without one. */

/** What a node pushes (`PushNote` of persistence); it may be of another release. */
export interface Pushed {
  id: string;
  kind: string;
  by?: string;
  icon?: string;
  serverId?: string;
  server?: string;
  channelId?: string;
  channel?: string;
  messageId?: string;
  text?: string;
  /** What people and roles are called whom the text names, by id. */
  names?: Record<string, string>;
}

/** A window of the client, as far as it matters here. */
export interface Page {
  visibilityState: string;
  focused: boolean;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

const KINDS = ["mention", "reply", "dm", "invite", "friend"] as const;

/** What is shown of it. A kind that this release does not know is told like a message. */
export const noticeOf = (pushed: Pushed, language: string): Notice => {
  const spoken = language.toLowerCase().startsWith("ru") ? "ru" : "en";
  const words = spoken === "ru" ? ru : en;
  const name = (id: string) => pushed.names?.[id];
  const told: Told = {
    kind: KINDS.find((kind) => kind === pushed.kind) ?? "dm",
    by: pushed.by,
    channel: pushed.channel,
    server: pushed.server,
    text: pushed.text,
    names: { person: name, role: name },
  };
  return {
    id: pushed.id,
    tag: pushed.channelId ?? pushed.id,
    icon: pushed.icon,
    path: pathOf(pushed),
    ...toldWords(told, (key, params) => fill(spoken, words[key], params)),
  };
};

const pathOf = ({ kind, serverId, channelId, messageId }: Pushed): string => {
  if (channelId && messageId) return paths.message(serverId ?? null, channelId, messageId);
  return kind === "friend" ? paths.friends : paths.home;
};

/** Shows what was pushed, unless somebody looks at the client here: then its page tells it. */
export const tellPushed = async (
  pushed: Pushed,
  language: string,
  pages: readonly Page[],
  at: Shows,
): Promise<void> => {
  if (pages.some((page) => page.visibilityState === "visible" && page.focused)) return;
  await showNotice(at, noticeOf(pushed, language), false);
};

/** Somebody wants to see what a notification tells of: in a window that is open, or else in a new one. */
export const openNotice = async (
  data: unknown,
  pages: readonly Page[],
  openWindow: (path: string) => Promise<unknown>,
): Promise<void> => {
  const path = noticeData(data)?.path ?? paths.home;
  const page = pages.find((one) => one.visibilityState === "visible") ?? pages[0];
  if (!page) {
    await openWindow(path);
    return;
  }
  await page.focus();
  page.postMessage({ open: path });
};
