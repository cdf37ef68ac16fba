import { useEffect, useRef } from "react";

/** A picture that is still a file, fitted into a square. Drawn, for the page shows no addresses of its own making. */
export const SquarePreview = ({ file, side }: { file: File; side: number }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    createImageBitmap(file)
      .then((image) => {
        const context = canvas.current?.getContext("2d");
        if (!gone && context) {
          const whole = context.canvas.width;
          const scale = Math.min(whole / image.width, whole / image.height);
          const [width, height] = [image.width * scale, image.height * scale];
          context.clearRect(0, 0, whole, whole);
          context.imageSmoothingQuality = "high";
          context.drawImage(image, (whole - width) / 2, (whole - height) / 2, width, height);
        }
        image.close();
      })
      // What is no picture is refused where it is sent.
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [file]);
  return (
    <span aria-hidden="true" className="shrink-0">
      <canvas ref={canvas} width={side * 2} height={side * 2} style={{ width: side, height: side }} />
    </span>
  );
};
