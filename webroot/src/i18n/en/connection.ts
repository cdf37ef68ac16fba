import type { Text } from "../t";

/** The connection widget and the monitoring page. */
export const connection = {} as const satisfies Record<string, Text>;
