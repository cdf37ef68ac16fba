import type { operator as english } from "../en/operator";
import type { Text } from "../t";

export const operator = {} satisfies Record<keyof typeof english, Text>;
