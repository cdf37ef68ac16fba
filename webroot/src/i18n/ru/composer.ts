import type { composer as english } from "../en/composer";
import type { Text } from "../t";

export const composer = {} satisfies Record<keyof typeof english, Text>;
