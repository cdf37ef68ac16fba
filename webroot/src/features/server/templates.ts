import { createChannel } from "../../api/calls";
import type { Channel, Id } from "../../api/types";
import type { Key, Translate } from "../../i18n/t";
import { uuid } from "../../lib/ids";

/** What a new server begins with, beyond its first text and voice channel. */
export const TEMPLATES = ["plain", "friends", "study", "team"] as const;
export type Template = (typeof TEMPLATES)[number];

interface Planned {
  name: Key;
  type: "text" | "voice";
  topic?: Key;
}

interface Section {
  /** The category; `null` for outside of any. */
  category: Key | null;
  channels: readonly Planned[];
}

const PLANS: Record<Template, readonly Section[]> = {
  plain: [],
  friends: [
    {
      category: "template.together",
      channels: [
        { name: "template.plans", type: "text" },
        { name: "template.pictures", type: "text" },
        { name: "template.games", type: "text" },
        { name: "template.evening", type: "voice" },
      ],
    },
  ],
  study: [
    {
      category: "template.course",
      channels: [
        { name: "template.announcements", type: "text" },
        { name: "template.materials", type: "text", topic: "template.materialsTopic" },
        { name: "template.homework", type: "text", topic: "template.homeworkTopic" },
      ],
    },
    {
      category: "template.together",
      channels: [
        { name: "template.breaks", type: "text" },
        { name: "template.studyRoom", type: "voice" },
      ],
    },
  ],
  team: [
    {
      category: "template.everybody",
      channels: [
        { name: "template.announcements", type: "text" },
        { name: "template.questions", type: "text" },
        { name: "template.breaks", type: "text" },
      ],
    },
    {
      category: "template.work",
      channels: [
        { name: "template.plans", type: "text", topic: "template.plansTopic" },
        { name: "template.done", type: "text", topic: "template.doneTopic" },
        { name: "template.meeting", type: "voice" },
      ],
    },
  ],
};

/** Makes the channels of a template one after the other, in the reader's language. */
export const furnish = async (serverId: Id, template: Template, t: Translate): Promise<Channel[]> => {
  const made: Channel[] = [];
  for (const { category, channels } of PLANS[template]) {
    const parent = category && (await createChannel(serverId, { name: t(category), type: "category", nonce: uuid() }));
    if (parent) made.push(parent);
    for (const { name, type, topic } of channels) {
      const channel = await createChannel(serverId, {
        name: t(name),
        type,
        nonce: uuid(),
        ...(topic ? { topic: t(topic) } : {}),
        ...(parent ? { parentId: parent.id } : {}),
      });
      made.push(channel);
    }
  }
  return made;
};
