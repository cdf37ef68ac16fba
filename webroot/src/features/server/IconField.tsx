import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { squareImage } from "../../lib/squareImage";
import { initials } from "../../ui/Avatar";
import { Button } from "../../ui/Button";

/** Pixels of a side: what the server makes of it anyway. */
const SIDE = 256;

interface IconFieldProps {
  /** Of the server, for what stands in its place. */
  name: string;
  icon: Blob | null;
  onChange: (icon: Blob | null) => void;
}

/** The picture of a new server, if it is to have one. */
export const IconField = ({ name, icon, onChange }: IconFieldProps) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const url = useObjectUrl(icon);
  const take = async (file: File | undefined) => {
    if (!file) return;
    try {
      onChange(await squareImage(file, SIDE));
      setUnreadable(false);
    } catch {
      setUnreadable(true);
    }
  };
  return (
    <div className="mb-4 flex items-center gap-4">
      <span
        aria-hidden="true"
        className="flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-2xl bg-active text-xl
          font-semibold text-strong"
      >
        {url ? <img src={url} alt="" className="size-full object-cover" /> : initials(name)}
      </span>
      <div className="min-w-0">
        <input
          ref={input}
          type="file"
          accept="image/*"
          aria-label={t("server.iconFile")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Button look="quiet" onClick={() => input.current?.click()}>
            {t(icon ? "server.iconOther" : "server.iconChoose")}
          </Button>
          {icon && (
            <Button look="link" onClick={() => onChange(null)}>
              {t("server.iconNone")}
            </Button>
          )}
        </div>
        <p role="alert" className="text-sm text-danger-text">
          {unreadable && t("server.iconUnreadable")}
        </p>
      </div>
    </div>
  );
};

/** A picture's address on this page, as long as it is shown. */
const useObjectUrl = (blob: Blob | null): string | null => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return setUrl(null);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
};
