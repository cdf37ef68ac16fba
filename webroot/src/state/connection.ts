import { create } from "zustand";
import { store, storedFields } from "../lib/storage";
import type { Protocol } from "../realtime/client";

interface ConnectionStore {
  /** What this browser speaks with the server. */
  protocol: Protocol;
  /** Whether the connection is shown with all its figures. */
  expanded: boolean;
}

const KEY = "miscord.connection";

const restored = (): ConnectionStore => {
  const { protocol, expanded } = storedFields(KEY);
  return { protocol: protocol === "legacy" ? "legacy" : "enhanced", expanded: expanded === true };
};

export const useConnection = create<ConnectionStore>(restored);

const keep = (change: Partial<ConnectionStore>): void => {
  useConnection.setState(change);
  store(KEY, JSON.stringify(useConnection.getState()));
};

export const keepProtocol = (protocol: Protocol): void => keep({ protocol });

export const setExpanded = (expanded: boolean): void => keep({ expanded });
