import { beforeEach, expect, test, vi } from "vitest";
import { noticeOf, openNotice, type Page, type Pushed, tellPushed } from "./pushed";

const mention: Pushed = {
  id: "n1",
  kind: "mention",
  by: "Alice",
  icon: "/files/images/a.png",
  serverId: "s1",
  server: "Readers",
  channelId: "c1",
  channel: "general",
  messageId: "m1",
  text: "hello <@b>, **look** at this",
  names: { b: "Bob" },
};

const page = (looks: Partial<Page> = {}): Page => ({
  visibilityState: "hidden",
  focused: false,
  focus: vi.fn(async () => undefined),
  postMessage: vi.fn(),
  ...looks,
});

/** What a browser shows, as far as its tags go. */
const shown = new Map<string, { title: string; options: NotificationOptions & { renotify: boolean } }>();
const registration = {
  getNotifications: async ({ tag }: { tag: string }) =>
    [...shown.values()]
      .filter((one) => one.options.tag === tag)
      .map(({ options }) => ({ data: options.data as unknown })),
  showNotification: async (title: string, options: NotificationOptions & { renotify: boolean }) => {
    shown.set(options.tag ?? "", { title, options });
  },
};

beforeEach(() => shown.clear());

test("it says who and where, and what was said", () => {
  expect(
    noticeOf(
      {
        ...mention,
        text: "hello <@aaaaaaaa-0000-7000-8000-000000000001>, **look**",
        names: { "aaaaaaaa-0000-7000-8000-000000000001": "Bob" },
      },
      "en",
    ),
  ).toEqual({
    id: "n1",
    tag: "c1",
    title: "Alice (#general, Readers)",
    body: "hello @Bob, look",
    icon: "/files/images/a.png",
    path: "/channels/s1/c1/m1",
  });
});

test("without what was said it says why, in the language that was chosen", () => {
  const { text: _, ...silent } = mention;
  expect(noticeOf(silent, "ru").body).toBe("Alice зовёт вас");
  expect(noticeOf({ id: "n2", kind: "friend", by: "Alice" }, "en-GB")).toMatchObject({
    title: "Alice",
    body: "Alice wants to be your friend",
    tag: "n2",
    path: "/friends",
  });
  expect(noticeOf({ id: "n3", kind: "of-tomorrow" }, "en").title).toBe("Somebody");
});

test("one of a conversation leads to it", () => {
  expect(noticeOf({ id: "n1", kind: "dm", by: "Alice", channelId: "c2", messageId: "m2", text: "hi" }, "en").path).toBe(
    "/conversations/c2/m2",
  );
});

test("nothing is shown where somebody looks at the client, and something is where it is only open", async () => {
  await tellPushed(mention, "en", [page(), page({ visibilityState: "visible", focused: true })], registration);
  expect(shown.size).toBe(0);
  await tellPushed(mention, "en", [page({ visibilityState: "visible" })], registration);
  expect(shown.get("c1")?.title).toBe("Alice (#general, Readers)");
});

test("a second of the same channel takes the place of the first and is heard; the same once more is not", async () => {
  await tellPushed(mention, "en", [], registration);
  expect(shown.get("c1")?.options).toMatchObject({ renotify: true, silent: false });
  await tellPushed({ ...mention, id: "n2" }, "en", [], registration);
  expect(shown.get("c1")?.options).toMatchObject({ renotify: true, silent: false });
  await tellPushed({ ...mention, id: "n2" }, "en", [], registration);
  expect(shown.get("c1")?.options).toMatchObject({ renotify: false, silent: true });
  expect(shown.size).toBe(1);
});

test("a click leads to the message in a window that is open, or else in a new one", async () => {
  const data = { id: "n1", path: "/channels/s1/c1/m1" };
  const [hidden, visible] = [page(), page({ visibilityState: "visible" })];
  const openWindow = vi.fn(async () => null);
  await openNotice(data, [hidden, visible], openWindow);
  expect(visible.focus).toHaveBeenCalled();
  expect(visible.postMessage).toHaveBeenCalledWith({ open: data.path });
  expect(hidden.postMessage).not.toHaveBeenCalled();
  await openNotice(data, [hidden], openWindow);
  expect(hidden.postMessage).toHaveBeenCalledWith({ open: data.path });
  expect(openWindow).not.toHaveBeenCalled();
  await openNotice(data, [], openWindow);
  expect(openWindow).toHaveBeenCalledWith(data.path);
});
