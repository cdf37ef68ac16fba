import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ALL, NONE, type Powers } from "../../lib/permissions";
import { useDialogs } from "../../state/dialogs";
import { draftOf, useDrafts } from "../../state/drafts";
import type { ChatMessage } from "../../state/history";
import { changeSettings } from "../../state/settings";
import { MessageRow } from "./MessageRow";

const message = (change: Partial<ChatMessage>) =>
  ({
    id: "m",
    key: "m",
    channelId: "c",
    seq: 1,
    author: { id: "ada", username: "ada", displayName: "Ada", avatarUrl: null },
    type: "text",
    content: "hello **you**",
    replyTo: null,
    mentions: [],
    mentionRoles: [],
    reactions: [],
    embeds: [],
    pinned: false,
    flags: 0,
    createdAt: "2019-02-03T04:05:06.007Z",
    editedAt: null,
    ...change,
  }) as unknown as ChatMessage;
const show = (change: Partial<ChatMessage> = {}, powers: Powers = NONE, me = "me") => {
  render(<MessageRow message={message(change)} serverId="s" head powers={powers} me={me} tabIndex={0} flash={false} />);
  return screen.getByRole("article");
};
const items = () => screen.queryAllByRole("menuitem").map((item) => item.textContent);

beforeEach(() => {
  changeSettings({ messageKeys: true });
  useDrafts.setState({ byChannel: {} });
  useDialogs.setState({ open: null });
});
afterEach(cleanup);

describe("a message", () => {
  test("that was imported says so beside its time", () => {
    show({ flags: 1 });
    expect(screen.getByText("imported").title).toContain("not written here");
  });

  test("that was written here does not, whomever it calls", () => {
    show({ flags: 2 | 4 });
    expect(screen.queryByText("imported")).toBeNull();
  });

  test("is read out in one order: who, when, what, and what people say to it", () => {
    const row = show({ reactions: [{ emoji: "🚀", count: 2 }] });
    expect(row.getAttribute("aria-label")).toMatch(/^Ada, .*2019.*, hello you, 🚀, 2 reactions$/);
  });
});

describe("its menu", () => {
  test("has for a reader what anybody may do", () => {
    fireEvent.contextMenu(show());
    expect(items()).toEqual(["Copy text", "Copy message link", "Copy message ID"]);
  });

  test("has everything for whoever wrote it and keeps order", () => {
    fireEvent.contextMenu(show({}, ALL, "ada"));
    expect(items().slice(3)).toEqual([
      "Add reaction",
      "Reply",
      "Edit",
      "Pin",
      "Copy text",
      "Copy message link",
      "Copy message ID",
      "Select messages",
      "Delete",
    ]);
  });

  test("of what happened has no answer and no reaction", () => {
    fireEvent.contextMenu(show({ type: "system", content: "" }, ALL, "ada"));
    expect(items()).toEqual(["Copy message link", "Copy message ID", "Select messages", "Delete"]);
  });
});

describe("single letters", () => {
  test("act on the row that has the focus by keys", () => {
    const row = show({}, ALL);
    // Whether somebody came by keys is the browser's to know; here there is none.
    row.matches = (selector) => selector === ":focus-visible" || Element.prototype.matches.call(row, selector);
    act(() => row.focus());
    fireEvent.keyDown(row, { key: "r" });
    expect(draftOf(useDrafts.getState().byChannel, "c").replyTo).toBe("m");
    fireEvent.keyDown(row, { key: "Delete" });
    expect(useDialogs.getState().open).toEqual({ kind: "deleteMessage", messageId: "m" });
  });

  test("do nothing once they are switched off", () => {
    changeSettings({ messageKeys: false });
    const row = show({}, ALL);
    act(() => row.focus());
    fireEvent.keyDown(row, { key: "r" });
    expect(useDrafts.getState().byChannel).toEqual({});
  });

  test("do nothing to what one may not", () => {
    const row = show();
    act(() => row.focus());
    for (const key of ["r", "e", "p", "Delete"]) fireEvent.keyDown(row, { key });
    expect(useDrafts.getState().byChannel).toEqual({});
    expect(useDialogs.getState().open).toBeNull();
  });
});
