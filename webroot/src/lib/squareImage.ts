/** The middle of a picture as a square PNG; rejects where the file is no picture that this browser can show. */
export const squareImage = async (file: Blob, side: number): Promise<Blob> => {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const { width, height } = picture;
  const size = Math.min(width, height);
  canvas.getContext("2d")?.drawImage(picture, (width - size) / 2, (height - size) / 2, size, size, 0, 0, side, side);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
};
