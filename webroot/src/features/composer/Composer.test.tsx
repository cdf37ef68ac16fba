import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "../../api/types";
import { NONE, powers } from "../../lib/permissions";
import { OUTBOX_MAX } from "../../realtime/outbox";
import { clearDrafts, setDraft, useDrafts } from "../../state/drafts";
import { stopEditing, useEditing } from "../../state/editing";
import { type ChatMessage, noHistory } from "../../state/history";
import { clearMessages, hideOutgoing, useMessages } from "../../state/messages";
import { client } from "../../state/realtime";
import { setSession } from "../../state/session";
import { Composer } from "./Composer";

const channel = (id: string): Channel => ({
  id,
  serverId: "s",
  name: id,
  type: "text",
  position: 0,
  topic: null,
  parentId: null,
  slowMode: 0,
  overwrites: [],
  createdAt: "",
});
const box = () => screen.getByRole("textbox") as HTMLTextAreaElement;
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const enter = () => fireEvent.keyDown(box(), { key: "Enter" });

beforeEach(() => {
  localStorage.clear();
  clearDrafts();
  clearMessages();
  client.outbox.clear();
  setSession({ phase: "signedIn", me: { id: "me" } as never });
});
afterEach(() => {
  cleanup();
  stopEditing();
});

describe("composer", () => {
  test("Enter puts the message on its way, trimmed, and empties the box", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    type("  hello  ");
    enter();
    const outgoing = useMessages.getState().outgoing.general ?? [];
    expect(outgoing.map(({ content, replyTo, state }) => ({ content, replyTo, state }))).toEqual([
      { content: "hello", replyTo: null, state: "waiting" },
    ]);
    expect(outgoing[0]?.nonce).toMatch(/^[0-9a-f-]{36}$/);
    expect(box().value).toBe("");
  });

  test("nothing but spaces is not sent, nor is too much", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    for (const text of ["   ", "a".repeat(4001)]) {
      type(text);
      enter();
    }
    expect(useMessages.getState().outgoing.general).toBeUndefined();
    expect(screen.getByRole("status").textContent).toBe("-1");
    expect(box().getAttribute("aria-invalid")).toBe("true");
  });

  test("each channel keeps its draft, also over a reload", () => {
    const { rerender } = render(<Composer channel={channel("one")} powers={powers(["SEND_MESSAGES"])} />);
    type("half a thought");
    rerender(<Composer channel={channel("two")} powers={powers(["SEND_MESSAGES"])} />);
    expect(box().value).toBe("");
    rerender(<Composer channel={channel("one")} powers={powers(["SEND_MESSAGES"])} />);
    expect(box().value).toBe("half a thought");
    expect(JSON.parse(localStorage.getItem("miscord.drafts") ?? "")).toEqual({ one: "half a thought" });
  });

  test("a reply is sent as one; Escape makes it an ordinary message", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    act(() => setDraft("general", { replyTo: "m1" }));
    type("yes");
    enter();
    expect(useMessages.getState().outgoing.general?.[0]).toMatchObject({ content: "yes", replyTo: "m1" });
    act(() => setDraft("general", { replyTo: "m1" }));
    fireEvent.keyDown(box(), { key: "Escape" });
    expect(useDrafts.getState().byChannel.general).toBeUndefined();
  });

  test("Up edits the last message that is mine", () => {
    const message = (id: string, author: string) =>
      ({ id, key: id, author: { id: author }, content: id }) as ChatMessage;
    useMessages.setState({
      histories: { general: { ...noHistory, messages: [message("a", "me"), message("b", "me"), message("c", "bob")] } },
    });
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    fireEvent.keyDown(box(), { key: "ArrowUp" });
    expect(useEditing.getState().messageId).toBe("b");
  });

  test("a full outbox says so and keeps the text, until there is room", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    const waiting = (n: number) => ({
      nonce: `n${n}`,
      channelId: "other",
      content: "",
      replyTo: null,
      priority: 0 as const,
    });
    act(() => {
      for (let n = 0; n < OUTBOX_MAX; n += 1) client.outbox.add(waiting(n));
    });
    type("one too many");
    enter();
    expect(box().value).toBe("one too many");
    expect(screen.getByRole("alert").textContent).toContain("1,000 messages are waiting");
    act(() => {
      client.outbox.seen("n0");
      hideOutgoing("other", ["n0"]);
    });
    expect(screen.queryByRole("alert")).toBeNull();
    enter();
    expect(box().value).toBe("");
  });

  test("who may not write is told so, and cannot", () => {
    render(<Composer channel={channel("general")} powers={NONE} />);
    expect(box().disabled).toBe(true);
    expect(box().placeholder).toBe("You may not write in this channel.");
  });
});
