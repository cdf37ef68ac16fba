import { useT } from "../../i18n/t";
import { ask, setDesktopNotifications, useDesktopNotifications } from "../../state/desktopNotifications";
import { useNotifications } from "../../state/notifications";
import { IconButton } from "../../ui/Button";

/** Says once, when somebody has been told of something, that it can also be told outside the page. */
export const DesktopHint = () => {
  const t = useT();
  const open = useDesktopNotifications(
    ({ permission, hinted, wanted }) => permission === "default" && wanted && !hinted,
  );
  const isTold = useNotifications(({ list }) => list.length > 0);
  if (!open || !isTold) return null;
  return (
    <aside
      aria-label={t("tell.hintLabel")}
      className="flex min-h-10 shrink-0 items-center justify-center gap-3 border-line border-b bg-accent-soft px-4 py-1
        text-sm text-strong"
    >
      <span className="min-w-0">{t("tell.hint")}</span>
      <button
        type="button"
        onClick={() => void ask()}
        className="tap shrink-0 rounded-lg px-2 py-1 font-semibold text-accent-text hover:underline"
      >
        {t("tell.turnOn")}
      </button>
      <IconButton
        icon="close"
        size="small"
        tip="none"
        label={t("tell.notNow")}
        onClick={() => setDesktopNotifications({ hinted: true })}
      />
    </aside>
  );
};
