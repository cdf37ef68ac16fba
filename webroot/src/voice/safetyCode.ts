/**
 * A code that two people can compare by word of mouth: made of the certificates that their browsers connect with, it is
 * the same at both ends only when nobody is in between.
 */

const GROUPS = 8;
const DIGITS = 5;

/** Eight groups of five digits, of both fingerprints in whatever order. */
export const safetyCode = async (one: string, other: string): Promise<string> => {
  const both = new TextEncoder().encode([one, other].sort().join("\n"));
  const hash = new DataView(await crypto.subtle.digest("SHA-256", both));
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    String(hash.getUint32(group * 4) % 10 ** DIGITS).padStart(DIGITS, "0"),
  );
  return groups.join(" ");
};
