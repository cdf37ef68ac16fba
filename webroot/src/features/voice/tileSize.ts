/** How large tiles can be that lie in rows, all of one size. Pure. */

export interface Size {
  width: number;
  height: number;
}

/** Pixels between tiles. */
export const GAP = 8;
/** Of a camera's picture little is to be cut off, and a tile that is taller than wide shows nobody better. */
const WIDEST = 16 / 9;
const NARROWEST = 1;

/** The largest tiles of which so many fit into a room. */
export const tileSize = (count: number, room: Size): Size => {
  let best: Size = { width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cell = {
      width: (room.width - GAP * (columns - 1)) / columns,
      height: (room.height - GAP * (rows - 1)) / rows,
    };
    const width = Math.min(cell.width, cell.height * WIDEST);
    const height = Math.min(cell.height, width / NARROWEST);
    if (width * height > best.width * best.height) best = { width: Math.floor(width), height: Math.floor(height) };
  }
  return best;
};
