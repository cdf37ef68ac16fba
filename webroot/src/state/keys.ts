import { useEffect, useRef } from "react";
import { create } from "zustand";
import { type Chord, chordOf, type Pressed } from "../lib/chords";
import { store, storedFields } from "../lib/storage";

/** What keys do: every action with its keys, which this browser may have changed, and who does it at the moment. */

/** Where an action's keys are listened to. What is written comes before what is anywhere. */
type Scope = "anywhere" | "writing";

interface Described {
  id: string;
  group: "go" | "read" | "app" | "writing";
  scope: Scope;
  keys: ReadonlyArray<Chord>;
}

export const ACTIONS = [
  { id: "switcher", group: "go", scope: "anywhere", keys: ["Mod+K"] },
  { id: "channelUp", group: "go", scope: "anywhere", keys: ["Alt+ArrowUp"] },
  { id: "channelDown", group: "go", scope: "anywhere", keys: ["Alt+ArrowDown"] },
  { id: "unreadUp", group: "go", scope: "anywhere", keys: ["Alt+Shift+ArrowUp"] },
  { id: "unreadDown", group: "go", scope: "anywhere", keys: ["Alt+Shift+ArrowDown"] },
  { id: "mentionUp", group: "go", scope: "anywhere", keys: ["Mod+Alt+Shift+ArrowUp"] },
  { id: "mentionDown", group: "go", scope: "anywhere", keys: ["Mod+Alt+Shift+ArrowDown"] },
  { id: "serverUp", group: "go", scope: "anywhere", keys: ["Mod+Alt+ArrowUp"] },
  { id: "serverDown", group: "go", scope: "anywhere", keys: ["Mod+Alt+ArrowDown"] },
  { id: "nextRegion", group: "go", scope: "anywhere", keys: ["F6", "Mod+F6"] },
  { id: "previousRegion", group: "go", scope: "anywhere", keys: ["Shift+F6", "Mod+Shift+F6"] },
  { id: "markRead", group: "read", scope: "anywhere", keys: ["Escape"] },
  { id: "markServerRead", group: "read", scope: "anywhere", keys: ["Shift+Escape"] },
  { id: "inbox", group: "read", scope: "anywhere", keys: ["Mod+I"] },
  { id: "search", group: "read", scope: "anywhere", keys: ["Mod+F"] },
  { id: "members", group: "app", scope: "anywhere", keys: ["Mod+U"] },
  { id: "emoji", group: "app", scope: "anywhere", keys: ["Mod+E"] },
  { id: "mute", group: "app", scope: "anywhere", keys: ["Mod+Shift+M"] },
  { id: "deafen", group: "app", scope: "anywhere", keys: ["Mod+Shift+D"] },
  { id: "keys", group: "app", scope: "anywhere", keys: ["?", "Mod+/"] },
  { id: "bold", group: "writing", scope: "writing", keys: ["Mod+B"] },
  { id: "italic", group: "writing", scope: "writing", keys: ["Mod+I"] },
  { id: "link", group: "writing", scope: "writing", keys: ["Mod+Shift+K"] },
] as const satisfies ReadonlyArray<Described>;

export type Action = (typeof ACTIONS)[number]["id"];
type Changed = Partial<Record<Action, Chord[]>>;

/** The keys of a Mac have a sign of their own for what is Ctrl elsewhere. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const KEY = "miscord.keys";

const restored = (): Changed => {
  const kept = storedFields(KEY);
  const entries = ACTIONS.flatMap(({ id }) => {
    const keys = kept[id];
    return Array.isArray(keys) && keys.every((one) => typeof one === "string") ? [[id, keys] as const] : [];
  });
  return Object.fromEntries(entries);
};

/** What this browser has changed; everything else is as it comes. */
export const useKeys = create<{ changed: Changed }>(() => ({ changed: restored() }));

/** The keys of an action, any of which does it. */
export const keysFor = (changed: Changed, action: Action): ReadonlyArray<Chord> =>
  changed[action] ?? ACTIONS.find(({ id }) => id === action)?.keys ?? [];

/** Who has these keys already, where `action` is listened to. */
export const holderOf = (changed: Changed, chord: Chord, action: Action): Action | undefined => {
  const scope = ACTIONS.find(({ id }) => id === action)?.scope;
  return ACTIONS.find((one) => one.id !== action && one.scope === scope && keysFor(changed, one.id).includes(chord))
    ?.id;
};

/** Gives an action these keys alone, and takes them from whoever had them. */
export const bindKeys = (action: Action, chord: Chord): void => {
  const { changed } = useKeys.getState();
  const holder = holderOf(changed, chord, action);
  keep({
    ...changed,
    ...(holder && { [holder]: keysFor(changed, holder).filter((one) => one !== chord) }),
    [action]: [chord],
  });
};

/** As it comes: this action, or without one all of them. */
export const resetKeys = (action?: Action): void => {
  if (!action) {
    keep({});
    return;
  }
  const { [action]: _changed, ...others } = useKeys.getState().changed;
  const back = ACTIONS.find(({ id }) => id === action)?.keys ?? [];
  // Others that have taken its keys since give them back.
  const freed = (Object.entries(others) as [Action, Chord[]][]).map(([id, keys]) =>
    isRival(id, action) ? [id, keys.filter((one) => !back.some((key) => key === one))] : [id, keys],
  );
  keep(Object.fromEntries(freed) as Changed);
};

const isRival = (id: Action, action: Action): boolean =>
  ACTIONS.find((one) => one.id === id)?.scope === ACTIONS.find((one) => one.id === action)?.scope;

const keep = (changed: Changed): void => {
  useKeys.setState({ changed });
  store(KEY, Object.keys(changed).length === 0 ? null : JSON.stringify(changed));
};

/** What a key press asks for. */
export const actionOf = (press: Pressed, scope: Scope): Action | undefined => {
  const chord = chordOf(press, isMac);
  if (chord === null) return undefined;
  const { changed } = useKeys.getState();
  return ACTIONS.find((one) => one.scope === scope && keysFor(changed, one.id).includes(chord))?.id;
};

/** Who does what, the latest last: of two that could, the one that came later. */
const doers = new Map<Action, Doer[]>();

/** Does it; `false` when it would rather leave the keys to the browser. */
type Doer = () => unknown;

/** Does an action while this is drawn; `null` while it cannot. */
export const useAction = (action: Action, does: Doer | null): void => {
  const latest = useRef(does);
  latest.current = does;
  const able = does !== null;
  useEffect(() => {
    if (!able) return undefined;
    const run = () => latest.current?.();
    doers.set(action, [...(doers.get(action) ?? []), run]);
    return () => {
      doers.set(action, doers.get(action)?.filter((one) => one !== run) ?? []);
    };
  }, [action, able]);
};

/** Whether there is anybody to do it now. */
export const isDone = (action: Action): boolean => (doers.get(action)?.length ?? 0) > 0;

/** Has it done; `false` when there is nobody to do it. */
export const perform = (action: Action): boolean => {
  const run = doers.get(action)?.at(-1);
  return run !== undefined && run() !== false;
};
