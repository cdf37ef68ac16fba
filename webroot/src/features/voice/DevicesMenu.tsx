import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/t";
import { useDevices } from "../../state/devices";
import { deviceChoices, deviceChosen } from "../../state/deviceWords";
import { changeSettings, useSettings } from "../../state/settings";
import { Menu, MenuChoice, MenuItem, MenuLine, MenuSection } from "../../ui/Menu";
import type { Device } from "../../voice/microphone";

/** Which microphone, loudspeakers and camera, changed while one talks. */
export const DevicesMenu = ({ button }: { button: ReactElement }) => {
  const t = useT();
  return (
    <Menu button={button} label={t("voice.devices")} placement="top-end" sheet>
      <Items />
    </Menu>
  );
};

const Items = () => {
  const t = useT();
  const [location, navigate] = useLocation();
  const { microphones, speakers, cameras } = useDevices();
  const microphone = useSettings((state) => state.microphone);
  const speaker = useSettings((state) => state.speaker);
  const camera = useSettings((state) => state.camera);
  return (
    <>
      <MenuSection label={t("voice.microphone")}>
        <Choices
          name="microphone"
          devices={microphones}
          chosen={microphone}
          onChoose={(id) => changeSettings({ microphone: id })}
        />
      </MenuSection>
      {speakers.length > 0 && (
        <MenuSection label={t("voice.speaker")}>
          <Choices
            name="speaker"
            devices={speakers}
            chosen={speaker}
            onChoose={(id) => changeSettings({ speaker: id })}
          />
        </MenuSection>
      )}
      {cameras.length > 0 && (
        <MenuSection label={t("voice.camera")}>
          <Choices name="camera" devices={cameras} chosen={camera} onChoose={(id) => changeSettings({ camera: id })} />
        </MenuSection>
      )}
      <MenuLine />
      <MenuItem icon="gear" onClick={() => navigate(paths.settings("voice"), { state: { from: location } })}>
        {t("voice.allSettings")}
      </MenuItem>
    </>
  );
};

interface ChoicesProps {
  name: string;
  devices: Device[];
  chosen: string;
  onChoose: (id: string) => void;
}

const Choices = ({ name, devices, chosen, onChoose }: ChoicesProps) => {
  const t = useT();
  const known = deviceChosen(devices, chosen);
  return deviceChoices(devices, t).map(({ value, label }) => (
    <MenuChoice key={value} name={name} value={value} chosen={known} onChoose={onChoose}>
      {label}
    </MenuChoice>
  ));
};
