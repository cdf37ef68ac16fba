/** The language that somebody has chosen, for the service worker, which cannot read what pages store. */

const CACHE = "miscord-language";
const NAME = "/language";

/** Tells it. */
export const tellLanguage = async (language: string): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.put(NAME, new Response(language));
};

/** What it was told; `undefined` if nothing. */
export const toldLanguage = async (): Promise<string | undefined> =>
  (await caches.match(NAME, { cacheName: CACHE }))?.text();
