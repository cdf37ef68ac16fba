import { type ReactNode, useState } from "react";
import { useLocale, useT } from "../../i18n/t";
import { type Checked, checkCalls } from "../../state/callCheck";
import { MICROPHONE_TROUBLES } from "../../state/deviceWords";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { SettingsPart } from "../../ui/SettingsPart";
import type { Preflight } from "../../voice/preflight";

const MICROPHONE = {
  good: "voiceset.microphoneGood",
  ...MICROPHONE_TROUBLES,
} as const;

const RELAY = {
  good: "voiceset.relayGood",
  none: "voiceset.relayNone",
  refused: "voiceset.relayRefused",
  unreachable: "voiceset.relayUnreachable",
} as const;

const KINDS = { host: "voiceset.kindHost", srflx: "voiceset.kindSrflx", relay: "voiceset.kindRelay" } as const;

/** Whether calls can work from here; what is in the way is named. */
export const CallCheck = () => {
  const t = useT();
  const [checked, setChecked] = useState<Checked | "checking" | null>(null);
  const check = async () => {
    setChecked("checking");
    setChecked(await checkCalls());
  };
  return (
    <SettingsPart title={t("voiceset.check")} hint={t("voiceset.checkHint")}>
      <Button look="quiet" busy={checked === "checking"} onClick={() => void check()}>
        {t(checked === "checking" ? "voiceset.checking" : "voiceset.checkStart")}
      </Button>
      <div role="status">
        {checked !== null && checked !== "checking" && (
          <ul className="mt-4 divide-y divide-line border-line border-y">
            <Step title={t("voiceset.stepServer")} state={checked.server}>
              {checked.server === "good" ? t("voiceset.serverGood") : t("voiceset.serverBad", { why: checked.why })}
            </Step>
            {checked.server === "good" && <Steps found={checked.found} />}
          </ul>
        )}
      </div>
    </SettingsPart>
  );
};

const Steps = ({ found: { microphone, ways, relay } }: { found: Preflight }) => {
  const t = useT();
  const kinds = new Intl.ListFormat(useLocale(), { type: "unit" }).format(ways.map((kind) => t(KINDS[kind])));
  const onlyHost = ways.length > 0 && ways.every((kind) => kind === "host");
  const network = ways.length === 0 ? "bad" : onlyHost && relay !== "good" ? "warning" : "good";
  return (
    <>
      <Step title={t("voiceset.stepMicrophone")} state={microphone === "good" ? "good" : "bad"}>
        {t(MICROPHONE[microphone])}
      </Step>
      <Step title={t("voiceset.stepNetwork")} state={network}>
        {ways.length === 0 ? t("voiceset.networkNone") : t("voiceset.networkGood", { kinds })}
        {network === "warning" && ` ${t("voiceset.networkLocal")}`}
      </Step>
      <Step title={t("voiceset.stepRelay")} state={relay === "good" ? "good" : relay === "none" ? "warning" : "bad"}>
        {t(RELAY[relay])}
      </Step>
      {microphone === "good" && network === "good" && relay === "good" && (
        <li className="py-2.5 font-medium text-online">{t("voiceset.good")}</li>
      )}
    </>
  );
};

const LOOKS = {
  good: { icon: "check", color: "text-online" },
  warning: { icon: "warning", color: "text-idle" },
  bad: { icon: "close", color: "text-danger-text" },
} as const;

const Step = ({ title, state, children }: { title: string; state: keyof typeof LOOKS; children: ReactNode }) => (
  <li className="flex items-start gap-3 py-2.5" data-check={state}>
    <span className={`mt-0.5 ${LOOKS[state].color}`}>
      <Icon name={LOOKS[state].icon} size={18} />
    </span>
    <span className="min-w-0 flex-1">
      <span className="block font-medium text-strong">{title}</span>
      <span className="block text-sm text-muted">{children}</span>
    </span>
  </li>
);
