import { create } from "zustand";
import type { Id } from "../api/types";

/** The dialog that is open: one at a time, opened from anywhere, drawn by `app/Dialogs.tsx`. */
export type OpenDialog =
  | { kind: "addServer" }
  | { kind: "invite"; serverId: Id }
  | { kind: "createChannel"; serverId: Id; parentId: Id | null; category: boolean }
  | { kind: "deleteMessage"; messageId: Id }
  /** Every key that does something. */
  | { kind: "keys" }
  /** What waits to be sent; when signing out, asks first. */
  | { kind: "unsent"; signingOut: boolean };

export const useDialogs = create<{ open: OpenDialog | null }>(() => ({ open: null }));

export const openDialog = (open: OpenDialog): void => useDialogs.setState({ open });

export const closeDialog = (): void => useDialogs.setState({ open: null });
