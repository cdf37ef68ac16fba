import { pictureCodecs, speechCodecs } from "./sdp";

/**
 * The media of a pair: all there from the first offer, in this order, and sending nothing until there is a track. So
 * nothing has to be negotiated when somebody shares their screen or changes the microphone.
 */

export const SLOTS = ["speech", "camera", "screen", "screenSound"] as const;
export type Slot = (typeof SLOTS)[number];
/** What is sent in each. */
export type Tracks = Record<Slot, MediaStreamTrack | null>;

export const NO_TRACKS: Tracks = { speech: null, camera: null, screen: null, screenSound: null };

const KINDS = { speech: "audio", camera: "video", screen: "video", screenSound: "audio" } as const;

/** Kilobits a second of what is sent to each of the others. */
export type Rates = Record<Slot, number>;

export const FIRST_RATES: Rates = { speech: 64, camera: 800, screen: 2_500, screenSound: 96 };

/** Of whoever offers: the other side has them by the offer. */
export const makeSlots = (pc: RTCPeerConnection): void => {
  for (const slot of SLOTS) pc.addTransceiver(KINDS[slot], { direction: "sendrecv" });
};

/** Chooses the codecs, opens every slot in both directions and sends what there is. */
export const fillSlots = async (pc: RTCPeerConnection, tracks: Tracks): Promise<void> => {
  await Promise.all(
    pc.getTransceivers().map(async (transceiver, index) => {
      const slot = SLOTS[index];
      if (!slot) return;
      transceiver.direction = "sendrecv";
      preferCodecs(transceiver, slot);
      await transceiver.sender.replaceTrack(tracks[slot]);
    }),
  );
};

const preferCodecs = (transceiver: RTCRtpTransceiver, slot: Slot): void => {
  const offered = RTCRtpReceiver.getCapabilities(KINDS[slot])?.codecs ?? [];
  const wanted = KINDS[slot] === "audio" ? speechCodecs(offered) : pictureCodecs(offered);
  try {
    if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
  } catch {
    // A browser that does not let us choose has chosen well enough.
  }
};

/** Makes every sender keep to its rate. A sender that has nothing negotiated yet is passed over. */
export const limitRate = async (pc: RTCPeerConnection, rates: Readonly<Rates>): Promise<void> => {
  await Promise.all(
    pc.getTransceivers().map(async ({ sender }, index) => {
      const slot = SLOTS[index];
      const parameters = sender.getParameters();
      const encoding = parameters.encodings?.[0];
      if (!slot || !encoding) return;
      const maxBitrate = rates[slot] * 1_000;
      if (encoding.maxBitrate === maxBitrate) return;
      encoding.maxBitrate = maxBitrate;
      // No network priority: with one Chromium's encoder aims at much less than it may.
      await sender.setParameters(parameters).catch(() => undefined);
    }),
  );
};
