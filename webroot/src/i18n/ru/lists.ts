import type { lists as english } from "../en/lists";
import type { Text } from "../t";

export const lists = {} satisfies Record<keyof typeof english, Text>;
