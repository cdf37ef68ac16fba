import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel, Member, Server } from "../../api/types";
import { NONE, powers } from "../../lib/permissions";
import { OUTBOX_MAX } from "../../realtime/outbox";
import { clearDrafts, setDraft, useDrafts } from "../../state/drafts";
import { stopEditing, useEditing } from "../../state/editing";
import { type ChatMessage, noHistory } from "../../state/history";
import { setRoster } from "../../state/members";
import { clearMessages, hideOutgoing, useMessages } from "../../state/messages";
import { client } from "../../state/realtime";
import { clearServers, putMe, putServer } from "../../state/servers";
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
/** I am in the server, so. */
const inServer = (me: Partial<Member>) => {
  putServer({ id: "s", ownerId: "ada" } as Server);
  putMe("s", { roles: [], ...me } as Member);
};
const box = () => screen.getByRole("combobox") as HTMLTextAreaElement;
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const enter = () => fireEvent.keyDown(box(), { key: "Enter" });

beforeEach(() => {
  localStorage.clear();
  clearDrafts();
  clearMessages();
  clearServers();
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
    const message = (id: string, author: string, type = "text") =>
      ({ id, key: id, type, author: { id: author }, content: id }) as ChatMessage;
    // That I pinned something is no message of mine.
    const messages = [message("a", "me"), message("b", "me"), message("c", "bob"), message("d", "me", "system")];
    useMessages.setState({ histories: { general: { ...noHistory, messages } } });
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

  test("who is muted is told until when", () => {
    inServer({ mutedUntil: "9999-01-01T12:00:00.000Z" });
    render(<Composer channel={channel("general")} powers={powers(["VIEW_CHANNEL"])} />);
    expect(box().placeholder).toMatch(/^You are muted in this server until .*9999/);
  });

  test("in slow mode one waits after one's own message, unless one keeps order there", () => {
    const sent = { author: { id: "me" }, type: "text", createdAt: new Date(Date.now() - 5_000).toISOString() };
    useMessages.setState({ histories: { general: { ...noHistory, messages: [sent as ChatMessage] } } });
    const slow = { ...channel("general"), slowMode: 30 };
    const { rerender } = render(<Composer channel={slow} powers={powers(["SEND_MESSAGES"])} />);
    type("again");
    enter();
    expect(useMessages.getState().outgoing.general).toBeUndefined();
    expect(screen.getByText(/^Slow mode: 2[456] seconds to go$/)).toBeTruthy();
    expect(box().value).toBe("again");
    rerender(<Composer channel={slow} powers={powers(["SEND_MESSAGES", "MANAGE_MESSAGES"])} />);
    enter();
    expect(useMessages.getState().outgoing.general?.map(({ content }) => content)).toEqual(["again"]);
  });
});

describe("what is suggested while one writes", () => {
  const member = (id: string, nickname: string | null) =>
    ({ user: { id, username: id, displayName: id, avatarUrl: null }, nickname, roles: [] }) as unknown as Member;
  const key = (name: string) => fireEvent.keyDown(box(), { key: name });
  beforeEach(() => {
    inServer({});
    setRoster("s", [member("bob", "Big Bob"), member("bobby", "Big Bob"), member("zoe", null)]);
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    act(() => box().focus());
  });
  const sent = () => (useMessages.getState().outgoing.general ?? []).map(({ content }) => content);

  test("stands above the box, and what is chosen is read by its name and sent by its id", () => {
    type("hi @big b");
    expect(screen.getAllByRole("option").map((row) => row.textContent)).toEqual(["BBBig Bob@bob", "BBBig Bob@bobby"]);
    expect(screen.getByText("2 suggestions")).toBeTruthy();
    expect(box().getAttribute("aria-expanded")).toBe("true");
    key("ArrowDown");
    expect(screen.getByRole("option", { selected: true }).id).toBe(box().getAttribute("aria-activedescendant"));
    key("Tab");
    expect(box().value).toBe("hi @Big Bob ");
    expect(screen.queryByRole("listbox")).toBeNull();
    enter();
    expect(sent()).toEqual(["hi <@bobby>"]);
  });

  test("is closed by Escape, and Enter then sends", () => {
    type("@zo");
    key("Escape");
    expect(screen.queryByRole("listbox")).toBeNull();
    enter();
    expect(sent()).toEqual(["@zo"]);
  });

  test("is not in the way of a command whose person is written out", () => {
    type("/w @bo");
    enter();
    expect(box().value).toBe("/w @bob ");
    type("/w @bob");
    enter();
    expect(screen.getByRole("alert").textContent).toContain("/w name message");
  });

  test("is not needed for a username, and two of one name call nobody without it", () => {
    type("@zoe and @Big Bob");
    key("Escape");
    enter();
    expect(sent()).toEqual(["<@zoe> and @Big Bob"]);
  });

  test("a draft keeps who was meant over a reload", () => {
    type("@big");
    key("Enter");
    expect(JSON.parse(localStorage.getItem("miscord.draftNames") ?? "")).toEqual({
      general: { "@Big Bob": "<@bob>" },
    });
  });
});

describe("commands in the composer", () => {
  test("that there are not stay in the box; with two slashes they are text", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    type("/foo");
    enter();
    expect(screen.getByRole("alert").textContent).toBe("There is no command /foo. // sends it as text.");
    expect(box().value).toBe("/foo");
    type("//foo");
    enter();
    expect(useMessages.getState().outgoing.general?.map(({ content }) => content)).toEqual(["/foo"]);
  });

  test("say how they go while they are written, and what they need", () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES", "MUTE_MEMBERS"])} />);
    type("/mute ");
    expect(screen.getByText(/name length \(10m, 2h, 3d\) \[reason\]/)).toBeTruthy();
    type("/kick bob");
    enter();
    expect(screen.getByRole("alert").textContent).toContain("Kick members");
  });
});

test("what is too long can go as several", () => {
  render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
  type(`${"a".repeat(3000)}\n${"b".repeat(3000)}`);
  fireEvent.click(screen.getByRole("button", { name: "Send as 2 messages" }));
  expect(useMessages.getState().outgoing.general?.map(({ content }) => content.length)).toEqual([3000, 3000]);
  expect(box().value).toBe("");
});

describe("a whisper in the composer", () => {
  const answers: Record<string, { status: number; body: object }> = {};
  beforeEach(() => {
    const answer = async (request: Request) => {
      const { pathname } = new URL(request.url);
      const { status, body } = answers[pathname] ?? { status: 500, body: {} };
      return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
    };
    vi.stubGlobal("fetch", vi.fn(answer));
  });
  const bob = { id: "bob", username: "bob", displayName: "Big Bob", avatarUrl: null };
  const resolve = "/api/servers/s/members/resolve";

  test("goes to the conversation with that person, and is not said aloud", async () => {
    answers[resolve] = { status: 200, body: { user: bob } };
    answers["/api/users/me/dms"] = { status: 201, body: { id: "dm", participants: [bob] } };
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    type("/w bob psst");
    expect(screen.getByText("Only bob will read this.")).toBeTruthy();
    enter();
    await screen.findByText("Sent to Big Bob alone, as a direct message.");
    const { outgoing } = useMessages.getState();
    expect(Object.keys(outgoing)).toEqual(["dm"]);
    expect(outgoing.dm?.[0]?.content).toBe("psst");
    expect(box().value).toBe("");
  });

  test("that could be for several says for whom, and stays in the box until that is clear", async () => {
    const params = { name: "bob", candidates: "@bob, @bobby" };
    answers[resolve] = { status: 409, body: { type: "urn:miscord:conflict", reason: "AMBIGUOUS_NAME", params } };
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    type("/w bob psst");
    enter();
    expect((await screen.findByRole("alert")).textContent).toContain("Several people are called bob: @bob, @bobby");
    expect(box().value).toBe("/w bob psst");
    expect(useMessages.getState().outgoing.general).toBeUndefined();
    type("/w @bob psst");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("that is unfinished says how it goes, and is not sent", async () => {
    render(<Composer channel={channel("general")} powers={powers(["SEND_MESSAGES"])} />);
    type("/w bob");
    enter();
    expect((await screen.findByRole("alert")).textContent).toContain("/w name message");
    expect(useMessages.getState().outgoing.general).toBeUndefined();
  });
});
