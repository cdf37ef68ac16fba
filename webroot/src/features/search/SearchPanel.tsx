import { useDeferredValue, useMemo, useRef } from "react";
import { useLocation } from "wouter";
import type { Channel, Id } from "../../api/types";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { parseQuery } from "../../lib/searchQuery";
import { useChannels } from "../../state/channels";
import { useMembers } from "../../state/members";
import { useMessages } from "../../state/messages";
import { setSearch, useSearch } from "../../state/search";
import { FOUND_MAX, type Found, searchLoaded } from "../../state/searching";
import { useUsers } from "../../state/users";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { FilterChips } from "./FilterChips";
import { FoundMessage } from "./FoundMessage";

interface SearchPanelProps {
  serverId: Id | null;
  /** The one that is open. */
  channel: Channel;
  /** Beside the channel; otherwise it lies over it, and has a box of its own. */
  beside: boolean;
}

/** What was found of what this page has loaded, beside the channel. */
export const SearchPanel = ({ serverId, channel: open, beside }: SearchPanelProps) => {
  const t = useT();
  const [, navigate] = useLocation();
  const typed = useSearch((state) => state.typed);
  const box = useRef<HTMLInputElement>(null);
  const { query, filters } = useMemo(() => parseQuery(typed), [typed]);
  const results = useResults(useDeferredValue(query), serverId, open);
  const close = () => setSearch({ open: false, typed: "" });
  const jump = ({ channel, message }: Found) => {
    if (!beside) setSearch({ open: false });
    navigate(paths.message(channel.serverId, channel.id, message.id));
  };
  const asked = query.words.length + filters.length > 0;
  const { found, messages, channels } = results;
  return (
    <aside
      aria-label={t("search.results")}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
        }
      }}
      className={`flex h-full shrink-0 flex-col bg-side ${beside ? "w-90 border-line border-l" : "w-100 max-w-full"}`}
    >
      <div className="flex items-center gap-2 border-line border-b px-3 py-2">
        {beside ? (
          <h2 className="min-w-0 flex-1 truncate font-semibold text-strong">
            <span role="status">{asked ? t("search.found", { count: found.length }) : t("search.label")}</span>
          </h2>
        ) : (
          <input
            ref={box}
            // biome-ignore lint/a11y/noAutofocus: whoever opens it wants to type
            autoFocus
            type="text"
            value={typed}
            placeholder={t("search.label")}
            aria-label={t("search.label")}
            onChange={(event) => setSearch({ typed: event.target.value })}
            className="tap h-9 min-w-0 flex-1 rounded-md border border-line bg-raised px-3 text-strong"
          />
        )}
        <IconButton icon="close" label={t("search.close")} tip="none" onClick={close} />
      </div>
      <FilterChips typed={typed} filters={filters} onType={(next) => setSearch({ typed: next })} box={box} />
      <p className="px-3 pb-2 text-xs text-muted">
        {t("search.here", {
          messages: t("search.messages", { count: messages }),
          channels: t("search.channels", { count: channels }),
        })}
      </p>
      {asked && found.length === 0 ? (
        <div className="flex flex-col items-center px-6 py-10 text-center">
          <span className="mb-3 flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent-text">
            <Icon name="search" size={26} />
          </span>
          <p className="font-semibold text-strong">{t("search.none")}</p>
          <p className="mt-1 text-sm text-balance text-muted">{t("search.noneHint")}</p>
        </div>
      ) : (
        <ol className="min-h-0 flex-1 space-y-2 overflow-y-auto px-3 pb-4">
          {found.slice(0, FOUND_MAX).map((one, index) => (
            <li key={one.message.id}>
              {found[index - 1]?.channel.id !== one.channel.id && (
                <h3 className="pt-1 pb-1.5 text-sm font-semibold text-muted">
                  {one.channel.type === "dm" ? one.channel.name : `#${one.channel.name}`}
                </h3>
              )}
              <FoundMessage found={one} words={query.words} onJump={() => jump(one)} />
            </li>
          ))}
          {found.length > FOUND_MAX && (
            <li className="py-2 text-center text-sm text-muted">{t("search.most", { count: FOUND_MAX })}</li>
          )}
        </ol>
      )}
    </aside>
  );
};

/** Searches the channels of the server that is open, or the conversation. */
const useResults = (query: ReturnType<typeof parseQuery>["query"], serverId: Id | null, open: Channel) => {
  const histories = useMessages((state) => state.histories);
  const channels = useChannels((state) => state.byId);
  const users = useUsers((state) => state.byId);
  const members = useMembers((state) => (serverId === null ? undefined : state.byServer[serverId]?.byUser));
  return useMemo(() => {
    const places = serverId === null ? [open] : Object.values(channels).filter((one) => one.serverId === serverId);
    const nameOf = (id: Id) => {
      const user = users[id];
      const nickname = members?.[id]?.nickname;
      return [...(nickname ? [nickname] : []), ...(user ? [user.displayName, user.username] : [])];
    };
    return searchLoaded(query, histories, places, nameOf);
  }, [query, histories, channels, users, members, serverId, open]);
};
