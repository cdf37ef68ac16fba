import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Account, Channel, Message, Server } from "../api/types";
import { setChannels, useChannels } from "./channels";
import { noHistory } from "./history";
import { clearMessages, useMessages } from "./messages";
import { keepNow, MESSAGES_KEPT, restoreKept, startKeeping, stopKeeping } from "./offline";
import { PAGES_MAX, readPages } from "./offlineStore";
import { clearReads, setReads, useReads } from "./reads";
import { clearServers, useServers } from "./servers";
import { setSession } from "./session";

const account = (id: string) => ({ id, username: id, displayName: id }) as Account;
const server = { id: "s", name: "S", ownerId: "me" } as Server;
const channel = (id: string) => ({ id, serverId: "s", name: id, type: "text", overwrites: [] }) as unknown as Channel;
const message = (channelId: string, seq: number) =>
  ({
    id: `${channelId}${seq}`,
    channelId,
    seq,
    content: `${seq}`,
    author: null,
    key: `${seq}`,
  }) as unknown as Message & {
    key: string;
  };

const signIn = (id: string) => {
  setSession({ phase: "signedIn", me: account(id) });
  startKeeping(id);
  useServers.setState({
    byId: { s: server },
    order: ["s"],
    inside: { s: { roles: [], emoji: [], me: null } },
    known: true,
  });
};
const reads = (channelId: string, count: number, hasAfter = false) =>
  useMessages.setState(({ histories }) => ({
    histories: {
      ...histories,
      [channelId]: {
        ...noHistory,
        hasBefore: false,
        hasAfter,
        current: true,
        messages: Array.from({ length: count }, (_, at) => message(channelId, at + 1)),
      },
    },
  }));
/** The page is opened anew: nothing is in memory. */
const reopened = () => {
  clearServers();
  setChannels([]);
  clearMessages();
  clearReads();
};

beforeEach(() => {
  stopKeeping();
  reopened();
});

describe("without a network", () => {
  test("somebody finds what they read last, as it was", async () => {
    signIn("me");
    setChannels([channel("a"), channel("b")]);
    reads("a", MESSAGES_KEPT + 10);
    reads("b", 2);
    setReads({ a: 7 });
    await keepNow();
    reopened();
    expect((await restoreKept())?.id).toBe("me");
    expect(useServers.getState()).toMatchObject({ order: ["s"], known: true });
    expect(Object.keys(useChannels.getState().byId)).toEqual(["a", "b"]);
    expect(useReads.getState().read).toEqual({ a: 7 });
    const { a, b } = useMessages.getState().histories;
    expect(a?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES_KEPT }, (_, at) => at + 11));
    expect(a).toMatchObject({ hasBefore: true, hasAfter: false, current: false });
    expect(b).toMatchObject({ hasBefore: false });
  });

  test("a window into the past, and a channel that is seen no more, are not kept", async () => {
    signIn("me");
    setChannels([channel("a"), channel("b")]);
    reads("a", 2, true);
    reads("b", 2);
    await keepNow();
    expect((await readPages("me")).map(({ channelId }) => channelId)).toEqual(["b"]);
    setChannels([channel("a")]);
    clearMessages();
    await keepNow();
    expect(await readPages("me")).toEqual([]);
  });

  test("only so many channels are kept, those looked at last", async () => {
    signIn("me");
    const ids = Array.from({ length: PAGES_MAX + 5 }, (_, at) => `c${at}`);
    setChannels(ids.map(channel));
    for (const id of ids) reads(id, 1);
    await keepNow();
    expect((await readPages("me")).map(({ channelId }) => channelId)).toEqual(ids.slice(5));
  });

  test("nothing is left of somebody who signed out, and nothing is shown to somebody else", async () => {
    signIn("me");
    setChannels([channel("a")]);
    reads("a", 1);
    await keepNow();
    stopKeeping();
    reopened();
    expect(await restoreKept()).toBeNull();

    signIn("me");
    setChannels([channel("a")]);
    await keepNow();
    signIn("other");
    await keepNow();
    expect((await restoreKept())?.id).toBe("other");
  });
});
