import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { useT } from "../i18n/t";
import { ConfirmDialog } from "./ConfirmDialog";
import { Range } from "./Range";

interface SquareCropProps {
  file: File;
  /** Pixels of a side of what comes out. */
  side: number;
  title: string;
  /** Says whether it was taken; the dialog stays open where it was not. */
  onCropped: (image: Blob) => Promise<boolean>;
  /** The file is no picture that this browser can show. */
  onUnreadable: () => void;
  onClose: () => void;
}

/** Pixels of a side of the box that is looked through. */
const BOX = 260;
const STEP = 10;
const MOST_ZOOM = 4;

/** A part of the picture: how often it is enlarged, and where its middle is, from 0 to 1. */
interface Cut {
  zoom: number;
  x: number;
  y: number;
}

/** The square of a picture, in its own pixels, that a cut shows. */
export const squareOf = (width: number, height: number, { zoom, x, y }: Cut) => {
  const size = Math.min(width, height) / zoom;
  const within = (middle: number, whole: number) => Math.min(Math.max(middle * whole - size / 2, 0), whole - size);
  return { left: within(x, width), top: within(y, height), size };
};

/** A square part of a picture, chosen by dragging, by arrow keys and by a slider. */
export const SquareCrop = ({ file, side, title, onCropped, onUnreadable, onClose }: SquareCropProps) => {
  const t = useT();
  const zoomId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [cut, setCut] = useState<Cut>({ zoom: 1, x: 0.5, y: 0.5 });
  const unreadable = useRef(onUnreadable);
  unreadable.current = onUnreadable;
  useEffect(() => {
    let gone = false;
    createImageBitmap(file).then(
      (bitmap) => (gone ? bitmap.close() : setImage(bitmap)),
      () => !gone && unreadable.current(),
    );
    return () => {
      gone = true;
    };
  }, [file]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !image) return;
    draw(context, image, cut, context.canvas.width);
  }, [image, cut]);

  const move = (byX: number, byY: number) => {
    if (!image) return;
    const { left, top, size } = squareOf(image.width, image.height, cut);
    const perPixel = size / BOX;
    const next = {
      ...cut,
      x: (left + size / 2 - byX * perPixel) / image.width,
      y: (top + size / 2 - byY * perPixel) / image.height,
    };
    const kept = squareOf(image.width, image.height, next);
    setCut({
      ...next,
      x: (kept.left + kept.size / 2) / image.width,
      y: (kept.top + kept.size / 2) / image.height,
    });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons === 1) move(event.movementX, event.movementY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[event.key];
    if (!by) return;
    event.preventDefault();
    move(by[0] ?? 0, by[1] ?? 0);
  };
  const crop = async (): Promise<boolean> => {
    if (!image) return false;
    const blob = await cropped(image, cut, side);
    return blob !== null && onCropped(blob);
  };
  return (
    <ConfirmDialog
      title={title}
      hint={t("setup.cropHint")}
      confirm={t("setup.cropSave")}
      disabled={!image}
      onConfirm={crop}
      onClose={onClose}
    >
      <div className="flex flex-col items-center gap-4">
        <fieldset
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture
          tabIndex={0}
          aria-label={t("setup.cropHint")}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onKeyDown={onKeyDown}
          className="size-65 cursor-move touch-none overflow-hidden rounded-3xl bg-active"
        >
          <canvas ref={canvas} width={BOX * 2} height={BOX * 2} className="size-full" />
        </fieldset>
        <div className="flex w-65 items-center gap-3">
          <label htmlFor={zoomId} className="text-sm font-semibold text-strong">
            {t("setup.zoom")}
          </label>
          <Range
            id={zoomId}
            min={1}
            max={MOST_ZOOM}
            step={0.05}
            value={cut.zoom}
            onChange={(zoom) => setCut({ ...cut, zoom })}
            className="min-w-0 flex-1"
          />
        </div>
      </div>
    </ConfirmDialog>
  );
};

const draw = (context: CanvasRenderingContext2D, image: ImageBitmap, cut: Cut, side: number): void => {
  const { left, top, size } = squareOf(image.width, image.height, cut);
  context.clearRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, left, top, size, size, 0, 0, side, side);
};

/** The square, never larger than it is in the picture, as a PNG. */
const cropped = (image: ImageBitmap, cut: Cut, side: number): Promise<Blob | null> => {
  const canvas = document.createElement("canvas");
  const size = Math.max(1, Math.min(side, Math.round(squareOf(image.width, image.height, cut).size)));
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  draw(context, image, cut, size);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};
