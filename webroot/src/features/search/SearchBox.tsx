import { type KeyboardEvent, useRef } from "react";
import { useT } from "../../i18n/t";
import { useAction } from "../../state/keys";
import { setSearch, useSearch } from "../../state/search";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useMedia, WIDE } from "../../ui/useLater";

/** In the header: where one types what one looks for; a button where the panel lies over it, with a box of its own. */
export const SearchBox = () => {
  const t = useT();
  const { open, typed } = useSearch();
  const wide = useMedia(WIDE);
  const box = useRef<HTMLInputElement>(null);
  useAction("search", () => {
    // Asked for twice it is the browser's own that is wanted.
    if (box.current !== null && document.activeElement === box.current) return false;
    setSearch({ open: true });
    box.current?.select();
    return true;
  });
  if (!wide)
    return (
      <IconButton
        icon="search"
        label={t("search.open")}
        tip="bottom"
        aria-pressed={open}
        onClick={() => setSearch({ open: !open })}
      />
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    setSearch({ open: false, typed: "" });
    document.querySelector<HTMLElement>("[data-composer]")?.focus();
  };
  return (
    <search className="relative ml-1 text-muted">
      <span className="pointer-events-none absolute inset-y-0 left-2 flex items-center">
        <Icon name="search" size={16} />
      </span>
      <input
        ref={box}
        type="text"
        value={typed}
        placeholder={t("search.label")}
        aria-label={t("search.label")}
        onFocus={() => setSearch({ open: true })}
        onChange={(event) => setSearch({ typed: event.target.value, open: true })}
        onKeyDown={onKeyDown}
        className={`h-8 rounded-md border border-line bg-raised pr-2 pl-8 text-sm text-strong transition-[width]
          ${open ? "w-60" : "w-40"}`}
      />
    </search>
  );
};
