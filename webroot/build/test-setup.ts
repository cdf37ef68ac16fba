import { vi } from "vitest";

/** What jsdom lacks: no media query matches, nothing is scrolled or measured. */
vi.stubGlobal("matchMedia", (query: string) => ({
  media: query,
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
