import { useState } from "react";
import { useT } from "../../i18n/t";
import { useConnection } from "../../state/connection";
import { notify } from "../../state/notices";
import { speak } from "../../state/realtime";
import { Switch } from "../../ui/Switch";

const LACKS = ["Rest", "Presence", "Away", "Replay"] as const;

/** Goes over to the previous generation's protocol and back, and says plainly what that one lacks. */
export const ProtocolSwitch = () => {
  const t = useT();
  const legacy = useConnection((state) => state.protocol === "legacy");
  const [busy, setBusy] = useState(false);
  const change = async (on: boolean) => {
    setBusy(true);
    try {
      await speak(on ? "legacy" : "enhanced");
    } catch {
      notify("error", t("connection.noLegacy"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="border-line border-t pt-1">
      <Switch
        label={t("connection.useLegacy")}
        hint={t("connection.useLegacyHint")}
        on={legacy}
        disabled={busy}
        onChange={(on) => void change(on)}
      />
      {legacy && (
        <div className="rounded-lg bg-raised px-3 py-2 text-xs text-text">
          <p className="font-semibold">{t("connection.isLegacy")}</p>
          <ul className="list-disc space-y-0.5 pt-1 pl-4">
            {LACKS.map((lack) => (
              <li key={lack}>{t(`connection.lack${lack}`)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};
