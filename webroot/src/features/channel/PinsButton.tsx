import { useState } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { IconButton } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import { soon } from "../../ui/soon";

const PinsPanel = soon(() => import("./PinsPanel").then((module) => module.PinsPanel), <div className="h-40" />);

/** Opens the pinned messages of a channel. */
export const PinsButton = ({ channel }: { channel: Channel }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      title={t("channel.pins")}
      open={open}
      onOpenChange={setOpen}
      button={<IconButton icon="pin" label={t("channel.pins")} tip="bottom" />}
    >
      <PinsPanel channel={channel} onClose={() => setOpen(false)} />
    </Popover>
  );
};
