import type { Text } from "../t";

/** The rail, the lists of channels and members, the quick switcher, and what makes servers and channels. */
export const lists = {} as const satisfies Record<string, Text>;
