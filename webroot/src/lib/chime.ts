/** Two short tones, made here: nothing is loaded. Silent where a page may not be heard yet. */
export const chime = (): void => {
  try {
    const audio = new AudioContext();
    const gain = audio.createGain();
    gain.connect(audio.destination);
    gain.gain.setValueAtTime(0.08, audio.currentTime);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.45);
    for (const [frequency, after] of [
      [660, 0],
      [880, 0.12],
    ] as const) {
      const tone = audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(audio.currentTime + after);
      tone.stop(audio.currentTime + 0.5);
    }
    setTimeout(() => void audio.close(), 1_000);
  } catch {
    // No sound to be had.
  }
};
