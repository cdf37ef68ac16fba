import { moveChannels } from "../../api/calls";
import type { Channel, Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { openDialog } from "../../state/dialogs";
import { attempt } from "../../state/explain";
import { MenuItem } from "../../ui/Menu";
import { type Move, moveBy } from "./moves";

/** The way of keys and fingers to what the mouse does by dragging. */
export const ArrangeItems = ({ channel, serverId }: { channel: Channel; serverId: Id }) => {
  const t = useT();
  const byId = useChannels((state) => state.byId);
  const up = moveBy(byId, channel, -1);
  const down = moveBy(byId, channel, 1);
  const hasCategories = Object.values(byId).some((one) => one.serverId === serverId && one.type === "category");
  const move = (to: Move) => void attempt(moveChannels(serverId, [to]));
  return (
    <>
      {up && (
        <MenuItem icon="arrowUp" onClick={() => move(up)}>
          {t("channels.moveUp")}
        </MenuItem>
      )}
      {down && (
        <MenuItem icon="arrowDown" onClick={() => move(down)}>
          {t("channels.moveDown")}
        </MenuItem>
      )}
      {channel.type !== "category" && hasCategories && (
        <MenuItem icon="folder" onClick={() => openDialog({ kind: "moveChannel", channelId: channel.id })}>
          {t("channels.moveInto")}
        </MenuItem>
      )}
    </>
  );
};
