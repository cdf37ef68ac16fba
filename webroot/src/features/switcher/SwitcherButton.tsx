import { useT } from "../../i18n/t";
import { openDialog } from "../../state/dialogs";
import { Icon } from "../../ui/Icon";

/** The way to the quick switcher that is seen; the other one is its key. */
export const SwitcherButton = () => {
  const t = useT();
  return (
    <button
      type="button"
      onClick={() => openDialog({ kind: "switcher" })}
      className="tap flex h-8 w-full items-center gap-2 rounded-md bg-active px-2 text-sm text-muted
        hover:text-strong"
    >
      <Icon name="search" size={16} />
      <span className="min-w-0 flex-1 truncate text-left">{t("switcher.open")}</span>
      <span aria-hidden="true" className="font-sans text-tiny text-muted pointer-coarse:hidden">
        {t("switcher.key")}
      </span>
    </button>
  );
};
