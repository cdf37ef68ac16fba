import { useState } from "react";
import { moveChannels } from "../../api/calls";
import type { Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { attempt } from "../../state/explain";
import { channelTree } from "../../state/selectors";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Select } from "../../ui/Select";
import { moveInto } from "./moves";

const NO_CATEGORY = "";

/** Puts a channel into another category, by keys and fingers. */
export const MoveChannelDialog = ({ channelId, onClose }: { channelId: Id; onClose: () => void }) => {
  const t = useT();
  const byId = useChannels((state) => state.byId);
  const channel = byId[channelId];
  const [parent, setParent] = useState<string>(channel?.parentId ?? NO_CATEGORY);
  if (!channel?.serverId) return null;
  const { serverId } = channel;
  const categories = channelTree(byId, serverId).flatMap(({ category }) => (category ? [category] : []));
  const move = () => attempt(moveChannels(serverId, [moveInto(channelId, parent === NO_CATEGORY ? null : parent)]));
  return (
    <ConfirmDialog
      title={t("channels.moveTitle", { channel: channel.name })}
      confirm={t("channels.move")}
      disabled={parent === (channel.parentId ?? NO_CATEGORY)}
      onConfirm={move}
      onClose={onClose}
    >
      <Select
        label={t("channels.category")}
        value={parent}
        choices={[
          { value: NO_CATEGORY, label: t("channels.noCategory") },
          ...categories.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setParent}
      />
    </ConfirmDialog>
  );
};
