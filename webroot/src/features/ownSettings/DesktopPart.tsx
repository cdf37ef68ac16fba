import { useEffect } from "react";
import { useT } from "../../i18n/t";
import { ask, isOn, setDesktopNotifications, useDesktopNotifications } from "../../state/desktopNotifications";
import { attempt } from "../../state/explain";
import { lookAtPush, turnPush, usePush } from "../../state/push";
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
      <PushSwitch />
      <Switch label={t("own.sound")} on={sound} onChange={(heard) => setDesktopNotifications({ sound: heard })} />
    </SettingsPart>
  );
};

/** Whether I am told when no page is open, too; where the server does not do that there is nothing to choose. */
const PushSwitch = () => {
  const t = useT();
  const { key, possible, on, busy } = usePush();
  const denied = useDesktopNotifications(({ permission }) => permission === "denied");
  useEffect(() => void lookAtPush(), []);
  if (key === null) return null;
  const hint = denied ? "own.desktopDenied" : possible ? "own.pushHint" : "own.desktopNone";
  return (
    <Switch
      label={t("own.push")}
      hint={t(hint)}
      on={on && !denied}
      disabled={busy || denied || !possible}
      onChange={(wanted) => void turnPush(wanted)}
    />
  );
};
