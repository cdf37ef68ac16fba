import type { Channel, Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { has, NONE } from "../../lib/permissions";
import { markChannelsRead } from "../../state/actions";
import { attempt } from "../../state/explain";
import { changeLevel, FOR_GOOD, isMuted, useLevels } from "../../state/levels";
import { useChannelPowers } from "../../state/powers";
import { toggleFolded, useSettings } from "../../state/settings";
import { MenuItem, MenuLine } from "../../ui/Menu";
import { ManageItems } from "./ChannelItems";

interface CategoryItemsProps {
  category: Channel;
  /** What is in it. */
  channels: Channel[];
  serverId: Id;
}

/** What one may do with a category, as items of its menu. */
export const CategoryItems = ({ category, channels, serverId }: CategoryItemsProps) => {
  const t = useT();
  const powers = useChannelPowers(category) ?? NONE;
  const folded = useSettings((state) => state.folded.includes(category.id));
  const texts = channels.filter((channel) => channel.type === "text");
  const muted = useLevels(
    (state) => texts.length > 0 && texts.every(({ id }) => isMuted(state.bySubject[id], Date.now())),
  );
  // A category has no messages of its own: what is set is set for each of its channels.
  const toggleMuted = async () => {
    for (const { id } of texts) await changeLevel(id, { mutedUntil: muted ? undefined : FOR_GOOD });
  };
  return (
    <>
      {texts.length > 0 && (
        <>
          <MenuItem icon="check" onClick={() => markChannelsRead(texts.map(({ id }) => id))}>
            {t("channels.markRead")}
          </MenuItem>
          <MenuItem icon={muted ? "bell" : "bellOff"} onClick={() => void attempt(toggleMuted())}>
            {t(muted ? "channels.unmuteCategory" : "channels.muteCategory")}
          </MenuItem>
        </>
      )}
      <MenuItem icon={folded ? "chevronDown" : "chevronRight"} onClick={() => toggleFolded(category.id)}>
        {t(folded ? "channels.unfold" : "channels.fold")}
      </MenuItem>
      {has(powers, "MANAGE_CHANNELS") && (
        <>
          <MenuLine />
          <ManageItems channel={category} serverId={serverId} parentId={category.id} />
        </>
      )}
    </>
  );
};
