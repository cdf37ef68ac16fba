import { memo, type ReactNode, useContext, useEffect, useState } from "react";
import { Link } from "wouter";
import { useT } from "../i18n/t";
import { highlight, type Piece } from "../lib/highlight";
import { atHome } from "../lib/home";
import { type Block, type Inline, isEmojiOnly, parse } from "../lib/markdown/parse";
import { IconButton } from "./Button";
import { MarkdownReferences } from "./references";

interface MarkdownProps {
  text: string;
  /** Goes on the last line, after the words. */
  suffix?: ReactNode;
}

/** A message's text as elements: never as HTML. */
export const Markdown = memo(({ text, suffix }: MarkdownProps) => {
  const blocks = parse(text);
  const last = blocks.length - 1;
  return (
    <div className={`space-y-1 wrap-anywhere ${isEmojiOnly(text) ? "text-4xl leading-snug" : ""}`}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
        <BlockView key={index} block={block} suffix={index === last ? suffix : null} />
      ))}
      {blocks.length === 0 && suffix}
    </div>
  );
});

const BlockView = ({ block, suffix }: { block: Block; suffix: ReactNode }): ReactNode => {
  switch (block.kind) {
    case "paragraph":
      return (
        <p className="whitespace-pre-wrap">
          <Inlines nodes={block.children} />
          {suffix}
        </p>
      );
    case "heading": {
      const size = { 1: "text-2xl", 2: "text-xl", 3: "text-lg" }[block.level];
      return (
        <p className={`pt-1 font-bold text-strong ${size}`}>
          <Inlines nodes={block.children} />
          {suffix}
        </p>
      );
    }
    case "code":
      return (
        <>
          <Code text={block.text} language={block.language} />
          {suffix}
        </>
      );
    case "quote":
      return (
        <blockquote className="space-y-1 border-line border-l-4 pl-3">
          <Blocks blocks={block.children} />
          {suffix}
        </blockquote>
      );
    case "list":
      return <List list={block} suffix={suffix} />;
    case "table":
      return <Table table={block} suffix={suffix} />;
    case "rule":
      return <hr className="my-2 border-line" />;
    default:
      return block satisfies never;
  }
};

const Blocks = ({ blocks }: { blocks: Block[] }) =>
  blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
    <BlockView key={index} block={block} suffix={null} />
  ));

const List = ({ list, suffix }: { list: Extract<Block, { kind: "list" }>; suffix: ReactNode }) => {
  const items = list.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
    <li key={index}>
      <Blocks blocks={item} />
      {index === list.items.length - 1 && suffix}
    </li>
  ));
  return list.ordered ? (
    <ol start={list.start} className="list-decimal space-y-0.5 pl-6">
      {items}
    </ol>
  ) : (
    <ul className="list-disc space-y-0.5 pl-6">{items}</ul>
  );
};

const Table = ({ table, suffix }: { table: Extract<Block, { kind: "table" }>; suffix: ReactNode }) => {
  const cells = (row: Inline[][], Cell: "th" | "td") =>
    row.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
      <Cell key={index} className="border border-line px-2.5 py-1 text-left">
        <Inlines nodes={cell} />
      </Cell>
    ));
  return (
    <div className="overflow-x-auto">
      <table className="my-1 border-collapse text-sm">
        <thead className="bg-raised">
          <tr>{cells(table.head, "th")}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
      {suffix}
    </div>
  );
};

const Inlines = ({ nodes }: { nodes: Inline[] }) =>
  nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
    <InlineView key={index} node={node} />
  ));

const InlineView = ({ node }: { node: Inline }): ReactNode => {
  switch (node.kind) {
    case "text":
      return node.text;
    case "strong":
      return (
        <strong className="font-bold text-strong">
          <Inlines nodes={node.children} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inlines nodes={node.children} />
        </del>
      );
    case "spoiler":
      return <Spoiler nodes={node.children} />;
    case "code":
      return <code className="rounded bg-code px-1 py-0.5 font-mono text-[0.875em] ring-1 ring-line">{node.text}</code>;
    case "link":
      return <Linked node={node} />;
    case "mention":
      return <span className={CALL}>{node.text}</span>;
    case "person":
    case "role":
    case "all":
      return <Called node={node} />;
    case "channel":
      return <ChannelLink id={node.id} />;
    case "emoji":
      return <OwnEmoji id={node.id} name={node.name} />;
    case "break":
      return <br />;
    default:
      return node satisfies never;
  }
};

const LINK = "rounded-sm text-accent-text underline decoration-1 underline-offset-2 hover:decoration-2";

const Linked = ({ node }: { node: Extract<Inline, { kind: "link" }> }) => {
  const place = useContext(MarkdownReferences).place?.(node.href) ?? null;
  if (place === null)
    return (
      <a href={node.href} target="_blank" rel="noopener noreferrer nofollow" className={LINK}>
        <Inlines nodes={node.children} />
      </a>
    );
  const [only, ...more] = node.children;
  const bare = more.length === 0 && only?.kind === "text" && only.text === node.href;
  return (
    <a
      href={node.href}
      onClick={(event) => {
        // With a key held it opens in a tab of its own, as any link.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        place.open();
      }}
      className={bare ? `${CALL} hover:underline` : LINK}
    >
      {bare ? place.text : <Inlines nodes={node.children} />}
    </a>
  );
};

const CALL = "rounded bg-accent-soft px-0.5 font-medium text-accent-text";

const Called = ({ node }: { node: Extract<Inline, { kind: "person" | "role" | "all" }> }) => {
  const references = useContext(MarkdownReferences);
  if (node.kind === "all") return references.all ? <span className={CALL}>{node.text}</span> : node.text;
  if (node.kind === "person" && references.openPerson)
    return (
      <button type="button" onClick={() => references.openPerson?.(node.id)} className={`${CALL} hover:underline`}>
        @{references.person(node.id)}
      </button>
    );
  const name = node.kind === "person" ? references.person(node.id) : references.role(node.id).name;
  return <span className={CALL}>@{name}</span>;
};

const ChannelLink = ({ id }: { id: string }) => {
  const t = useT();
  const channel = useContext(MarkdownReferences).channel?.(id);
  return channel ? (
    <Link href={channel.href} className={`${CALL} hover:underline`}>
      #{channel.name}
    </Link>
  ) : (
    <span className={CALL}>#{t("composer.someChannel")}</span>
  );
};

const OwnEmoji = ({ id, name }: { id: string; name: string }) => {
  const url = useContext(MarkdownReferences).emoji(id);
  const text = `:${name}:`;
  return url === null ? (
    text
  ) : (
    <img
      src={atHome(url)}
      alt={text}
      title={text}
      className="inline-block size-[1.4em] object-contain align-text-bottom"
    />
  );
};

/** `name:id`: how a reaction with a server's own emoji is written. */
const OWN = /^([A-Za-z0-9_]{2,32}):([0-9a-fA-F-]{36})$/;

/** What a reaction's emoji is called. */
export const emojiName = (text: string): string => {
  const own = OWN.exec(text);
  return own ? `:${own[1]}:` : text;
};

/** The emoji of a reaction: a character, or a server's own. */
export const EmojiText = ({ text }: { text: string }) => {
  const own = OWN.exec(text);
  return own ? <OwnEmoji name={own[1] ?? ""} id={(own[2] ?? "").toLowerCase()} /> : text;
};

const Spoiler = ({ nodes }: { nodes: Inline[] }) => {
  const t = useT();
  const [shown, setShown] = useState(false);
  if (shown)
    return (
      <span className="rounded bg-active px-0.5">
        <Inlines nodes={nodes} />
      </span>
    );
  return (
    <button
      type="button"
      aria-label={t("messages.showSpoiler")}
      onClick={() => setShown(true)}
      className="cursor-pointer select-none rounded bg-edge px-0.5 hover:brightness-110"
    >
      {/* A link that nobody sees must not be what the click that shows it follows. */}
      <span aria-hidden="true" inert className="opacity-0">
        <Inlines nodes={nodes} />
      </span>
    </button>
  );
};

const Code = ({ text, language }: { text: string; language: string | null }) => {
  const t = useT();
  const { copy } = useContext(MarkdownReferences);
  const [pieces, setPieces] = useState<Piece[] | null>(null);
  useEffect(() => {
    let here = true;
    setPieces(null);
    if (language)
      highlight(text, language).then(
        (found) => here && setPieces(found),
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [text, language]);
  return (
    <div className="group/code relative my-1 max-w-3xl rounded-lg bg-code ring-1 ring-line">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-96 overflow-auto rounded-lg px-3 py-2.5 font-mono text-sm">
        <code>
          {pieces
            ? pieces.map((piece, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other identity than its order
                <span key={index} className={piece.look ? `hl-${piece.look}` : undefined}>
                  {piece.text}
                </span>
              ))
            : text}
        </code>
      </pre>
      {copy && (
        <IconButton
          icon="copy"
          size="small"
          label={t("messages.copyCode")}
          tip="left"
          onClick={() => copy(text)}
          className="absolute top-1.5 right-1.5 bg-raised opacity-0 group-focus-within/code:opacity-100
            group-hover/code:opacity-100"
        />
      )}
    </div>
  );
};
