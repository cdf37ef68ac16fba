import { useRef, useState } from "react";
import type { Account } from "../../api/types";
import { useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { notify } from "../../state/notices";
import { dropAvatar, saveAvatar } from "../../state/profile";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { SquareCrop } from "../../ui/SquareCrop";

const TYPES = "image/png,image/jpeg,image/gif,image/webp";
/** Pixels of a side: as many as the server keeps. */
const SIDE = 256;

/** One's picture: a file is chosen, cut to a square, and is there at once. */
export const AvatarField = ({ me }: { me: Account }) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
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
          accept={TYPES}
          aria-label={t("own.avatarFile")}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            // The same file may be chosen again.
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
      {file && (
        <SquareCrop
          file={file}
          side={SIDE}
          title={t("setup.cropTitle")}
          onClose={() => setFile(null)}
          onCropped={(image) => attempt(saveAvatar(image))}
          onUnreadable={() => {
            setFile(null);
            notify("error", t("setup.notAPicture"));
          }}
        />
      )}
    </div>
  );
};
