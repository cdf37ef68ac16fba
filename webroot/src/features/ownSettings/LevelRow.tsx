import { type ReactNode, useId, useState } from "react";
import { setLevel } from "../../api/calls";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { momentOf } from "../../lib/time";
import { attempt } from "../../state/explain";
import { putLevel, useLevels } from "../../state/levels";
import { type Chosen, MUTES, mutedUntil, muteOf } from "./levels";

interface LevelRowProps {
  subjectId: Id;
  name: string;
  picture: ReactNode;
  /** A channel of a server: without a level of its own it has the server's. */
  inServer: boolean;
}

const LEVELS = ["all", "mentions", "nothing"] as const;
const SELECT =
  "tap h-9 min-w-0 flex-1 rounded-lg border border-edge bg-raised px-2 text-sm text-strong disabled:opacity-60";
/** Muted until a time that was chosen before. */
const AS_IT_IS = "kept";

/** What I want to be told of one thing, and until when of nothing at all; a choice is there at once. */
export const LevelRow = ({ subjectId, name, picture, inServer }: LevelRowProps) => {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const level = useLevels((state) => state.bySubject[subjectId]);
  const [busy, setBusy] = useState(false);
  const now = Date.now();
  const mute = muteOf(level, now);
  const chosen: Chosen = level?.level ?? (inServer ? "usual" : "mentions");

  const save = async (next: Chosen, until: string | undefined) => {
    setBusy(true);
    const change = {
      ...(next === "usual" ? {} : { level: next }),
      ...(until === undefined ? {} : { mutedUntil: until }),
    };
    await attempt(setLevel(subjectId, change).then(putLevel));
    setBusy(false);
  };
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      <legend className="sr-only">{name}</legend>
      <span aria-hidden="true" className="flex min-w-40 flex-1 items-center gap-2.5 font-medium text-strong">
        {picture}
        <span className="min-w-0 truncate">{name}</span>
      </span>
      <span className="flex min-w-64 max-w-full flex-[0_1_22.5rem] gap-2 max-phone:basis-full">
        <label htmlFor={`${id}-level`} className="sr-only">
          {t("own.levelOf", { name })}
        </label>
        <select
          id={`${id}-level`}
          value={chosen}
          disabled={busy}
          className={SELECT}
          onChange={(event) => void save(event.target.value as Chosen, mute?.until)}
        >
          {inServer && <option value="usual">{t("own.levelUsual")}</option>}
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {t(({ all: "own.levelAll", mentions: "own.levelMentions", nothing: "own.levelNothing" } as const)[one])}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-mute`} className="sr-only">
          {t("own.muteOf", { name })}
        </label>
        <select
          id={`${id}-mute`}
          value={mute ? AS_IT_IS : ""}
          disabled={busy}
          className={SELECT}
          onChange={({ target: { value } }) => {
            const minutes = value === "never" ? Number.POSITIVE_INFINITY : Number(value);
            if (value !== AS_IT_IS) void save(chosen, value === "" ? undefined : mutedUntil(minutes, Date.now()));
          }}
        >
          <option value="">{t(mute ? "own.unmute" : "own.notMuted")}</option>
          {mute && (
            <option value={AS_IT_IS}>
              {mute.forGood ? t("own.muted") : t("own.mutedUntil", { time: momentOf(mute.until, locale, now) })}
            </option>
          )}
          {MUTES.map((minutes) => (
            <option key={minutes} value={Number.isFinite(minutes) ? minutes : "never"}>
              {muteLabel(minutes, t)}
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
};

const muteLabel = (minutes: number, t: ReturnType<typeof useT>): string => {
  if (!Number.isFinite(minutes)) return t("own.muteForGood");
  return minutes < 60 ? t("own.muteMinutes", { count: minutes }) : t("own.muteHours", { count: minutes / 60 });
};
