import type { Told } from "../api/problem";
import { t } from "../i18n/t";
import { CAMERA_PEOPLE_MAX, NoCamera, openCamera } from "../voice/camera";
import { openScreen, type ScreenKind } from "../voice/screen";
import { changeCall, useCall } from "./call";
import { theMesh } from "./callMesh";
import { useChannels } from "./channels";
import { CAMERA_TROUBLES } from "./deviceWords";
import { notify } from "./notices";
import { mayShow } from "./powers";
import { useServers } from "./servers";
import { useSettings } from "./settings";

/** What I show in a call: a screen, and myself. */

/** What is told of my own pictures by others' nodes may be about the one before for so long. */
const ECHO_MS = 3_000;
let changedAt = Number.NEGATIVE_INFINITY;

/** Tells the others, and remembers when. */
const tell = (state: { screen: boolean } | { camera: boolean }): void => {
  changedAt = performance.now();
  theMesh?.tell(state);
};

/** What the others are told of me now: who may not show anything any more ends it here too. */
export const heardOfMe = (
  was: { screen: boolean; camera: boolean } | undefined,
  is: { screen: boolean; camera: boolean } | undefined,
): void => {
  if (!was || !is || performance.now() - changedAt < ECHO_MS) return;
  if (was.screen && !is.screen) unshare();
  if (was.camera && !is.camera) hideMyself();
};

/** Whether it was refused that I show anything: then nothing is sent of what nobody sees. */
export const refusedToShow = ({ reason }: Told): boolean => reason === "MISSING_PERMISSION" && showNothing();

/** Whether I showed anything; it is over, and I am told why. */
const showNothing = (): boolean => {
  const { sharing, camera } = useCall.getState();
  if (!sharing && !camera) return false;
  unshare();
  hideMyself();
  notify("info", t("voice.showNoMore"));
  return true;
};

// The power was taken from me: nobody else has to say so first.
const look = (): void => {
  const { sharing, camera } = useCall.getState();
  if ((sharing || camera) && !mayShow()) showNothing();
};
useServers.subscribe(look);
useChannels.subscribe(look);

/** Counts cameras that were begun: what comes late for an earlier one is dropped. */
let cameraTurn = 0;

/** Lets me choose what to show, and shows it. Rejects when the browser cannot. */
export const share = async (kind: ScreenKind): Promise<void> => {
  const to = theMesh;
  const screen = await openScreen(kind);
  if (!screen) return;
  const tracks = screen.sound ? [screen.picture, screen.sound] : [screen.picture];
  if (!to || to !== theMesh) {
    for (const track of tracks) track.stop();
    return;
  }
  unshare();
  screen.picture.onended = unshare;
  const sharing = new MediaStream(tracks);
  changeCall({ sharing });
  await Promise.all([to.send("screen", screen.picture), to.send("screenSound", screen.sound)]);
  if (useCall.getState().sharing === sharing) tell({ screen: true });
};

export const unshare = (): void => {
  const { sharing } = useCall.getState();
  if (!sharing) return;
  for (const track of sharing.getTracks()) {
    track.onended = null;
    track.stop();
  }
  changeCall({ sharing: null });
  tell({ screen: false });
  void theMesh?.send("screen", null);
  void theMesh?.send("screenSound", null);
};

/**
 * Shows me with the camera that is set, in place of the one before. In a call of more than four nobody begins to;
 * whoever did before goes on.
 */
export const showMyself = async (): Promise<void> => {
  const { camera: before, participants } = useCall.getState();
  if (!before && participants.length > CAMERA_PEOPLE_MAX)
    return notify("error", t("voice.cameraTooMany", { most: CAMERA_PEOPLE_MAX }));
  cameraTurn += 1;
  const mine = cameraTurn;
  const to = theMesh;
  let track: MediaStreamTrack;
  try {
    track = await openCamera(useSettings.getState().camera);
  } catch (error) {
    if (mine !== cameraTurn) return;
    notify("error", t(CAMERA_TROUBLES[error instanceof NoCamera ? error.trouble : "busy"]));
    return hideMyself();
  }
  if (mine !== cameraTurn || !to || to !== theMesh) return track.stop();
  dropCamera();
  // One that is pulled out: another one, if there is one.
  track.onended = () => void showMyself();
  changeCall({ camera: new MediaStream([track]) });
  await to.send("camera", track);
  if (mine === cameraTurn) tell({ camera: true });
};

export const hideMyself = (): void => {
  cameraTurn += 1;
  if (!useCall.getState().camera) return;
  dropCamera();
  tell({ camera: false });
  void theMesh?.send("camera", null);
};

const dropCamera = (): void => {
  for (const track of useCall.getState().camera?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
  changeCall({ camera: null });
};
