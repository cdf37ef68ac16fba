/** What a pair does with a description that comes. Pure: perfect negotiation, and which peer connection it is about. */

/** Of two offers at once, the polite one gives way. Both sides come to the same by comparing their ids. */
export const isPolite = (self: string, other: string): boolean => self > other;

export interface OfferSeen {
  /** The incarnation that the offer is about. */
  name: string;
  /** The one that is there; `null` for none. */
  current: string | null;
  /** Whether the one that is there waits for an answer of ours, and for its first one. */
  offering: boolean;
  unanswered: boolean;
  polite: boolean;
  /** Whether the very same offer was answered already. */
  answered: boolean;
}

/**
 * `replace`: a peer connection anew; `answer`; `repeat` the answer, which seems to be lost; `ignore` it, as the other
 * side is going to give way.
 */
export const onOffer = (offer: OfferSeen): "replace" | "answer" | "repeat" | "ignore" => {
  const yields = offer.polite || !offer.offering;
  if (offer.name !== offer.current) return offer.current !== null && offer.unanswered && !yields ? "ignore" : "replace";
  if (offer.answered && !offer.offering) return "repeat";
  return yields ? "answer" : "ignore";
};

/** The name of an incarnation: its number is what both sides count by, the rest makes it nobody else's. */
export const nameOf = (number: number, chance: string): string => `${number}.${chance}`;

/** The number in a name; the next one where the other side names otherwise. */
export const numberOf = (name: string, before: number): number => {
  const number = Number.parseInt(name, 10);
  return Number.isInteger(number) && number > 0 && number < 10_000 ? number : before + 1;
};
