import { useT } from "../../i18n/t";
import { changeSettings, useSettings } from "../../state/settings";
import { Choices } from "../../ui/Choices";
import { SettingsPart } from "../../ui/SettingsPart";
import { Switch } from "../../ui/Switch";
import { CallCheck } from "./CallCheck";
import { TalkKey } from "./TalkKey";
import { VoiceCamera } from "./VoiceCamera";
import { VoiceDevices } from "./VoiceDevices";

/** How one talks in calls: devices, what is done to one's voice, when one is heard, whether calls work from here. */
export const VoicePage = () => {
  const t = useT();
  const settings = useSettings();
  return (
    <>
      <VoiceDevices />
      <VoiceCamera />
      <SettingsPart title={t("voiceset.processing")}>
        <Switch
          label={t("voiceset.echo")}
          hint={t("voiceset.echoHint")}
          on={settings.echoCancellation}
          onChange={(echoCancellation) => changeSettings({ echoCancellation })}
        />
        <Switch
          label={t("voiceset.noise")}
          hint={t("voiceset.noiseHint")}
          on={settings.noiseSuppression}
          onChange={(noiseSuppression) => changeSettings({ noiseSuppression })}
        />
        <Switch
          label={t("voiceset.gain")}
          hint={t("voiceset.gainHint")}
          on={settings.autoGainControl}
          onChange={(autoGainControl) => changeSettings({ autoGainControl })}
        />
      </SettingsPart>
      <SettingsPart title={t("voiceset.calls")}>
        <Choices
          label={t("voiceset.mode")}
          value={settings.voiceMode}
          choices={[
            { value: "activity", label: t("voiceset.activity") },
            { value: "pushToTalk", label: t("voiceset.pushToTalk") },
          ]}
          onChange={(voiceMode) => changeSettings({ voiceMode })}
        />
        {settings.voiceMode === "pushToTalk" && <TalkKey />}
        <Switch
          label={t("voiceset.tones")}
          hint={t("voiceset.tonesHint")}
          on={settings.callTones}
          onChange={(callTones) => changeSettings({ callTones })}
        />
        <Switch
          label={t("voiceset.ringing")}
          hint={t("voiceset.ringingHint")}
          on={settings.ringing}
          onChange={(ringing) => changeSettings({ ringing })}
        />
      </SettingsPart>
      <CallCheck />
    </>
  );
};
