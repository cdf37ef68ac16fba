import { useEffect, useState } from "react";
import type { Id } from "../../api/types";
import { disconnectFromVoice, moveInVoice, muteInVoice, unmuteInVoice } from "../../api/voiceCalls";
import { useT } from "../../i18n/t";
import { VOLUME_MAX } from "../../lib/limits";
import { safetyCodeOf, useCall } from "../../state/call";
import { attempt } from "../../state/explain";
import { useVoiceDeeds } from "../../state/voiceDeeds";
import { setVolume, useVolumes } from "../../state/volumes";
import { MenuItem } from "../../ui/Menu";
import { MenuHead } from "../../ui/MenuPopup";
import { Range } from "../../ui/Range";
import { SubMenu } from "../../ui/SubMenu";

/** In calls: how loud somebody is for me, whether nobody is between us, and what moderators may do. */
export const CallItems = ({ userId, serverId, self }: { userId: Id; serverId: Id | null; self: boolean }) => {
  const seat = useCall(({ participants }) => participants.find((one) => one.userId === userId)?.participantId);
  const withMe = seat !== undefined && !self;
  return (
    <>
      {withMe && (
        <MenuHead>
          <Volume userId={userId} />
          <SafetyCode key={seat} participantId={seat} />
        </MenuHead>
      )}
      <VoiceModeratorItems userId={userId} serverId={serverId} />
    </>
  );
};

const Volume = ({ userId }: { userId: Id }) => {
  const t = useT();
  const volume = useVolumes((state) => state.byUser[userId] ?? 1);
  const shown = t("voice.percent", { percent: Math.round(volume * 100) });
  return (
    <div className="px-2.5 pt-1 pb-2">
      <div className="flex items-baseline justify-between text-sm">
        <span className="font-medium text-text">{t("voice.volume")}</span>
        <span className="text-muted tabular-nums">{shown}</span>
      </div>
      <Range
        min={0}
        max={VOLUME_MAX * 100}
        step={5}
        value={Math.round(volume * 100)}
        aria-label={t("voice.volume")}
        aria-valuetext={shown}
        onChange={(percent) => setVolume(userId, percent / 100)}
        // The keys move the slider here, not through the menu.
        onKeyDown={(event) => event.key !== "Tab" && event.key !== "Escape" && event.stopPropagation()}
        className="w-full"
      />
    </div>
  );
};

const SafetyCode = ({ participantId }: { participantId: Id }) => {
  const t = useT();
  const [code, setCode] = useState<string | null>(null);
  const connected = useCall((state) => state.pairs[participantId] === "connected");
  // biome-ignore lint/correctness/useExhaustiveDependencies: who connects anew has another certificate.
  useEffect(() => {
    let over = false;
    void safetyCodeOf(participantId).then((now) => {
      if (!over) setCode(now);
    });
    return () => {
      over = true;
    };
  }, [participantId, connected]);
  return (
    <div className="max-w-64 px-2.5 pb-2 text-sm max-phone:max-w-none">
      <p className="font-medium text-text">{t("voice.safetyCode")}</p>
      <p data-testid="safety-code" className="text-strong tabular-nums select-text">
        {code ?? t("voice.safetyWait")}
      </p>
      {code !== null && <p className="text-xs text-muted">{t("voice.safetyHint")}</p>}
    </div>
  );
};

const VoiceModeratorItems = ({ userId, serverId }: { userId: Id; serverId: Id | null }) => {
  const t = useT();
  const { channelId, silenced, mute, disconnect, moveTo } = useVoiceDeeds(serverId, userId);
  if (channelId === null || !(mute || disconnect)) return null;
  return (
    <>
      {mute && (
        <MenuItem
          icon={silenced ? "mic" : "micOff"}
          danger={!silenced}
          onClick={() => void attempt(silenced ? unmuteInVoice(channelId, userId) : muteInVoice(channelId, userId))}
        >
          {t(silenced ? "voice.letSpeak" : "voice.silence")}
        </MenuItem>
      )}
      {moveTo.length > 0 && (
        <SubMenu icon="speaker" label={t("voice.moveTo")}>
          {moveTo.map(({ id, name }) => (
            <MenuItem key={id} icon="speaker" onClick={() => void attempt(moveInVoice(channelId, userId, id))}>
              {name}
            </MenuItem>
          ))}
        </SubMenu>
      )}
      {disconnect && (
        <MenuItem icon="hangUp" danger onClick={() => void attempt(disconnectFromVoice(channelId, userId))}>
          {t("voice.disconnect")}
        </MenuItem>
      )}
    </>
  );
};
