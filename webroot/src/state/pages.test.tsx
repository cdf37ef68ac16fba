import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { usePages } from "./pages";

interface Page {
  items: string[];
  next: string | null;
}

/** Pages that are answered when the test says so, by what was asked for. */
const asked = () => {
  const waiting = new Map<string, (page: Page) => void>();
  const read = (search: string) => (cursor?: string) =>
    new Promise<Page>((resolve) => waiting.set(`${search}/${cursor ?? ""}`, resolve));
  const answer = (what: string, items: string[], next: string | null = null) =>
    act(async () => waiting.get(what)?.({ items, next }));
  return { read, answer, waiting };
};

afterEach(() => {
  vi.useRealTimers();
});

test("pages follow each other", async () => {
  const { read, answer } = asked();
  const all = read("all");
  const { result } = renderHook(() => usePages(all));
  expect(result.current.phase).toBe("loading");
  await answer("all/", ["a", "b"], "b");
  act(() => result.current.more?.());
  await answer("all/b", ["c"]);
  expect(result.current.items).toEqual(["a", "b", "c"]);
  expect(result.current.more).toBeNull();
});

test("a list that is shown is read again by itself, but not while its next page is on its way", async () => {
  vi.useFakeTimers();
  const { read, answer, waiting } = asked();
  const all = read("all");
  const { result } = renderHook(() => usePages(all, 1_000));
  await answer("all/", ["a"], "a");
  waiting.delete("all/");
  act(() => result.current.more?.());
  act(() => vi.advanceTimersByTime(5_000));
  expect(waiting.has("all/")).toBe(false);
  await answer("all/a", ["b"]);
  expect(result.current.items).toEqual(["a", "b"]);
});

test("an answer to an earlier search that comes late is not shown", async () => {
  const { read, answer } = asked();
  const reads = { one: read("one"), two: read("two") };
  const { result, rerender } = renderHook(({ of }: { of: keyof typeof reads }) => usePages(reads[of]), {
    initialProps: { of: "one" },
  });
  rerender({ of: "two" });
  await answer("two/", ["new"]);
  await answer("one/", ["old"]);
  expect(result.current.items).toEqual(["new"]);
});

test("what failed says why and can be tried again", async () => {
  let fails = true;
  const read = async (): Promise<Page> => {
    if (fails) throw new TypeError("Failed to fetch");
    return { items: ["a"], next: null };
  };
  const { result } = renderHook(() => usePages(read));
  await waitFor(() => expect(result.current.phase).toBe("failed"));
  expect(result.current.error).not.toBeNull();
  fails = false;
  act(() => result.current.reload());
  await waitFor(() => expect(result.current.items).toEqual(["a"]));
  expect(result.current.error).toBeNull();
});
