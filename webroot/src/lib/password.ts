/** How hard a password is to guess, from 0 (too short) to 4. A hint while typing; the server decides what it takes. */
type Strength = 0 | 1 | 2 | 3 | 4;

export const PASSWORD_MIN = 8;

export const strength = (password: string): Strength => {
  if (password.length < PASSWORD_MIN) return 0;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  // Length counts most; repeating a few characters counts for nothing.
  const score = Math.min(password.length, variety * 2) + kinds * 2;
  if (score < 13) return 1;
  if (score < 17) return 2;
  return score < 21 ? 3 : 4;
};
