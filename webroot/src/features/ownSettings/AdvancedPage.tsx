import { useState } from "react";
import { useT } from "../../i18n/t";
import { install, useInstallation } from "../../state/installation";
import { resetSettings } from "../../state/settings";
import { clearThemes } from "../../state/themes";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { SettingsPart } from "../../ui/SettingsPart";

/** What few need. */
export const AdvancedPage = () => {
  const t = useT();
  const installable = useInstallation((state) => state.installable);
  const [asked, setAsked] = useState(false);
  return (
    <>
      {installable && (
        <SettingsPart title={t("own.application")} hint={t("own.applicationHint")}>
          <Button className="mt-2" onClick={() => void install()}>
            {t("own.install")}
          </Button>
        </SettingsPart>
      )}
      <SettingsPart title={t("own.startOver")} hint={t("own.startOverHint")}>
        <Button look="danger" className="mt-2" onClick={() => setAsked(true)}>
          {t("own.resetAll")}
        </Button>
      </SettingsPart>
      {asked && (
        <ConfirmDialog
          title={t("own.resetTitle")}
          hint={t("own.resetHint")}
          confirm={t("own.resetAll")}
          danger
          onConfirm={async () => {
            resetSettings();
            clearThemes();
            return true;
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
};
