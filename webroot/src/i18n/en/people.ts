import type { Text } from "../t";

/** Friends, conversations, profiles, and what moderators do to people. */
export const people = {} as const satisfies Record<string, Text>;
