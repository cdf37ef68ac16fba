import { useState } from "react";
import { useT } from "../../i18n/t";
import { install, useInstallation } from "../../state/installation";
import { changeSettings, resetSettings, useSettings } from "../../state/settings";
import { clearThemes } from "../../state/themes";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { SettingsPart } from "../../ui/SettingsPart";
import { Switch } from "../../ui/Switch";

/** What few need. */
export const AdvancedPage = () => {
  const t = useT();
  const copyIds = useSettings((state) => state.copyIds);
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
      <SettingsPart title={t("own.developers")}>
        <Switch
          label={t("own.copyIds")}
          hint={t("own.copyIdsHint")}
          on={copyIds}
          onChange={(on) => changeSettings({ copyIds: on })}
        />
      </SettingsPart>
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
