import type { Community } from "./community";

/** What happens in a community besides talk, so that no page of its settings is empty. Done once. */
export const prepare = async (community: Community): Promise<void> => {
  const { id, roles } = community.server();
  const mira = <Answer>(method: string, path: string, body?: object) =>
    community.ask<Answer>("mira", method, `/api${path}`, body);
  const rules = await mira<{ name: string }[]>("GET", `/servers/${id}/filter-rules`);
  if (rules.some(({ name }) => name === CASINOS)) return;

  await mira("PUT", `/servers/${id}`, {
    description: "A harbour in the north: boats, weather, and who owes whom a pie.",
  });
  const everybody = roles.find(({ position }) => position === 0)?.id;
  await mira("PUT", `/channels/${community.channel("announcements").id}/overwrites/${everybody}`, {
    type: "role",
    allow: [],
    deny: ["SEND_MESSAGES"],
  });
  await mira("PUT", `/channels/${community.channel("race-week").id}`, { slowMode: 300 });
  for (const invite of [{ expiresIn: 86_400, maxUses: 10 }, { expiresIn: 604_800 }, {}])
    await mira("POST", `/servers/${id}/invite`, invite);
  await mira("POST", `/channels/${community.channel("electronics").id}/export`);
  await community.says("sanna", "welcome", LONG);
  await mute(community);
  await ban(community);
  await filter(community);
  await report(community);
};

const CASINOS = "No casinos";

const filter = async (community: Community) => {
  const crew = community.server().roles.find(({ name }) => name === "Crew")?.id;
  for (const rule of [
    { name: CASINOS, words: ["casino", "free money", "бесплатные деньги"], action: "block" },
    { name: "Language", words: ["blast"], action: "report", exemptRoles: [crew] },
    { name: "Грубости", words: ["дурак", "болван"], action: "mute", muteSeconds: 600 },
  ])
    await community.ask("mira", "POST", `/api/servers/${community.server().id}/filter-rules`, rule);
};

const report = async (community: Community) => {
  await community.says("oskar", "boat-building", "Blast, the varnish is still wet.");
  const id = await community.says(
    "rafael",
    "welcome",
    "Does anybody want to buy a slightly sunk boat? Cheap. Write to me.",
  );
  await community.ask("newcomer", "POST", `/api/messages/${id}/report`, {
    reason: "He sells things here again, and the boat is not his.",
  });
};

const mute = async (community: Community) =>
  community.ask("mira", "PUT", `/api/servers/${community.server().id}/members/${await community.id("dmitri")}/mute`, {
    until: new Date(Date.now() + 86_400_000).toISOString(),
    reason: "Tides, at three in the morning, in capital letters",
  });

/** Two who are not of the community, and are not let in again. */
const ban = async (community: Community) => {
  for (const [username, displayName, reason] of [
    ["seagull", "Seagull", "Took a sandwich, twice, and was proud of it"],
    ["piratel", "Пират Л.", undefined],
  ] as const) {
    const userId = await community.registers(username, displayName);
    await community.ask("mira", "PUT", `/api/servers/${community.server().id}/bans/${userId}`, {
      ...(reason ? { reason } : { expiresIn: 604_800 }),
    });
  }
};

/** Taller than two screens. */
const LONG = [
  "# What to have aboard in winter",
  ...[
    "A dry pair of socks in a bag that really closes, and a second pair in another one.",
    "Шерстяная шапка. Не хлопок, не флис, не «и так сойдёт» — шерсть.",
    "A knife that you can open with one hand and cold fingers.",
    "Tea. Then more tea than that.",
    "A torch that floats, and the batteries that belong to it, and not those of the radio.",
  ].flatMap((line, part) => [
    `## ${part + 1}`,
    line,
    "",
    ...Array.from({ length: 10 }, (_, n) => `- item ${n + 1}`),
    "",
  ]),
].join("\n");
