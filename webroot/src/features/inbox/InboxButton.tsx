import { useState } from "react";
import { useT } from "../../i18n/t";
import { useChannels } from "../../state/channels";
import { useAction } from "../../state/keys";
import { notificationsShown, useNotifications } from "../../state/notifications";
import { useReads } from "../../state/reads";
import { IconButton } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import { soon } from "../../ui/soon";

const InboxPanel = soon(() => import("./InboxPanel").then((module) => module.InboxPanel), <div className="h-60" />);

/** Opens what I was told of and what is unread, everywhere; also by Ctrl+I. */
export const InboxButton = () => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const count = useUnreadCount();
  useAction("inbox", () => setOpen((now) => !now));
  return (
    <Popover
      title={t("inbox.title")}
      open={open}
      onOpenChange={setOpen}
      button={
        <IconButton
          icon="inbox"
          label={count > 0 ? t("inbox.openCount", { count }) : t("inbox.title")}
          tip="bottom"
          className={
            count > 0
              ? `relative after:absolute after:bottom-[calc(50%+2px)] after:left-[calc(50%+2px)] after:size-2.5
                after:rounded-full after:bg-badge after:ring-2 after:ring-main`
              : ""
          }
        />
      }
    >
      <InboxPanel onClose={() => setOpen(false)} />
    </Popover>
  );
};

/** How much I was told of and have not read. */
const useUnreadCount = (): number => {
  const list = useNotifications((state) => state.list);
  const channels = useChannels((state) => state.byId);
  const read = useReads((state) => state.read);
  return notificationsShown(list, channels, read).filter((one) => !one.read).length;
};
