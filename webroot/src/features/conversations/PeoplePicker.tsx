import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { Author, Id } from "../../api/types";
import { useT } from "../../i18n/t";
import { knownPeople, searchFellows } from "../../state/findPeople";
import { useUsers } from "../../state/users";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";

interface PeoplePickerProps {
  chosen: ReadonlyArray<Id>;
  onChange: (chosen: Id[]) => void;
  /** Those who are there already. */
  without?: ReadonlyArray<Id>;
  /** How many may be chosen. */
  most: number;
}

const SEARCH_AFTER_MS = 250;
const SHOWN_MAX = 50;

/** Chooses people among friends and fellow members. */
export const PeoplePicker = ({ chosen, onChange, without = [], most }: PeoplePickerProps) => {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const users = useUsers((state) => state.byId);
  const found = useFound(text.trim());
  const shown = found.filter((person) => !without.includes(person.id)).slice(0, SHOWN_MAX);
  const full = chosen.length >= most;
  const toggle = (userId: Id) => {
    if (chosen.includes(userId)) onChange(chosen.filter((other) => other !== userId));
    else if (!full) onChange([...chosen, userId]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && text === "") onChange(chosen.slice(0, -1));
    const [first] = shown;
    // Enter takes the first that is found; with nothing typed it sends the form.
    if (event.key !== "Enter" || text.trim() === "" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (first) toggle(first.id);
  };
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        {t("conversations.find")}
      </label>
      <div
        className="flex flex-wrap items-center gap-1.5 rounded-lg border border-edge bg-raised px-2 py-1.5
          focus-within:border-accent-text"
      >
        {chosen.map((userId) => (
          <button
            key={userId}
            type="button"
            onClick={() => toggle(userId)}
            className="tap flex h-7 items-center gap-1 rounded-md bg-accent-soft pr-1 pl-2 text-sm font-medium
              text-accent-text"
          >
            <span className="sr-only">{t("conversations.unpick")}</span>
            {users[userId]?.displayName}
            <Icon name="close" size={14} />
          </button>
        ))}
        <input
          id={id}
          value={text}
          autoComplete="off"
          data-autofocus="true"
          placeholder={chosen.length === 0 ? t("conversations.find") : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-8 min-w-24 flex-1 bg-transparent px-1 text-strong outline-none"
        />
      </div>
      <p role="status" className="mt-1 min-h-5 text-sm text-muted">
        {t("conversations.room", { count: most - chosen.length })}
      </p>
      <ul aria-label={t("conversations.find")} className="mt-1 h-64 overflow-y-auto">
        {shown.map((person) => (
          <li key={person.id}>
            <Choice
              person={person}
              chosen={chosen.includes(person.id)}
              disabled={full && !chosen.includes(person.id)}
              onToggle={() => toggle(person.id)}
            />
          </li>
        ))}
        {shown.length === 0 && (
          <li className="px-2 py-6 text-center text-sm text-balance text-muted">
            {t(text.trim() === "" ? "conversations.nobody" : "conversations.notFound")}
          </li>
        )}
      </ul>
    </div>
  );
};

/** Those known at once, then those that servers name. */
const useFound = (text: string): Author[] => {
  const [asked, setAsked] = useState<{ text: string; people: Author[] }>({ text: "", people: [] });
  useEffect(() => {
    if (text === "") return undefined;
    let over = false;
    const timer = setTimeout(() => {
      void searchFellows(text).then((people) => !over && setAsked({ text, people }));
    }, SEARCH_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text]);
  return useMemo(() => {
    const all = [...knownPeople(text), ...(asked.text === text ? asked.people : [])];
    return [...new Map(all.map((person) => [person.id, person])).values()];
  }, [text, asked]);
};

interface ChoiceProps {
  person: Author;
  chosen: boolean;
  disabled: boolean;
  onToggle: () => void;
}

const Choice = ({ person, chosen, disabled, onToggle }: ChoiceProps) => (
  <label
    className={`flex min-h-11 items-center gap-3 rounded-md px-2 has-focus-visible:outline-2 -outline-offset-2
      has-focus-visible:outline-ring ${disabled ? "opacity-60" : "hover:bg-hover"}`}
  >
    <Avatar id={person.id} name={person.displayName} url={person.avatarUrl} size={32} />
    <span className="min-w-0 flex-1 leading-tight">
      <span className="block truncate font-medium text-strong">{person.displayName}</span>
      <span className="block truncate text-xs text-muted">{person.username}</span>
    </span>
    <input
      type="checkbox"
      checked={chosen}
      disabled={disabled}
      onChange={onToggle}
      className="size-5 shrink-0 accent-accent"
    />
  </label>
);
