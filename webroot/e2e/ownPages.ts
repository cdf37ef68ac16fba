/** The pages of one's own settings, as their addresses call them. */
export const OWN_PAGES = [
  "profile",
  "account",
  "privacy",
  "notifications",
  "appearance",
  "accessibility",
  "voice",
  "language",
  "keys",
  "advanced",
] as const;
