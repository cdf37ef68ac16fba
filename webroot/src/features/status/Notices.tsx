import { useEffect, useState } from "react";
import { useT } from "../../i18n/t";
import { dismiss, type NoticeLine, useNotices } from "../../state/notices";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";

const SHOWN_MS = 5_000;

/** What is said in passing, above where one writes or ends a call. Pointing at it, or focusing it, keeps it. */
export const Notices = () => {
  const lines = useNotices((state) => state.lines);
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-22 z-50 flex flex-col items-end gap-2 phone:left-auto"
    >
      {lines.map((line) => (
        <Notice key={line.id} line={line} />
      ))}
    </div>
  );
};

const Notice = ({ line }: { line: NoticeLine }) => {
  const t = useT();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(line.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, line.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only keeps it; nothing depends on it
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-96 animate-rise items-center gap-3 rounded-xl bg-float py-2 pr-2 pl-4
        text-sm
        text-strong shadow-2xl ring-1 ring-line"
    >
      <span className={line.kind === "error" ? "text-danger-text" : "text-online"}>
        <Icon name={line.kind === "error" ? "warning" : "check"} />
      </span>
      <span className="flex-1 wrap-anywhere">{line.text}</span>
      <IconButton icon="close" size="small" tip="none" label={t("notice.dismiss")} onClick={() => dismiss(line.id)} />
    </div>
  );
};
