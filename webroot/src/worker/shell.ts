/** What the service worker decides by: pure, so that it is tested without one. */

/** What other parts of a node answer: never a page of the client, and nothing that is kept here. */
const NOT_PAGES = /^\/(api|ws|health|metrics|files|socket\.io|assets)(\/|$)/;

/** How a request is answered: by the page that is kept, by what is kept under its name, or by the network alone. */
export type Answer = "page" | "kept" | "network";

interface Asked {
  method: string;
  mode: string;
  url: string;
}

/** Which of them, for a page of this origin. */
export const answerTo = ({ method, mode, url }: Asked, origin: string): Answer => {
  const { origin: from, pathname } = new URL(url);
  if (method !== "GET" || from !== origin) return "network";
  if (mode === "navigate") return NOT_PAGES.test(pathname) || isFile(pathname) ? "network" : "page";
  return pathname.startsWith("/assets/") || pathname.startsWith("/icons/") ? "kept" : "network";
};

/** Somebody opens a file of the client by its address, such as its icon. */
const isFile = (pathname: string): boolean => /\.\w{2,12}$/.test(pathname) && !pathname.startsWith("/invite/");

export const CACHE = "miscord-shell-";

/** Caches that are let go once a version is in use: all but its own and the newest of those before it. */
export const outdated = (caches: readonly string[], current: string): string[] => {
  const before = caches.filter((name) => name.startsWith(CACHE) && name !== current);
  // A page of the version before may be open still, and ask for a part of it that it has not drawn yet.
  return before.slice(0, -1);
};
