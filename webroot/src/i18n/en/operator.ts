import type { Text } from "../t";

/** The operator's page. */
export const operator = {} as const satisfies Record<string, Text>;
