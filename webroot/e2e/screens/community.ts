/** What `scripts/demo` has made, as its people see and change it by the HTTP API. */

const PASSWORD = "a harbour at night";
/** Access tokens hold for longer than this. */
const KEPT_MS = 5 * 60_000;
const TRIES = 10;

/** Who there is; the first owns everything. */
export const PEOPLE = [
  "mira",
  "tomasz",
  "ines",
  "vera",
  "oskar",
  "lin",
  "amara",
  "pavel",
  "june",
  "rafael",
  "sanna",
  "dmitri",
  "newcomer",
] as const;
export type Name = (typeof PEOPLE)[number];

export const HARBOUR = "Harbour Lights";

interface Named {
  id: string;
  name: string;
}
export interface Server extends Named {
  channels: (Named & { type: string })[];
  roles: (Named & { position: number })[];
}
interface SignedIn {
  user: { id: string };
  accessToken: string;
}

export class Community {
  readonly #signedIn = new Map<string, SignedIn & { at: number }>();
  readonly #servers: Server[] = [];

  private constructor(readonly url: string) {}

  static async at(url: string): Promise<Community> {
    const community = new Community(url);
    for (const { id } of await community.ask<Named[]>("mira", "GET", "/api/servers"))
      community.#servers.push(await community.ask<Server>("mira", "GET", `/api/servers/${id}`));
    return community;
  }

  /** What somebody signs in with. */
  credentials(who: Name): { login: string; password: string } {
    return { login: who, password: PASSWORD };
  }

  async token(who: Name): Promise<string> {
    return (await this.#session(who)).accessToken;
  }

  async id(who: Name): Promise<string> {
    return (await this.#session(who)).user.id;
  }

  /** One request of somebody's; waits where they were too fast. */
  async ask<Answer>(who: Name, method: string, path: string, body?: object): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${await this.token(who)}`,
          ...(body ? { "content-type": "application/json" } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as Answer;
      if (answer.status !== 429 || attempt === TRIES)
        throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
    }
  }

  server(name = HARBOUR): Server {
    return found(this.#servers, name);
  }

  channel(name: string, server = HARBOUR): Named {
    return found(this.server(server).channels, name);
  }

  /** The address of a channel in the client. */
  path(channel: string, server = HARBOUR): string {
    return `/channels/${this.server(server).id}/${this.channel(channel, server).id}`;
  }

  settings(page: string, server = HARBOUR): string {
    return `/servers/${this.server(server).id}/settings/${page}`;
  }

  async says(who: Name, channel: string, content: string): Promise<string> {
    const { id } = await this.ask<Named>(who, "POST", `/api/channels/${this.channel(channel).id}/messages`, {
      content,
    });
    return id;
  }

  /** The conversation of these with the first. */
  async conversation(...others: Name[]): Promise<string> {
    const userIds = await Promise.all(others.map((one) => this.id(one)));
    return (await this.ask<Named>("mira", "POST", "/api/users/me/dms", { userIds })).id;
  }

  /** Somebody more, of no consequence; answers with their id. */
  async registers(username: string, displayName: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/auth/register`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.url },
      body: JSON.stringify({ email: `${username}@demo.invalid`, username, displayName, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`register ${username}: ${answer.status}`);
    return ((await answer.json()) as SignedIn).user.id;
  }

  async invite(server = HARBOUR): Promise<string> {
    const { code } = await this.ask<{ code: string }>(
      "mira",
      "POST",
      `/api/servers/${this.server(server).id}/invite`,
      {},
    );
    return `/invite/${code}`;
  }

  async #session(who: Name): Promise<SignedIn> {
    const known = this.#signedIn.get(who);
    if (known && Date.now() - known.at < KEPT_MS) return known;
    const answer = await fetch(`${this.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.url },
      body: JSON.stringify(this.credentials(who)),
    });
    if (!answer.ok) throw new Error(`scripts/demo has not filled ${this.url}: ${who} ${answer.status}`);
    const session = { ...((await answer.json()) as SignedIn), at: Date.now() };
    this.#signedIn.set(who, session);
    return session;
  }
}

const found = <One extends Named>(all: ReadonlyArray<One>, name: string): One => {
  const one = all.find((each) => each.name === name);
  if (!one) throw new Error(`scripts/demo made no ${name}`);
  return one;
};
