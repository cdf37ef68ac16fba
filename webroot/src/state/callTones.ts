import { useSettings } from "./settings";

/** Short tones that say what happens in a call, made here: nothing is loaded. */

const TONES = { in: [520, 780], out: [780, 520], on: [660], off: [440] } as const;

let audio: AudioContext | null = null;

/** Silent where a page may not be heard, or where one does not want them. */
export const callTone = (kind: keyof typeof TONES): void => {
  if (!useSettings.getState().callTones) return;
  try {
    audio ??= new AudioContext();
    const from = audio.currentTime;
    TONES[kind].forEach((frequency, index) => {
      if (!audio) return;
      const [tone, gain] = [audio.createOscillator(), audio.createGain()];
      const at = from + index * 0.09;
      tone.frequency.value = frequency;
      gain.gain.setValueAtTime(0.06, at);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.18);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.2);
    });
  } catch {
    // No sound to be had.
  }
};
