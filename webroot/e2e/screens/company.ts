import { io, type Socket } from "socket.io-client";
import type { Community, Name } from "./community";

/** People who are there while screens are taken, by nothing but a socket: presence, and who is writing. */

const THERE = {
  tomasz: "online",
  ines: "idle",
  vera: "online",
  lin: "dnd",
  amara: "online",
  june: "online",
  newcomer: "idle",
} as const;

export class Company {
  readonly #sockets = new Map<string, Socket>();

  private constructor(readonly community: Community) {}

  static async of(community: Community): Promise<Company> {
    const company = new Company(community);
    for (const [who, status] of Object.entries(THERE)) await company.#comes(who as Name, status);
    return company;
  }

  /** Somebody begins to write in a channel; it is seen for a few seconds. */
  types(who: keyof typeof THERE, channelId: string): void {
    this.#sockets.get(who)?.emit("typing:start", { channelId });
  }

  goes(): void {
    for (const socket of this.#sockets.values()) socket.disconnect();
  }

  async #comes(who: Name, status: string): Promise<void> {
    const socket = io(this.community.url, {
      forceNew: true,
      transports: ["websocket"],
      auth: (give) => void this.community.token(who).then((token) => give({ token })),
    });
    this.#sockets.set(who, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    if (status !== "online") await socket.timeout(20_000).emitWithAck("presence:update", { status });
  }
}
