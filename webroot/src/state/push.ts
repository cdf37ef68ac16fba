import { create } from "zustand";
import * as calls from "../api/calls";
import { Problem } from "../api/problem";
import { t, useLanguage } from "../i18n/t";
import { store, stored } from "../lib/storage";
import { isTo, subscriptionBody } from "../lib/subscription";
import { tellLanguage } from "../lib/workerLanguage";
import { permit } from "./desktopNotifications";
import { attempt } from "./explain";
import { notify } from "./notices";
import { myId } from "./session";

/** Whether what I am told of is pushed to this browser, so that I am told when no page of it is open. */
interface Push {
  /** What the server lets browsers subscribe to; `null` where it pushes nothing, or as long as that is not known. */
  key: string | null;
  /** Whether this browser could be pushed to. */
  possible: boolean;
  on: boolean;
  /** It is being turned on or off. */
  busy: boolean;
}

export const usePush = create<Push>(() => ({ key: null, possible: false, on: false, busy: false }));

/** Whose subscription the browser has. */
const KEY = "miscord.push";

/** The worker that would be told; without one nobody is. */
const worker = async (): Promise<ServiceWorkerRegistration | undefined> =>
  "PushManager" in globalThis && "serviceWorker" in navigator && isSecureContext
    ? await navigator.serviceWorker.getRegistration()
    : undefined;

/** Looks what server and browser can do: to be asked when somebody may want to turn it on. */
export const lookAtPush = async (): Promise<void> => {
  const registration = await worker();
  try {
    const { key } = await calls.readPushKey();
    const on = (await registration?.pushManager.getSubscription()) != null;
    usePush.setState({ key, possible: registration !== undefined, on });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    usePush.setState({ key: null });
  }
};

/** Turns it on or off; to be called by a click, for the browser asks. What hinders it is said. */
export const turnPush = async (wanted: boolean): Promise<void> => {
  usePush.setState({ busy: true });
  await attempt(wanted ? begin() : dropPush());
  usePush.setState({ busy: false });
};

const begin = async (): Promise<void> => {
  const registration = await worker();
  const { key } = usePush.getState();
  if (!registration || key === null || (await permit()) !== "granted") return;
  let subscription: PushSubscription;
  try {
    subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch {
    return notify("error", t("own.pushFailed"));
  }
  await hand(subscription);
};

/** Tells the server of it; what the server does not know is no subscription. */
const hand = async (subscription: PushSubscription): Promise<void> => {
  const body = subscriptionBody(subscription);
  if (!body) return;
  try {
    await calls.subscribePush(body);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  store(KEY, myId());
  usePush.setState({ on: true });
  await tellLanguage(useLanguage.getState().language);
};

/** Somebody signed in: what was theirs in this browser goes on for this sign-in, what was another's ends. */
export const resumePush = async (): Promise<void> => {
  const registration = await worker();
  const subscription = await registration?.pushManager.getSubscription();
  if (!registration || !subscription) return;
  if (stored(KEY) !== myId()) {
    await subscription.unsubscribe();
    return;
  }
  usePush.setState({ on: true });
  try {
    const { key } = await calls.readPushKey();
    usePush.setState({ key, possible: true });
    if (isTo(subscription, key)) return await hand(subscription);
    await subscription.unsubscribe();
    await begin();
  } catch (error) {
    // Without a network it stays as it is; the next start tries again.
    if (!(error instanceof Problem)) throw error;
  }
};

/** Ends it here. The server is told unless it forgets it anyway, with the sign-in. */
export const dropPush = async (tell = true): Promise<void> => {
  usePush.setState({ on: false });
  store(KEY, null);
  const subscription = await (await worker())?.pushManager.getSubscription();
  if (!subscription) return;
  await subscription.unsubscribe();
  if (tell) await calls.unsubscribePush();
};

useLanguage.subscribe(({ language }) => {
  if (usePush.getState().on) void tellLanguage(language).catch(() => undefined);
});
