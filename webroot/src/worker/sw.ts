import { refresh } from "../api/token";
import { findHome, serverHome } from "../lib/home";
import { subscriptionBody } from "../lib/subscription";
import { toldLanguage } from "../lib/workerLanguage";
import { openNotice, type Pushed, tellPushed } from "./pushed";
import { answerTo, CACHE, outdated } from "./shell";

/**
 * The client without a network: its page and its parts are kept when it is first used, and answered from there. What
 * the build is made of, and the name of that version, is written in here by the build (see `build/precache.ts`). And
 * the client without a page: what is pushed is told from here.
 */

declare const self: ServiceWorkerGlobalScope;
declare const SHELL: { version: string; files: string[] };

const PAGE = "/";
const current = CACHE + SHELL.version;
/** Parts that were not kept beforehand and are once they were asked for, of one version. */
const ASKED_MAX = 200;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "takeOver") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request, self.location.origin);
  if (answer === "page") event.respondWith(page(event.request));
  else if (answer === "kept") event.respondWith(kept(event.request));
});

self.addEventListener("push", (event) => event.waitUntil(tellOf(event)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openFrom(event.notification));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

const tellOf = async (event: PushEvent): Promise<void> => {
  const pushed = event.data?.json() as Pushed | undefined;
  if (!pushed) return;
  await tellPushed(pushed, (await toldLanguage()) ?? navigator.language, await pages(), self.registration);
};

const openFrom = async (shown: Notification): Promise<void> =>
  openNotice(shown.data, await pages(), (path) => self.clients.openWindow(path));

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

/** The browser's service has given it another address: the node is told, in the name of who is signed in. */
const renew = async ({ oldSubscription, newSubscription }: PushSubscriptionChangeEvent): Promise<void> => {
  const key = oldSubscription?.options.applicationServerKey;
  const subscription =
    newSubscription ??
    (key && (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })));
  const body = subscription && subscriptionBody(subscription);
  if (!body) return;
  await findHome();
  const session = await refresh();
  if (!session) {
    await subscription.unsubscribe();
    return;
  }
  await fetch(`${serverHome()}/api/users/me/push`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${session.accessToken}` },
    body: JSON.stringify(body),
  });
};

/** All or nothing: a version that could not be kept whole is tried again another time. */
const keepAll = async (): Promise<void> => {
  const cache = await caches.open(current);
  await Promise.all(
    SHELL.files.map(async (path) => {
      // What is named by its content is the same in every version.
      const known = path.startsWith("/assets/") ? await caches.match(path) : undefined;
      const answer =
        known ?? (await fetch(path, { cache: path === PAGE ? "no-cache" : "default", headers: accept(path) }));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      await cache.put(path, answer);
    }),
  );
};

/** A node says at `/` what it is, to whoever does not ask for a page. */
const accept = (path: string): HeadersInit => (path === PAGE ? { accept: "text/html" } : {});

const takeOver = async (): Promise<void> => {
  await Promise.all(outdated(await caches.keys(), current).map((name) => caches.delete(name)));
  await self.clients.claim();
};

/** The page that fits the parts that are kept, whatever the network says. */
const page = async (request: Request): Promise<Response> => {
  const answer = await caches.match(PAGE, { cacheName: current });
  return answer ?? fetch(request);
};

const kept = async (request: Request): Promise<Response> => {
  const known = await caches.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(current);
    if ((await cache.keys()).length < SHELL.files.length + ASKED_MAX) await cache.put(request.url, answer.clone());
  }
  return answer;
};
