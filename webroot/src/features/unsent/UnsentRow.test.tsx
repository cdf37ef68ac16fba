import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Conversation } from "../../api/types";
import type { Outgoing } from "../../realtime/outbox";
import { setConversations } from "../../state/conversations";
import { keepUsers } from "../../state/users";
import { UnsentRow } from "./UnsentRow";

const BOB = "019a3f1e-9f10-7c44-8a21-0b6de1c2f3a4";

afterEach(cleanup);

test("a message to a person goes to them, and not to a channel that is gone; whom it names is named", () => {
  const bob = { id: BOB, username: "bob", displayName: "Bob", avatarUrl: null };
  keepUsers([bob]);
  setConversations([{ id: "talk", participants: [bob] } as unknown as Conversation]);
  const message = { nonce: "n", channelId: "talk", content: `<@${BOB}>!`, createdAt: 0, state: "waiting", priority: 0 };
  render(<UnsentRow message={message as unknown as Outgoing} />);
  expect(screen.getByText("Bob")).toBeTruthy();
  expect(screen.getByText("@Bob!")).toBeTruthy();
});
