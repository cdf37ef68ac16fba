import { useState } from "react";
import { useT } from "../../i18n/t";
import { goToNewVersion, useInstallation } from "../../state/installation";
import { Button, IconButton } from "../../ui/Button";

/** Says that a newer version of the client is ready; it is used when somebody says so, or opens the page anew. */
export const NewVersion = () => {
  const t = useT();
  const ready = useInstallation((state) => state.ready);
  const [later, setLater] = useState(false);
  if (!ready || later) return null;
  return (
    <div className="fixed inset-x-3 top-14 z-40 mx-auto w-fit max-w-full">
      <div
        role="status"
        className="flex animate-rise items-center gap-2 rounded-xl bg-float py-2 pr-2 pl-4 shadow-2xl ring-1 ring-edge"
      >
        <p className="text-sm font-medium text-strong">{t("offline.newVersion")}</p>
        <Button size="small" onClick={goToNewVersion}>
          {t("app.reload")}
        </Button>
        <IconButton icon="close" label={t("offline.later")} tip="none" onClick={() => setLater(true)} />
      </div>
    </div>
  );
};
