/** Something that is shown outside the page. */
export interface Notice {
  /** What it tells of: page and push may both tell of the same. */
  id: string;
  /** It takes the place of what this tag showed before. */
  tag: string;
  title: string;
  body: string;
  icon: string | undefined;
  /** Where it leads. */
  path: string;
}

/** Where a worker shows something: what is needed of its registration. */
export interface Shows {
  getNotifications(of: { tag: string }): Promise<readonly { data: unknown }[]>;
  showNotification(title: string, options: NotificationOptions & { renotify: boolean }): Promise<void>;
}

/** Shows it. What is told a second time, by a push behind a page, makes no second sound and does not jump up again. */
export const showNotice = async (at: Shows, notice: Notice, silent: boolean): Promise<void> => {
  const { id, tag, title, body, icon, path } = notice;
  const told = (await at.getNotifications({ tag })).some(({ data }) => noticeData(data)?.id === id);
  const options = { body, tag, silent: silent || told, renotify: !told, data: { id, path } };
  await at.showNotification(title, icon === undefined ? options : { ...options, icon });
};

/** What a notice has with it; `null` for one of somebody else's. */
export const noticeData = (data: unknown): { id: string; path: string } | null =>
  typeof data === "object" && data !== null && "id" in data && "path" in data
    ? { id: String(data.id), path: String(data.path) }
    : null;
