import { setLanguage, useLanguage, useT } from "../../i18n/t";
import { attempt } from "../../state/explain";
import { chooseTheme, useSettings } from "../../state/settings";
import { useMedia } from "../../ui/useLater";

/** Language and theme, for those who are not signed in yet. */
export const Preferences = () => {
  const t = useT();
  const language = useLanguage((state) => state.language);
  const theme = useSettings((state) => state.theme);
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const dark = theme === "system" ? systemDark : theme === "dark";
  const style = "tap rounded-md px-2.5 py-1.5 text-sm font-medium text-muted hover:bg-hover hover:text-strong";
  return (
    <footer className="mt-4 flex gap-1">
      <button
        type="button"
        lang={language === "en" ? "ru" : "en"}
        className={style}
        onClick={() => void attempt(setLanguage(language === "en" ? "ru" : "en"))}
      >
        {language === "en" ? "Русский" : "English"}
      </button>
      <button type="button" className={style} onClick={() => chooseTheme(dark ? "light" : "dark")}>
        {t(dark ? "me.toLight" : "me.toDark")}
      </button>
    </footer>
  );
};
