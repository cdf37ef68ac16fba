import type { Text } from "../t";

/** Settings of servers and channels. */
export const serverSettings = {} as const satisfies Record<string, Text>;
