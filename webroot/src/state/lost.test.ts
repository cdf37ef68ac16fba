import { beforeEach, expect, test, vi } from "vitest";
import type { Account, Channel, ServerDetail } from "../api/types";
import type { ServerFrame } from "../realtime/frames";
import { setChannels, useChannels } from "./channels";
import { dispatch } from "./dispatch";
import { takeServer } from "./greeting";
import { noHistory } from "./history";
import { clearMessages, useMessages } from "./messages";
import { clearReads, setStanding, useReads } from "./reads";
import { clearServers } from "./servers";
import { setSession } from "./session";

const channel = { id: "c", serverId: "s", name: "c", type: "text", position: 0, overwrites: [] } as unknown as Channel;
const detail = { id: "s", channels: [channel], roles: [], emoji: [], permissions: [], positions: {} };

const readServer = vi.fn();
const readStanding = vi.fn();
const readNotifications = vi.fn();
const missed = vi.fn();
const hear = (event: string, data: object) =>
  dispatch({ event, data } as unknown as ServerFrame, 0, { readServer, readStanding, readNotifications, missed });
const tell = (userIds?: string[]) => hear("access:changed", { serverId: "s", version: 2, userIds });

beforeEach(() => {
  for (const mock of [readServer, readStanding, readNotifications, missed]) mock.mockReset();
  clearServers();
  clearMessages();
  clearReads();
  setSession({ phase: "signedIn", me: { id: "me" } as Account });
});

test("a change of my access is asked about if it was missed: channels that came and went then nothing tells", () => {
  tell(["me"]);
  expect(readServer).not.toHaveBeenCalled();
  missed.mockReturnValue(true);
  tell(["eve"]);
  tell([]);
  expect(readServer).not.toHaveBeenCalled();
  tell(["eve", "me"]);
  tell();
  expect(readServer.mock.calls).toEqual([["s"], ["s"]]);
  expect(readStanding.mock.calls).toEqual([["s"], ["s"]]);
  expect(readNotifications).toHaveBeenCalledTimes(2);
});

test("of a channel that a server read anew does not have nothing is left, and of the others everything", () => {
  setChannels([channel, ...["gone", "made"].map((id) => ({ ...channel, id })), { ...channel, id: "x", serverId: "y" }]);
  useMessages.setState({ histories: { c: noHistory, gone: noHistory, x: noHistory } });
  setStanding({ gone: 1 }, { gone: 3, c: 2 }, { gone: [2, 3] });
  expect(takeServer(detail as unknown as ServerDetail, new Set(["made"]))).toEqual(["gone"]);
  expect(Object.keys(useChannels.getState().byId).sort()).toEqual(["c", "x"]);
  expect(Object.keys(useMessages.getState().histories).sort()).toEqual(["c", "x"]);
  expect(useReads.getState()).toMatchObject({ last: { c: 2 }, calls: {} });
});

test("a channel made a moment ago is known by its events, unless it was lost and found again", () => {
  hear("channel:created", { channel, position: 0 });
  expect(readStanding).not.toHaveBeenCalled();
  hear("channel:removed", { channelId: "c" });
  hear("channel:created", { channel, position: 0 });
  expect(readStanding).toHaveBeenCalledExactlyOnceWith("s");
  expect(readNotifications).toHaveBeenCalledOnce();
});
