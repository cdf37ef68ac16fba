/** A browser's subscription to pushes, for the page and for the service worker. */

/** As the API wants it; `null` for one without keys, of a browser of long ago. */
export const subscriptionBody = (of: PushSubscription) => {
  const { endpoint, keys } = of.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) return null;
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
};

/** Whether it is to this key of a server. */
export const isTo = (of: PushSubscription, key: string): boolean => {
  const its = of.options.applicationServerKey;
  if (its === null) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(its)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === key;
};
