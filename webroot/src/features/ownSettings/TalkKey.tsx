import { type KeyboardEvent, useState } from "react";
import { useT } from "../../i18n/t";
import { keyName } from "../../state/keyName";
import { changeSettings, useSettings } from "../../state/settings";
import { Button } from "../../ui/Button";

/** The key that one holds to talk. */
export const TalkKey = () => {
  const t = useT();
  const key = useSettings((state) => state.pushToTalkKey);
  const [recording, setRecording] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!recording || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Escape") changeSettings({ pushToTalkKey: event.code });
    setRecording(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-strong">{t("voiceset.key")}</p>
        <p className="text-sm text-muted">{t("voiceset.keyHint")}</p>
      </div>
      <kbd className="rounded-md border border-line bg-raised px-2 py-1 font-sans text-sm font-semibold text-strong">
        {recording ? t("voiceset.keyPress") : keyName(key, t)}
      </kbd>
      <Button
        look="quiet"
        size="small"
        aria-pressed={recording}
        onClick={() => setRecording(!recording)}
        onKeyDown={onKeyDown}
        onBlur={() => setRecording(false)}
      >
        {t(recording ? "app.cancel" : "voiceset.keyChange")}
      </Button>
    </div>
  );
};
