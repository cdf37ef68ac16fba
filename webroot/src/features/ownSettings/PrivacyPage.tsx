import { useState } from "react";
import { updateOwnSettings } from "../../api/calls";
import type { OwnSettings } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { explain } from "../../state/explain";
import { putOwnSettings, useOwnSettings } from "../../state/ownSettings";
import { Choices } from "../../ui/Choices";
import { SettingsPart } from "../../ui/SettingsPart";
import { UnsavedBar } from "../../ui/UnsavedBar";
import { Blocked } from "./Blocked";

type From = OwnSettings["messagesFrom"];

/** Who may write to me, and who may not. */
export const PrivacyPage = () => {
  const t = useT();
  const locale = useLocale();
  const saved = useOwnSettings((state) => state.now?.messagesFrom);
  const [chosen, setChosen] = useState<From | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const dirty = chosen !== null && chosen !== saved;

  const save = async () => {
    if (chosen === null) return;
    setBusy(true);
    setFailure(null);
    try {
      putOwnSettings(await updateOwnSettings({ messagesFrom: chosen }));
      setChosen(null);
    } catch (error) {
      setFailure(explain(error));
    }
    setBusy(false);
  };
  return (
    <>
      {saved && (
        <SettingsPart title={t("own.writing")}>
          <Choices
            label={t("own.messagesFrom")}
            hint={t("own.messagesFromHint")}
            value={chosen ?? saved}
            choices={[
              { value: "everyone", label: t("own.fromEveryone") },
              { value: "mates", label: t("own.fromMates"), hint: t("own.fromMatesHint") },
              { value: "friends", label: t("own.fromFriends") },
            ]}
            onChange={(from) => {
              setChosen(from);
              setFailure(null);
            }}
          />
        </SettingsPart>
      )}
      <SettingsPart title={t("own.blocked")} hint={t("own.blockedHint")}>
        <Blocked locale={locale} />
      </SettingsPart>
      <UnsavedBar
        dirty={dirty}
        busy={busy}
        error={failure}
        onSave={() => void save()}
        onReset={() => setChosen(null)}
      />
    </>
  );
};
