/** How good a connection is, in a word. */

export type Quality = "excellent" | "good" | "poor" | "disconnected";

/** An answer within this feels like none was waited for. */
const EXCELLENT_MS = 100;
/** Within this one may still talk to and fro; what takes longer is felt. */
const GOOD_MS = 300;
/** A connection may be lost once in two minutes, as on a change of networks, and still be good. */
const GOOD_LOSSES = 1;

interface Measured {
  live: boolean;
  latencyMs: number | null;
  /** In the last two minutes. */
  losses: number;
}

/** The word for what was measured; before the first answer a live connection counts as good. */
export const qualityOf = ({ live, latencyMs, losses }: Measured): Quality => {
  if (!live) return "disconnected";
  const ms = latencyMs ?? GOOD_MS;
  if (ms > GOOD_MS || losses > GOOD_LOSSES) return "poor";
  return ms <= EXCELLENT_MS && losses === 0 ? "excellent" : "good";
};
