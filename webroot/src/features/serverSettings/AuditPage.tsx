import { useCallback, useState } from "react";
import { type AuditQuery, listAuditLog } from "../../api/calls";
import type { AuditEntry, Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { momentOf, stamp } from "../../lib/time";
import { durationOf } from "../../lib/units";
import { useChannels } from "../../state/channels";
import { usePages } from "../../state/pages";
import { useNames } from "../../state/roster";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { Paged } from "../../ui/Paged";
import { AuditFilters, type Wanted } from "./AuditFilters";
import { changesOf, sentenceOf, type Words } from "./auditText";

/** Looking through the log costs the server something: not every few seconds. */
const AGAIN_MS = 30_000;

/** Who did what in the server, newest first: looked for by person, act, time and text. */
export const AuditPage = ({ serverId }: { serverId: Id }) => {
  const t = useT();
  const [wanted, setWanted] = useState<Wanted>({ actor: null, act: "", from: "", to: "", text: "" });
  const { actor, act, from, to, text } = wanted;
  const actorId = actor?.user.id;
  const pages = usePages(
    useCallback(
      (cursor?: string) => listAuditLog(serverId, queryOf({ actorId, act, from, to, text }, cursor)),
      [serverId, actorId, act, from, to, text],
    ),
    AGAIN_MS,
  );
  const words = useWords(serverId);
  return (
    <>
      <AuditFilters serverId={serverId} wanted={wanted} onChange={setWanted} />
      <Paged {...pages} onRetry={pages.reload} onMore={pages.more} count={pages.items.length} empty={t("audit.none")}>
        <ul className="space-y-2">
          {pages.items.map((entry) => (
            <AuditRow key={entry.id} entry={entry} words={words} />
          ))}
        </ul>
      </Paged>
    </>
  );
};

type Search = Omit<Wanted, "actor"> & { actorId: Id | undefined };

/** Days are those of whoever asks: the last one is looked at to its end. */
const queryOf = ({ actorId, act, from, to, text }: Search, cursor: string | undefined): AuditQuery => ({
  ...(cursor === undefined ? {} : { cursor }),
  ...(actorId === undefined ? {} : { actor: actorId }),
  ...(act === "" ? {} : { act }),
  ...(from === "" ? {} : { after: new Date(`${from}T00:00:00`).toISOString() }),
  ...(to === "" ? {} : { before: new Date(new Date(`${to}T00:00:00`).getTime() + 86_400_000).toISOString() }),
  ...(text.trim() === "" ? {} : { q: text.trim() }),
});

const useWords = (serverId: Id): Words => {
  const t = useT();
  const locale = useLocale();
  const names = useNames(serverId);
  const channels = useChannels((state) => state.byId);
  return {
    t,
    person: names.person,
    role: names.role,
    channel: (id) => {
      const channel = channels[id];
      return channel && (channel.type === "text" ? `#${channel.name}` : channel.name);
    },
    duration: (seconds) => durationOf(seconds, locale),
    moment: (iso) => momentOf(iso, locale),
  };
};

const AuditRow = ({ entry, words }: { entry: AuditEntry; words: Words }) => {
  const t = useT();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const changes = changesOf(entry, words);
  const more = changes.length > 0 || entry.reason !== undefined;
  const head = (
    <>
      {entry.actor ? (
        <Avatar id={entry.actor.id} name={words.person(entry.actor.id)} url={entry.actor.avatarUrl} size={32} />
      ) : (
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-active text-muted">
          <Icon name="eyeOff" size={18} />
        </span>
      )}
      <span className="min-w-0 flex-1 text-left">
        <span className="block text-sm font-medium text-strong wrap-anywhere">{sentenceOf(entry, words)}</span>
        <span className="block text-xs text-muted">{stamp(entry.createdAt, locale, Date.now())}</span>
      </span>
    </>
  );
  if (!more) return <li className="flex items-center gap-3 rounded-xl bg-raised px-3 py-2.5">{head}</li>;
  return (
    <li className="rounded-xl bg-raised">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 rounded-xl px-3 py-2.5 hover:bg-hover"
      >
        {head}
        <span className={`text-muted transition-transform ${open ? "rotate-90" : ""}`}>
          <Icon name="chevronRight" size={18} />
        </span>
      </button>
      {open && (
        <ul className="space-y-1 px-3 pb-3 pl-14 text-sm text-text">
          {entry.reason && <li className="wrap-anywhere">{t("audit.reason", { reason: entry.reason })}</li>}
          {changes.map((line) => (
            <li key={line} className="wrap-anywhere">
              {line}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};
