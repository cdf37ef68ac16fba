/**
 * Of a draft what was changed since it was sent: whoever goes on while it is being saved loses nothing, and what is
 * still as it was sent is no change any more.
 */
export const sinceSent = <Draft extends object>(now: Draft, sent: Draft): Partial<Draft> => {
  const before = sent as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== before[field])) as Partial<Draft>;
};
