import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A node as seen through a cable that can be pulled. Bytes pass untouched, so the page's origin is the cable's end. */
export class Cable {
  #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  constructor(readonly target: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Plugs in, always at the same port. */
  plug(): Promise<void> {
    const { hostname, port } = new URL(this.target);
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
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
}
