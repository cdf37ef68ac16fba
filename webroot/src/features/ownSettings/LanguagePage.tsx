import { startTransition, useOptimistic } from "react";
import { LANGUAGES, type Language } from "../../i18n/languages";
import { setLanguage, useLanguage, useLocale, useT } from "../../i18n/t";
import { fullTime } from "../../lib/time";
import { attempt } from "../../state/explain";
import { Choices } from "../../ui/Choices";

/** What each language calls itself. */
const NAMES: Record<Language, string> = { en: "English", ru: "Русский" };

/** The language of the words; dates and numbers follow it. */
export const LanguagePage = () => {
  const t = useT();
  const locale = useLocale();
  const language = useLanguage((state) => state.language);
  // The choice is shown at once; its words are yet to be fetched.
  const [chosen, choose] = useOptimistic(language);
  return (
    <>
      <Choices
        label={t("own.languageChoice")}
        value={chosen}
        choices={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
        onChange={(next) =>
          startTransition(async () => {
            choose(next);
            await attempt(setLanguage(next));
          })
        }
      />
      <p className="mt-2 text-sm text-muted">
        {t("own.dates", { example: fullTime(new Date().toISOString(), locale) })}
      </p>
    </>
  );
};
