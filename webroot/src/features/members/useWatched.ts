import { useEffect } from "react";
import type { Id } from "../../api/types";
import { useLink } from "../../state/link";
import { client } from "../../state/realtime";

/** As many as one window holds. */
const WINDOW_MAX = 300;
const SETTLE_MS = 300;

/** Tells the server who is in sight: of a large one it then tells their presence alone. */
export const useWatched = (serverId: Id, userIds: ReadonlyArray<Id>): void => {
  const live = useLink((state) => state.link.kind === "live");
  const key = userIds.slice(0, WINDOW_MAX).join();
  useEffect(() => {
    if (!live || key === "") return undefined;
    const timer = setTimeout(
      () => client.say("subscribe", { members: { serverId, userIds: key.split(",") } }),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [live, serverId, key]);
};
