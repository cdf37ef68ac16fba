import type { offline as english } from "../en/offline";
import type { Text } from "../t";

export const offline = {
  "offline.newVersion": "Готова новая версия.",
  "offline.later": "Позже",
} satisfies Record<keyof typeof english, Text>;
