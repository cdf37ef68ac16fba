import type { Text } from "../t";

/** What the client says without a network, and as an installed application. */
export const offline = {} as const satisfies Record<string, Text>;
