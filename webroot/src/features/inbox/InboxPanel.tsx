import { useState } from "react";
import { useT } from "../../i18n/t";
import { Tabs } from "../../ui/Tabs";
import { Mentions } from "./Mentions";
import { Unreads } from "./Unreads";

const TABS = ["mentions", "unreads"] as const;

/** What I was told of, and what is unread, in two tabs. */
export const InboxPanel = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [tab, setTab] = useState<(typeof TABS)[number]>("mentions");
  return (
    <Tabs
      label={t("inbox.title")}
      tabs={TABS.map((id) => ({ id, label: t(`inbox.${id}`) }))}
      chosen={tab}
      onChoose={setTab}
    >
      {tab === "mentions" ? <Mentions onClose={onClose} /> : <Unreads onClose={onClose} />}
    </Tabs>
  );
};
