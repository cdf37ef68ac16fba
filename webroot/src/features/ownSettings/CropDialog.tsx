import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { saveAvatar } from "../../state/profile";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Slider } from "../../ui/Slider";
import { type Crop, squareOf, WHOLE, within, ZOOM_MAX } from "./crop";

interface CropDialogProps {
  image: HTMLImageElement;
  onClose: () => void;
}

/** Pixels of the picture that is sent: as many as the server keeps. */
const SIDE = 256;
/** Pixels of the window that it is chosen in. */
const SHOWN = 256;
const STEP = 0.02;
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Cuts a square out of a picture, moved by dragging or by arrow keys, and makes it one's own. */
export const CropDialog = ({ image, onClose }: CropDialogProps) => {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [crop, setCrop] = useState(WHOLE);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const size = { width: image.naturalWidth, height: image.naturalHeight };

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const { left, top, side } = squareOf({ width: image.naturalWidth, height: image.naturalHeight }, crop);
    context.clearRect(0, 0, SIDE, SIDE);
    context.imageSmoothingQuality = "high";
    context.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
  }, [image, crop]);

  const change = (next: (before: Crop) => Crop) => setCrop((before) => within(size, next(before)));
  const drag = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    change((before) => {
      const { side } = squareOf(size, before);
      const pixels = side / SHOWN;
      return {
        ...before,
        x: before.x - (event.movementX * pixels) / size.width,
        y: before.y - (event.movementY * pixels) / size.height,
      };
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [x, y] = ARROWS[event.key] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    change((before) => ({ ...before, x: before.x + x * STEP, y: before.y + y * STEP }));
  };
  const save = async () => {
    setBusy(true);
    const made = await new Promise<Blob | null>((done) => canvas.current?.toBlob(done, "image/png"));
    try {
      if (made) await saveAvatar(made);
      onClose();
    } catch (error) {
      setFailure(explain(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} closeLabel={t("app.close")} title={t("own.crop")} hint={t("own.cropHint")}>
      <div className="flex justify-center rounded-xl bg-rail p-4">
        <canvas
          ref={canvas}
          width={SIDE}
          height={SIDE}
          tabIndex={0}
          role="img"
          aria-label={t("own.cropArea")}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onWheel={(event) => change((before) => ({ ...before, zoom: before.zoom * (event.deltaY < 0 ? 1.1 : 0.9) }))}
          onKeyDown={onKeyDown}
          className="size-64 cursor-move touch-none rounded-full"
        />
      </div>
      <Slider
        label={t("own.zoom")}
        value={Math.round(crop.zoom * 100)}
        least={100}
        most={ZOOM_MAX * 100}
        step={5}
        shown={t("own.percent", { count: Math.round(crop.zoom * 100) })}
        onChange={(percent) => change((before) => ({ ...before, zoom: percent / 100 }))}
      />
      <p role="alert" className="min-h-5 text-sm text-danger-text">
        {failure}
      </p>
      <div className="mt-3 flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button busy={busy} onClick={() => void save()}>
          {t("own.cropSave")}
        </Button>
      </div>
    </Dialog>
  );
};
