import { create } from "zustand";
import type { Id } from "../api/types";

/** The dialog that is open: one at a time, opened from anywhere, drawn by `app/Dialogs.tsx`. */
export type OpenDialog =
  | { kind: "addServer" }
  | { kind: "invite"; serverId: Id }
  | { kind: "leaveServer"; serverId: Id }
  /** What one wants to be told of a server, or of a channel of one. */
  | { kind: "level"; serverId: Id; channelId: Id | null }
  | { kind: "createChannel"; serverId: Id; parentId: Id | null; category: boolean }
  /** Of a channel or a category. */
  | { kind: "deleteChannel"; channelId: Id }
  | { kind: "moveChannel"; channelId: Id }
  /** The quick switcher. */
  | { kind: "switcher" }
  | { kind: "deleteMessage"; messageId: Id }
  /** Every key that does something. */
  | { kind: "keys" }
  /** Somebody, and in a server what they are there. */
  | { kind: "profile"; userId: Id; serverId: Id | null }
  | { kind: "newConversation" }
  | { kind: "addToGroup"; conversationId: Id }
  | { kind: "renameGroup"; conversationId: Id }
  | { kind: "leaveGroup"; conversationId: Id }
  | { kind: "removeFromGroup"; conversationId: Id; userId: Id }
  | { kind: "unfriend"; userId: Id }
  | { kind: "blockPerson"; userId: Id }
  | { kind: "nickname"; serverId: Id; userId: Id }
  | { kind: "mutePerson"; serverId: Id; userId: Id }
  | { kind: "kickPerson"; serverId: Id; userId: Id }
  | { kind: "banPerson"; serverId: Id; userId: Id }
  | { kind: "reportMessage"; messageId: Id }
  /** What waits to be sent; when signing out, asks first. */
  | { kind: "unsent"; signingOut: boolean };

export const useDialogs = create<{ open: OpenDialog | null }>(() => ({ open: null }));

export const openDialog = (open: OpenDialog): void => useDialogs.setState({ open });

export const closeDialog = (): void => useDialogs.setState({ open: null });
