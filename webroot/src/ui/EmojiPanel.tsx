import { type EmojiPickerListComponents, EmojiPicker as Picker } from "frimousse";
import { useLanguage, useT } from "../i18n/t";

/** Served from our own origin (see `build/emoji-data.ts`); nothing is asked of anybody else. */
const DATA_URL = "/assets/emoji-17.0.0";

/** The picker counts rows and columns from nought; ARIA counts from one. */
const fromOne = <Props extends { "aria-rowindex"?: number | undefined; "aria-colindex"?: number | undefined }>(
  props: Props,
): Props => ({
  ...props,
  ...(props["aria-rowindex"] === undefined ? {} : { "aria-rowindex": props["aria-rowindex"] + 1 }),
  ...(props["aria-colindex"] === undefined ? {} : { "aria-colindex": props["aria-colindex"] + 1 }),
});

const COMPONENTS: Partial<EmojiPickerListComponents> = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className="bg-float px-3 pt-2 pb-1 text-xs font-semibold text-muted">
      {category.label}
    </div>
  ),
  Row: ({ children, ...props }) => (
    <div {...fromOne(props)} className="scroll-my-2 px-2">
      {children}
    </div>
  ),
  Emoji: ({ emoji, ...props }) => (
    <button
      {...fromOne(props)}
      type="button"
      className="flex size-10 items-center justify-center rounded-lg text-2xl data-active:bg-active"
    >
      {emoji.emoji}
    </button>
  ),
};

/** Search and grid of all emoji. */
export const EmojiPanel = ({ onPick }: { onPick: (emoji: string) => void }) => {
  const t = useT();
  const language = useLanguage((state) => state.language);
  return (
    <Picker.Root
      locale={language}
      emojibaseUrl={DATA_URL}
      columns={8}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="isolate flex size-full flex-col"
    >
      <Picker.Search
        autoFocus
        placeholder={t("messages.emojiSearch")}
        aria-label={t("messages.emojiSearch")}
        className="m-2 h-10 rounded-lg border border-edge bg-raised px-3 text-sm text-strong"
      />
      <Picker.Viewport className="relative flex-1 outline-none">
        <Picker.Loading className="absolute inset-0 flex items-center justify-center text-sm text-muted">
          {t("messages.emojiLoading")}
        </Picker.Loading>
        <Picker.Empty className="absolute inset-0 flex items-center justify-center text-sm text-muted">
          {t("messages.emojiNone")}
        </Picker.Empty>
        <Picker.List className="select-none pb-2" components={COMPONENTS} />
      </Picker.Viewport>
    </Picker.Root>
  );
};
