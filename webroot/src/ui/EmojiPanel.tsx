import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { useLanguage, useT } from "../i18n/t";
import { type EmojiData, loadEmoji, type Tone } from "../lib/emoji";
import { atHome } from "../lib/home";
import { Button } from "./Button";
import { EmojiGrid } from "./EmojiGrid";
import type { EmojiSource } from "./EmojiPicker";
import { EmojiStrip } from "./EmojiStrip";
import { type At, type Cell, emojiRows, hand, moved } from "./emojiRows";

interface EmojiPanelProps {
  source: EmojiSource;
  onPick: (emoji: string, more: boolean) => void;
}

/** Search and grid of all emoji. */
export const EmojiPanel = (props: EmojiPanelProps) => {
  const t = useT();
  const language = useLanguage((state) => state.language);
  const [data, setData] = useState<EmojiData | "failed" | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each try
  useEffect(() => {
    let here = true;
    loadEmoji(language).then(
      (loaded) => here && setData(loaded),
      () => here && setData("failed"),
    );
    return () => {
      here = false;
    };
  }, [language, tries]);
  if (data === "failed")
    return (
      <div className="m-auto space-y-3 text-center text-sm text-muted">
        <p>{t("emoji.failed")}</p>
        <Button onClick={() => setTries(tries + 1)}>{t("app.tryAgain")}</Button>
      </div>
    );
  if (data === null) return <p className="m-auto text-sm text-muted">{t("messages.emojiLoading")}</p>;
  return <Loaded data={data} {...props} />;
};

const ARROWS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
const ROW_PX = 40;
const HEAD_PX = 32;
const GRID_ID = "emoji-grid";

const Loaded = ({ data, source, onPick }: EmojiPanelProps & { data: EmojiData }) => {
  const t = useT();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState<At | null>(null);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const headings = { recent: t("emoji.recent"), found: t("emoji.found") };
  // What one chooses becomes recent at once; the rows move only when the picker opens anew.
  const [recent] = useState(source.recent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: headings are words, the rest of the source is what counts
  const { rows, sections } = useMemo(
    () => emojiRows(data, { ...source, recent }, query, headings),
    [data, source.here, source.others, source.tone, recent, query],
  );
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "head" ? HEAD_PX : ROW_PX),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 4,
  });
  // While one searches, Enter takes the first that is found.
  const chosen = at ?? (query === "" ? null : moved(rows, null, "ArrowDown"));
  const cellAt = (place: At | null) => {
    const row = place && rows[place.row];
    return row?.kind === "cells" ? row.cells[place?.column ?? 0] : undefined;
  };
  const cell = cellAt(chosen);
  const shown = pointed ?? cell ?? null;

  const onKeyDown = (event: KeyboardEvent) => {
    const inSearch = event.target instanceof HTMLInputElement;
    if (ARROWS.has(event.key)) {
      // Until one has gone down into the grid, left and right belong to what is searched for.
      if (inSearch && at === null && /Left|Right/.test(event.key)) return;
      event.preventDefault();
      const next = moved(rows, at ?? (event.key === "ArrowDown" ? null : chosen), event.key);
      setPointed(null);
      setAt(next ?? (event.key === "ArrowUp" ? null : at));
      if (next) virtualizer.scrollToIndex(next.row, { align: "auto" });
    } else if (event.key === "Enter" && inSearch) {
      event.preventDefault();
      if (cell) onPick(cell.value, event.shiftKey);
    }
  };
  const pick = (value: string, event: MouseEvent) => onPick(value, event.shiftKey);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the search box and the grid in it
    <div className="flex size-full flex-col" onKeyDown={onKeyDown}>
      <div className="flex shrink-0 items-center gap-2 p-2">
        <input
          // biome-ignore lint/a11y/noAutofocus: whoever opens the picker wants to search in it
          autoFocus
          type="search"
          value={query}
          placeholder={t("messages.emojiSearch")}
          aria-label={t("messages.emojiSearch")}
          aria-controls={GRID_ID}
          aria-activedescendant={cell ? `emoji-${chosen?.row}-${chosen?.column}` : undefined}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(null);
            virtualizer.scrollToOffset(0);
          }}
          className="h-10 min-w-0 flex-1 rounded-lg border border-edge bg-raised px-3 text-sm text-strong"
        />
        <Tones data={data} tone={source.tone} onTone={source.onTone} />
      </div>
      <div className="flex min-h-0 flex-1 border-line border-t">
        {query === "" && (
          <EmojiStrip
            sections={sections}
            onGo={(section) => virtualizer.scrollToIndex(section.at, { align: "start" })}
          />
        )}
        {rows.length === 0 ? (
          <p role="status" className="m-auto text-sm text-muted">
            {t("messages.emojiNone")}
          </p>
        ) : (
          <div ref={scroller} className="min-w-0 flex-1 overflow-y-auto px-1.5 pb-2">
            <EmojiGrid
              id={GRID_ID}
              rows={rows}
              virtualizer={virtualizer}
              chosen={chosen}
              onPick={pick}
              onPoint={setPointed}
            />
          </div>
        )}
      </div>
      <p
        aria-hidden="true"
        className="flex h-9 shrink-0 items-center gap-2 border-line border-t px-3 text-sm text-muted"
      >
        {shown && (
          <>
            {shown.url ? (
              <img src={atHome(shown.url)} alt="" className="size-5 object-contain" />
            ) : (
              <span>{shown.value}</span>
            )}
            <span className="truncate">:{shown.name}:</span>
          </>
        )}
      </p>
    </div>
  );
};

const TONES = [0, 1, 2, 3, 4, 5] as const;

interface TonesProps {
  data: EmojiData;
  tone: Tone;
  onTone: (tone: Tone) => void;
}

/** The tone of skin: a hand, and six of them to choose from. */
const Tones = ({ data, tone, onTone }: TonesProps) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const name = (one: Tone) => t(`emoji.tone${one}`);
  const look = "flex size-8 shrink-0 items-center justify-center rounded-lg text-xl hover:bg-active";
  if (!open)
    return (
      <button
        type="button"
        aria-label={t("emoji.tone", { tone: name(tone) })}
        onClick={() => setOpen(true)}
        className={`tap ${look}`}
      >
        {hand(data, tone)}
      </button>
    );
  return (
    <div role="radiogroup" aria-label={t("emoji.tones")} className="flex">
      {TONES.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: a picture to press, as everything else in the picker
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === tone}
          aria-label={name(one)}
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed has become these
          autoFocus={one === tone}
          onClick={() => {
            onTone(one);
            setOpen(false);
          }}
          className={`${look} ${one === tone ? "bg-active" : ""}`}
        >
          {hand(data, one)}
        </button>
      ))}
    </div>
  );
};
