import { useEffect, useRef } from "react";
import { useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { useServers } from "../../state/servers";
import { Avatar, initials } from "../../ui/Avatar";
import { Count } from "../../ui/Count";
import { Icon } from "../../ui/Icon";
import { channelOf, type Found, type Place } from "./places";

interface FoundRowProps {
  id: string;
  found: Found;
  chosen: boolean;
  onPoint: () => void;
  /** In another tab where Ctrl or ⌘ was held. */
  onChoose: (elsewhere: boolean) => void;
}

/** A place that was found: what it is, its name with the letters that matched, and where it is. */
export const FoundRow = ({ id, found: { place, at }, chosen, onPoint, onChoose }: FoundRowProps) => {
  const t = useT();
  const channelId = channelOf(place) ?? "";
  const unread = useReads((state) => isUnread(state, channelId));
  const calls = useReads((state) => callsOf(state, channelId));
  const point = useMoved(onPoint);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the input says which one is chosen
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
      onPointerMove={point}
      className={`tap flex min-h-10 cursor-pointer select-none items-center gap-3 rounded-lg px-2.5 py-1
        ${chosen ? "bg-active text-strong" : unread ? "text-strong" : "text-text"}`}
    >
      <Sign place={place} />
      <span className={`min-w-0 shrink truncate ${unread ? "font-semibold" : "font-medium"}`}>
        <Marked name={place.name} at={at} />
      </span>
      <span className="min-w-0 flex-1 truncate text-sm text-muted">{place.where}</span>
      {unread && calls === 0 && (
        <span className="mx-1 size-2 shrink-0 rounded-full bg-strong">
          <span className="sr-only">{t("switcher.unread")}</span>
        </span>
      )}
      <Count count={calls} />
    </div>
  );
};

/** The pointer chooses by moving; a list that moves under it does not. */
const useMoved = (onMove: () => void) => {
  const last = useRef<string | null>(null);
  useEffect(() => {
    last.current = null;
  }, []);
  return (event: { clientX: number; clientY: number }) => {
    const now = `${event.clientX} ${event.clientY}`;
    if (last.current !== null && last.current !== now) onMove();
    last.current = now;
  };
};

const Sign = ({ place: { kind, id, name, avatarUrl, other } }: { place: Place }) => {
  const icon = useServers((state) => (kind === "server" ? state.byId[id]?.iconUrl : undefined));
  if (kind === "person" && other !== undefined) return <Avatar id={id} name={name} url={avatarUrl ?? null} size={24} />;
  return (
    <span aria-hidden="true" className="flex size-6 shrink-0 items-center justify-center text-muted">
      {kind === "server" ? (
        icon ? (
          <img src={atHome(icon)} alt="" className="size-6 rounded-lg object-cover" />
        ) : (
          <span className="flex size-6 items-center justify-center rounded-lg bg-active text-tiny font-bold">
            {initials(name)}
          </span>
        )
      ) : (
        <Icon name={kind === "voice" ? "speaker" : kind === "person" ? "people" : "hash"} size={20} />
      )}
    </span>
  );
};

/** A name with the letters that matched standing out. */
const Marked = ({ name, at }: { name: string; at: number[] }) => {
  if (at.length === 0) return name;
  const marks = new Set(at);
  const runs: { text: string; marked: boolean; from: number }[] = [];
  for (let place = 0; place < name.length; place += 1) {
    const marked = marks.has(place);
    const last = runs.at(-1);
    if (last?.marked === marked) last.text += name[place];
    else runs.push({ text: name[place] ?? "", marked, from: place });
  }
  return runs.map(({ text, marked, from }) =>
    marked ? (
      <mark key={from} className="bg-transparent text-accent-text underline decoration-2 underline-offset-2">
        {text}
      </mark>
    ) : (
      <span key={from}>{text}</span>
    ),
  );
};
