import type { messages as english } from "../en/messages";
import type { Text } from "../t";

export const messages = {} satisfies Record<keyof typeof english, Text>;
