import { useT } from "../../i18n/t";
import { tipOf } from "../../ui/Tooltip";
import type { PairState } from "../../voice/ladder";
import type { Participant } from "../../voice/wire";

type Look = "excellent" | "good" | "poor" | "unknown" | "connecting" | "disturbed";

const WORDS = {
  excellent: "voice.lineExcellent",
  good: "voice.lineGood",
  poor: "voice.linePoor",
  unknown: "voice.lineUnknown",
  connecting: "voice.lineConnecting",
  disturbed: "voice.lineDisturbed",
} as const;

const LIT = { excellent: 3, good: 2, poor: 1, unknown: 3, connecting: 0, disturbed: 0 } as const;
const COLOR = {
  excellent: "bg-online",
  good: "bg-idle",
  poor: "bg-dnd",
  unknown: "bg-edge",
  connecting: "bg-edge",
  disturbed: "bg-dnd",
} as const;

/** How a line looks: that it is not there comes before how good it was. */
export const lookOfLine = (pair: PairState | undefined, quality: Participant["quality"]): Look => {
  if (pair === "connecting") return "connecting";
  if (pair === "disturbed" || pair === "failed") return "disturbed";
  return quality ?? "unknown";
};

interface LineBarsProps {
  look: Look;
  /** What was measured, beside the words for it. */
  measured?: string;
}

/** Three bars, as many of them full as the line is good. */
export const LineBars = ({ look, measured }: LineBarsProps) => {
  const t = useT();
  const words = measured ? `${t(WORDS[look])}, ${measured}` : t(WORDS[look]);
  return (
    <span {...tipOf(words)} className="inline-flex h-3.5 shrink-0 items-end gap-0.5">
      {["h-1.5", "h-2.5", "h-3.5"].map((height, index) => (
        <span
          key={height}
          aria-hidden="true"
          className={`w-1 rounded-sm ${height} ${index < LIT[look] ? COLOR[look] : "bg-line"}
            ${look === "connecting" ? "animate-shimmer bg-edge" : ""}`}
        />
      ))}
      <span className="sr-only">{words}</span>
    </span>
  );
};
