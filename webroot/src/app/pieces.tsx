import { MessageSkeleton } from "../ui/Skeleton";
import { soon } from "../ui/soon";
import { isTalk, paths } from "./paths";

/** What is no part of the first screen, and has to be there before it is asked for: the network may be gone by then. */

export const OpenDialog = soon(() => import("./OpenDialog").then((module) => module.OpenDialog));

export const Talk = soon(
  () => import("./Talk").then((module) => module.Talk),
  <div className="flex min-w-0 flex-1 flex-col justify-end">
    <MessageSkeleton />
  </div>,
);

export const FriendsPage = soon(() => import("../features/friends").then((module) => module.FriendsPage));

/** What the page opens at: its code comes beside the first requests. */
export const fetchAtStart = (path: string): void => {
  if (isTalk(path)) Talk.ahead();
  else if (path === paths.home || path === paths.friends) FriendsPage.ahead();
};

/** For right after the first screen. */
export const fetchAhead = (): void => {
  performance.mark("miscord.first-screen");
  Talk.ahead();
  OpenDialog.ahead();
};
