type Change<State> = (now: State) => State;

/**
 * What is read whole and kept true by what is told from then on. An answer may be older than what was told while one
 * waited for it: that is told over it again.
 */
export class Whole<State> {
  /** What was told since the reading that is under way began; `null` when none is. */
  #since: Change<State>[] | null = null;
  readonly #put: (change: Change<State>) => void;

  /** Of a store that is changed by `put`. */
  constructor(put: (change: Change<State>) => void) {
    this.#put = put;
  }

  tell(change: Change<State>): void {
    this.#since?.push(change);
    this.#put(change);
  }

  /** `true` once the answer was taken; not when another reading was begun, which knows what this one does and more. */
  async read(read: () => Promise<State>): Promise<boolean> {
    const since: Change<State>[] = [];
    this.#since = since;
    try {
      const answer = await read();
      if (this.#since !== since) return false;
      this.#put(() => since.reduce<State>((now, change) => change(now), answer));
      return true;
    } finally {
      if (this.#since === since) this.#since = null;
    }
  }

  /** The answer that is waited for is none of ours any more. */
  forget(): void {
    this.#since = null;
  }
}
