import { useT } from "../i18n/t";
import { Icon } from "./Icon";

interface VoiceMarksProps {
  muted: boolean;
  deafened: boolean;
  /** They may not speak: somebody else decided so. */
  silenced: boolean;
  screen: boolean;
  /** They show themselves, and that is not to be seen here anyway. */
  camera?: boolean;
  size?: number;
}

/** How somebody is in a call, as signs with words for those who do not see them. */
export const VoiceMarks = ({ muted, deafened, silenced, screen, camera = false, size = 16 }: VoiceMarksProps) => {
  const t = useT();
  return (
    <>
      {screen && (
        <span className="rounded bg-danger px-1.5 py-px text-tiny font-bold text-on-accent">
          <span aria-hidden="true">{t("voice.live")}</span>
          <span className="sr-only">{t("voice.isSharing")}</span>
        </span>
      )}
      {camera && (
        <>
          <Icon name="camera" size={size} />
          <span className="sr-only">{t("voice.isShown")}</span>
        </>
      )}
      {silenced ? (
        <span className="text-danger-text">
          <Icon name="micOff" size={size} />
          <span className="sr-only">{t("voice.isSilenced")}</span>
        </span>
      ) : (
        muted && (
          <>
            <Icon name="micOff" size={size} />
            <span className="sr-only">{t("voice.isMuted")}</span>
          </>
        )
      )}
      {deafened && (
        <>
          <Icon name="headphonesOff" size={size} />
          <span className="sr-only">{t("voice.isDeafened")}</span>
        </>
      )}
    </>
  );
};
