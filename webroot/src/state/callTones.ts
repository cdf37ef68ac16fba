import { useSettings } from "./settings";

/** Short tones that say what happens in a call, made here: nothing is loaded. */

const TONES = { in: [520, 780], out: [780, 520], on: [660], off: [440] } as const;
const RING = [660, 880, 660, 880] as const;
/** A tone that a page may not play by then is not played at all. */
const LATE_MS = 500;

let audio: AudioContext | null = null;

/** Silent where a page may not be heard, or where one does not want them. */
export const callTone = (kind: keyof typeof TONES): void => {
  if (useSettings.getState().callTones) play(TONES[kind], 0.06, 0.09);
};

/** Somebody calls; to be said again while they wait. */
export const ringTone = (): void => play(RING, 0.1, 0.2);

/** Frequencies one after another, in hertz; how loud, and seconds between them. */
const play = (tones: ReadonlyArray<number>, loudness: number, apart: number): void => {
  const asked = Date.now();
  try {
    audio ??= new AudioContext();
    const to = audio;
    // Before a page was touched it waits: what was asked for meanwhile would all be heard at once.
    to.resume().then(
      () => {
        if (Date.now() - asked < LATE_MS) sound(to, tones, loudness, apart);
      },
      () => undefined,
    );
  } catch {
    // No sound to be had.
  }
};

const sound = (to: AudioContext, tones: ReadonlyArray<number>, loudness: number, apart: number): void =>
  tones.forEach((frequency, index) => {
    const [tone, gain] = [to.createOscillator(), to.createGain()];
    const at = to.currentTime + index * apart;
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(loudness, at);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.18);
    tone.connect(gain).connect(to.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  });
