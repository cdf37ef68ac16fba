import type { ReactNode } from "react";
import { useT } from "../../i18n/t";
import { atHome } from "../../lib/home";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import type { Suggestion } from "./suggestions";
import type { SuggestionsState } from "./useSuggestions";

/** What may be meant at the caret, above the box. The caret stays in the box: its keys choose. */
export const SuggestionList = ({ suggestions }: { suggestions: SuggestionsState }) => {
  const t = useT();
  const { open, listId, trigger, items, active, point, take } = suggestions;
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {open ? t("composer.found", { count: items.length }) : ""}
      </p>
      {open && trigger && (
        <div
          className="absolute inset-x-0 bottom-full z-20 mb-1 animate-rise overflow-hidden rounded-xl bg-float p-1.5
            shadow-2xl ring-1 ring-line"
        >
          <p aria-hidden="true" className="px-2.5 pt-1 pb-1.5 text-xs font-semibold text-muted">
            {t(TITLES[trigger.kind])}
          </p>
          <div id={listId} role="listbox" aria-label={t(TITLES[trigger.kind])}>
            {items.map((item, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box that names the list has the keys
              <div
                key={item.key}
                id={optionId(listId, index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onMouseMove={() => index !== active && point(index)}
                // The caret stays where it is.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(index)}
                className={`tap flex h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 text-sm
                  ${index === active ? "bg-active text-strong" : "text-text"}`}
              >
                <Option suggestion={item} />
              </div>
            ))}
          </div>
        </div>
      )}
    </>
  );
};

/** The id of a row, for the box to name. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

const TITLES = {
  person: "composer.titlePeople",
  addressee: "composer.titlePeople",
  channel: "composer.titleChannels",
  emoji: "composer.titleEmoji",
  command: "composer.titleCommands",
} as const;

const Option = ({ suggestion }: { suggestion: Suggestion }) => {
  const t = useT();
  switch (suggestion.kind) {
    case "person": {
      const { id, username, avatarUrl } = suggestion.person;
      return (
        <Row
          sign={<Avatar id={id} name={suggestion.name} url={avatarUrl} size={24} />}
          name={suggestion.name}
          detail={`@${username}`}
        />
      );
    }
    case "role":
      return (
        <Row sign={<Icon name="people" size={20} />} name={`@${suggestion.role.name}`} detail={t("composer.role")} />
      );
    case "all":
      return (
        <Row
          sign={<Icon name="people" size={20} />}
          name={`@${suggestion.word}`}
          detail={t(suggestion.word === "here" ? "composer.here" : "composer.everyone")}
        />
      );
    case "channel":
      return <Row sign={<Icon name="hash" size={20} />} name={suggestion.channel.name} />;
    case "emoji":
      return <Row sign={<span className="text-xl">{suggestion.text}</span>} name={`:${suggestion.emoji.names[0]}:`} />;
    case "own":
      return (
        <Row
          sign={<img src={atHome(suggestion.emoji.url)} alt="" className="size-5 object-contain" />}
          name={`:${suggestion.emoji.name}:`}
        />
      );
    case "command": {
      const { name } = suggestion.command;
      return (
        <Row
          name={
            <>
              <span className="font-semibold text-strong">/{name}</span>{" "}
              <span className="text-muted">{t(`commandargs.${name}`)}</span>
            </>
          }
          detail={t(`commands.${name}`)}
        />
      );
    }
    default:
      return suggestion satisfies never;
  }
};

/** A row: its sign, its name, and what tells it from others. */
const Row = ({ sign, name, detail }: { sign?: ReactNode; name: ReactNode; detail?: string }) => (
  <>
    {sign && <span className="flex size-6 shrink-0 items-center justify-center text-muted">{sign}</span>}
    <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
    {detail && <span className="max-w-[50%] shrink-0 truncate text-xs text-muted">{detail}</span>}
  </>
);
