import { useState } from "react";
import { useT } from "../../i18n/t";
import { useDevices } from "../../state/devices";
import { deviceChoices, deviceChosen, MICROPHONE_TROUBLES } from "../../state/deviceWords";
import { useOwnLevel } from "../../state/ownLevel";
import { changeSettings, useSettings } from "../../state/settings";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { SettingsPart } from "../../ui/SettingsPart";

/** From here on it is too loud. */
const LOUD = 17;

/** How a step of the meter looks at a level between 0 and 1. */
const lookOf = (step: number, level: number): string => {
  if (level * STEPS.length <= step) return "bg-line";
  return step > LOUD ? "bg-dnd" : "bg-online";
};

/** Which microphone and which loudspeakers, and whether the microphone hears anything. */
export const VoiceDevices = () => {
  const t = useT();
  const [testing, setTesting] = useState(false);
  const { level, heard, trouble, open } = useOwnLevel(testing);
  const { microphones, speakers } = useDevices(open);
  const microphone = useSettings((state) => state.microphone);
  const speaker = useSettings((state) => state.speaker);
  return (
    <SettingsPart title={t("voiceset.input")}>
      <div className="grid gap-4 phone:grid-cols-2">
        <Select
          label={t("voice.microphone")}
          value={deviceChosen(microphones, microphone)}
          choices={deviceChoices(microphones, t)}
          onChange={(id) => changeSettings({ microphone: id })}
        />
        {speakers.length > 0 && (
          <Select
            label={t("voice.speaker")}
            value={deviceChosen(speakers, speaker)}
            choices={deviceChoices(speakers, t)}
            onChange={(id) => changeSettings({ speaker: id })}
          />
        )}
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Button look="quiet" onClick={() => setTesting(!testing)} aria-pressed={testing}>
          {t(testing ? "voiceset.testStop" : "voiceset.test")}
        </Button>
        <meter aria-label={t("voiceset.level")} max={100} value={Math.round(level * 100)} className="sr-only" />
        <div aria-hidden="true" className="flex h-4 min-w-40 flex-1 gap-1">
          {STEPS.map((step) => (
            <span key={step} className={`flex-1 rounded-sm ${lookOf(step, level)}`} />
          ))}
        </div>
      </div>
      <p role="status" className={`mt-2 text-sm ${trouble ? "text-danger-text" : "text-muted"}`}>
        {trouble ? t(MICROPHONE_TROUBLES[trouble]) : testing ? t(heard ? "voiceset.heard" : "voiceset.testHint") : ""}
      </p>
    </SettingsPart>
  );
};

const STEPS = Array.from({ length: 20 }, (_, step) => step);
