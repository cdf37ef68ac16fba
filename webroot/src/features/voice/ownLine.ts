import type { Translate } from "../../i18n/t";
import { msOf, percentOf } from "../../lib/units";
import { type Call, useCall } from "../../state/call";
import type { Line } from "../../voice/stats";
import { lookOfLine } from "./LineBars";

const RANK = ["disturbed", "poor", "connecting", "good", "unknown", "excellent"] as const;

/** The worst of my lines is how my call does; alone, there is none that could be bad. */
const worstOf = ({ participants, pairs, self, signalled, entered }: Call): (typeof RANK)[number] => {
  if (!entered || !signalled) return "connecting";
  const looks = participants
    .filter(({ participantId }) => participantId !== self)
    .map(({ participantId, quality }) => lookOfLine(pairs[participantId], quality));
  return RANK.find((look) => looks.includes(look)) ?? "excellent";
};

export const useOwnLine = () => useCall(worstOf);

/** What was measured of a line, in few words; nothing while nothing was. */
export const measuredOf = (line: Line | undefined, locale: string, t: Translate): string => {
  if (!line) return "";
  return [
    line.rtt !== undefined && msOf(line.rtt, locale),
    line.loss !== undefined && line.loss > 0.001 && t("voice.lossOf", { percent: percentOf(line.loss, locale) }),
    line.relayed && t("voice.relayed"),
  ]
    .filter((part) => part !== false)
    .join(", ");
};
