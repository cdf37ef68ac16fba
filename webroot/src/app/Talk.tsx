import { type ReactNode, useEffect } from "react";
import type { Channel } from "../api/types";
import { Composer } from "../features/composer";
import { MessageList } from "../features/messages";
import { useT } from "../i18n/t";
import { NONE, type Powers } from "../lib/permissions";
import { stopEditing } from "../state/editing";
import { setPanes, usePanes } from "../state/panes";
import { setSearch, useSearch } from "../state/search";
import { changeSettings, useSettings } from "../state/settings";
import { Drawer } from "../ui/Drawer";
import { useMedia } from "../ui/useLater";
import { soon } from "./soon";

const SearchPanel = soon(() => import("../features/search/SearchPanel").then((module) => module.SearchPanel));

interface TalkProps {
  channel: Channel;
  /** What I may do there; `null` until it is known. */
  powers: Powers | null;
  /** Given whether the side is shown, and what shows or hides it. */
  header: (sideShown: boolean, toggleSide: () => void) => ReactNode;
  /** Who is there. */
  side: ReactNode;
  sideLabel: string;
}

/** A channel or a conversation that is open: its messages, where one writes, and beside them who is there or what is searched. */
export const Talk = ({ channel, powers, header, side, sideLabel }: TalkProps) => {
  const t = useT();
  const searching = useSearch((state) => state.open);
  const wide = useMedia("(min-width: 75rem)");
  const wanted = useSettings((state) => state.membersShown);
  const drawer = usePanes((state) => state.right);
  useEffect(
    () => () => {
      stopEditing();
      setPanes({ right: false });
    },
    [],
  );
  const toggle = () => (wide ? changeSettings({ membersShown: !wanted }) : setPanes({ right: !drawer }));
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        {header(wide ? wanted : drawer, toggle)}
        <div className="flex min-h-0 flex-1">
          <main id="messages" className="flex min-w-0 flex-1 flex-col">
            <MessageList channel={channel} powers={powers ?? NONE} />
            <Composer channel={channel} powers={powers} />
          </main>
          {searching && wide && <SearchPanel beside serverId={channel.serverId} channelId={channel.id} />}
          {!searching && wide && wanted && side}
        </div>
      </div>
      {!wide && (
        <Drawer side="right" label={t("search.results")} open={searching} onClose={() => setSearch({ open: false })}>
          <SearchPanel beside={false} serverId={channel.serverId} channelId={channel.id} />
        </Drawer>
      )}
      {!wide && (
        <Drawer side="right" label={sideLabel} open={drawer} onClose={() => setPanes({ right: false })}>
          {side}
        </Drawer>
      )}
    </>
  );
};
