import { useState } from "react";
import type { Channel } from "../../api/types";
import { useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { useMembers } from "../../state/members";
import { whisperTo } from "../../state/whisper";
import { whisperOf } from "./whisper";

/** A whisper as it is typed, and what became of the last one. */
export interface WhisperState {
  /** Whether what is typed is one, finished or not: it is never said aloud. */
  typed: boolean;
  /** Whom it is for, once that is clear. */
  name: string | null;
  busy: boolean;
  outcome: { kind: "sent" | "failed"; text: string } | null;
  /** Sends it; `true` if it is on its way. */
  say(): Promise<boolean>;
}

export const useWhisper = (channel: Channel, typed: string): WhisperState => {
  const t = useT();
  const serverId = channel.serverId ?? "";
  const roster = useMembers((state) => state.byServer[serverId]?.byUser);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ kind: "sent" | "failed"; text: string; after: string } | null>(null);
  const names = Object.values(roster ?? {}).flatMap(({ nickname, user }) => [
    nickname ?? user.displayName,
    user.username,
    `@${user.username}`,
  ]);
  const whisper = whisperOf(typed, names);
  const say = async (): Promise<boolean> => {
    if (whisper.kind !== "to") {
      setOutcome({ kind: "failed", text: t("composer.whisperHow"), after: typed });
      return false;
    }
    setBusy(true);
    try {
      const { name, taken } = await whisperTo(serverId, whisper.name, whisper.text);
      setOutcome(
        taken
          ? { kind: "sent", text: t("composer.whispered", { name }), after: "" }
          : { kind: "failed", text: t("composer.whisperFull"), after: typed },
      );
      return taken;
    } catch (error) {
      setOutcome({ kind: "failed", text: explain(error), after: typed });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    typed: whisper.kind !== "none",
    name: whisper.kind === "to" ? whisper.name : null,
    busy,
    // What is written on makes it old.
    outcome: outcome?.after === typed ? outcome : null,
    say,
  };
};

/** Above the box: who alone will read what is typed, or why nobody does. */
export const WhisperLine = ({ whisper: { typed, name, outcome } }: { whisper: WhisperState }) => {
  const t = useT();
  const look = "pb-1.5 text-sm wrap-anywhere";
  if (outcome?.kind === "failed")
    return (
      <p role="alert" className={`${look} text-danger-text`}>
        {outcome.text}
      </p>
    );
  if (typed)
    return (
      <p className={`${look} text-muted`}>{name ? t("composer.whisperTo", { name }) : t("composer.whisperHow")}</p>
    );
  return outcome ? <output className={`block ${look} text-muted`}>{outcome.text}</output> : null;
};
