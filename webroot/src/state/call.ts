import { create } from "zustand";
import type { Id, Permission } from "../api/types";
import type { RelayState } from "../voice/candidates";
import type { PairState } from "../voice/ladder";
import type { MicrophoneTrouble } from "../voice/microphone";
import type { ScreenKind } from "../voice/screen";
import type { Line } from "../voice/stats";
import type { Participant, Quality } from "../voice/wire";
import { attempt } from "./explain";
import { isMuted } from "./ownVoice";
import { changeSettings, useSettings } from "./settings";

/** The call that I am in, if I am in one. What makes it go is fetched with the first call (`callEngine.ts`). */
export interface Call {
  /** A voice channel or a conversation; `null` while there is no call. */
  channelId: Id | null;
  /** Whether I am in, and not only on my way. */
  entered: boolean;
  /** Whether the socket of the call is there. Without it people go on hearing each other. */
  signalled: boolean;
  /** My own participant. */
  self: Id;
  participants: ReadonlyArray<Participant>;
  /** Whether anybody else was in it while I was. */
  met: boolean;
  /** Participants who speak now. */
  speaking: ReadonlyArray<Id>;
  pairs: Readonly<Record<Id, PairState>>;
  /** How the relay does while somebody cannot be reached; "good" while everybody can. */
  relay: RelayState;
  lines: Readonly<Record<Id, Line>>;
  /** What others show, by participant. */
  screens: Readonly<Record<Id, MediaStream>>;
  /** What I show. */
  sharing: MediaStream | null;
  /** Those who show themselves, by participant. */
  cameras: Readonly<Record<Id, MediaStream>>;
  /** My own picture, while I show myself. */
  camera: MediaStream | null;
  /** Whether the key to talk is held down. */
  talking: boolean;
  may: ReadonlyArray<Permission>;
  capacity: number;
  quality: Quality | null;
  /** Why there is no sound from here. */
  trouble: MicrophoneTrouble | null;
  since: number;
}

const NO_CALL: Call = {
  channelId: null,
  entered: false,
  signalled: false,
  self: "",
  participants: [],
  met: false,
  speaking: [],
  pairs: {},
  relay: "good",
  lines: {},
  screens: {},
  sharing: null,
  cameras: {},
  camera: null,
  talking: false,
  may: [],
  capacity: 0,
  quality: null,
  trouble: null,
  since: 0,
};

export const useCall = create<Call>(() => NO_CALL);

/** Why I was not let into a call, until the next try. */
export const useRefusedCall = create<{ channelId: Id | null; why: string }>(() => ({ channelId: null, why: "" }));

export const changeCall = (change: Partial<Call>): void => useCall.setState(change);

export const endCall = (): void => useCall.setState(NO_CALL);

const engine = () => import("./callEngine");

/** Joins at once; whoever is in another call leaves it. */
export const joinCall = (channelId: Id): void => {
  if (useCall.getState().channelId === channelId) return;
  useRefusedCall.setState({ channelId: null, why: "" });
  void attempt(engine().then(({ join }) => join(channelId)));
};

export const leaveCall = (): void => {
  if (useCall.getState().channelId !== null) void attempt(engine().then(({ leave }) => leave()));
};

/** Asks for the microphone once more. */
export const retryMicrophone = (): void => void attempt(engine().then(({ takeMicrophone }) => takeMicrophone()));

export const startSharing = (kind: ScreenKind): void => void attempt(engine().then(({ share }) => share(kind)));

export const stopSharing = (): void => void attempt(engine().then(({ unshare }) => unshare()));

/** Shows me, or does so no more. */
export const toggleCamera = (): void =>
  void attempt(
    engine().then(({ showMyself, hideMyself }) => (useCall.getState().camera ? hideMyself() : showMyself())),
  );

/** What the two of us can compare; `null` while we are not connected. */
export const safetyCodeOf = async (participantId: Id): Promise<string | null> =>
  (await engine()).safetyCodeOf(participantId);

/** Whether nobody hears me: I am muted, or there is no microphone in the call that I am in. */
export const useSilent = (): boolean => {
  const muted = useSettings(isMuted);
  return useCall(({ trouble }) => trouble !== null) || muted;
};

/**
 * Mutes me or not; who hears nothing and wants to speak hears again, and for whom nothing but the microphone is missing
 * it is asked for once more.
 */
export const toggleMuted = (): void => {
  const { voiceMuted, voiceDeafened } = useSettings.getState();
  if (useCall.getState().trouble !== null && !voiceMuted && !voiceDeafened) retryMicrophone();
  else if (voiceDeafened) changeSettings({ voiceDeafened: false, voiceMuted: false });
  else changeSettings({ voiceMuted: !voiceMuted });
};

/** Hears nobody, and is heard by nobody; afterwards one is muted only if one was before. */
export const toggleDeafened = (): void => changeSettings({ voiceDeafened: !useSettings.getState().voiceDeafened });
