import { type ComponentProps, forwardRef } from "react";
import { useT } from "../../i18n/t";
import {
  leaveCall,
  stopSharing,
  toggleCamera,
  toggleDeafened,
  toggleMuted,
  useCall,
  useSilent,
} from "../../state/call";
import { useMayShow } from "../../state/powers";
import { useSettings } from "../../state/settings";
import { Icon, type IconName } from "../../ui/Icon";
import { Tooltip } from "../../ui/Tooltip";
import { canShare } from "../../voice/screen";
import { DevicesMenu } from "./DevicesMenu";
import { ShareMenu } from "./ShareMenu";

const LOOKS = {
  plain: "bg-active text-strong hover:bg-line",
  off: "bg-danger text-on-accent hover:bg-danger-hover",
  on: "bg-accent text-on-accent hover:bg-accent-hover",
} as const;

interface RoundButtonProps extends Omit<ComponentProps<"button">, "title"> {
  icon: IconName;
  label: string;
  look?: keyof typeof LOOKS;
  wide?: boolean;
}

/** As large as a thumb: in a call there is no time to aim. */
const RoundButton = forwardRef<HTMLButtonElement, RoundButtonProps>(
  ({ icon, label, look = "plain", wide = false, ...props }, ref) => (
    <Tooltip text={label}>
      <button
        ref={ref}
        type="button"
        aria-label={label}
        className={`inline-flex h-12 shrink-0 items-center justify-center rounded-full transition-colors phone:h-13
          ${wide ? "w-16 phone:w-18" : "w-12 phone:w-13"} ${LOOKS[look]}`}
        {...props}
      >
        <Icon name={icon} size={24} />
      </button>
    </Tooltip>
  ),
);

/** What one does in a call. */
export const Controls = () => {
  const t = useT();
  const deafened = useSettings((state) => state.voiceDeafened);
  const silent = useSilent();
  const sharing = useCall((state) => state.sharing !== null);
  const shown = useCall((state) => state.camera !== null);
  const mayShow = useMayShow();
  const mayShare = mayShow && canShare();
  return (
    <div className="shrink-0 safe-bottom">
      <div
        role="toolbar"
        aria-label={t("voice.controls")}
        className="flex items-center justify-center gap-2 px-3 pt-2 pb-4 phone:gap-3"
      >
        <RoundButton
          icon={silent ? "micOff" : "mic"}
          label={t(silent ? "voice.unmute" : "voice.mute")}
          look={silent ? "off" : "plain"}
          onClick={toggleMuted}
        />
        <RoundButton
          icon={deafened ? "headphonesOff" : "headphones"}
          label={t(deafened ? "voice.undeafen" : "voice.deafen")}
          look={deafened ? "off" : "plain"}
          onClick={toggleDeafened}
        />
        {(mayShow || shown) && (
          <RoundButton
            icon={shown ? "camera" : "cameraOff"}
            label={t(shown ? "voice.cameraOff" : "voice.cameraOn")}
            look={shown ? "on" : "plain"}
            onClick={toggleCamera}
          />
        )}
        {(mayShare || sharing) &&
          (sharing ? (
            <RoundButton icon="screenOff" label={t("voice.shareStop")} look="on" onClick={stopSharing} />
          ) : (
            <ShareMenu button={<RoundButton icon="screen" label={t("voice.share")} />} />
          ))}
        <DevicesMenu button={<RoundButton icon="sliders" label={t("voice.devices")} />} />
        <RoundButton icon="hangUp" label={t("voice.leave")} look="off" wide onClick={leaveCall} />
      </div>
    </div>
  );
};
