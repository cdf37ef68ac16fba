/** Whether somebody speaks, by how loud they are every 100 ms. Pure. */

export const LISTEN_EVERY_MS = 100;
/** Quieter than this is silence: about 35 dB below the loudest there is. */
const LOUD = 0.018;
/** Whoever spoke does so for this much longer: words have gaps. */
const HOLD_MS = 300;

export class SpeakingGate {
  #until = 0;
  #on = false;

  get on(): boolean {
    return this.#on;
  }

  /** Takes a level, 0 to 1, and answers whether it changed anything. */
  hear(level: number, now: number): boolean {
    if (level >= LOUD) this.#until = now + HOLD_MS;
    const on = now < this.#until;
    const changed = on !== this.#on;
    this.#on = on;
    return changed;
  }
}
