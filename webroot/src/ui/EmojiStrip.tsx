import { useT } from "../i18n/t";
import { atHome } from "../lib/home";
import { initials } from "./Avatar";
import { GROUP_SIGNS, type Section } from "./emojiRows";
import { Icon } from "./Icon";

interface EmojiStripProps {
  sections: ReadonlyArray<Section>;
  onGo: (section: Section) => void;
}

/** The parts of the picker, to jump to: what was used last, each server, each group. */
export const EmojiStrip = ({ sections, onGo }: EmojiStripProps) => {
  const t = useT();
  return (
    <nav
      aria-label={t("emoji.parts")}
      className="flex w-11 shrink-0 flex-col items-center gap-0.5 overflow-y-auto border-line border-r bg-raised py-1.5
        scroll-hidden"
    >
      {sections.map((section) => (
        <button
          key={section.key}
          type="button"
          aria-label={section.label}
          title={section.label}
          onClick={() => onGo(section)}
          className="flex size-8 shrink-0 items-center justify-center overflow-hidden rounded-lg text-lg text-muted
            hover:bg-active hover:text-strong"
        >
          <Sign section={section} />
        </button>
      ))}
    </nav>
  );
};

const Sign = ({ section: { key, set } }: { section: Section }) => {
  if (set?.iconUrl) return <img src={atHome(set.iconUrl)} alt="" className="size-6 rounded-full object-cover" />;
  if (set)
    return (
      <span className="flex size-6 items-center justify-center rounded-full bg-active text-tiny font-semibold">
        {initials(set.name)}
      </span>
    );
  return key === "recent" ? <Icon name="clock" size={18} /> : (GROUP_SIGNS[key] ?? "•");
};
