import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import { retryMicrophone, useCall } from "../../state/call";
import { MICROPHONE_TROUBLES } from "../../state/deviceWords";
import { keyName } from "../../state/keyName";
import { BLIP_MS } from "../../state/link";
import { useSettings } from "../../state/settings";
import { Button } from "../../ui/Button";
import { Icon, type IconName } from "../../ui/Icon";
import { useLater } from "../../ui/useLater";

const QUALITY = {
  high_load: "voice.qualityLoad",
  poor_line: "voice.qualityPoor",
  recovering: "voice.qualityRecovering",
} as const;

const RELAY = {
  none: "voice.relayNone",
  refused: "voice.relayRefused",
  unreachable: "voice.relayUnreachable",
} as const;

/** What is not as it should be in my call, each in a sentence. */
export const CallNotes = () => {
  const t = useT();
  const away = useCall((state) => state.entered && !state.signalled);
  const lost = useLater(away, BLIP_MS);
  const trouble = useCall((state) => state.trouble);
  const relay = useCall((state) => state.relay);
  const silenced = useCall(
    (state) => state.participants.find(({ participantId }) => participantId === state.self)?.suppressed ?? false,
  );
  const quality = useCall((state) => state.quality);
  const pushToTalk = useSettings((state) => state.voiceMode === "pushToTalk" && !state.voiceMuted);
  const key = useSettings((state) => state.pushToTalkKey);
  return (
    <div className="space-y-1.5 px-3 empty:hidden">
      {lost && <Note icon="retry">{t("voice.signalLost")}</Note>}
      {trouble !== null && (
        <Note icon="micOff">
          {t(MICROPHONE_TROUBLES[trouble])}
          {trouble !== "insecure" && (
            <Button look="link" size="small" onClick={retryMicrophone}>
              {t("voice.tryAgain")}
            </Button>
          )}
        </Note>
      )}
      {relay !== "good" && <Note icon="warning">{t(RELAY[relay])}</Note>}
      {silenced && <Note icon="ban">{t("voice.silenced")}</Note>}
      {quality !== null && quality.reason !== "normal" && (
        <Note icon="gauge">{t(QUALITY[quality.reason], { kbps: quality.audioKbps })}</Note>
      )}
      {pushToTalk && trouble === null && !silenced && (
        <Note icon="keyboard">{t("voice.holdKey", { key: keyName(key, t) })}</Note>
      )}
    </div>
  );
};

const Note = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <p role="status" className="flex flex-wrap items-center gap-2 rounded-lg bg-raised px-3 py-2 text-sm text-text">
    <Icon name={icon} size={18} />
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">{children}</span>
  </p>
);
