/** Which square of a picture is taken: its middle and its side, as shares of the picture's shorter side. */
export interface Crop {
  /** The middle, from 0 at the left or top to 1. */
  x: number;
  y: number;
  /** 1 takes as much as there is; more comes nearer. */
  zoom: number;
}

export const ZOOM_MAX = 4;
export const WHOLE: Crop = { x: 0.5, y: 0.5, zoom: 1 };

interface Size {
  width: number;
  height: number;
}

/** The square in pixels of the picture. */
export const squareOf = ({ width, height }: Size, { x, y, zoom }: Crop) => {
  const side = Math.min(width, height) / zoom;
  return { left: x * width - side / 2, top: y * height - side / 2, side };
};

/** The nearest crop that lies within the picture. */
export const within = ({ width, height }: Size, crop: Crop): Crop => {
  const zoom = clamp(crop.zoom, 1, ZOOM_MAX);
  const side = Math.min(width, height) / zoom;
  const [halfX, halfY] = [side / 2 / width, side / 2 / height];
  return { zoom, x: clamp(crop.x, halfX, 1 - halfX), y: clamp(crop.y, halfY, 1 - halfY) };
};

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
