import { useLanguage } from "../i18n/t";
import { useSettings } from "../state/settings";
import { useThemes, VARIABLES, variablesOf } from "../state/themes";

/** The settings as properties of the document: what style sheets ask for stands on its root, and nowhere else. */

const root = document.documentElement;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** Keeps the document's root as it is set, from before the first thing is drawn. */
export const dress = (): void => {
  put();
  useSettings.subscribe(put);
  useThemes.subscribe(put);
  useLanguage.subscribe(put);
  stillness.addEventListener("change", put);
};

const put = (): void => {
  const settings = useSettings.getState();
  const { own, preview } = useThemes.getState();
  const theme = preview ?? own.find(({ id }) => id === settings.ownTheme) ?? null;
  mark("theme", theme?.base ?? (settings.theme === "system" ? null : settings.theme));
  const colors = theme && variablesOf(theme);
  for (const name of VARIABLES) setProperty(`--${name}`, colors?.[name] ?? null);

  const still = settings.motion === "system" ? stillness.matches : settings.motion === "reduced";
  mark("motion", still ? "reduced" : null);
  mark("density", settings.density === "compact" ? "compact" : null);
  mark("links", settings.underlineLinks ? null : "plain");
  mark("roleColors", settings.roleColors);
  setProperty("--group-gap", settings.groupSpacing === 16 ? null : `${settings.groupSpacing / 16}rem`);
  setProperty("font-size", settings.fontSize === 16 ? null : `${settings.fontSize}px`);
  setProperty("filter", settings.saturation === 100 ? null : `saturate(${settings.saturation}%)`);
  root.lang = useLanguage.getState().language;
};

/** An attribute `data-…` of the root, or none. */
const mark = (name: string, value: string | null): void => {
  if (value === null) delete root.dataset[name];
  else root.dataset[name] = value;
};

const setProperty = (name: string, value: string | null): void => {
  if (value === null) root.style.removeProperty(name);
  else root.style.setProperty(name, value);
};
