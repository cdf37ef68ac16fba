import { GRAPH_HEIGHT, linePath, topOf } from "./linePath";

const TONES = { accent: "text-accent-text", online: "text-online", idle: "text-idle" } as const;

export interface GraphLine {
  points: ReadonlyArray<number | null>;
  tone: keyof typeof TONES;
}

interface LineGraphProps {
  /** What it shows, in a sentence: for those who do not see it. */
  label: string;
  lines: ReadonlyArray<GraphLine>;
  /** The top is not below this. */
  least: number;
  /** So many missing points in a row do not break a line. */
  bridge: number;
  /** How its top is written. */
  format: (value: number) => string;
  className?: string;
}

/** Lines over time, the newest at the right. Light enough to be drawn anew each second. */
export const LineGraph = ({ label, lines, least, bridge, format, className = "h-20" }: LineGraphProps) => {
  const top = topOf(
    lines.flatMap(({ points }) => points),
    least,
  );
  const width = Math.max(1, ...lines.map(({ points }) => points.length - 1));
  return (
    <div role="img" aria-label={label} className={`relative overflow-hidden rounded-lg bg-raised ${className}`}>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${width} ${GRAPH_HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-x-2 top-3 h-[calc(100%-1.25rem)] w-[calc(100%-1rem)] overflow-visible"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {[0, 0.5, 1].map((part) => (
          <path
            key={part}
            d={`M0 ${GRAPH_HEIGHT * part}H${width}`}
            vectorEffect="non-scaling-stroke"
            className="stroke-line"
          />
        ))}
        {lines.map(({ points, tone }) => (
          <path
            key={tone}
            d={linePath(points, top, bridge)}
            vectorEffect="non-scaling-stroke"
            stroke="currentColor"
            strokeWidth={2}
            className={TONES[tone]}
          />
        ))}
      </svg>
      <span aria-hidden="true" className="absolute top-0.5 right-2 text-tiny text-muted tabular-nums">
        {format(top)}
      </span>
    </div>
  );
};
