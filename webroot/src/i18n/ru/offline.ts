import type { offline as english } from "../en/offline";
import type { Text } from "../t";

export const offline = {} satisfies Record<keyof typeof english, Text>;
