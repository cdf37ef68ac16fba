import { useT } from "../../i18n/t";
import { changeSettings, useSettings } from "../../state/settings";
import { Choices } from "../../ui/Choices";
import { SettingsPart } from "../../ui/SettingsPart";
import { Slider } from "../../ui/Slider";
import { Switch } from "../../ui/Switch";

/** What makes the client easier to see, to bear and to operate, in this browser. */
export const AccessibilityPage = () => {
  const t = useT();
  const settings = useSettings();
  return (
    <>
      <SettingsPart title={t("own.motion")}>
        <Choices
          label={t("own.motionChoice")}
          value={settings.motion}
          choices={[
            { value: "system", label: t("own.motionSystem") },
            { value: "reduced", label: t("own.motionReduced"), hint: t("own.motionReducedHint") },
            { value: "full", label: t("own.motionFull") },
          ]}
          onChange={(motion) => changeSettings({ motion })}
        />
      </SettingsPart>
      <SettingsPart title={t("own.colors")}>
        <Choices
          label={t("own.roleColors")}
          hint={t("own.roleColorsHint")}
          value={settings.roleColors}
          choices={[
            { value: "names", label: t("own.roleColorsNames") },
            { value: "beside", label: t("own.roleColorsBeside") },
            { value: "off", label: t("own.roleColorsOff") },
          ]}
          onChange={(roleColors) => changeSettings({ roleColors })}
        />
        <Slider
          label={t("own.saturation")}
          hint={t("own.saturationHint")}
          value={settings.saturation}
          least={0}
          most={100}
          step={5}
          shown={t("own.percent", { count: settings.saturation })}
          onChange={(saturation) => changeSettings({ saturation })}
        />
        <Switch
          label={t("own.underline")}
          hint={t("own.underlineHint")}
          on={settings.underlineLinks}
          onChange={(underlineLinks) => changeSettings({ underlineLinks })}
        />
      </SettingsPart>
      <SettingsPart title={t("own.typing")}>
        <Switch
          label={t("own.messageKeys")}
          hint={t("own.messageKeysHint")}
          on={settings.messageKeys}
          onChange={(messageKeys) => changeSettings({ messageKeys })}
        />
        <Switch
          label={t("own.sendWithEnter")}
          hint={t(settings.sendWithEnter ? "own.sendWithEnterOn" : "own.sendWithEnterOff")}
          on={settings.sendWithEnter}
          onChange={(sendWithEnter) => changeSettings({ sendWithEnter })}
        />
      </SettingsPart>
    </>
  );
};
