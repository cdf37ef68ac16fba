import type { Page } from "playwright-core";
import { Guests } from "./guests";
import type { Area, Stage } from "./stage";

/** A voice channel before and while one is in its call, and the call while one looks elsewhere. */
export const voice: Area = {
  name: "voice",
  who: "mira",
  russian: true,
  show: async (stage) => {
    const browser = stage.person.context.browser();
    if (!browser) throw new Error("no browser");
    const guests = new Guests(browser, stage.community);
    await stage.person.context.grantPermissions(["microphone", "camera"]);
    try {
      await alone(stage);
      await company(stage, guests);
      await pictures(stage);
      await full(stage, guests);
      await stage.does(() => leave(stage));
      await guests.go();
      await conversation(stage, guests);
      await refusals(stage);
      await settings(stage);
    } finally {
      await guests.go();
    }
  },
};

const boathouse = (stage: Stage) => stage.community.channel("Boathouse").id;

const control = (stage: Stage, key: Parameters<Stage["say"]>[0]) =>
  stage.page.getByRole("toolbar", { name: stage.say("voice.controls") }).getByRole("button", { name: stage.say(key) });

const leave = (stage: Stage) => stage.button("voice.leave").click();

const tiles = (stage: Stage, count: number) =>
  stage.page
    .locator("[data-tile]")
    .nth(count - 1)
    .waitFor();

const alone = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.screen("outside-nobody", async () => {
    await stage.goes(community.path("Boathouse"));
    await stage.button("voice.join").waitFor();
  });
  await stage.screen("alone", async () => {
    await stage.button("voice.join").click();
    await page.getByRole("toolbar", { name: stage.say("voice.controls") }).waitFor();
    await tiles(stage, 1);
  });
  await stage.screen("devices", async () => {
    await stage.button("voice.devices").click();
    await page.getByRole("menu").waitFor();
  });
  await stage.screen("muted", async () => {
    await control(stage, "voice.deafen").click();
    await control(stage, "voice.undeafen").waitFor();
  });
  await stage.does(() => control(stage, "voice.undeafen").click());
  await stage.does(() => leave(stage));
};

let guest: Page;

const company = async (stage: Stage, guests: Guests) => {
  const { page, community } = stage;
  await stage.does(async () => {
    guest = await guests.joins("tomasz", community.path("Boathouse"), "Join");
    await guests.comes("ines", boathouse(stage), { muted: true });
  });
  await stage.screen("outside", async () => {
    await stage.goes(community.path("Boathouse"));
    await page
      .getByRole("list", { name: stage.say("voice.people") })
      .first()
      .waitFor();
  });
  await stage.screen("two", async () => {
    await guest.keyboard.press("Control+Shift+M");
    await stage.button("voice.join").click();
    await tiles(stage, 3);
    await page.locator('[data-pair="connected"]').waitFor();
    await guest.keyboard.press("Control+Shift+M");
    await page.locator('[data-speaking="true"]').first().waitFor();
  });
  await stage.screen("person", async () => {
    await page.locator('[data-pair="connected"]').click();
    await page.getByTestId("safety-code").filter({ hasText: /\d/ }).waitFor();
  });
  await stage.screen("list", async () => {
    await guests.comes("vera", boathouse(stage), { muted: true, deafened: true });
    await guests.comes("oskar", boathouse(stage), { camera: true });
    const list = await stage.lists();
    await list.locator("[data-voice-person]").nth(4).waitFor();
  });
};

const pictures = async (stage: Stage) => {
  const { page } = stage;
  await stage.screen("camera-refused", async () => {
    await control(stage, "voice.cameraOn").click();
    await stage.sees("voice.cameraTooMany", { most: 4 });
  });
  await stage.screen("share-menu", async () => {
    if (stage.narrow) return;
    await control(stage, "voice.share").click();
    await page.getByRole("menu").waitFor();
  });
  await stage.screen("screen", async () => {
    await guest.getByRole("toolbar").getByRole("button", { name: "Share your screen" }).click();
    await guest.getByRole("menuitem", { name: "Text and pictures, sharp" }).click();
    await playing(page, "video[data-screen]");
  });
  await stage.screen("elsewhere", async () => {
    await stage.opens("electronics", "enjoy");
    await page.getByRole("region", { name: stage.say("voice.panel") }).waitFor();
  });
  await stage.screen("elsewhere-list", async () => {
    await (await stage.lists()).locator("[data-voice-person]").first().waitFor();
  });
  await stage.does(async () => {
    await guest.getByRole("toolbar").getByRole("button", { name: "Stop sharing" }).click();
    await stage.goes(stage.community.path("Boathouse"));
    await tiles(stage, 5);
  });
};

const full = async (stage: Stage, guests: Guests) => {
  for (const who of ["lin", "amara", "june"] as const)
    await guests.comes(who, boathouse(stage), { muted: who === "lin" });
  await stage.screen("eight", () => tiles(stage, 8));
};

const conversation = async (stage: Stage, guests: Guests) => {
  const { page, community } = stage;
  const id = await community.conversation("tomasz");
  const path = `/conversations/${id}`;
  await stage.screen("conversation-calling", async () => {
    await stage.goes(path);
    await stage.button("voice.startCall").click();
    await page.getByRole("toolbar", { name: stage.say("voice.controls") }).waitFor();
  });
  await stage.screen("conversation-cameras", async () => {
    guest = await guests.joins("tomasz", path, "Join the call");
    await guest.getByRole("toolbar").getByRole("button", { name: "Turn the camera on" }).click();
    await control(stage, "voice.cameraOn").click();
    await playing(page, "video[data-camera]", 2);
  });
  await stage.does(() => leave(stage));
  await stage.screen("conversation-waiting", async () => {
    await page
      .getByRole("button", { name: stage.say("voice.joinCall"), exact: true })
      .first()
      .waitFor();
  });
  await guests.go();
  await stage.screen("ringing", async () => {
    await stage.goes(community.path("welcome"));
    await guests.joins("tomasz", path, "Start a call");
    await page.getByRole("button", { name: stage.say("voice.answer") }).waitFor();
  });
  await guests.go();
};

const refusals = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.screen("no-microphone", async () => {
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await stage.goes(community.path("VHF 16"));
    await stage.button("voice.join").click();
    await stage.sees("voice.troubleRefused");
  });
  await stage.does(() => leave(stage));
};

const settings = async (stage: Stage) => {
  const { page } = stage;
  await stage.person.page.reload();
  await stage.screen("settings", async () => {
    await stage.goes("/settings/voice");
    await stage.button("voiceset.test").click();
    await stage.sees("voiceset.heard");
    await stage.button("voiceset.cameraTest").click();
    await playing(page, "video");
  });
  await stage.screen("settings-check", async () => {
    await stage.button("voiceset.checkStart").click();
    await page.locator("[data-check]").nth(3).waitFor({ timeout: 20_000 });
    await page.locator("[data-check]").last().scrollIntoViewIfNeeded();
  });
  await stage.screen("settings-faults", async () => {
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError"));
      const plain = globalThis.RTCPeerConnection;
      globalThis.RTCPeerConnection = class extends plain {
        override get onicecandidate() {
          return null;
        }
        override set onicecandidate(_listener) {
          // Nothing is found by whoever may not use the network.
        }
      };
    });
    await stage.button("voiceset.checkStart").click();
    await page.locator('[data-check="bad"]').first().waitFor({ timeout: 20_000 });
    await page.locator("[data-check]").last().scrollIntoViewIfNeeded();
  });
  await stage.does(() => page.reload());
};

/** Waits until so many pictures move. */
const playing = async (page: Page, videos: string, count = 1): Promise<void> => {
  await page.waitForFunction(
    ({ videos, count }) =>
      [...document.querySelectorAll<HTMLVideoElement>(videos)].filter((one) => one.videoWidth > 0 && !one.paused)
        .length >= count,
    { videos, count },
  );
};
