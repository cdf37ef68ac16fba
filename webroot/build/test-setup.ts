import { vi } from "vitest";
import { LANGUAGES, loadLanguage } from "../src/i18n/languages";

/** What jsdom lacks: no media query matches, nothing is scrolled or measured. */
vi.stubGlobal("matchMedia", (query: string) => ({
  media: query,
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  },
);
Object.defineProperty(document, "fonts", { value: new EventTarget() });

/** Tests speak every language, without waiting for it. */
await Promise.all(LANGUAGES.map(loadLanguage));
