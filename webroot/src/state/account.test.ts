import { afterEach, expect, test, vi } from "vitest";
import type { Account, Author } from "../api/types";
import { signOut } from "./account";
import { markRead } from "./actions";
import { startEditing, useEditing } from "./editing";
import { client } from "./realtime";
import { setSearch, useSearch } from "./search";
import { startSelecting, useSelecting } from "./selecting";
import { setSession, useSession } from "./session";
import { keepUsers, useUsers } from "./users";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("whoever signs out leaves nothing that is shown to, or said as, whoever comes next", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
  const request = vi.spyOn(client, "request").mockResolvedValue({} as never);
  setSession({ phase: "signedIn", me: { id: "ada" } as Account });
  keepUsers([{ id: "bob", username: "bob", displayName: "Bob", avatarUrl: null } as Author]);
  setSearch({ open: true, typed: "secret" });
  startEditing("m");
  startSelecting("c", "m");
  markRead("c", 5);

  await signOut();
  await vi.advanceTimersByTimeAsync(10_000);

  expect(useSession.getState().session.phase).toBe("signedOut");
  expect(request).not.toHaveBeenCalled();
  expect(useUsers.getState().byId).toEqual({});
  expect(useSearch.getState()).toEqual({ open: false, typed: "" });
  expect(useEditing.getState().messageId).toBeNull();
  expect(useSelecting.getState().channelId).toBeNull();
});
