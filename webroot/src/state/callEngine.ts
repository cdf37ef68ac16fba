import { onToken, token } from "../api/token";
import type { Id } from "../api/types";
import { listIceServers } from "../api/voiceCalls";
import { refusalText } from "../i18n/refusals";
import { t, useLanguage } from "../i18n/t";
import { socketHome } from "../lib/home";
import { Mesh } from "../voice/mesh";
import { LevelMeter, NoMicrophone, openMicrophone } from "../voice/microphone";
import type { CallEnd } from "../voice/signalling";
import { type Call, changeCall, endCall, joinCall, useCall, useRefusedCall } from "./call";
import { theMesh as mesh, setMesh } from "./callMesh";
import { heardOfMe, hideMyself, refusedToShow, showMyself, unshare } from "./callPictures";
import { callTone } from "./callTones";
import { notify } from "./notices";
import { isMuted, wishOf } from "./ownVoice";
import { holdToTalk } from "./pushToTalk";
import { useSession } from "./session";
import { type Settings, useSettings } from "./settings";
import { useVolumes, volumeOf } from "./volumes";

/** What makes a call go: mesh, microphone, camera and screen of this page, and what the stores say of them. */

let microphone: MediaStreamTrack | null = null;
let meter: LevelMeter | null = null;
/** Counts what was begun: what comes late of an earlier call, or for an earlier microphone, is dropped. */
let turn = 0;
let microphoneTurn = 0;

/** Rejects where the browser knows no calls. */
const newCertificate = async (): Promise<RTCCertificate> =>
  RTCPeerConnection.generateCertificate({ name: "ECDSA", namedCurve: "P-256" } as EcKeyGenParams);

/** Joins the call of a channel, and leaves the one before. */
export const join = async (channelId: Id): Promise<void> => {
  leave();
  turn += 1;
  const mine = turn;
  changeCall({ channelId, since: Date.now() });
  // The same for every pair and every try: the code that people compare stays what it is.
  const certificate = await newCertificate().catch((error: unknown) => {
    if (mine === turn) done();
    throw error;
  });
  if (mine !== turn) return;
  const made = new Mesh(
    channelId,
    {
      url: socketHome(),
      open: (url) => new WebSocket(url),
      token,
      random: () => Math.random(),
      now: () => Date.now(),
      connection: (config) => new RTCPeerConnection({ ...config, certificates: [certificate] }),
      iceServers: async () => (await listIceServers()).iceServers,
      level: () => (microphone?.enabled ? (meter?.level() ?? 0) : 0),
      volumeOf,
    },
    {
      entered: ({ self, may, capacity }) => {
        if (!useCall.getState().entered) callTone("in");
        changeCall({ entered: true, self, may, capacity });
      },
      people: (participants) => {
        tellTones(participants);
        heardOfMe(ownIn(useCall.getState().participants), ownIn(participants));
        changeCall({ participants, ...(participants.length > 1 && { met: true }) });
        open();
      },
      speaking: (speaking) => changeCall({ speaking }),
      pairs: (pairs) => changeCall({ pairs }),
      relay: (relay) => changeCall({ relay }),
      lines: (lines) => changeCall({ lines }),
      screens: (screens) => changeCall({ screens }),
      cameras: (cameras) => changeCall({ cameras }),
      quality: (quality) => changeCall({ quality }),
      signalled: (signalled) => changeCall({ signalled }),
      refused: (told) => {
        // Whatever was said together with it was not taken either.
        if (refusedToShow(told)) tellState();
      },
      over: (end) => {
        if (mine === turn) over(channelId, end);
      },
    },
  );
  setMesh(made);
  applySettings(useSettings.getState());
  made.start();
  await takeMicrophone();
};

export const leave = (): void => {
  if (useCall.getState().channelId === null) return;
  mesh?.leave();
  callTone("out");
  done();
};

/** Opens the microphone that is set, in place of the one before; without one I listen. */
export const takeMicrophone = async (): Promise<void> => {
  microphoneTurn += 1;
  const mine = microphoneTurn;
  let track: MediaStreamTrack | null = null;
  let trouble: Call["trouble"] = null;
  try {
    track = await openMicrophone(wishOf(useSettings.getState()));
  } catch (error) {
    trouble = error instanceof NoMicrophone ? error.trouble : "busy";
  }
  if (mine !== microphoneTurn || !mesh) {
    track?.stop();
    return;
  }
  dropMicrophone();
  microphone = track;
  meter = track && new LevelMeter(track);
  // One that is pulled out: another one, if there is one.
  if (track) track.onended = () => void takeMicrophone();
  changeCall({ trouble });
  open();
  tellState();
  await mesh.send("speech", track);
};

export { hideMyself, share, showMyself, unshare } from "./callPictures";

export const safetyCodeOf = async (participantId: Id): Promise<string | null> =>
  (await mesh?.safetyCode(participantId)) ?? null;

const over = (channelId: Id, end: CallEnd): void => {
  callTone("out");
  done();
  if (end.kind === "refused") {
    const why = refusalText(useLanguage.getState().language, end.told) ?? end.message;
    useRefusedCall.setState({ channelId, why });
    notify("error", why);
  } else if (end.kind === "lost") notify("error", t("voice.end_lost"));
  else if (end.kind === "closed") notify("error", t("voice.end_not_allowed"));
  else if (end.kind === "left") {
    const { reason, to } = end.left;
    if (reason !== "left") notify(reason === "moved" ? "info" : "error", t(`voice.end_${reason}`));
    if (reason === "moved" && to !== undefined) joinCall(to);
  }
};

const done = (): void => {
  turn += 1;
  microphoneTurn += 1;
  unshare();
  hideMyself();
  setMesh(null);
  dropMicrophone();
  endCall();
};

const dropMicrophone = (): void => {
  if (microphone) microphone.onended = null;
  microphone?.stop();
  meter?.close();
  microphone = null;
  meter = null;
};

/** Lets sound through, or not: nothing else decides whether I am heard. */
const open = (): void => {
  const settings = useSettings.getState();
  const { participants, self, talking } = useCall.getState();
  const silenced = participants.find((one) => one.participantId === self)?.suppressed ?? false;
  const pressed = settings.voiceMode === "activity" || talking;
  if (microphone) microphone.enabled = !isMuted(settings) && !silenced && pressed;
};

const tellState = (): void => {
  const settings = useSettings.getState();
  const deaf = useCall.getState().trouble !== null;
  mesh?.tell({ muted: isMuted(settings) || deaf, deafened: settings.voiceDeafened });
};

const applySettings = (settings: Settings): void => {
  if (!mesh) return;
  mesh.deafened = settings.voiceDeafened;
  mesh.sink = settings.speaker;
  open();
  tellState();
};

const ownIn = (participants: Call["participants"]) =>
  participants.find((one) => one.participantId === useCall.getState().self);

/** Somebody else came or went. */
const tellTones = (now: Call["participants"]): void => {
  const { entered, participants: before, self } = useCall.getState();
  if (!entered || before.length === 0 || !before.some((one) => one.participantId === self)) return;
  const ids = new Set(before.map((one) => one.participantId));
  if (now.some((one) => !ids.has(one.participantId))) callTone("in");
  else if (now.length < before.length) callTone("out");
};

useSettings.subscribe((now, before) => {
  if (!mesh) return;
  const rewired = JSON.stringify(wishOf(now)) !== JSON.stringify(wishOf(before));
  if (now.voiceMuted !== before.voiceMuted || now.voiceDeafened !== before.voiceDeafened)
    callTone(isMuted(now) ? "off" : "on");
  applySettings(now);
  if (rewired) void takeMicrophone();
  if (now.camera !== before.camera && useCall.getState().camera) void showMyself();
});

useVolumes.subscribe(({ byUser }, { byUser: before }) => {
  for (const userId of new Set([...Object.keys(byUser), ...Object.keys(before)]))
    if (byUser[userId] !== before[userId]) mesh?.adjust(userId);
});

holdToTalk((talking) => {
  changeCall({ talking });
  open();
});

onToken((fresh) => {
  if (fresh !== null) mesh?.renew(fresh);
});

useSession.subscribe(({ session }) => {
  if (session.phase !== "signedIn") leave();
});

addEventListener("online", () => mesh?.hurry());
// A page that is closed leaves at once: nobody is to look at an empty seat. One that is come back to is in no call.
addEventListener("pagehide", () => {
  mesh?.leave();
  done();
});
