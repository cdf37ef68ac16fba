import type { Text } from "../fill";

/** What is said outside the page. */
export const tell = {
  "tell.somebody": "Somebody",
  "tell.where": "{name} (#{channel}, {server})",
  "tell.mention": "{name} mentioned you",
  "tell.reply": "{name} answered you",
  "tell.dm": "{name} wrote to you",
  "tell.invite": "{name} invited you",
  "tell.friend": "{name} wants to be your friend",
  "tell.call": "{name} called everybody",
} as const satisfies Record<string, Text>;
