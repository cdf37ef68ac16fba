import type { connection as english } from "../en/connection";
import type { Text } from "../t";

export const connection = {} satisfies Record<keyof typeof english, Text>;
