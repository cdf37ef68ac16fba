import type { AuditEntry, Id } from "../../api/types";
import type { Key, Translate } from "../../i18n/t";
import { PERMISSIONS, type Permission } from "../../lib/permissions";
import { roleHex } from "../../lib/roleColors";

/** What the log knows of, as it can be looked for. */
export const ACTS = [
  "server_update",
  "server_transfer",
  "channel_create",
  "channel_update",
  "channel_move",
  "overwrite_update",
  "channel_export",
  "channel_import",
  "channel_delete",
  "role_create",
  "role_update",
  "role_move",
  "role_give",
  "role_take",
  "role_delete",
  "emoji_create",
  "emoji_delete",
  "invite_create",
  "invite_delete",
  "message_pin",
  "message_unpin",
  "message_delete",
  "message_bulk_delete",
  "member_update",
  "member_kick",
  "member_ban",
  "member_unban",
  "member_mute",
  "member_unmute",
  "voice_mute",
  "voice_unmute",
  "voice_disconnect",
  "voice_move",
  "filter_rule_create",
  "filter_rule_update",
  "filter_rule_delete",
  "report_close",
] as const;

export type Act = (typeof ACTS)[number];

const isAct = (act: string): act is Act => (ACTS as readonly string[]).includes(act);

/** What ids stand for, and how numbers and times are said. */
export interface Words {
  t: Translate;
  person: (id: Id) => string;
  role: (id: Id) => string;
  /** `undefined` for one that is gone, or that I do not see. */
  channel: (id: Id) => string | undefined;
  duration: (seconds: number) => string;
  moment: (iso: string) => string;
}

type State = Readonly<Record<string, unknown>>;

const stringIn = (state: State | undefined, field: string): string | undefined => {
  const value = state?.[field];
  return typeof value === "string" ? value : undefined;
};

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Who did what, in a sentence. */
export const sentenceOf = (entry: AuditEntry, words: Words): string => {
  const { t } = words;
  const actor = entry.actor ? words.person(entry.actor.id) : t(isOfFilter(entry) ? "audit.filter" : "audit.nobody");
  if (!isAct(entry.act)) return t("audit.unknown", { actor, act: entry.act });
  const called = stringIn(entry.after, "name") ?? stringIn(entry.before, "name");
  const channel = (entry.channelId && words.channel(entry.channelId)) ?? called;
  const role = entry.targetId ? words.role(entry.targetId) : "";
  return t(`audit.${entry.act}`, {
    actor,
    person: entry.target ? words.person(entry.target.id) : t("setup.somebody"),
    target: entry.target ? words.person(entry.target.id) : role,
    channel: channel ?? t("audit.someChannel"),
    name: called ?? role,
    code: stringIn(entry.after, "code") ?? stringIn(entry.before, "code") ?? "",
    count: listOf(entry.before?.messageIds).length,
  });
};

/** What nobody did was done by the filter where it mutes. */
const isOfFilter = (entry: AuditEntry): boolean => entry.act === "member_mute";

/** How the value of a field is said; `null` for what says nothing to a person. */
type Say = (value: unknown, words: Words) => string | null;

const text: Say = (value) => (typeof value === "string" && value !== "" ? `“${value}”` : null);
const number: Say = (value) => (typeof value === "number" ? String(value) : null);
const yesNo: Say = (value, { t }) => t(value === true ? "auditfield.yes" : "auditfield.no");
const seconds: Say = (value, { duration }) => (typeof value === "number" && value > 0 ? duration(value) : null);
const time: Say = (value, { moment }) => (typeof value === "string" ? moment(value) : null);
const place: Say = (value) => (typeof value === "number" ? String(value + 1) : null);
const color: Say = (value) => (typeof value === "number" && value > 0 ? roleHex(value) : null);
const person: Say = (value, words) => (typeof value === "string" ? words.person(value) : null);
const where: Say = (value, { channel, t }) =>
  typeof value === "string" ? (channel(value) ?? t("audit.someChannel")) : null;
const oneOf =
  (prefix: "auditfield.action" | "auditfield.status" | "auditfield.type", known: readonly string[]): Say =>
  (value, { t }) =>
    typeof value === "string" ? (known.includes(value) ? t(`${prefix}_${value}` as Key) : value) : null;

const FIELDS: Readonly<Record<string, Say>> = {
  name: text,
  nickname: text,
  description: text,
  topic: text,
  type: oneOf("auditfield.type", ["text", "voice", "category"]),
  systemChannelId: where,
  parentId: where,
  position: place,
  slowMode: seconds,
  minAccountAge: seconds,
  ownerId: person,
  color,
  hoist: yesNo,
  mentionable: yesNo,
  maxUses: number,
  uses: number,
  expiresAt: time,
  mutedUntil: time,
  createdBy: person,
  action: oneOf("auditfield.action", ["block", "report", "mute"]),
  muteSeconds: seconds,
  status: oneOf("auditfield.status", ["open", "resolved", "dismissed"]),
};

const isPermission = (name: string): name is Permission => (PERMISSIONS as readonly string[]).includes(name);
const permission = (name: string, { t }: Words): string => (isPermission(name) ? t(`permission.${name}`) : name);

/** Fields that are lists: what has come and what has gone. */
const LISTS: Readonly<Record<string, (one: string, words: Words) => string>> = {
  permissions: permission,
  allow: permission,
  deny: permission,
  roles: (id, words) => words.role(id),
  exemptRoles: (id, words) => words.role(id),
  words: (word) => word,
};

/** What was changed, a line for each: as it was and as it is. */
export const changesOf = (entry: AuditEntry, words: Words): string[] => {
  const { before, after } = entry;
  const icon = isIconChange(entry) ? [words.t(after?.iconUrl ? "auditfield.newIcon" : "auditfield.noIcon")] : [];
  // The order of all roles says nothing to anybody.
  if (entry.act === "role_move") return [];
  const single = Object.entries(FIELDS).flatMap(([field, say]) => {
    const [was, is] = [before?.[field], after?.[field]];
    if (JSON.stringify(was ?? null) === JSON.stringify(is ?? null)) return [];
    return singleLine(field, was, is, say, entry, words);
  });
  const lists = Object.entries(LISTS).flatMap(([field, say]) => {
    const [was, is] = [listOf(before?.[field]), listOf(after?.[field])];
    const line = (key: "auditfield.added" | "auditfield.removed", ones: string[]) =>
      ones.length === 0
        ? []
        : [
            words.t(key, {
              field: words.t(`auditfield.${field}` as Key),
              list: ones.map((one) => say(one, words)).join(", "),
            }),
          ];
    return [
      ...line(
        "auditfield.added",
        is.filter((one) => !was.includes(one)),
      ),
      ...line(
        "auditfield.removed",
        was.filter((one) => !is.includes(one)),
      ),
    ];
  });
  return [...icon, ...single, ...lists];
};

const isIconChange = ({ act, before, after }: AuditEntry): boolean =>
  act === "server_update" && (before?.iconUrl !== undefined || after?.iconUrl !== undefined);

const singleLine = (field: string, was: unknown, is: unknown, say: Say, entry: AuditEntry, words: Words): string[] => {
  const { t } = words;
  const label = t(`auditfield.${field}` as Key);
  const [old, now] = [say(was, words), say(is, words)];
  // Of what was made or is gone only what it had is worth a line.
  if (!entry.before || !entry.after) {
    const value = entry.after ? now : old;
    const worth = value !== null && (entry.after ? is : was) !== false && field !== "name" && field !== "position";
    return worth ? [t("auditfield.is", { field: label, value })] : [];
  }
  const none = t("auditfield.none");
  return [t("auditfield.became", { field: label, before: old ?? none, after: now ?? none })];
};
