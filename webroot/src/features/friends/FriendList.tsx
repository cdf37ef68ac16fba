import { useMemo, useState } from "react";
import { useLocale, useT } from "../../i18n/t";
import { type FriendTab, named, related } from "../../state/friends";
import { usePresence } from "../../state/presence";
import { useRelationships } from "../../state/relationships";
import { useUsers } from "../../state/users";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import type { IconName } from "../../ui/Icon";
import { FriendRow } from "./FriendRow";

interface FriendListProps {
  tab: FriendTab;
  /** Leads to where friends are found. */
  onAdd: () => void;
}

const ICONS: Record<FriendTab, IconName> = { online: "moon", all: "people", pending: "clock", blocked: "check" };

/** The people of a tab; looked through by name where they are many. */
export const FriendList = ({ tab, onAdd }: FriendListProps) => {
  const t = useT();
  const locale = useLocale();
  const kinds = useRelationships((state) => state.byUser);
  const users = useUsers((state) => state.byId);
  const presence = usePresence((state) => state.byUser);
  const [text, setText] = useState("");
  const people = useMemo(() => related(tab, kinds, users, presence, locale), [tab, kinds, users, presence, locale]);
  const shown = named(people, text);
  if (people.length === 0)
    return (
      <Empty icon={ICONS[tab]} title={t(`friends.${tab}None`)} hint={t(`friends.${tab}NoneHint`)}>
        {(tab === "all" || tab === "online") && <Button onClick={onAdd}>{t("friends.add")}</Button>}
      </Empty>
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col px-3 pt-4 phone:px-6">
      <input
        type="search"
        value={text}
        aria-label={t("friends.search")}
        placeholder={t("friends.search")}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        className="h-10 w-full shrink-0 rounded-lg border border-edge bg-raised px-3 text-strong"
      />
      <h2 role="status" className="px-2 pt-4 pb-2 text-xs font-semibold text-muted">
        {t(`friends.${tab}`)} — {shown.length.toLocaleString(locale)}
      </h2>
      <ul className="min-h-0 flex-1 overflow-y-auto pb-4">
        {shown.map(({ person, kind }) => (
          <li key={person.id}>
            <FriendRow person={person} kind={kind} />
          </li>
        ))}
      </ul>
    </div>
  );
};
