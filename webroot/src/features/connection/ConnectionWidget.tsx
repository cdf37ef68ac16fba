import { useEffect, useId, useState } from "react";
import { useLocale, useT } from "../../i18n/t";
import { msOf } from "../../lib/units";
import type { Quality } from "../../realtime/quality";
import { setExpanded, useConnection } from "../../state/connection";
import { Icon } from "../../ui/Icon";
import { ConnectionPanel } from "./ConnectionPanel";
import { type Measured, useReading } from "./useReading";

/** How the connection does: a word and a colour, and on asking every figure there is. */
export const ConnectionWidget = ({ place }: { place: "corner" | "side" }) => {
  const t = useT();
  const expanded = useConnection((state) => state.expanded);
  const measured = useReading(expanded);
  const id = useId();
  const lift = useLift(place === "corner" && expanded);
  const button = <WidgetButton measured={measured} place={place} expanded={expanded} controls={id} />;
  const panel = expanded && <ConnectionPanel measured={measured} />;
  if (place === "side")
    return (
      <section aria-label={t("connection.label")} className="flex min-h-0 shrink-0 flex-col border-line border-t">
        <div id={id} className="max-h-[55dvh] overflow-y-auto">
          {panel}
        </div>
        {button}
      </section>
    );
  return (
    <section aria-label={t("connection.label")}>
      <div
        id={id}
        hidden={!expanded}
        style={{ bottom: lift, maxHeight: `calc(100dvh - ${lift + 64}px)` }}
        className="fixed right-3 z-20 w-80 animate-rise overflow-y-auto rounded-xl bg-float shadow-2xl ring-1 ring-line"
      >
        {panel}
      </div>
      <div className="fixed right-2 bottom-0 z-20">{button}</div>
    </section>
  );
};

interface WidgetButtonProps {
  measured: Measured;
  place: "corner" | "side";
  expanded: boolean;
  controls: string;
}

const WidgetButton = ({ measured, place, expanded, controls }: WidgetButtonProps) => {
  const t = useT();
  const locale = useLocale();
  const legacy = useConnection((state) => state.protocol === "legacy");
  const { quality, latencyMs } = measured;
  const corner = place === "corner";
  // In the corner it keeps to the line below the composer, and a hand still has all of that line.
  const pill = "h-5 rounded-full bg-side px-2.5 ring-1 ring-line ring-inset group-hover:bg-raised";
  return (
    <button
      type="button"
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={() => setExpanded(!expanded)}
      className={`group block text-xs font-medium text-muted tabular-nums
        ${corner ? "rounded-full py-0.5" : "h-11 w-full shrink-0 px-4 hover:bg-hover"}`}
    >
      <span className={`flex items-center gap-2 ${corner ? pill : ""}`}>
        <Mark quality={quality} />
        <span className="sr-only">{t("connection.label")}</span>
        <span>{t(`connection.${quality}`)}</span>
        {quality !== "disconnected" && latencyMs !== null && <span>{msOf(latencyMs, locale)}</span>}
        {legacy && <span className="rounded bg-accent-soft px-1 text-accent-text">{t("connection.legacyShort")}</span>}
        <span className={corner ? "" : "ml-auto"}>
          <Icon name={expanded ? "chevronDown" : "chevronUp"} size={14} />
        </span>
      </span>
    </button>
  );
};

const COLOURS: Record<Quality, string> = {
  excellent: "bg-online",
  good: "bg-online",
  poor: "bg-idle",
  disconnected: "bg-dnd",
};
const BARS: Record<Quality, number> = { excellent: 3, good: 2, poor: 1, disconnected: 3 };
const HEIGHTS = ["h-1.5", "h-2.25", "h-3"] as const;

/** Quality as a colour, and as bars. */
const Mark = ({ quality }: { quality: Quality }) => (
  <span aria-hidden="true" className="flex h-3 items-end gap-px">
    {HEIGHTS.map((height, index) => (
      <span
        key={height}
        className={`w-1 rounded-xs ${height} ${index < BARS[quality] ? COLOURS[quality] : "bg-line"}`}
      />
    ))}
  </span>
);

const UNDER_PX = 34;
const GAP_PX = 8;
const LIFT_EVERY_MS = 500;

/** How far the panel is from the bottom: above the composer, whose buttons are to be reached. */
const useLift = (open: boolean): number => {
  const [lift, setLift] = useState(UNDER_PX);
  useEffect(() => {
    if (!open) return undefined;
    const measure = () => {
      const form = document.querySelector("[data-composer]")?.closest("form");
      setLift(form ? Math.max(UNDER_PX, innerHeight - form.getBoundingClientRect().top + GAP_PX) : UNDER_PX);
    };
    measure();
    const timer = setInterval(measure, LIFT_EVERY_MS);
    return () => clearInterval(timer);
  }, [open]);
  return lift;
};
