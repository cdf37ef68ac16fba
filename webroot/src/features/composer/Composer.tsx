import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from "react";
import type { Channel } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { CONTENT_MAX } from "../../lib/limits";
import { has, type Powers } from "../../lib/permissions";
import { leftOf } from "../../lib/units";
import { toWire } from "../../lib/wire";
import { OUTBOX_MAX } from "../../realtime/outbox";
import { sendMessage, signalTyping } from "../../state/actions";
import { draftOf, setDraft, useDrafts } from "../../state/drafts";
import { startEditing } from "../../state/editing";
import { actionOf, isMac } from "../../state/keys";
import { useMessages } from "../../state/messages";
import { allOutgoing, isMine } from "../../state/selectors";
import { myId } from "../../state/session";
import { useSettings } from "../../state/settings";
import { writeLabel } from "../../state/talkLabels";
import { wireOf } from "../../state/wireText";
import { IconButton } from "../../ui/Button";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { GrowingText } from "../../ui/GrowingText";
import { insertText } from "../../ui/insertText";
import { useMedia } from "../../ui/useLater";
import { CommandLine } from "./CommandLine";
import { isAddress, linked, wrapped } from "./format";
import { charactersLeft, meaningOf } from "./keys";
import { FullLine, TooLongLine } from "./Lines";
import { ReplyBar } from "./ReplyBar";
import { optionId, SuggestionList } from "./SuggestionList";
import { splitText } from "./split";
import { TypingLine } from "./TypingLine";
import { useBox, useTypingAnywhere } from "./useBox";
import { useCommand } from "./useCommand";
import { useSlowMode } from "./useSlowMode";
import { useSuggestions } from "./useSuggestions";
import { useWhyNot } from "./useWhyNot";

interface ComposerProps {
  channel: Channel;
  /** What I may do here; `null` until it is known. */
  powers: Powers | null;
}

/** Where one writes. What is half written is kept per channel. */
export const Composer = ({ channel, powers }: ComposerProps) => {
  const t = useT();
  const locale = useLocale();
  const mayWrite = powers === null || has(powers, "SEND_MESSAGES");
  const why = useWhyNot(channel);
  const label = writeLabel(channel, t);
  const draft = useDrafts((state) => draftOf(state.byChannel, channel.id));
  const { box, caret, look, change, insert } = useBox(channel.id, draft.text);
  const touch = useMedia("(pointer: coarse)");
  const enterSends = useSettings((state) => state.sendWithEnter);
  const [focused, setFocused] = useState(false);
  // Said as long as it is true: what was written stays where it is.
  const [refused, setRefused] = useState(false);
  const full = useMessages(({ outgoing }) => refused && allOutgoing(outgoing).length >= OUTBOX_MAX);
  const wire = (text: string) => wireOf(text, draft.names, channel, powers);
  const command = useCommand(channel, powers, draft.text, wire);
  const { typed } = command;
  const left = charactersLeft(toWire(draft.text, draft.names));
  const wait = useSlowMode(channel, powers);
  const slowed = wait > 0 && typed.kind === "said";
  const tooLong = left !== null && left < 0;
  const sendable = draft.text.trim() !== "" && !tooLong && !slowed && !command.busy;
  const suggestions = useSuggestions(
    { channel, powers, text: draft.text, names: draft.names, caret: focused && mayWrite ? caret : null },
    (from, to, text, names) => {
      setDraft(channel.id, { names: { ...draft.names, ...names } });
      change({ from, to, text, selectFrom: text.length, selectTo: text.length });
    },
  );

  // A channel that opens, and a reply that begins, put the caret here; on a phone the keyboard stays down.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each channel and each reply
  useEffect(() => {
    if (!touch && !document.querySelector("[role=dialog]")) box.current?.focus();
  }, [channel.id, draft.replyTo, touch]);
  useTypingAnywhere(box);

  const write = (text: string) => {
    setDraft(channel.id, { text });
    if (text.trim() !== "" && !text.startsWith("/")) signalTyping(channel.id);
  };
  const say = (texts: ReadonlyArray<string>) => {
    // The first alone answers.
    const taken = texts.filter((text, index) =>
      sendMessage(channel.id, text, index === 0 ? draft.replyTo : null),
    ).length;
    setRefused(taken < texts.length);
    if (taken === texts.length) setDraft(channel.id, { text: "", replyTo: null });
    else if (taken > 0) setDraft(channel.id, { text: texts.slice(taken).join("\n"), replyTo: null });
    box.current?.focus();
  };
  const send = () => {
    if (!sendable) return;
    if (typed.kind === "said") return say([wire(typed.text)]);
    void command.run().then((done) => {
      if (done) setDraft(channel.id, { text: "" });
      box.current?.focus();
    });
  };
  const editLast = () => {
    const me = myId();
    const mine = useMessages.getState().histories[channel.id]?.messages.findLast((one) => isMine(one, me));
    if (mine) startEditing(mine.id);
    return mine !== undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (suggestions.onKeyDown(event)) return;
    const { key, shiftKey, nativeEvent } = event;
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const modKey = isMac ? event.metaKey : event.ctrlKey;
    const press = { key, shiftKey, modKey, isComposing: nativeEvent.isComposing };
    switch (meaningOf(press, { text: draft.text, caret: selectionStart, touch, enterSends })) {
      case "send":
        event.preventDefault();
        send();
        break;
      case "newline":
        // With Ctrl or ⌘ held the browser would make none; the rest it does itself.
        break;
      case "editLast":
        if (editLast()) event.preventDefault();
        break;
      case "cancel":
        if (draft.replyTo !== null) {
          event.stopPropagation();
          setDraft(channel.id, { replyTo: null });
        }
        break;
      default: {
        const action = actionOf(nativeEvent, "writing");
        // Where nothing is written there is nothing to slant: the keys are the inbox's.
        if (!action || (action === "italic" && value === "")) return;
        event.preventDefault();
        if (action === "bold") change(wrapped(value, selectionStart, selectionEnd, "**"));
        else if (action === "italic") change(wrapped(value, selectionStart, selectionEnd, "*"));
        else change(linked(value, selectionStart, selectionEnd));
      }
    }
  };
  /** An address that is pasted over words makes a link of them. */
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart: from, selectionEnd: to, value } = event.currentTarget;
    const pasted = event.clipboardData.getData("text/plain").trim();
    const words = value.slice(from, to).trim();
    if (words === "" || !isAddress(pasted) || isAddress(words) || words.includes("\n")) return;
    event.preventDefault();
    insertText(event.currentTarget, from, to, `[${words}](${pasted})`);
  };
  const pickEmoji = (emoji: string, more: boolean) => {
    const own = /^(\w{2,32}):([0-9a-fA-F-]{36})$/.exec(emoji);
    if (!own) return insert(emoji, more);
    setDraft(channel.id, { names: { ...draft.names, [`:${own[1]}:`]: `<:${emoji}>` } });
    insert(`:${own[1]}: `, more);
  };
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="shrink-0 px-4 safe-bottom"
    >
      {full && <FullLine />}
      <CommandLine command={command} />
      {slowed && draft.text.trim() !== "" && (
        <p className="pb-1.5 text-sm text-muted tabular-nums">{t("composer.slow", { time: leftOf(wait, locale) })}</p>
      )}
      {tooLong && typed.kind === "said" && (
        <TooLongLine
          parts={() => splitText(wire(typed.text), CONTENT_MAX)}
          disabled={slowed || channel.slowMode > 0}
          onSend={say}
        />
      )}
      <div className="relative">
        <SuggestionList suggestions={suggestions} />
        {draft.replyTo !== null && <ReplyBar channelId={channel.id} messageId={draft.replyTo} />}
        <div
          className={`flex items-end gap-1 bg-raised px-2 ring-inset
            ${draft.replyTo === null ? "rounded-xl" : "rounded-b-xl"}
            ${focused ? "ring-2 ring-ring" : "ring-1 ring-line"}`}
        >
          <GrowingText
            ref={box}
            data-composer
            role="combobox"
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded={suggestions.open}
            aria-controls={suggestions.open ? suggestions.listId : undefined}
            aria-activedescendant={suggestions.open ? optionId(suggestions.listId, suggestions.active) : undefined}
            rows={1}
            value={draft.text}
            disabled={!mayWrite}
            placeholder={mayWrite ? label : why}
            aria-label={label}
            aria-invalid={tooLong ? true : undefined}
            enterKeyHint={touch || !enterSends ? "enter" : "send"}
            onFocus={() => {
              setFocused(true);
              look();
            }}
            onBlur={() => setFocused(false)}
            onSelect={look}
            onChange={(event) => {
              write(event.target.value);
              look();
            }}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            className="min-w-0 flex-1 bg-transparent px-2 py-2.75 pointer-coarse:py-4.25"
          />
          {left !== null && (
            <output
              aria-live="polite"
              aria-label={t(left < 0 ? "composer.over" : "composer.left", { count: Math.abs(left) })}
              className={`py-3 text-sm tabular-nums ${left < 0 ? "font-semibold text-danger-text" : "text-muted"}`}
            >
              {left}
            </output>
          )}
          <EmojiPicker
            everywhere
            onPick={pickEmoji}
            button={
              <IconButton data-emoji icon="smile" label={t("composer.emoji")} disabled={!mayWrite} className="my-1.5" />
            }
          />
          <IconButton
            type="submit"
            icon="send"
            label={t("composer.send")}
            disabled={!sendable || !mayWrite}
            className="my-1.5 enabled:text-accent-text"
          />
        </div>
      </div>
      <TypingLine channelId={channel.id} />
    </form>
  );
};
