import { useRef, useState } from "react";
import { removeServerIcon, setServerIcon } from "../../api/calls";
import type { Server } from "../../api/types";
import { useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { explain } from "../../state/explain";
import { putServer } from "../../state/servers";
import { initials } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { SquareCrop } from "../../ui/SquareCrop";

/** Pixels of a side; the server makes it smaller where it wants it so. */
const SIDE = 512;
const TYPES = "image/png,image/jpeg,image/gif,image/webp";

/** The picture of a server: a file is chosen, cut to a square, and set at once. */
export const ServerIcon = ({ server }: { server: Server }) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (work: () => Promise<Server>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      putServer(await work());
      return true;
    } catch (failure) {
      setError(explain(failure));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const choose = () => input.current?.click();
  return (
    <div className="flex w-44 flex-col items-center gap-3">
      <button
        type="button"
        aria-label={t("setup.changeIcon")}
        onClick={choose}
        className="flex size-24 items-center justify-center overflow-hidden rounded-3xl bg-accent text-3xl font-semibold
          text-on-accent"
      >
        {server.iconUrl ? (
          <img src={atHome(server.iconUrl)} alt="" className="size-full object-cover" />
        ) : (
          <span aria-hidden="true">{initials(server.name)}</span>
        )}
      </button>
      <input
        ref={input}
        type="file"
        accept={TYPES}
        tabIndex={-1}
        aria-label={t("setup.iconFile")}
        className="sr-only"
        onChange={(event) => {
          setError(null);
          setFile(event.target.files?.[0] ?? null);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      <Button look="quiet" busy={busy} onClick={choose}>
        {t("setup.changeIcon")}
      </Button>
      {server.iconUrl && (
        <Button look="link" disabled={busy} onClick={() => void run(() => removeServerIcon(server.id))}>
          {t("setup.removeIcon")}
        </Button>
      )}
      <p
        role={error ? "alert" : undefined}
        className={`text-center text-sm ${error ? "text-danger-text" : "text-muted"}`}
      >
        {error ?? t("setup.iconHint")}
      </p>
      {file && (
        <SquareCrop
          file={file}
          side={SIDE}
          title={t("setup.cropTitle")}
          onClose={() => setFile(null)}
          onCropped={(image) => run(() => setServerIcon(server.id, image))}
          onUnreadable={() => {
            setFile(null);
            setError(t("setup.notAPicture"));
          }}
        />
      )}
    </div>
  );
};
