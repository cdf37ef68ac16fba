/** Where the server is: where this page is from, unless it is hosted apart and a `config.json` beside it says where. */

/** Why that file is of no use. */
class NoHome extends Error {}

const TIMEOUT_MS = 5_000;

let home = location.origin;

export const serverHome = (): string => home;

/** The same for sockets. */
export const socketHome = (): string => home.replace(/^http/, "ws");

/** Whether the server is somewhere else than this page: then cookies go along only when they are asked to. */
export const isApart = (): boolean => home !== location.origin;

/** An address that the server gave, whole: it may leave out where it is. */
export const atHome = (url: string): string => (isApart() && url.startsWith("/") ? home + url : url);

/** Reads `config.json`, `{"server": "https://…"}`. Without that file, or that field, the server is here. */
export const findHome = async (): Promise<void> => {
  const text = await read();
  if (text !== null) home = serverOf(text) ?? location.origin;
};

const read = async (): Promise<string | null> => {
  let answer: Response;
  try {
    const headers = { accept: "application/json" };
    answer = await fetch("/config.json", { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    // Whoever serves this page is away: what is said of that is said by those who need the server.
    return null;
  }
  if (answer.ok) return answer.text();
  if (answer.status === 404) return null;
  throw new NoHome(`config.json: ${answer.status}`);
};

const serverOf = (text: string): string | null => {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw new NoHome("config.json: not JSON");
  }
  if (typeof config !== "object" || config === null) throw new NoHome("config.json: not an object");
  const server = "server" in config ? config.server : undefined;
  if (server === undefined) return null;
  if (typeof server !== "string" || !URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new NoHome(
      `config.json: "server" is ${JSON.stringify(server)}, not an address like https://chat.example.org`,
    );
  return new URL(server).origin;
};
