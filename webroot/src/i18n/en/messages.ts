import type { Text } from "../t";

/** Messages and what one does with them: menus, the inbox, search, pictures. */
export const messages = {} as const satisfies Record<string, Text>;
