import type { ReactNode } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { PinsButton } from "./PinsButton";

interface ChannelHeaderProps {
  channel: Channel;
  /** Opens the drawer with servers and channels; absent where they are beside. */
  onMenu?: (() => void) | undefined;
  membersShown: boolean;
  onMembers: () => void;
  /** What else is to be had beside what is in it: the inbox, the search. */
  children?: ReactNode;
}

/** The name of the channel, what it is about, and what can be opened beside it. */
export const ChannelHeader = ({ channel, onMenu, membersShown, onMembers, children }: ChannelHeaderProps) => {
  const t = useT();
  return (
    <header className="z-10 flex h-12 shrink-0 items-center gap-2 border-line border-b bg-main px-3 phone:px-4">
      {onMenu && <IconButton icon="menu" label={t("channels.open")} tip="none" onClick={onMenu} className="-ml-1" />}
      <span className="text-muted">
        <Icon name="hash" size={22} />
      </span>
      <h1 className="min-w-0 shrink truncate font-semibold text-strong">{channel.name}</h1>
      {channel.topic && (
        <p
          title={channel.topic}
          className="ml-1 hidden min-w-0 flex-1 truncate border-line border-l pl-3 text-sm text-muted phone:block"
        >
          {channel.topic}
        </p>
      )}
      <div className="ml-auto flex shrink-0 gap-1">
        <PinsButton key={channel.id} channel={channel} />
        <IconButton
          icon="people"
          label={t(membersShown ? "channel.hideMembers" : "channel.showMembers")}
          tip="bottom"
          aria-pressed={membersShown}
          onClick={onMembers}
          className={membersShown ? "text-strong" : ""}
        />
        {children}
      </div>
    </header>
  );
};
