import { useMemo, useState } from "react";
import { updateOwnMember } from "../../api/calls";
import type { Channel, Id } from "../../api/types";
import { type Translate, useLocale, useT } from "../../i18n/t";
import { has, type Powers } from "../../lib/permissions";
import { momentOf } from "../../lib/time";
import { explain } from "../../state/explain";
import { useMembers } from "../../state/members";
import { banByName, kickByName, muteByName } from "../../state/moderation";
import { whisperTo } from "../../state/whisper";
import { type Command, commandAt, type Deed, type Typed, typedOf } from "./commands";

/** A command as it is typed, and what became of the last one. */
export interface CommandState {
  typed: Typed;
  /** The command that was begun: how it goes is shown beside the box. */
  begun: Command | null;
  busy: boolean;
  outcome: { kind: "done" | "failed"; text: string } | null;
  /** Does it, or says why not; `true` when it is done. */
  run(): Promise<boolean>;
}

/** @param toWire what is sent for a text, its names made ids */
export const useCommand = (
  channel: Channel,
  powers: Powers | null,
  text: string,
  toWire: (text: string) => string,
): CommandState => {
  const t = useT();
  const locale = useLocale();
  const serverId = channel.serverId ?? "";
  const roster = useMembers((state) => state.byServer[serverId]?.byUser);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ kind: "done" | "failed"; text: string; after: string } | null>(null);
  const isCommand = text.trimStart().startsWith("/");
  const typed = useMemo(() => {
    const names = isCommand
      ? Object.values(roster ?? {}).flatMap(({ nickname, user }) => [
          [nickname ?? user.displayName, user.id] as const,
          [user.username, user.id] as const,
        ])
      : [];
    return typedOf(text, { inServer: serverId !== "", may: (one) => powers === null || has(powers, one), names });
  }, [text, isCommand, roster, powers, serverId]);

  const run = async (): Promise<boolean> => {
    if (typed.kind !== "deed") {
      setOutcome({ kind: "failed", text: whyNot(typed, t), after: text });
      return false;
    }
    setBusy(true);
    try {
      const { done, says } = await perform(serverId, typed.deed, toWire, t, locale);
      setOutcome({ kind: done ? "done" : "failed", text: says, after: done ? "" : text });
      return done;
    } catch (error) {
      setOutcome({ kind: "failed", text: explain(error), after: text });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    typed,
    begun: isCommand ? commandAt(text) : null,
    busy,
    // What is written on makes it old.
    outcome: outcome?.after === text ? outcome : null,
    run,
  };
};

/** Why a command is not done. */
const whyNot = (typed: Typed, t: Translate): string => {
  switch (typed.kind) {
    case "unknown":
      return t("commands.unknown", { name: typed.name });
    case "forbidden":
      return t("commands.forbidden", { name: typed.command, permission: t(`permission.${typed.needs}`) });
    case "elsewhere":
      return t("commands.serverOnly", { name: typed.command });
    case "unfinished":
      return typed.command === "w"
        ? t("composer.whisperHow")
        : t("commands.how", { usage: `/${typed.command} ${t(`commandargs.${typed.command}`)}` });
    default:
      return "";
  }
};

/** Does it, and says what is true now. */
const perform = async (
  serverId: Id,
  deed: Deed,
  toWire: (text: string) => string,
  t: Translate,
  locale: string,
): Promise<{ done: boolean; says: string }> => {
  switch (deed.kind) {
    case "w": {
      const { name, taken } = await whisperTo(serverId, deed.name, toWire(deed.text));
      return { done: taken, says: taken ? t("composer.whispered", { name }) : t("composer.whisperFull") };
    }
    case "nick": {
      const { nickname } = await updateOwnMember(serverId, { nickname: deed.nickname });
      return { done: true, says: nickname ? t("commands.renamed", { name: nickname }) : t("commands.unnamed") };
    }
    case "mute": {
      const { name, until } = await muteByName(serverId, deed.name, deed.seconds, deed.reason);
      return { done: true, says: t("commands.muted", { name, time: momentOf(until, locale) }) };
    }
    case "kick": {
      const { name } = await kickByName(serverId, deed.name, deed.reason);
      return { done: true, says: t("commands.kicked", { name }) };
    }
    case "ban": {
      const { name } = await banByName(serverId, deed.name, deed.reason);
      return { done: true, says: t("commands.banned", { name }) };
    }
    default:
      return deed satisfies never;
  }
};
