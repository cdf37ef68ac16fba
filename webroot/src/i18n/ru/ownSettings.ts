import type { ownSettings as english } from "../en/ownSettings";
import type { Text } from "../t";

export const ownSettings = {} satisfies Record<keyof typeof english, Text>;
