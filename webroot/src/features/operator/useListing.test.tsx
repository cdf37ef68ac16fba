import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { type Page, useListing } from "./useListing";

/** Pages that are answered when the test says so, by what was asked for. */
const asked = () => {
  const waiting = new Map<string, (page: Page<string>) => void>();
  const read = (search: string) => (cursor?: string) =>
    new Promise<Page<string>>((resolve) => waiting.set(`${search}/${cursor ?? ""}`, resolve));
  const answer = (what: string, items: string[], next: string | null = null) =>
    act(async () => waiting.get(what)?.({ items, next }));
  return { read, answer };
};

test("pages follow each other", async () => {
  const { read, answer } = asked();
  const all = read("all");
  const { result } = renderHook(() => useListing(all));
  await answer("all/", ["a", "b"], "b");
  act(() => result.current.more?.());
  await answer("all/b", ["c"]);
  await waitFor(() => expect(result.current.items).toEqual(["a", "b", "c"]));
  expect(result.current.more).toBeNull();
});

test("an answer to an earlier search that comes late is not shown", async () => {
  const { read, answer } = asked();
  const reads = { one: read("one"), two: read("two") };
  const { result, rerender } = renderHook(({ of }: { of: keyof typeof reads }) => useListing(reads[of]), {
    initialProps: { of: "one" },
  });
  rerender({ of: "two" });
  await answer("two/", ["new"]);
  await answer("one/", ["old"]);
  expect(result.current.items).toEqual(["new"]);
  expect(result.current.busy).toBe(false);
});

test("what failed says why and can be tried again", async () => {
  let fails = true;
  const read = async (): Promise<Page<string>> => {
    if (fails) throw new TypeError("Failed to fetch");
    return { items: ["a"], next: null };
  };
  const { result } = renderHook(() => useListing(read));
  await waitFor(() => expect(result.current.error).not.toBeNull());
  fails = false;
  act(() => result.current.again());
  await waitFor(() => expect(result.current.items).toEqual(["a"]));
  expect(result.current.error).toBeNull();
});
