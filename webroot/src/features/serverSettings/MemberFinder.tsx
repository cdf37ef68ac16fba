import * as Ariakit from "@ariakit/react";
import { useState } from "react";
import type { Id, Member } from "../../api/types";
import { useT } from "../../i18n/t";
import { nameOf } from "../../state/selectors";
import { PersonLine } from "./PersonLine";
import { useFoundMembers } from "./useFoundMembers";

interface MemberFinderProps {
  serverId: Id;
  label: string;
  /** Whom not to offer. */
  skip: (member: Member) => boolean;
  onChoose: (member: Member) => void;
}

const SHOWN = 8;

/** Somebody of a server by their name: those that are known at once, the others as the server finds them. */
export const MemberFinder = ({ serverId, label, skip, onChoose }: MemberFinderProps) => {
  const t = useT();
  const [text, setText] = useState("");
  const all = useFoundMembers(serverId, text);
  const matches = all.filter((member) => !skip(member)).slice(0, SHOWN);
  return (
    <Ariakit.ComboboxProvider
      value={text}
      setValue={setText}
      resetValueOnHide
      setSelectedValue={(id) => {
        const member = all.find((one) => one.user.id === id);
        if (member) onChoose(member);
        setText("");
      }}
      selectedValue=""
    >
      <Ariakit.Combobox
        aria-label={label}
        placeholder={label}
        autoSelect
        className="mb-2 h-11 w-full rounded-lg border border-edge bg-raised px-3 text-strong"
      />
      <Ariakit.ComboboxPopover
        portal
        gutter={4}
        sameWidth
        unmountOnHide
        aria-label={label}
        className="z-50 max-h-72 animate-rise overflow-auto rounded-xl bg-float p-1.5 shadow-2xl ring-1 ring-line"
      >
        {matches.map((member) => (
          <Ariakit.ComboboxItem
            key={member.user.id}
            value={member.user.id}
            setValueOnClick={false}
            className="flex cursor-pointer items-center rounded-lg px-2 py-1.5 data-active-item:bg-active"
          >
            <PersonLine user={member.user} name={nameOf(member)} />
          </Ariakit.ComboboxItem>
        ))}
        {matches.length === 0 && (
          <Ariakit.ComboboxItem disabled className="px-2 py-2 text-sm text-muted">
            {t("setup.nobodyFound")}
          </Ariakit.ComboboxItem>
        )}
      </Ariakit.ComboboxPopover>
    </Ariakit.ComboboxProvider>
  );
};
