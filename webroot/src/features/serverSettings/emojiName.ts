/** What an emoji may be called between colons. */
export const isEmojiName = (name: string): boolean => /^[A-Za-z0-9_]{2,32}$/.test(name);

/** A name for an emoji out of that of its file. */
export const emojiName = (file: string): string => {
  const name = file
    .replace(/\.[^.]*$/, "")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 32);
  return isEmojiName(name) ? name : "";
};
