import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Channel } from "../../api/types";
import { useLocale, useT } from "../../i18n/t";
import { has, type Powers } from "../../lib/permissions";
import { momentOf } from "../../lib/time";
import { OUTBOX_MAX } from "../../realtime/outbox";
import { sendMessage, signalTyping } from "../../state/actions";
import { openDialog } from "../../state/dialogs";
import { draftOf, setDraft, useDrafts } from "../../state/drafts";
import { startEditing } from "../../state/editing";
import { useMessages } from "../../state/messages";
import { useMutedUntil } from "../../state/powers";
import { allOutgoing, isMine } from "../../state/selectors";
import { myId } from "../../state/session";
import { writeLabel } from "../../state/talkLabels";
import { IconButton } from "../../ui/Button";
import { EmojiPicker } from "../../ui/EmojiPicker";
import { GrowingText } from "../../ui/GrowingText";
import { useMedia } from "../../ui/useLater";
import { charactersLeft, meaningOf } from "./keys";
import { ReplyBar } from "./ReplyBar";
import { TypingLine } from "./TypingLine";
import { useSlowMode } from "./useSlowMode";
import { useWhisper, WhisperLine } from "./WhisperLine";

interface ComposerProps {
  channel: Channel;
  /** What I may do here; `null` until it is known. */
  powers: Powers | null;
}

/** Where one writes. What is half written is kept per channel. */
export const Composer = ({ channel, powers }: ComposerProps) => {
  const t = useT();
  const mayWrite = powers === null || has(powers, "SEND_MESSAGES");
  const why = useWhyNot(channel);
  const label = writeLabel(channel, t);
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = useDrafts((state) => draftOf(state.byChannel, channel.id));
  const touch = useMedia("(pointer: coarse)");
  const [focused, setFocused] = useState(false);
  // Said as long as it is true: what was written stays where it is.
  const [refused, setRefused] = useState(false);
  const full = useMessages(({ outgoing }) => refused && allOutgoing(outgoing).length >= OUTBOX_MAX);
  const left = charactersLeft(draft.text);
  const whisper = useWhisper(channel, draft.text);
  const wait = useSlowMode(channel, powers);
  const slowed = wait > 0 && !whisper.typed;
  const sendable = draft.text.trim() !== "" && (left === null || left >= 0) && !slowed && !whisper.busy;

  // A channel that opens, and a reply that begins, put the caret here; on a phone the keyboard stays down.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each channel and each reply
  useEffect(() => {
    if (!touch && !document.querySelector("[role=dialog]")) box.current?.focus();
  }, [channel.id, draft.replyTo, touch]);
  useTypingAnywhere(box);

  const write = (text: string) => {
    setDraft(channel.id, { text });
    if (text.trim() !== "" && !text.startsWith("/w")) signalTyping(channel.id);
  };
  const send = () => {
    if (!sendable) return;
    if (whisper.typed) {
      void whisper.say().then((said) => {
        if (said) setDraft(channel.id, { text: "" });
        box.current?.focus();
      });
      return;
    }
    if (!sendMessage(channel.id, draft.text.trim(), draft.replyTo)) return setRefused(true);
    setRefused(false);
    setDraft(channel.id, { text: "", replyTo: null });
    box.current?.focus();
  };
  const editLast = () => {
    const me = myId();
    const mine = useMessages.getState().histories[channel.id]?.messages.findLast((one) => isMine(one, me));
    if (mine) startEditing(mine.id);
    return mine !== undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, nativeEvent } = event;
    const caret = event.currentTarget.selectionStart;
    switch (meaningOf({ key, shiftKey, isComposing: nativeEvent.isComposing }, { text: draft.text, caret, touch })) {
      case "send":
        event.preventDefault();
        send();
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
      default:
    }
  };
  const insert = (emoji: string) => {
    const element = box.current;
    const from = element?.selectionStart ?? draft.text.length;
    write(draft.text.slice(0, from) + emoji + draft.text.slice(element?.selectionEnd ?? from));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + emoji.length, from + emoji.length);
    });
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
      {full && (
        <p role="alert" className="flex items-center gap-3 pb-1.5 text-sm text-danger-text">
          <span className="flex-1">{t("composer.full", { count: OUTBOX_MAX })}</span>
          <button
            type="button"
            className="tap shrink-0 rounded font-semibold text-accent-text hover:underline"
            onClick={() => openDialog({ kind: "unsent", signingOut: false })}
          >
            {t("composer.fullShow")}
          </button>
        </p>
      )}
      <WhisperLine whisper={whisper} />
      {slowed && draft.text.trim() !== "" && (
        <p className="pb-1.5 text-sm text-muted tabular-nums">{t("composer.slow", { count: wait })}</p>
      )}
      {draft.replyTo !== null && <ReplyBar channelId={channel.id} messageId={draft.replyTo} />}
      <div
        className={`flex items-end gap-1 bg-raised px-2 ring-inset
          ${draft.replyTo === null ? "rounded-xl" : "rounded-b-xl"}
          ${focused ? "ring-2 ring-ring" : "ring-1 ring-line"}`}
      >
        <GrowingText
          ref={box}
          data-composer
          rows={1}
          value={draft.text}
          disabled={!mayWrite}
          placeholder={mayWrite ? label : why}
          aria-label={label}
          aria-invalid={left !== null && left < 0 ? true : undefined}
          enterKeyHint={touch ? "enter" : "send"}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
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
          onPick={insert}
          button={<IconButton icon="smile" label={t("composer.emoji")} disabled={!mayWrite} className="my-1.5" />}
        />
        <IconButton
          type="submit"
          icon="send"
          label={t("composer.send")}
          disabled={!sendable || !mayWrite}
          className="my-1.5 enabled:text-accent-text"
        />
      </div>
      <TypingLine channelId={channel.id} />
    </form>
  );
};

/** Why one may not write in a channel. */
const useWhyNot = (channel: Channel): string => {
  const t = useT();
  const locale = useLocale();
  const until = useMutedUntil(channel.serverId ?? "");
  return until === null ? t("composer.notAllowed") : t("composer.muted", { time: momentOf(until, locale) });
};

/** A letter typed while nothing else wants it goes to the composer. */
const useTypingAnywhere = (box: { current: HTMLTextAreaElement | null }) => {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || event.defaultPrevented || document.activeElement !== document.body) return;
      if (!document.querySelector("[role=dialog], [role=menu]")) box.current?.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [box]);
};
