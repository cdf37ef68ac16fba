import type { serverSettings as english } from "../en/serverSettings";
import type { Text } from "../t";

export const serverSettings = {} satisfies Record<keyof typeof english, Text>;
