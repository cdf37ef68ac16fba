// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be drawn as far as it is seen
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells have the focus, headings need none
import type { Virtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, memo } from "react";
import { useT } from "../i18n/t";
import { atHome } from "../lib/home";
import { type At, type Cell, COLUMNS, type EmojiRow } from "./emojiRows";

interface EmojiGridProps {
  id: string;
  rows: ReadonlyArray<EmojiRow>;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** Where the arrows are. */
  chosen: At | null;
  onPick: (value: string, event: MouseEvent) => void;
  onPoint: (cell: Cell | null) => void;
}

/** All rows of emoji, drawn as far as they are seen. */
export const EmojiGrid = ({ id, rows, virtualizer, chosen, onPick, onPoint }: EmojiGridProps) => {
  const t = useT();
  return (
    <div
      id={id}
      role="grid"
      aria-label={t("messages.emoji")}
      aria-rowcount={rows.length}
      aria-colcount={COLUMNS}
      className="relative select-none"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map((item) => {
        const row = rows[item.index];
        return row ? (
          <div
            key={item.key}
            role="row"
            tabIndex={-1}
            aria-rowindex={item.index + 1}
            className="absolute inset-x-0 top-0 flex outline-none"
            style={{ height: item.size, transform: `translateY(${item.start}px)` }}
          >
            {row.kind === "head" ? (
              <div
                role="rowheader"
                className="flex-1 truncate px-1.5 pt-2.5 text-xs font-semibold text-muted first-letter:uppercase"
              >
                {row.label}
              </div>
            ) : (
              row.cells.map((cell, column) => (
                <CellView
                  key={cell.value}
                  id={`emoji-${item.index}-${column}`}
                  cell={cell}
                  column={column}
                  chosen={chosen?.row === item.index && chosen.column === column}
                  onPick={onPick}
                  onPoint={onPoint}
                />
              ))
            )}
          </div>
        ) : null;
      })}
    </div>
  );
};

interface CellViewProps {
  id: string;
  cell: Cell;
  column: number;
  chosen: boolean;
  onPick: (value: string, event: MouseEvent) => void;
  onPoint: (cell: Cell | null) => void;
}

const CellView = memo(({ id, cell, column, chosen, onPick, onPoint }: CellViewProps) => (
  <button
    id={id}
    type="button"
    role="gridcell"
    aria-label={cell.label}
    aria-colindex={column + 1}
    aria-selected={chosen}
    tabIndex={chosen ? 0 : -1}
    onClick={(event) => onPick(cell.value, event)}
    onMouseEnter={() => onPoint(cell)}
    onMouseLeave={() => onPoint(null)}
    className={`flex size-10 items-center justify-center rounded-lg text-2xl hover:bg-active
      ${chosen ? "bg-active ring-2 ring-ring ring-inset" : ""}`}
  >
    {cell.url ? (
      <img src={atHome(cell.url)} alt="" loading="lazy" width={28} height={28} className="size-7 object-contain" />
    ) : (
      cell.value
    )}
  </button>
));
