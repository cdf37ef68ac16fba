import type { RefObject } from "react";
import { useT } from "../../i18n/t";
import type { Filter } from "../../lib/searchQuery";
import { Icon } from "../../ui/Icon";

interface FilterChipsProps {
  typed: string;
  filters: ReadonlyArray<Filter>;
  onType: (typed: string) => void;
  /** Where one types, if that is in the panel; else it is in the header. */
  box: RefObject<HTMLInputElement | null>;
}

/** What can be asked for besides words; those with a value are whole. */
const OFFERED = ["from:", "in:", "mentions:", "has:link", "has:code", "before:", "after:", "pinned:true"] as const;

/** The filters in force, each to be taken away, and those that can be added. */
export const FilterChips = ({ typed, filters, onType, box }: FilterChipsProps) => {
  const t = useT();
  const add = (filter: string) => {
    onType(`${typed.trimEnd()}${typed.trim() === "" ? "" : " "}${filter}${filter.endsWith(":") ? "" : " "}`);
    (box.current ?? document.querySelector<HTMLInputElement>("search input"))?.focus();
  };
  const offered = OFFERED.filter(
    (one) => !typed.trimEnd().endsWith(one) && !filters.some(({ name, value }) => one === `${name}:${value}`),
  );
  return (
    <div className="px-3 pt-2 pb-2">
      {filters.length > 0 && (
        <ul aria-label={t("search.filters")} className="flex flex-wrap gap-1.5 pb-2">
          {filters.map(({ name, value, start, end }) => (
            <li key={start}>
              <button
                type="button"
                aria-label={t("search.without", { filter: `${name}: ${value}` })}
                onClick={() => onType((typed.slice(0, start) + typed.slice(end)).replace(/ {2,}/g, " ").trimStart())}
                className="tap flex max-w-full items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-1.5 pl-2.5
                  text-sm text-accent-text hover:bg-active"
              >
                <span className="truncate">
                  {name}: <span className="font-semibold">{value}</span>
                </span>
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul aria-label={t("search.add")} className="flex flex-wrap gap-1.5">
        {offered.map((filter) => (
          <li key={filter}>
            <button
              type="button"
              onClick={() => add(filter)}
              className="tap rounded-full border border-line px-2 py-0.5 text-xs text-muted hover:border-edge
                hover:text-strong"
            >
              {filter}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};
