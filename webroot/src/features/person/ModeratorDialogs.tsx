import { useState } from "react";
import { banPerson, kickMember, muteMember } from "../../api/calls";
import type { Id } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { durationOf } from "../../lib/units";
import { attempt } from "../../state/explain";
import { usePersonName } from "../../state/person";
import { useServers } from "../../state/servers";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Field } from "../../ui/Field";
import { Select } from "../../ui/Select";

interface ModeratorDialogProps {
  serverId: Id;
  userId: Id;
  onClose: () => void;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds; a ban of none is for good. */
const MUTES = [MINUTE, 5 * MINUTE, 10 * MINUTE, HOUR, DAY, 7 * DAY, 28 * DAY];
const BANS = [0, DAY, 7 * DAY, 28 * DAY];
/** Seconds back from now, and what they are called. */
const PURGES = [
  [0, "person.purgeNone"],
  [HOUR, "person.purgeHour"],
  [DAY, "person.purgeDay"],
  [7 * DAY, "person.purgeWeek"],
] as const;

/** Silences a member for a time. */
export const MuteDialog = ({ serverId, userId, onClose }: ModeratorDialogProps) => {
  const t = useT();
  const locale = useLocale();
  const { name } = useWho(serverId, userId);
  const [seconds, setSeconds] = useState(String(10 * MINUTE));
  const reason = useReason();
  const mute = () =>
    attempt(
      muteMember(serverId, userId, {
        until: new Date(Date.now() + Number(seconds) * 1000).toISOString(),
        ...reason.given,
      }),
    );
  return (
    <ConfirmDialog
      title={t("person.muteTitle", { name })}
      hint={t("person.muteHint", { name })}
      confirm={t("person.muteButton")}
      danger
      onConfirm={mute}
      onClose={onClose}
    >
      <Select
        label={t("person.howLong")}
        value={seconds}
        choices={MUTES.map((value) => ({ value: String(value), label: durationOf(value, locale) }))}
        onChange={setSeconds}
        className="mb-4"
      />
      <ReasonField reason={reason} hint={t("person.reasonLogged")} />
    </ConfirmDialog>
  );
};

/** Takes a member out of the server. */
export const KickDialog = ({ serverId, userId, onClose }: ModeratorDialogProps) => {
  const t = useT();
  const { name, server } = useWho(serverId, userId);
  const reason = useReason();
  return (
    <ConfirmDialog
      title={t("person.kickTitle", { name })}
      hint={t("person.kickHint", { name, server })}
      confirm={t("person.kickButton")}
      danger
      onConfirm={() => attempt(kickMember(serverId, userId, reason.given.reason))}
      onClose={onClose}
    >
      <ReasonField reason={reason} hint={t("person.reasonTold", { name })} />
    </ConfirmDialog>
  );
};

/** Keeps somebody out of the server, for a time or for good. */
export const BanDialog = ({ serverId, userId, onClose }: ModeratorDialogProps) => {
  const t = useT();
  const locale = useLocale();
  const { name, server } = useWho(serverId, userId);
  const [seconds, setSeconds] = useState("0");
  const [purge, setPurge] = useState("0");
  const reason = useReason();
  const ban = () =>
    attempt(
      banPerson(serverId, userId, {
        ...(seconds === "0" ? {} : { expiresIn: Number(seconds) }),
        ...(purge === "0" ? {} : { purge: Number(purge) }),
        ...reason.given,
      }),
    );
  return (
    <ConfirmDialog
      title={t("person.banTitle", { name })}
      hint={t("person.banHint", { name, server })}
      confirm={t("person.banButton")}
      danger
      onConfirm={ban}
      onClose={onClose}
    >
      <div className="mb-4 grid gap-4 phone:grid-cols-2">
        <Select
          label={t("person.howLong")}
          value={seconds}
          choices={BANS.map((value) => ({
            value: String(value),
            label: value === 0 ? t("person.forGood") : durationOf(value, locale),
          }))}
          onChange={setSeconds}
        />
        <Select
          label={t("person.purge")}
          value={purge}
          choices={PURGES.map(([value, key]) => ({ value: String(value), label: t(key) }))}
          onChange={setPurge}
        />
      </div>
      <ReasonField reason={reason} hint={t("person.reasonTold", { name })} />
    </ConfirmDialog>
  );
};

/** Whom it is about, and where. */
const useWho = (serverId: Id, userId: Id): { name: string; server: string } => ({
  name: usePersonName(serverId, userId),
  server: useServers((state) => state.byId[serverId]?.name) ?? "",
});

interface Reason {
  text: string;
  setText: (text: string) => void;
  /** As the server takes it: nothing where none is given. */
  given: { reason?: string };
}

const useReason = (): Reason => {
  const [text, setText] = useState("");
  return { text, setText, given: text.trim() === "" ? {} : { reason: text.trim() } };
};

const ReasonField = ({ reason, hint }: { reason: Reason; hint: string }) => {
  const t = useT();
  return (
    <Field
      label={t("person.reason")}
      hint={hint}
      value={reason.text}
      maxLength={512}
      autoComplete="off"
      autoFocus
      data-autofocus="true"
      onChange={(event) => reason.setText(event.target.value)}
    />
  );
};
