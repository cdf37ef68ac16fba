/** `localStorage` that may be forbidden, full, or hold nonsense. */

export const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** What was kept as JSON; `undefined` where nothing was, or nonsense. */
export const storedJson = (key: string): unknown => {
  try {
    return JSON.parse(stored(key) ?? "") as unknown;
  } catch {
    return undefined;
  }
};

/** The same of what should be an object: each of its fields is to be looked at. */
export const storedFields = (key: string): Readonly<Record<string, unknown>> => {
  const kept = storedJson(key);
  return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
};

/** The same of what should be a list of texts. */
export const storedTexts = (key: string): string[] => {
  const kept = storedJson(key);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
};

/** Keeps a value; `null` removes it. What cannot be kept is not. */
export const store = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the page works without.
  }
};
