import { expect, test } from "vitest";
import { GAP, tileSize } from "./tileSize";

const wide = { width: 1040, height: 740 };
const phone = { width: 366, height: 620 };

test("tiles fill the room, and all of them are in it", () => {
  for (const room of [wide, phone])
    for (let count = 1; count <= 8; count += 1) {
      const { width, height } = tileSize(count, room);
      const columns = Math.floor((room.width + GAP) / (width + GAP));
      const rows = Math.ceil(count / columns);
      expect(rows * height + (rows - 1) * GAP, `${count}`).toBeLessThanOrEqual(room.height);
      expect(width / height).toBeGreaterThanOrEqual(0.99);
      expect(width / height).toBeLessThanOrEqual(1.8);
    }
});

test("three on a wide page lie two and one, and two on a phone one above the other", () => {
  expect(tileSize(3, wide)).toEqual({ width: 516, height: 366 });
  expect(tileSize(2, phone)).toEqual({ width: 366, height: 306 });
  expect(tileSize(0, wide)).toEqual({ width: 0, height: 0 });
});
