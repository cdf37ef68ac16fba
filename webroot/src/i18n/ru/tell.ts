import type { tell as english } from "../en/tell";
import type { Text } from "../fill";

export const tell = {
  "tell.somebody": "Кто-то",
  "tell.where": "{name} (#{channel}, {server})",
  "tell.mention": "{name} зовёт вас",
  "tell.reply": "{name} отвечает вам",
  "tell.dm": "{name} пишет вам",
  "tell.invite": "{name} приглашает вас",
  "tell.friend": "{name} хочет дружить с вами",
  "tell.call": "{name} зовёт всех",
} satisfies Record<keyof typeof english, Text>;
