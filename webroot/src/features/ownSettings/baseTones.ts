import { hexOfComputed } from "../../lib/colors";
import { TONES, type Tones, VARIABLES } from "../../state/themes";

/** The colours of one of the client's own themes, as the style sheet has them: only it knows them. */
interface BaseColors {
  tones: Tones;
  onAccent: string;
}

/** Reads them off the document's root, which wears that theme for as long as it takes: nothing is drawn meanwhile. */
export const baseColors = (base: "dark" | "light"): BaseColors => {
  const root = document.documentElement;
  const worn = root.dataset.theme;
  const own = VARIABLES.map((name) => [`--${name}`, root.style.getPropertyValue(`--${name}`)] as const);
  const probe = root.appendChild(document.createElement("i"));
  // Where motion is reduced everything has a transition, though a short one: colours would be read at its beginning.
  probe.style.setProperty("transition", "none", "important");
  const read = (name: string): string => {
    probe.style.setProperty("color", `var(--${name})`);
    return hexOfComputed(getComputedStyle(probe).color);
  };
  try {
    root.dataset.theme = base;
    for (const [name] of own) root.style.removeProperty(name);
    const tones = Object.fromEntries(TONES.map((tone) => [tone, read(tone)])) as Tones;
    return { tones, onAccent: read("on-accent") };
  } finally {
    probe.remove();
    if (worn === undefined) delete root.dataset.theme;
    else root.dataset.theme = worn;
    for (const [name, value] of own) if (value) root.style.setProperty(name, value);
  }
};
