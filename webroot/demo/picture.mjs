import { crc32, deflateSync } from "node:zlib";

/** Pictures for people, servers and emoji, drawn here so that none has to be kept or fetched: PNG, square. */

/** A face of rings and a bow, in two colours; the same name gives the same one. `size` is in pixels. */
export const portrait = (name, size = 256) => {
  const seed = [...name].reduce((sum, letter) => (sum * 33 + letter.codePointAt(0)) >>> 0, 5381);
  const hue = seed % 360;
  const ground = rgb(hue, 0.5, 0.34);
  const light = rgb((hue + 40) % 360, 0.75, 0.72);
  const dark = rgb((hue + 200) % 360, 0.45, 0.2);
  const turn = ((seed >>> 8) % 628) / 100;
  const arms = 3 + ((seed >>> 4) % 4);
  return paint(size, (x, y) => {
    const distance = Math.hypot(x, y);
    const wave = 0.55 + 0.16 * Math.cos(arms * Math.atan2(y, x) + turn);
    if (distance < wave * 0.42) return dark;
    return distance < wave ? light : ground;
  });
};

/** A lamp over water, for a server. */
export const lighthouse = (hue, size = 256) => {
  const [night, sea, wall, lamp] = [rgb(hue, 0.45, 0.24), rgb(hue, 0.5, 0.42), rgb(40, 0.3, 0.92), rgb(46, 0.95, 0.62)];
  return paint(size, (x, y) => {
    if (y > 0.55 + 0.05 * Math.sin(9 * x)) return sea;
    if (Math.hypot(x, y + 0.45) < 0.17) return lamp;
    if (y > -0.28 && Math.abs(x) < 0.13 + 0.12 * (y + 0.28)) return wall;
    return Math.abs(Math.atan2(y + 0.45, x)) < 0.28 && x > 0 ? rgb(46, 0.6, 0.45) : night;
  });
};

/** A buoy of a colour on nothing, for an emoji. */
export const buoy = (hue, size = 96) =>
  paint(size, (x, y) => {
    const ring = Math.hypot(x, y);
    if (ring > 0.9 || ring < 0.38) return [0, 0, 0, 0];
    return Math.floor(((Math.atan2(y, x) + Math.PI) / Math.PI) * 4 + 0.5) % 2 === 0
      ? rgb(hue, 0.75, 0.5)
      : rgb(0, 0, 1);
  });

/** Asks for the colour of each point, both coordinates from -1 to 1, and makes a PNG of the answers. */
const paint = (size, colourAt) => {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const [red, green, blue, alpha = 255] = colourAt((2 * column) / size - 1, (2 * row) / size - 1);
      rows.set([red, green, blue, alpha], row * (size * 4 + 1) + 1 + column * 4);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const chunk = (type, data) => {
  const named = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), data.length + 8);
  return whole;
};

/** Hue in degrees, saturation and lightness from 0 to 1. */
const rgb = (hue, saturation, lightness) =>
  [0, 8, 4].map((offset) => {
    const part = (offset + hue / 30) % 12;
    const spread = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(part - 3, 9 - part, 1))));
  });
