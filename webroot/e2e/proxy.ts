import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * A node as seen through a cable that can be pulled. Bytes pass untouched, so the page's origin is the cable's end.
 * With several nodes it leads to the first that answers, as a load balancer does.
 */
export class Cable {
  #targets: URL[];
  #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  constructor(...targets: string[]) {
    this.#targets = targets.map((target) => new URL(target));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** From now on it leads elsewhere. */
  leadTo(...targets: string[]): void {
    this.#targets = targets.map((target) => new URL(target));
  }

  /** Plugs in, always at the same port. */
  plug(): Promise<void> {
    const server = createServer((near) => this.#lead(near, this.#targets));
    this.#server = server;
    return new Promise((resolve) => {
      server.listen(this.#port, "127.0.0.1", () => {
        this.#port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Pulls: every connection breaks, and none is accepted. */
  async pull(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  #lead(near: Socket, [target, ...others]: URL[]): void {
    if (!target) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    this.#hold(near, far);
    const refused = () => this.#lead(near, others);
    far.once("error", refused);
    far.once("connect", () => {
      far.off("error", refused);
      near.pipe(far).pipe(near);
      far.once("close", () => near.destroy());
      near.once("close", () => far.destroy());
    });
  }

  #hold(...sockets: Socket[]): void {
    for (const socket of sockets) {
      if (this.#sockets.has(socket)) continue;
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => this.#sockets.delete(socket));
    }
  }
}
