import { useT } from "../../i18n/t";
import { ask, isOn, setDesktopNotifications, useDesktopNotifications } from "../../state/desktopNotifications";
import { attempt } from "../../state/explain";
import { SettingsPart } from "../../ui/SettingsPart";
import { Switch } from "../../ui/Switch";

/** Whether this browser tells of things outside its page; it is asked when somebody turns that on. */
export const DesktopPart = () => {
  const t = useT();
  const state = useDesktopNotifications();
  const { permission, sound } = state;
  const on = isOn(state);
  const hints = { denied: "own.desktopDenied", unsupported: "own.desktopNone" } as const;
  const refused = permission === "denied" || permission === "unsupported" ? permission : null;
  return (
    <SettingsPart title={t("own.here")}>
      <Switch
        label={t("own.desktop")}
        hint={t(refused ? hints[refused] : "own.desktopHint")}
        on={on}
        disabled={refused !== null}
        onChange={(wanted) => (wanted ? void attempt(ask()) : setDesktopNotifications({ wanted: false }))}
      />
      <Switch label={t("own.sound")} on={sound} onChange={(heard) => setDesktopNotifications({ sound: heard })} />
    </SettingsPart>
  );
};
