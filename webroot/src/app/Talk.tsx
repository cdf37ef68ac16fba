import { type ReactNode, useEffect } from "react";
import type { Channel } from "../api/types";
import { Composer } from "../features/composer";
import { MessageList } from "../features/messages/later";
import { useT } from "../i18n/t";
import { NONE, type Powers } from "../lib/permissions";
import { stopEditing } from "../state/editing";
import { useAction } from "../state/keys";
import { setPanes, usePanes } from "../state/panes";
import { visit } from "../state/places";
import { setSearch, useSearch } from "../state/search";
import { changeSettings, useSettings } from "../state/settings";
import { Drawer } from "../ui/Drawer";
import { soon } from "../ui/soon";
import { useMedia, WIDE } from "../ui/useLater";

const SearchPanel = soon(() => import("../features/search/later").then((module) => module.SearchPanel));

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

/**
 * A channel or a conversation that is open: its messages, where one writes, and who is there or what was found. Between
 * two channels of a server only what is in them is drawn anew.
 */
export const Talk = ({ channel, powers, header, side, sideLabel }: TalkProps) => {
  const t = useT();
  const searching = useSearch((state) => state.open);
  const wide = useMedia(WIDE);
  const wanted = useSettings((state) => state.membersShown);
  const drawer = usePanes((state) => state.right);
  useEffect(() => {
    visit(channel.id);
    return () => {
      stopEditing();
      setPanes({ right: false });
    };
  }, [channel.id]);
  const toggle = () => (wide ? changeSettings({ membersShown: !wanted }) : setPanes({ right: !drawer }));
  useAction("members", toggle);
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        {header(wide ? wanted : drawer, toggle)}
        <div className="flex min-h-0 flex-1">
          <main key={channel.id} id="messages" className="flex min-w-0 flex-1 flex-col">
            <MessageList channel={channel} powers={powers ?? NONE} />
            <Composer channel={channel} powers={powers} />
          </main>
          {searching && wide && <SearchPanel key={channel.id} beside serverId={channel.serverId} channel={channel} />}
          {!searching && wide && wanted && side}
        </div>
      </div>
      {!wide && (
        <Drawer side="right" label={t("search.results")} open={searching} onClose={() => setSearch({ open: false })}>
          <SearchPanel key={channel.id} beside={false} serverId={channel.serverId} channel={channel} />
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
