import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import type { Channel, Member, ServerDetail } from "../../api/types";
import { ALL } from "../../lib/permissions";
import { setChannels } from "../../state/channels";
import { startEditing, useEditing } from "../../state/editing";
import type { ChatMessage } from "../../state/history";
import { setRoster } from "../../state/members";
import { client } from "../../state/realtime";
import { setServers } from "../../state/servers";
import { EditBox } from "./EditBox";

const BOB = "019a3f1e-9f10-7c44-8a21-0b6de1c2f3a4";
const ROOM = "019a3f1e-9f10-7c44-8a21-0b6de1c2f3a5";
const PARROT = "019a3f1e-9f10-7c44-8a21-0b6de1c2f3a6";
const CONTENT = `<@${BOB}>, see <#${ROOM}> <:parrot:${PARROT}>`;

let ask: MockInstance<typeof client.ask>;
const box = () => screen.getByRole<HTMLTextAreaElement>("textbox");

beforeEach(() => {
  ask = vi.spyOn(client, "ask").mockResolvedValue({} as never);
  setServers([
    { id: "s", roles: [], emoji: [{ id: PARROT, name: "parrot" }], member: null } as unknown as ServerDetail,
  ]);
  setChannels([{ id: ROOM, serverId: "s", name: "big room", type: "text", overwrites: [] } as unknown as Channel]);
  setRoster("s", [
    {
      user: { id: BOB, username: "bob", displayName: "Bob", avatarUrl: null },
      nickname: "Big Bob",
      roles: [],
    } as unknown as Member,
  ]);
  startEditing("m");
  const message = { id: "m", channelId: ROOM, content: CONTENT } as ChatMessage;
  render(<EditBox message={message} serverId="s" powers={ALL} />);
});
afterEach(cleanup);

test("whom and what a message names is read by name, and sent as what it means", async () => {
  expect(box().value).toBe("@Big Bob, see #big room :parrot:");
  fireEvent.change(box(), { target: { value: `Hello ${box().value}` } });
  fireEvent.keyDown(box(), { key: "Enter" });
  expect(ask).toHaveBeenCalledWith("message:edit", { messageId: "m", content: `Hello ${CONTENT}` });
  await waitFor(() => expect(useEditing.getState().messageId).toBeNull());
});

test("what nobody changed is not sent", () => {
  fireEvent.keyDown(box(), { key: "Enter" });
  expect(ask).not.toHaveBeenCalled();
  expect(useEditing.getState().messageId).toBeNull();
});
