import { elementScroll, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import type { Powers } from "../../lib/permissions";
import type { Outgoing } from "../../realtime/outbox";
import type { History } from "../../state/history";
import { useAction } from "../../state/keys";
import { jumpDone, loadAfter, loadBackTo, loadBefore, loadPresent, useMessages } from "../../state/messages";
import { stopSelecting, useSelecting } from "../../state/selecting";
import { myId } from "../../state/session";
import { listLabel } from "../../state/talkLabels";
import { Icon } from "../../ui/Icon";
import { MessageSkeleton } from "../../ui/Skeleton";
import { useEscape } from "../../ui/useEscape";
import { Announcer } from "./Announcer";
import { RowView } from "./RowView";
import { type Row, rowsOf } from "./rows";
import { SelectionBar } from "./SelectionBar";
import { UnreadBar } from "./UnreadBar";
import { END_PX, useEnd } from "./useEnd";
import { useReading } from "./useReading";
import { useRowFocus } from "./useRowFocus";

/** The height of the skeletons at an end that has more. */
const MORE_PX = 230;
/** What is scrolled to stays clear of the bar at the top. */
const BAR_PX = 44;
/** More is loaded this far ahead of the edge. */
const AHEAD_PX = 900;
const FLASH_MS = 2_400;

interface TimelineProps {
  channel: Channel;
  powers: Powers;
  history: History;
  /** Messages on their way. */
  outgoing: Outgoing[];
}

/** What is here of a channel, drawn as far as it is seen; more is fetched as one comes near an end. */
export const Timeline = ({ channel, powers, history, outgoing }: TimelineProps) => {
  const t = useT();
  const me = myId();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const { unreadAfter, unseen, readAll } = useReading(channel.id, history, atEnd);
  const rows = useMemo(() => rowsOf(history, outgoing, me, unreadAfter), [history, outgoing, me, unreadAfter]);
  const [flashed, setFlashed] = useState<string | null>(null);

  const list = useRef<HTMLOListElement>(null);
  const end = useEnd(scroller, list, () => look());

  const reachedPresent = useRef(false);
  useEffect(() => {
    reachedPresent.current = !history.hasAfter;
  }, [history.hasAfter]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    scrollToFn: (...write) => end.move(() => elementScroll(...write)),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: useCallback((index: number) => estimate(rows[index]), [rows]),
    overscan: 8,
    scrollPaddingStart: BAR_PX,
    // Room for the skeletons of what is still to come.
    paddingStart: history.hasBefore ? MORE_PX : 0,
    paddingEnd: history.hasAfter ? MORE_PX : 24,
    anchorTo: "end",
    // A page of the past that happens to reach the present is no new message: it is not followed.
    followOnAppend: !history.hasAfter && reachedPresent.current,
    scrollEndThreshold: END_PX,
  });

  // A new window opens at its end, or at the line where the unread begins.
  const { generation } = history;
  const opened = useRef(-1);
  useLayoutEffect(() => {
    if (opened.current === generation || rows.length === 0) return;
    opened.current = generation;
    const line = rows.findIndex(isLine);
    end.keep(line < 0 && !history.hasAfter);
    if (line >= 0) virtualizer.scrollToIndex(line, { align: "start" });
    else if (!history.hasAfter) virtualizer.scrollToEnd();
  }, [generation, rows, virtualizer, history.hasAfter, end]);

  // What one sends is seen, wherever one was reading.
  const lastSent = outgoing.at(-1)?.nonce;
  const sentBefore = useRef(lastSent);
  useLayoutEffect(() => {
    if (lastSent !== undefined && lastSent !== sentBefore.current) {
      end.keep(!history.hasAfter);
      virtualizer.scrollToEnd();
    }
    sentBefore.current = lastSent;
  }, [lastSent, virtualizer, history.hasAfter, end]);

  // A jump: to its row, which lights up for a moment.
  const jump = useMessages((state) => (state.jump?.channelId === channel.id ? state.jump.messageId : null));
  useEffect(() => {
    if (jump === null) return;
    const index = rows.findIndex((row) => row.kind === "message" && row.message.id === jump);
    if (index < 0) return;
    end.keep(false);
    virtualizer.scrollToIndex(index, { align: "center" });
    setFlashed(rows[index]?.key ?? null);
    jumpDone();
  }, [jump, rows, virtualizer, end]);
  useEffect(() => {
    if (flashed === null) return undefined;
    const timer = setTimeout(() => setFlashed(null), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashed]);

  const look = () => {
    const at = end.look(!history.hasAfter);
    if (!at) return;
    setAtEnd(at.end);
    if (at.above < AHEAD_PX) void loadBefore(channel.id);
    if (at.below < AHEAD_PX) void loadAfter(channel.id);
  };
  // Before anybody sees that there is more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows change
  useLayoutEffect(() => {
    end.stay();
  }, [rows, end]);
  // What was loaded may still not fill the pane.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever the rows change
  useEffect(look, [rows]);

  // To where the unread begins, reading back to there if need be.
  const [seeking, setSeeking] = useState(false);
  const line = rows.findIndex(isLine);
  const toLine = async () => {
    if (line < 0 && unreadAfter !== null) await loadBackTo(channel.id, unreadAfter);
    setSeeking(true);
  };
  useEffect(() => {
    if (!seeking) return;
    setSeeking(false);
    end.keep(false);
    virtualizer.scrollToIndex(Math.max(line, 0), { align: "start" });
  }, [seeking, line, virtualizer, end]);

  const toRow = (index: number) => {
    end.keep(false);
    virtualizer.scrollToIndex(index, { align: "auto" });
    look();
  };
  const focus = useRowFocus(rows, toRow, scroller);
  const items = virtualizer.getVirtualItems();
  const toPresent = () => {
    if (history.hasAfter) void loadPresent(channel.id);
    else virtualizer.scrollToEnd();
  };
  const selecting = useSelecting((state) => state.channelId === channel.id);
  useEffect(() => stopSelecting, []);
  const leave = () => {
    readAll();
    toPresent();
  };
  // The same key ends choosing, whatever key it is that marks as read.
  useAction("markRead", selecting ? null : leave);
  useEscape(() => {
    if (selecting) stopSelecting();
  });
  return (
    <>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          ref={scroller}
          onScroll={look}
          data-testid="timeline"
          className="flex min-h-0 flex-1 flex-col overflow-y-auto overflow-x-hidden overscroll-contain scroll-stable"
        >
          <ol
            ref={list}
            aria-label={listLabel(channel, t)}
            className="relative mt-auto w-full shrink-0"
            style={{ height: virtualizer.getTotalSize() }}
            {...focus.handlers}
          >
            {history.hasBefore && (
              <li className="absolute inset-x-0 top-0">
                <MessageSkeleton rows={3} />
              </li>
            )}
            {history.hasAfter && (
              <li className="absolute inset-x-0 bottom-0">
                <MessageSkeleton rows={3} />
              </li>
            )}
            {items.map((item) => {
              const row = rows[item.index];
              return row ? (
                <li
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  data-key={row.key}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <RowView
                    row={row}
                    channel={channel}
                    powers={powers}
                    me={me}
                    tabIndex={row.key === focus.key ? 0 : -1}
                    flash={row.key === flashed}
                  />
                </li>
              ) : null;
            })}
          </ol>
        </div>
        <Announcer channelId={channel.id} me={me} />
        {unreadAfter !== null && (line < 0 || !atEnd) && (
          <UnreadBar history={history} after={unreadAfter} me={me} onJump={() => void toLine()} onRead={readAll} />
        )}
        {(!atEnd || history.hasAfter) && <PresentButton unseen={unseen} onClick={toPresent} />}
      </div>
      <SelectionBar channelId={channel.id} />
    </>
  );
};

/** The way to the present, and how much has come there meanwhile. */
const PresentButton = ({ unseen, onClick }: { unseen: number; onClick: () => void }) => {
  const t = useT();
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center">
      <button
        type="button"
        onClick={onClick}
        className="tap pointer-events-auto flex animate-rise items-center gap-2 rounded-full bg-accent px-4 py-1.5
          text-sm font-semibold text-on-accent shadow-lg hover:bg-accent-hover"
      >
        {unseen > 0 ? t("messages.unseen", { count: unseen }) : t("messages.jumpToPresent")}
        <Icon name="arrowDown" size={16} />
      </button>
    </div>
  );
};

const isLine = (row: Row): boolean => row.kind === "message" && row.line;

/** A first guess at a row's height: near enough that little moves when it is measured. */
const estimate = (row: Row | undefined): number => {
  if (row === undefined || row.kind === "start") return 190;
  const above = (row.day === null ? 0 : 40) + (row.line ? 24 : 0) + (row.head ? 62 : 26);
  const message = row.kind === "message" ? row.message : row.outgoing;
  return above + Math.floor(message.content.length / 90) * 22 + (message.replyTo ? 22 : 0);
};
