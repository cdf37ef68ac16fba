import { useState } from "react";
import type { Id, Level } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { momentOf } from "../../lib/time";
import { useChannels } from "../../state/channels";
import { explain } from "../../state/explain";
import { changeLevel, FOR_GOOD, isMuted, useLevels } from "../../state/levels";
import { useServers } from "../../state/servers";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

type Wanted = NonNullable<Level["level"]> | "default";

const MINUTE_MS = 60_000;
/** For how many minutes something can be muted; 0 is for good. */
const MUTES = [
  { minutes: 15, key: "level.quarter" },
  { minutes: 60, key: "level.hour" },
  { minutes: 480, key: "level.eight" },
  { minutes: 1440, key: "level.day" },
  { minutes: 0, key: "level.forGood" },
] as const;

interface LevelDialogProps {
  serverId: Id;
  /** The channel that it is about; `null` for the server. */
  channelId: Id | null;
  onClose: () => void;
}

/** What one wants to be told of a server or a channel, and for how long nothing. Each choice holds at once. */
export const LevelDialog = ({ serverId, channelId, onClose }: LevelDialogProps) => {
  const t = useT();
  const locale = useLocale();
  const subject = channelId ?? serverId;
  const server = useServers((state) => state.byId[serverId]);
  const channel = useChannels((state) => (channelId ? state.byId[channelId] : undefined));
  const level = useLevels((state) => state.bySubject[subject]);
  const ofServer = useLevels((state) => state.bySubject[serverId]?.level ?? "mentions");
  const [error, setError] = useState<string>();
  const muted = isMuted(level, Date.now());
  const change = (to: Parameters<typeof changeLevel>[1]) => {
    setError(undefined);
    changeLevel(subject, to).catch((failure: unknown) => setError(explain(failure)));
  };
  const mute = (minutes: number) =>
    change({
      mutedUntil: minutes === 0 ? FOR_GOOD : new Date(Date.now() + minutes * MINUTE_MS).toISOString(),
    });
  const wanted: Wanted = level?.level ?? (channelId ? "default" : "mentions");
  const choices: readonly Wanted[] = channelId
    ? ["default", "all", "mentions", "nothing"]
    : ["all", "mentions", "nothing"];
  return (
    <Dialog
      open
      onClose={onClose}
      closeLabel={t("app.close")}
      title={t("level.title")}
      hint={channel ? `#${channel.name}` : server?.name}
    >
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold text-strong">{t("level.wanted")}</legend>
        <div className="grid gap-1">
          {choices.map((choice) => (
            <label
              key={choice}
              className="tap flex items-center gap-3 rounded-lg px-2.5 py-2 hover:bg-hover
                has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="level"
                checked={wanted === choice}
                onChange={() => change({ level: choice === "default" ? undefined : choice })}
                className="size-4 accent-accent"
              />
              <span className="flex-1 text-sm font-medium text-strong">
                {t(`level.${choice}`)}
                {choice === "default" && <span className="block font-normal text-muted">{t(`level.${ofServer}`)}</span>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <h3 className="mt-5 mb-1.5 text-sm font-semibold text-strong">{t("level.mute")}</h3>
      {muted ? (
        <div className="flex items-center gap-3">
          <p className="flex-1 text-sm text-muted">
            {level?.mutedUntil === FOR_GOOD
              ? t("level.mutedForGood")
              : t("level.mutedUntil", { time: momentOf(level?.mutedUntil ?? "", locale) })}
          </p>
          <Button look="quiet" onClick={() => change({ mutedUntil: undefined })}>
            {t("level.unmute")}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          {MUTES.map(({ minutes, key }) => (
            <Button key={minutes} look="quiet" onClick={() => mute(minutes)}>
              {t(key)}
            </Button>
          ))}
        </div>
      )}
      <p className="mt-2 text-sm text-muted">{t("level.muteHint")}</p>
      <p role="alert" className="min-h-5 pt-1 text-sm text-danger-text">
        {error}
      </p>
    </Dialog>
  );
};
