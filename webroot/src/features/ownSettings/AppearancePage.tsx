import { useEffect, useState } from "react";
import type { Account } from "../../api/types";
import { useT } from "../../i18n/t";
import { changeSettings, useSettings } from "../../state/settings";
import { type OwnTheme, previewTheme } from "../../state/themes";
import { Choices } from "../../ui/Choices";
import { SettingsPart } from "../../ui/SettingsPart";
import { Slider } from "../../ui/Slider";
import { Sample } from "./Sample";
import { ThemeEditor } from "./ThemeEditor";
import { Themes } from "./Themes";

/** How the client looks in this browser; what is chosen is seen at once. */
export const AppearancePage = ({ me }: { me: Account }) => {
  const t = useT();
  const settings = useSettings();
  const [edited, setEdited] = useState<OwnTheme | null>(null);
  useEffect(() => {
    previewTheme(edited);
    return () => previewTheme(null);
  }, [edited]);
  if (edited) return <ThemeEditor theme={edited} me={me} onChange={setEdited} onClose={() => setEdited(null)} />;
  return (
    <>
      <Sample me={me} />
      <SettingsPart title={t("own.theme")}>
        <Themes onEdit={setEdited} />
      </SettingsPart>
      <SettingsPart title={t("own.messages")}>
        <Choices
          label={t("own.density")}
          value={settings.density}
          choices={[
            { value: "cosy", label: t("own.densityCosy"), hint: t("own.densityCosyHint") },
            { value: "compact", label: t("own.densityCompact"), hint: t("own.densityCompactHint") },
          ]}
          onChange={(density) => changeSettings({ density })}
        />
        <Slider
          label={t("own.groupSpacing")}
          value={settings.groupSpacing}
          least={0}
          most={24}
          step={4}
          shown={t("own.pixels", { count: settings.groupSpacing })}
          onChange={(groupSpacing) => changeSettings({ groupSpacing })}
        />
        <Slider
          label={t("own.fontSize")}
          hint={t("own.fontSizeHint")}
          value={settings.fontSize}
          least={14}
          most={20}
          shown={t("own.pixels", { count: settings.fontSize })}
          onChange={(fontSize) => changeSettings({ fontSize })}
        />
      </SettingsPart>
    </>
  );
};
