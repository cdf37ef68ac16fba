import type { Channel, Id } from "../../api/types";

/** A channel's new place, as the server takes it. */
export interface Move {
  id: Id;
  position: number;
  parentId?: Id | null;
}

/** Higher than any position: the end. */
const END = 100_000;

/** Those that a channel is counted among: of its category, of those outside of any, or the categories. */
export const siblingsOf = (byId: Record<Id, Channel>, channel: Channel, parentId = channel.parentId): Channel[] =>
  Object.values(byId)
    .filter((one) => one.serverId === channel.serverId)
    .filter((one) => (one.type === "category") === (channel.type === "category") && one.parentId === parentId)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** What puts a channel before or after another one, also of another category; `null` if it stands there already. */
export const moveBeside = (byId: Record<Id, Channel>, id: Id, onto: Id, side: "before" | "after"): Move | null => {
  const channel = byId[id];
  const target = byId[onto];
  if (!channel || !target || id === onto) return null;
  const siblings = siblingsOf(byId, channel, target.parentId);
  const others = siblings.filter((one) => one.id !== id);
  const place = others.findIndex((one) => one.id === onto) + (side === "after" ? 1 : 0);
  // Among its own it takes the position of whoever is at that place now; among others that of whom it comes before.
  if (channel.parentId !== target.parentId)
    return { id, parentId: target.parentId, position: others[place]?.position ?? END };
  return siblings[place]?.id === id ? null : { id, position: siblings[place]?.position ?? END };
};

/** What puts a channel at the end of a category, or of those outside of any. */
export const moveInto = (id: Id, parentId: Id | null): Move => ({ id, parentId, position: END });

/** What moves a channel past its neighbour of the same kind; `null` at the end. */
export const moveBy = (byId: Record<Id, Channel>, channel: Channel, step: -1 | 1): Move | null => {
  const alike = siblingsOf(byId, channel).filter((one) => one.type === channel.type);
  const next = alike[alike.findIndex((one) => one.id === channel.id) + step];
  return next ? moveBeside(byId, channel.id, next.id, step < 0 ? "before" : "after") : null;
};
