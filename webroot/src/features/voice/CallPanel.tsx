import { Link } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { leaveCall, stopSharing, useCall } from "../../state/call";
import { useChannels } from "../../state/channels";
import { setPanes } from "../../state/panes";
import { usePlaceName } from "../../state/placeName";
import { useMayShow } from "../../state/powers";
import { IconButton } from "../../ui/Button";
import { canShare } from "../../voice/screen";
import { LineBars } from "./LineBars";
import { useOwnLine } from "./ownLine";
import { ShareMenu } from "./ShareMenu";

/** My call, at hand wherever I look: how it does, the way back to it, and the way out. */
export const CallPanel = () => {
  const t = useT();
  const channelId = useCall((state) => state.channelId) ?? "";
  const mayShare = useMayShow();
  const sharing = useCall((state) => state.sharing !== null);
  const place = usePlaceName(channelId);
  const href = useCallPath(channelId);
  const line = useOwnLine();
  const words = useCallWords();
  return (
    <section aria-label={t("voice.panel")} className="shrink-0 border-line border-t bg-side px-2 py-1.5">
      <div className="flex items-center gap-1">
        <Link
          href={href}
          onClick={() => setPanes({ left: false })}
          className="tap min-w-0 flex-1 rounded-md px-1.5 py-1 leading-tight hover:bg-hover"
        >
          <span className="sr-only">{t("voice.back")}: </span>
          <span className="flex items-center gap-1.5">
            <LineBars look={line} />
            <span role="status" className={`truncate text-sm font-semibold ${words.color}`}>
              {words.text}
            </span>
          </span>
          <span className="block truncate text-xs text-muted">{place}</span>
        </Link>
        {(sharing || (mayShare && canShare())) &&
          (sharing ? (
            <IconButton icon="screenOff" label={t("voice.shareStop")} onClick={stopSharing} className="text-online" />
          ) : (
            <ShareMenu button={<IconButton icon="screen" label={t("voice.share")} />} />
          ))}
        <IconButton icon="hangUp" label={t("voice.leave")} onClick={leaveCall} className="text-danger-text" />
      </div>
    </section>
  );
};

/** Where the call is looked at. */
export const useCallPath = (channelId: string): string => {
  const serverId = useChannels((state) => state.byId[channelId]?.serverId ?? null);
  return serverId === null ? paths.conversation(channelId) : paths.channel(serverId, channelId);
};

/** How the call does, in a word or two. */
export const useCallWords = (): { text: string; color: string } => {
  const t = useT();
  const entered = useCall((state) => state.entered);
  const signalled = useCall((state) => state.signalled);
  if (!entered) return { text: t("voice.connecting"), color: "text-muted" };
  if (!signalled) return { text: t("voice.reconnecting"), color: "text-danger-text" };
  return { text: t("voice.connected"), color: "text-online" };
};
