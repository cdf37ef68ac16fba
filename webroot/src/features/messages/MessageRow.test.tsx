import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { NONE } from "../../lib/permissions";
import type { ChatMessage } from "../../state/history";
import { MessageRow } from "./MessageRow";

const message = (flags: number) =>
  ({
    id: "m",
    key: "m",
    channelId: "c",
    seq: 1,
    author: { id: "ada", username: "ada", displayName: "Ada", avatarUrl: null },
    type: "text",
    content: "hello",
    replyTo: null,
    mentions: [],
    mentionRoles: [],
    reactions: [],
    embeds: [],
    pinned: false,
    flags,
    createdAt: "2019-02-03T04:05:06.007Z",
    editedAt: null,
  }) as unknown as ChatMessage;
const show = (flags: number) =>
  render(<MessageRow message={message(flags)} serverId="s" head powers={NONE} me="me" tabIndex={0} flash={false} />);

afterEach(cleanup);

describe("a message", () => {
  test("that was imported says so beside its time", () => {
    show(1);
    expect(screen.getByText("imported").title).toContain("not written here");
  });

  test("that was written here does not, whomever it calls", () => {
    show(2 | 4);
    expect(screen.queryByText("imported")).toBeNull();
  });
});
