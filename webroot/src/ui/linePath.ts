/** The height of a graph's own units; its width is that of its points. */
export const GRAPH_HEIGHT = 100;

/** A round number that nothing is above: the top of a graph. */
export const topOf = (values: ReadonlyArray<number | null>, least: number): number => {
  const most = Math.max(least, ...values.map((value) => value ?? 0));
  const step = 10 ** Math.floor(Math.log10(most)) / 2;
  return Math.ceil(most / step) * step;
};

/**
 * Points as the path of a line, the first at the left. It goes on over as many missing ones as `bridge` says: something
 * may be measured more seldom than it is drawn.
 */
export const linePath = (points: ReadonlyArray<number | null>, top: number, bridge: number): string => {
  let missing = bridge + 1;
  const parts: string[] = [];
  for (const [x, value] of points.entries()) {
    if (value === null) {
      missing += 1;
      continue;
    }
    const y = round(GRAPH_HEIGHT * (1 - Math.min(value, top) / top));
    // A point alone is drawn as well: a line of no length has round ends.
    parts.push(missing > bridge ? `M${x} ${y}h0` : `L${x} ${y}`);
    missing = 0;
  }
  return parts.join("");
};

const round = (value: number): number => Math.round(value * 10) / 10;
