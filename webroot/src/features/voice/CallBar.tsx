import { Link } from "wouter";
import { useT } from "../../i18n/t";
import { leaveCall, toggleMuted, useCall, useSilent } from "../../state/call";
import { usePlaceName } from "../../state/placeName";
import { IconButton } from "../../ui/Button";
import { useCallPath, useCallWords } from "./CallPanel";
import { LineBars } from "./LineBars";
import { useOwnLine } from "./ownLine";

/** My call where there is no room for its panel: above whatever else is looked at. */
export const CallBar = () => {
  const t = useT();
  const channelId = useCall((state) => state.channelId) ?? "";
  const silent = useSilent();
  const place = usePlaceName(channelId);
  const href = useCallPath(channelId);
  const line = useOwnLine();
  const words = useCallWords();
  return (
    <section aria-label={t("voice.panel")} className="flex h-12 shrink-0 items-center gap-1 bg-raised px-2">
      <Link href={href} className="tap flex min-w-0 flex-1 items-center gap-2 px-2">
        <span className="sr-only">{t("voice.back")}: </span>
        <LineBars look={line} />
        <span className="min-w-0 leading-tight">
          <span className={`block truncate text-sm font-semibold ${words.color}`}>{words.text}</span>
          <span className="block truncate text-xs text-muted">{place}</span>
        </span>
      </Link>
      <IconButton
        icon={silent ? "micOff" : "mic"}
        label={t(silent ? "voice.unmute" : "voice.mute")}
        onClick={toggleMuted}
        className={silent ? "text-danger-text" : ""}
      />
      <IconButton icon="hangUp" label={t("voice.leave")} onClick={leaveCall} className="text-danger-text" />
    </section>
  );
};
