import { create } from "zustand";
import { store, stored } from "../lib/storage";
import type { Protocol } from "../realtime/client";

interface ConnectionStore {
  /** What this browser speaks with the server. */
  protocol: Protocol;
  /** Whether the connection is shown with all its figures. */
  expanded: boolean;
}

const KEY = "miscord.connection";

const restored = (): ConnectionStore => {
  try {
    const kept = JSON.parse(stored(KEY) ?? "{}") as Partial<ConnectionStore>;
    return { protocol: kept.protocol === "legacy" ? "legacy" : "enhanced", expanded: kept.expanded === true };
  } catch {
    return { protocol: "enhanced", expanded: false };
  }
};

export const useConnection = create<ConnectionStore>(restored);

const keep = (change: Partial<ConnectionStore>): void => {
  useConnection.setState(change);
  store(KEY, JSON.stringify(useConnection.getState()));
};

export const keepProtocol = (protocol: Protocol): void => keep({ protocol });

export const setExpanded = (expanded: boolean): void => keep({ expanded });
