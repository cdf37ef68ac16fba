import { useRef, useState } from "react";
import type { Account } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { notify } from "../../state/notices";
import { dropAvatar } from "../../state/profile";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { CropDialog } from "./CropDialog";

const TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** One's picture: a file is chosen, cut to a square, and is there at once. */
export const AvatarField = ({ me }: { me: Account }) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async (file: File | undefined) => {
    if (!file) return;
    const found = await pictureOf(file);
    if (found) setImage(found);
    else notify("error", t("own.noPicture"));
  };
  const close = () => {
    if (image) URL.revokeObjectURL(image.src);
    setImage(null);
  };
  const remove = async () => {
    setBusy(true);
    await attempt(dropAvatar());
    setBusy(false);
  };
  return (
    <div className="mb-5 flex flex-wrap items-center gap-4">
      <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} size={72} />
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept={TYPES.join()}
          aria-label={t("own.avatarFile")}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button onClick={() => input.current?.click()}>{t("own.avatarChange")}</Button>
        {me.avatarUrl && (
          <Button look="quiet" busy={busy} onClick={() => void remove()}>
            {t("own.avatarRemove")}
          </Button>
        )}
      </div>
      {image && <CropDialog image={image} onClose={close} />}
    </div>
  );
};

/** A file as a picture; `null` if it is none. */
const pictureOf = async (file: File): Promise<HTMLImageElement | null> => {
  if (!TYPES.includes(file.type)) return null;
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } catch {
    URL.revokeObjectURL(image.src);
    return null;
  }
};
