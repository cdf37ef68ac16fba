import { create } from "zustand";

/** What is said in passing, at the lower right. Never the only place of something important. */
export interface NoticeLine {
  id: number;
  kind: "info" | "error";
  text: string;
}

const MAX = 3;

export const useNotices = create<{ lines: NoticeLine[] }>(() => ({ lines: [] }));

let lastId = 0;

export const notify = (kind: NoticeLine["kind"], text: string): void => {
  lastId += 1;
  const line = { id: lastId, kind, text };
  useNotices.setState(({ lines }) => ({ lines: [...lines.filter((other) => other.text !== text), line].slice(-MAX) }));
};

export const dismiss = (id: number): void =>
  useNotices.setState(({ lines }) => ({ lines: lines.filter((line) => line.id !== id) }));
