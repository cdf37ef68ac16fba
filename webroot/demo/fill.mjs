import { buoy, lighthouse, portrait } from "./picture.mjs";
import { direct, harbour, log, others, people, roles } from "./words.mjs";

/** Fills a running instance with a community worth looking at, by its HTTP API alone: `scripts/demo` runs this. */

const [url, historyText] = process.argv.slice(2);
const HISTORY = Number(historyText);
const PASSWORD = "a harbour at night";
/** How often a request that came too fast is repeated. */
const TRIES = 20;
const tokens = new Map();
const ids = new Map();

/** One request of somebody, or of nobody yet; waits where it was too fast. Answers with what was said, or throws it. */
const ask = async (who, method, path, body, type = "application/json") => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": type }),
        ...(who ? { authorization: `Bearer ${tokens.get(who)}` } : {}),
      },
      ...(body === undefined ? {} : { body: type === "application/json" ? JSON.stringify(body) : body }),
      signal: AbortSignal.timeout(120_000),
    });
    const said = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return said;
    if ((answer.status !== 429 && answer.status !== 503) || attempt === TRIES)
      throw Object.assign(new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`), {
        status: answer.status,
      });
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
  }
};

const makePeople = async () => {
  for (const { username, displayName, status, bio } of people) {
    const email = `${username}@demo.invalid`;
    const { user, accessToken } = await ask(null, "POST", "/api/auth/register", {
      email,
      username,
      password: PASSWORD,
      displayName,
    });
    tokens.set(username, accessToken);
    ids.set(username, user.id);
    await ask(username, "PUT", "/api/users/me", { status, bio });
    // Two have none, so that initials are seen as well.
    if (username !== "oskar" && username !== "newcomer")
      await ask(username, "POST", "/api/users/me/avatar", portrait(username), "image/png");
  }
};

/** A server of the first person's that the others have joined. */
const makeServer = async (name, hue, members) => {
  const owner = people[0].username;
  const server = await ask(owner, "POST", "/api/servers", { name });
  await ask(owner, "PUT", `/api/servers/${server.id}/icon`, lighthouse(hue), "image/png");
  const { code } = await ask(owner, "POST", `/api/servers/${server.id}/invite`, {});
  for (const member of members) await ask(member, "POST", `/api/servers/join/${code}`);
  return server;
};

/** Says it all in one channel, in order; what answers something names it by its place. */
const say = async (channelId, says, calls = new Map()) => {
  const said = [];
  for (const [who, text, { replyTo, reactions = {}, pinned = false } = {}] of says) {
    const content = text.replace(/<@&([^>]+)>/g, (whole, name) => (calls.has(name) ? `<@&${calls.get(name)}>` : whole));
    const reply = replyTo === undefined ? {} : { replyTo: said[replyTo].id };
    const message = await ask(who, "POST", `/api/channels/${channelId}/messages`, { content, ...reply });
    said.push(message);
    for (const [emoji, by] of Object.entries(reactions))
      for (const one of by) await ask(one, "PUT", `/api/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`);
    if (pinned) await ask(people[0].username, "POST", `/api/messages/${message.id}/pin`);
  }
};

const makeRoles = async (serverId) => {
  const owner = people[0].username;
  const made = new Map();
  // Each is made right above everybody's and below the others, so the highest comes first.
  for (const { members, ...role } of roles) {
    const { id } = await ask(owner, "POST", `/api/servers/${serverId}/roles`, role);
    made.set(role.name, id);
    for (const one of members) await ask(owner, "PUT", `/api/servers/${serverId}/members/${ids.get(one)}/roles/${id}`);
  }
  return made;
};

/** The first server; answers with the channel for the long history. */
const makeHarbour = async () => {
  const owner = people[0].username;
  const server = await makeServer(
    harbour.name,
    225,
    people.slice(1).map((one) => one.username),
  );
  const made = await makeRoles(server.id);
  for (const [name, hue] of [
    ["lifebuoy", 4],
    ["seabuoy", 205],
    ["kelp", 140],
  ])
    await ask(owner, "POST", `/api/servers/${server.id}/emoji?name=${name}`, buoy(hue), "image/png");
  const create = (body) => ask(owner, "POST", `/api/servers/${server.id}/channels`, body);
  for (const category of harbour.categories) {
    const { id: parentId } = await create({ name: category.name, type: "category" });
    if (category.private) {
      const everybody = (await ask(owner, "GET", `/api/servers/${server.id}/roles`))[0].id;
      await ask(owner, "PUT", `/api/channels/${parentId}/overwrites/${everybody}`, {
        type: "role",
        allow: [],
        deny: ["VIEW_CHANNEL"],
      });
      await ask(owner, "PUT", `/api/channels/${parentId}/overwrites/${made.get("Crew")}`, {
        type: "role",
        allow: ["VIEW_CHANNEL"],
        deny: [],
      });
    }
    for (const { says = [], ...channel } of category.channels) {
      const { id } = await create({ ...channel, parentId });
      await say(id, says, made);
    }
  }
  return create(harbour.archive);
};

const makeOthers = async () => {
  for (const { name, hue, members, channels } of others) {
    const server = await makeServer(name, hue, members);
    for (const { says, ...channel } of channels) {
      const { id } = await ask(people[0].username, "POST", `/api/servers/${server.id}/channels`, {
        ...channel,
        type: "text",
      });
      await say(id, says);
    }
  }
};

const makeFriendsAndConversations = async () => {
  const owner = people[0].username;
  const befriend = (who, whom) => ask(who, "PUT", `/api/users/me/relationships/${ids.get(whom)}`, { kind: "friend" });
  for (const friend of ["tomasz", "vera", "ines", "amara"]) {
    await befriend(owner, friend);
    await befriend(friend, owner);
  }
  await befriend("newcomer", owner);
  await befriend(owner, "june");
  for (const { with: whom, says } of direct) {
    const { id } = await ask(owner, "POST", "/api/users/me/dms", { userIds: whom.map((one) => ids.get(one)) });
    await say(id, says);
  }
};

/** A history as a file to import: the same each time, one entry every quarter of an hour, the last of them yesterday. */
const historyFile = () => {
  let state = 20_260_101;
  const any = (list) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return list[Math.floor((state / 2_147_483_648) * list.length)];
  };
  const numbers = [2, 3, 4, 5, 6, 7, 8, 9];
  const times = ["05:40", "06:15", "09:00", "14:20", "18:05", "22:30"];
  const last = Date.now() - 86_400_000;
  const messages = Array.from({ length: HISTORY }, (_, index) => {
    const { username, displayName } = any(people);
    const content = any(log.lines)
      .replaceAll("{boat}", any(log.boats))
      .replaceAll("{pier}", any(log.piers))
      .replaceAll("{wind}", any(log.winds))
      .replaceAll("{time}", any(times))
      .replaceAll("{n}", String(any(numbers)));
    return {
      id: `00000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, "0")}`,
      seq: index + 1,
      type: "text",
      author: { id: ids.get(username), username, displayName },
      content,
      createdAt: new Date(last - (HISTORY - index) * 900_000).toISOString(),
      replyTo: index > 10 && index % 23 === 0 ? index - 3 : null,
      reactions: [],
    };
  });
  return { format: "miscord.channel", version: 1, messages };
};

/** Imports the history and waits for it, telling how far it is. */
const importHistory = async (channelId) => {
  const owner = people[0].username;
  const { id } = await ask(owner, "POST", `/api/channels/${channelId}/import`, historyFile());
  for (let told = -1; ; ) {
    const { status, progress, error } = await ask(owner, "GET", `/api/tasks/${id}`);
    if (status === "done") return;
    if (status === "failed" || status === "cancelled")
      throw new Error(`the history was not imported: ${error ?? status}`);
    if (progress >= told + 10) {
      told = progress;
      console.log(`  ${progress} % of ${HISTORY} messages`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
};

try {
  console.log("People, servers and what they say…");
  await makePeople();
  const archive = await makeHarbour();
  await makeOthers();
  await makeFriendsAndConversations();
  if (HISTORY > 0) {
    console.log(`A history of ${HISTORY} messages, at the instance's pace (tasks.importRate)…`);
    await importHistory(archive.id);
  }
  console.log(`Done. Open ${url} and sign in as ${people[0].username}, password: ${PASSWORD}`);
} catch (error) {
  const reason = error.cause?.code ?? error.cause?.message;
  if (error.status === 409)
    console.error(`${url} has this community already: sign in as ${people[0].username}, password: ${PASSWORD}`);
  else if (reason)
    console.error(`${url} does not answer (${reason}): start it with scripts/run, or name it with --url`);
  else console.error(error.message);
  process.exitCode = 1;
}
