import type { Permission } from "./permissions";

/** Permissions as people look for them: under headings. Each of them stands in one group. */
export const PERMISSION_GROUPS = [
  {
    key: "general",
    permissions: [
      "VIEW_CHANNEL",
      "MANAGE_CHANNELS",
      "MANAGE_ROLES",
      "MANAGE_SERVER",
      "MANAGE_EMOJI",
      "MANAGE_WEBHOOKS",
      "VIEW_AUDIT_LOG",
    ],
  },
  {
    key: "people",
    permissions: [
      "CREATE_INVITES",
      "CHANGE_NICKNAME",
      "MANAGE_NICKNAMES",
      "MUTE_MEMBERS",
      "KICK_MEMBERS",
      "BAN_MEMBERS",
    ],
  },
  { key: "text", permissions: ["SEND_MESSAGES", "ADD_REACTIONS", "MENTION_EVERYONE", "MANAGE_MESSAGES"] },
  { key: "voice", permissions: ["CONNECT", "SPEAK", "SHARE_SCREEN", "MOVE_MEMBERS"] },
  { key: "all", permissions: ["ADMINISTRATOR"] },
] as const satisfies readonly { key: string; permissions: readonly Permission[] }[];

export type PermissionGroup = (typeof PERMISSION_GROUPS)[number]["key"];

/** Those that mean something in a whole server alone. */
const SERVER_WIDE: readonly Permission[] = [
  "ADMINISTRATOR",
  "MANAGE_SERVER",
  "KICK_MEMBERS",
  "BAN_MEMBERS",
  "CHANGE_NICKNAME",
  "MANAGE_NICKNAMES",
  "VIEW_AUDIT_LOG",
  "MANAGE_EMOJI",
];

const TEXT_ONLY: readonly Permission[] = ["SEND_MESSAGES", "ADD_REACTIONS", "MENTION_EVERYONE", "MANAGE_MESSAGES"];
const VOICE_ONLY: readonly Permission[] = ["CONNECT", "SPEAK", "SHARE_SCREEN", "MOVE_MEMBERS"];

/** The groups with what can be allowed or denied in a channel of a kind; a category passes everything on. */
export const channelGroups = (
  type: "text" | "voice" | "category" | "dm",
): { key: PermissionGroup; permissions: Permission[] }[] => {
  const meant = (name: Permission) =>
    !SERVER_WIDE.includes(name) &&
    !(type === "text" && VOICE_ONLY.includes(name)) &&
    !(type === "voice" && TEXT_ONLY.includes(name));
  return PERMISSION_GROUPS.map(({ key, permissions }) => ({
    key,
    permissions: (permissions as readonly Permission[]).filter(meant),
  })).filter(({ permissions }) => permissions.length > 0);
};
