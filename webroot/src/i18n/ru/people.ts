import type { people as english } from "../en/people";
import type { Text } from "../t";

export const people = {} satisfies Record<keyof typeof english, Text>;
