import { lazy, Suspense, useState } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { IconButton } from "../../ui/Button";
import { Popover } from "../../ui/Popover";

const PinsPanel = lazy(() => import("./PinsPanel").then((module) => ({ default: module.PinsPanel })));

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
      <Suspense fallback={<div className="h-40" />}>
        <PinsPanel channel={channel} onClose={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
};
