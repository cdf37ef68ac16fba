import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { useConversations } from "../../state/conversations";
import { usePlaces } from "../../state/places";
import { callsOf, isUnread, useReads } from "../../state/reads";
import { useServers } from "../../state/servers";
import { myId } from "../../state/session";
import { useUsers } from "../../state/users";
import { Icon } from "../../ui/Icon";
import { Palette } from "../../ui/Palette";
import { FoundRow } from "./FoundRow";
import { allPlaces, type Found, offered, search } from "./places";
import { useGo } from "./useGo";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
const PREFIXES = [
  { prefix: "@", key: "switcher.people" },
  { prefix: "#", key: "switcher.text" },
  { prefix: "!", key: "switcher.voice" },
  { prefix: "*", key: "switcher.servers" },
] as const;

/** Goes anywhere by a few letters of its name. */
export const Switcher = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [location] = useLocation();
  const go = useGo(onClose);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const found = useFound(typed, location);
  const at = Math.min(chosen, found.length - 1);
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [list, at]);

  const type = (text: string) => {
    setTyped(text);
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = STEPS[event.key];
    const place = found[at]?.place;
    if (event.key === "Enter" && place) go(place, event.ctrlKey || event.metaKey);
    else if (step === undefined || found.length === 0) return;
    // One step goes round the end; a page stops there.
    else if (Math.abs(step) === 1) setChosen((at + step + found.length) % found.length);
    else setChosen(Math.max(0, Math.min(found.length - 1, at + step)));
    event.preventDefault();
  };
  return (
    <Palette label={t("switcher.label")} onClose={onClose}>
      <div className="flex h-14 shrink-0 items-center gap-3 border-line border-b px-4 text-muted">
        <Icon name="search" size={22} />
        <input
          ref={input}
          role="combobox"
          aria-label={t("switcher.where")}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
          value={typed}
          placeholder={t("switcher.where")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          data-autofocus="true"
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-lg text-strong outline-none"
        />
      </div>
      <p role="status" className="sr-only">
        {typed.trim() !== "" && t("switcher.found", { count: found.length })}
      </p>
      {found.length > 0 ? (
        <div id={list} role="listbox" aria-label={t("switcher.places")} className="min-h-0 overflow-y-auto p-2">
          {found.map((one, index) => (
            <FoundRow
              key={`${one.place.kind}-${one.place.id}`}
              id={`${list}-${index}`}
              found={one}
              chosen={index === at}
              onPoint={() => setChosen(index)}
              onChoose={(elsewhere) => go(one.place, elsewhere)}
            />
          ))}
        </div>
      ) : (
        <p className="px-4 py-8 text-center text-sm text-muted">
          {t(typed.trim() === "" ? "switcher.nowhere" : "switcher.none")}
        </p>
      )}
      <p className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 border-line border-t px-3 py-1.5">
        {PREFIXES.map(({ prefix, key }) => (
          <button
            key={prefix}
            type="button"
            onClick={() => {
              type(prefix);
              input.current?.focus();
            }}
            className="tap flex h-7 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover
              hover:text-strong"
          >
            <kbd className="font-sans font-bold text-strong">{prefix}</kbd>
            {t(key)}
          </button>
        ))}
      </p>
    </Palette>
  );
};

/** What is shown for what is typed. Names are folded once, when the switcher opens or something new is known. */
const useFound = (typed: string, location: string): Found[] => {
  const servers = useServers((state) => state.byId);
  const channels = useChannels((state) => state.byId);
  const users = useUsers((state) => state.byId);
  const conversations = useConversations((state) => state.byId);
  const visited = usePlaces((state) => state.ids);
  const calls = useReads((state) => state.calls);
  // What comes meanwhile moves nothing under the pointer.
  const [reads] = useState(useReads.getState);
  const places = useMemo(
    () => allPlaces({ servers, channels, users, conversations, me: myId() }),
    [servers, channels, users, conversations],
  );
  return useMemo(
    () =>
      typed.trim() === ""
        ? offered(
            places,
            visited,
            (id) => callsOf({ calls }, id),
            (id) => isUnread(reads, id),
            location.split("/")[3] ?? location.split("/")[2] ?? null,
          )
        : search(places, typed, visited),
    [places, typed, visited, calls, reads, location],
  );
};
