/** What is being named at the caret, so that it can be suggested. Pure. */
export interface Trigger {
  /** `person` after `@`; `addressee` where a command wants somebody's name. */
  kind: "person" | "channel" | "emoji" | "command" | "addressee";
  /** The letters so far, without the sign. */
  query: string;
  /** Where it begins, sign included. */
  from: number;
}

const COMMAND = /^\/(\p{L}*)$/u;
const ADDRESSEE = /^(\/(?:w|mute|kick|ban)\s+)@?([^\s"“„«@][^\s]*|)$/iu;
/** Names may have spaces: whether one goes on is for who knows the names. */
const PERSON = /(?:^|[\s(])@([^\s@][^@\n]{0,31}|)$/u;
const CHANNEL = /(?:^|[\s(])#([\p{L}\p{N}_-]{0,32})$/u;
const EMOJI = /(?:^|[^\p{L}\p{N}:/]):([\p{L}\p{N}_+-]{2,32})$/u;

export const triggerAt = (text: string, caret: number): Trigger | null => {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: "command", query: command[1] ?? "", from: 0 };
  const addressee = ADDRESSEE.exec(before);
  if (addressee) return { kind: "addressee", query: addressee[2] ?? "", from: (addressee[1] ?? "").length };
  if (insideCode(before)) return null;
  return (
    found("person", PERSON.exec(before), caret) ??
    found("channel", CHANNEL.exec(before), caret) ??
    found("emoji", EMOJI.exec(before), caret)
  );
};

const found = (kind: Trigger["kind"], match: RegExpExecArray | null, caret: number): Trigger | null => {
  const query = match?.[1];
  return query === undefined ? null : { kind, query, from: caret - query.length - 1 };
};

/** Whether a listing was begun with three backticks and not ended. */
export const insideFence = (text: string): boolean => (text.match(/^```/gm)?.length ?? 0) % 2 === 1;

const insideCode = (before: string): boolean => {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return insideFence(before) || (line.match(/`/g)?.length ?? 0) % 2 === 1;
};
