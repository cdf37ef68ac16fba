import type { Text } from "../t";

/** What the client says without a network, and as an installed application. */
export const offline = {
  "offline.newVersion": "A new version is ready.",
  "offline.later": "Later",
} as const satisfies Record<string, Text>;
