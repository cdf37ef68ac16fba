import { create } from "zustand";
import type { Id } from "../api/types";

/** The message that is being edited, if one is. */
export const useEditing = create<{ messageId: Id | null }>(() => ({ messageId: null }));

export const startEditing = (messageId: Id): void => useEditing.setState({ messageId });

export const stopEditing = (): void => useEditing.setState({ messageId: null });
