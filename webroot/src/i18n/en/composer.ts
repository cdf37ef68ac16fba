import type { Text } from "../t";

/** The composer: suggestions, commands, emoji; and the list of keys. */
export const composer = {} as const satisfies Record<string, Text>;
