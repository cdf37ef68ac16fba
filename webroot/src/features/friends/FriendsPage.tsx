import * as Ariakit from "@ariakit/react";
import { useMemo, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { FRIEND_TABS } from "../../state/friends";
import { usePresenceKnown } from "../../state/knownPresence";
import { useNamesKnown } from "../../state/person";
import { useRelationships } from "../../state/relationships";
import { IconButton } from "../../ui/Button";
import { Count } from "../../ui/Count";
import { Icon } from "../../ui/Icon";
import { MessageSkeleton } from "../../ui/Skeleton";
import { useLater } from "../../ui/useLater";
import { AddFriend } from "./AddFriend";
import { FriendList } from "./FriendList";

interface FriendsPageProps {
  /** Opens the drawer with servers and conversations; absent where they are beside. */
  menu?: (() => void) | undefined;
}

const TAB = `tap flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-muted
  hover:bg-hover hover:text-strong aria-selected:bg-active aria-selected:text-strong`;
const ADD = `tap flex h-8 shrink-0 items-center justify-center rounded-md bg-accent px-3 text-sm
  font-semibold text-on-accent
  hover:bg-accent-hover aria-selected:bg-accent-soft aria-selected:text-accent-text
  max-phone:sticky max-phone:right-0`;

/** Friends, those who asked or were asked, and those whom one has blocked. */
export const FriendsPage = ({ menu }: FriendsPageProps) => {
  const t = useT();
  const known = useRelationships((state) => state.known);
  const kinds = useRelationships((state) => state.byUser);
  const waiting = useLater(!known, 150);
  const ids = useMemo(() => Object.keys(kinds), [kinds]);
  useNamesKnown(ids);
  usePresenceKnown(useMemo(() => ids.filter((id) => kinds[id] === "friend"), [ids, kinds]));
  const asked = ids.filter((id) => kinds[id] === "incoming").length;
  const [tab, setTab] = useState<string | null | undefined>(null);
  // Who asks is looked at first; with nobody there yet, one is told how to find somebody. What is told meanwhile leads
  // nobody away from where they are.
  const first = useRef<string | null>(null);
  if (known) first.current ??= asked > 0 ? "pending" : ids.length === 0 ? "all" : "online";
  return (
    <Ariakit.TabProvider selectedId={tab ?? first.current} setSelectedId={setTab}>
      <main id="messages" className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3 phone:px-4">
          {menu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={menu} className="-ml-1" />}
          <span className="text-muted max-phone:hidden">
            <Icon name="people" size={22} />
          </span>
          <h1 className="mr-2 font-semibold text-strong max-phone:sr-only">{t("friends.title")}</h1>
          <Ariakit.TabList
            aria-label={t("friends.title")}
            className="flex min-w-0 items-center gap-1 overflow-x-auto p-1 scroll-hidden"
          >
            {FRIEND_TABS.map((id) => (
              <Ariakit.Tab key={id} id={id} className={TAB}>
                {t(`friends.${id}`)}
                {id === "pending" && <Count count={asked} />}
              </Ariakit.Tab>
            ))}
            <Ariakit.Tab id="add" className={ADD}>
              <span className="phone:hidden">
                <Icon name="personAdd" size={20} />
              </span>
              <span className="max-phone:sr-only">{t("friends.add")}</span>
            </Ariakit.Tab>
          </Ariakit.TabList>
        </header>
        {!known ? (
          <div aria-busy="true" className="flex min-h-0 flex-1 flex-col pt-6">
            {waiting && <MessageSkeleton rows={5} />}
          </div>
        ) : (
          <>
            {FRIEND_TABS.map((id) => (
              <Ariakit.TabPanel key={id} tabId={id} unmountOnHide className="flex min-h-0 flex-1 flex-col outline-none">
                <FriendList tab={id} onAdd={() => setTab("add")} />
              </Ariakit.TabPanel>
            ))}
            <Ariakit.TabPanel tabId="add" unmountOnHide className="min-h-0 flex-1 overflow-y-auto outline-none">
              <AddFriend />
            </Ariakit.TabPanel>
          </>
        )}
      </main>
    </Ariakit.TabProvider>
  );
};
