import { useEffect, useRef, useState } from "react";
import { useT } from "../../i18n/t";
import { useDevices } from "../../state/devices";
import { CAMERA_TROUBLES, deviceChoices, deviceChosen } from "../../state/deviceWords";
import { useOwnCamera } from "../../state/ownCamera";
import { changeSettings, useSettings } from "../../state/settings";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Select } from "../../ui/Select";
import { SettingsPart } from "../../ui/SettingsPart";

/** Which camera, and what it sees. */
export const VoiceCamera = () => {
  const t = useT();
  const [testing, setTesting] = useState(false);
  const { stream, trouble } = useOwnCamera(testing);
  const { cameras } = useDevices(stream);
  const camera = useSettings((state) => state.camera);
  return (
    <SettingsPart title={t("voiceset.camera")}>
      <div className="grid gap-4 phone:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Select
            label={t("voice.camera")}
            value={deviceChosen(cameras, camera)}
            choices={deviceChoices(cameras, t)}
            onChange={(id) => changeSettings({ camera: id })}
          />
          <Button look="quiet" className="self-start" onClick={() => setTesting(!testing)} aria-pressed={testing}>
            {t(testing ? "voiceset.cameraTestStop" : "voiceset.cameraTest")}
          </Button>
        </div>
        <div className="flex aspect-video items-center justify-center overflow-hidden rounded-xl bg-raised text-faint">
          {stream ? <Mirror stream={stream} label={t("voiceset.cameraOwn")} /> : <Icon name="cameraOff" size={32} />}
        </div>
      </div>
      <p role="status" className="mt-2 text-sm text-danger-text">
        {trouble && t(CAMERA_TROUBLES[trouble])}
      </p>
    </SettingsPart>
  );
};

const Mirror = ({ stream, label }: { stream: MediaStream; label: string }) => {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <video ref={video} autoPlay playsInline muted aria-label={label} className="size-full -scale-x-100 object-cover" />
  );
};
