import { create } from "zustand";
import type { Link } from "../realtime/link";

/** A connection gone for less than this is not worth a word, in milliseconds. */
export const BLIP_MS = 2_000;

interface LinkStore {
  link: Link;
  /** Of the last ping; `null` before the first. */
  latencyMs: number | null;
  /** Since when there is no live connection, in milliseconds since the epoch; `null` while there is. */
  downSince: number | null;
  /** Messages that were missed and have come since, when the connection came back last. */
  caughtUp: number;
}

export const useLink = create<LinkStore>(() => ({
  link: { kind: "idle" },
  latencyMs: null,
  downSince: null,
  caughtUp: 0,
}));

export const setLink = (link: Link, now: number): void =>
  useLink.setState(({ downSince }) => ({ link, downSince: link.kind === "live" ? null : (downSince ?? now) }));

export const setLatency = (latencyMs: number): void => useLink.setState({ latencyMs });

export const setCaughtUp = (caughtUp: number): void => useLink.setState({ caughtUp });
