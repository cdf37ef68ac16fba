import type { Text } from "../t";

/** Settings of oneself. */
export const ownSettings = {} as const satisfies Record<string, Text>;
