import { expect, test } from "vitest";
import type { Caller } from "./callers";
import { Gathering } from "./gathering";
import { freshName } from "./people";

/** People who show themselves in calls, with the browser's own cameras: a ball that runs. */

const gathering = new Gathering("--use-fake-device-for-media-stream=device-count=2");

/** Two people in a call on two nodes. */
const pair = async (): Promise<[Caller, Caller]> => {
  const both = await gathering.pair({ permissions: ["microphone", "camera"] });
  for (const one of both) {
    await hasCameras(one);
    await one.joins();
  }
  await both[0].hears(both[1]);
  return both;
};

/** The microphone stays a tone; the cameras are the browser's. */
const hasCameras = ({ page }: Caller): Promise<void> =>
  page.evaluate(() => {
    const tone = navigator.mediaDevices.getUserMedia;
    navigator.mediaDevices.getUserMedia = (wish) =>
      (wish?.video ? MediaDevices.prototype.getUserMedia : tone).call(navigator.mediaDevices, wish);
  });

const switches = ({ page }: Caller, to: "on" | "off"): Promise<void> =>
  page
    .getByRole("toolbar", { name: "Call controls" })
    .getByRole("button", { name: `Turn the camera ${to}` })
    .click();

const picture = (one: Caller, other: Caller) => one.tile(other).locator("video[data-camera]");

/** Waits until the picture of somebody has many colours, and other ones a moment later. */
const seesMoving = async (one: Caller, other: Caller): Promise<void> => {
  const userId = await one.tile(other).getAttribute("data-tile");
  await one.page.waitForFunction(
    (id) => {
      const video = document.querySelector<HTMLVideoElement>(`video[data-camera="${id}"]`);
      if (!video || video.videoWidth < 100) return false;
      const drawing = new OffscreenCanvas(64, 36).getContext("2d");
      drawing?.drawImage(video, 0, 0, 64, 36);
      const pixels = drawing?.getImageData(0, 0, 64, 36).data ?? [];
      const colors = new Set<string>();
      for (let at = 0; at < pixels.length; at += 4) colors.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
      const [now, before] = [String(pixels), video.dataset.seen];
      video.dataset.seen ??= now;
      return colors.size > 3 && before !== undefined && before !== now;
    },
    userId,
    { timeout: 60_000 },
  );
};

test("somebody turns the camera on, is seen by the other, sees themselves mirrored, and is gone at once", async () => {
  const [ada, bob] = await pair();
  await switches(bob, "on");
  await seesMoving(ada, bob);
  await ada.row(bob).getByText("Camera on").waitFor({ state: "attached" });
  await seesMoving(bob, bob);
  const mirrored = (caller: Caller) =>
    picture(caller, bob).evaluate((video) => getComputedStyle(video).scale.startsWith("-1"));
  expect([await mirrored(bob), await mirrored(ada)]).toEqual([true, false]);

  // Another camera in the middle of it: nothing has to be negotiated.
  const device = () =>
    picture(bob, bob).evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getTracks()[0]?.label);
  const before = await device();
  await bob.page.getByRole("toolbar").getByRole("button", { name: "Microphone and sound" }).click();
  await bob.page.getByRole("menuitemradio", { name: /^fake_device_1/ }).click();
  await bob.page.keyboard.press("Escape");
  await expect.poll(device, { timeout: 10_000 }).not.toBe(before);
  await seesMoving(ada, bob);

  await switches(ada, "on");
  await seesMoving(bob, ada);
  await switches(bob, "off");
  await picture(ada, bob).waitFor({ state: "detached", timeout: 3_000 });
  await ada.row(bob).getByText("Camera on").waitFor({ state: "detached" });
  await seesMoving(bob, ada);
  await ada.hears(bob);
});

/** Somebody more in the call: nothing but a socket. */
const joinsByNothingButASocket = async (caller: Caller): Promise<void> => {
  const { page, person } = caller;
  const name = freshName("more");
  const registered = await page.request.post(`${person.url}/api/auth/register`, {
    data: { email: `${name}@example.org`, username: name, password: "a long sentence will do" },
    headers: { origin: "http://elsewhere.invalid" },
  });
  const { accessToken } = (await registered.json()) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}` };
  const accepted = await page.request.post(`${person.url}/api/servers/join/${gathering.invite.split("/").pop()}`, {
    headers,
    data: {},
  });
  expect(accepted.ok()).toBe(true);
  await page.evaluate(
    (token) =>
      new Promise<void>((resolve, reject) => {
        const path = `/ws/voice/${location.pathname.split("/")[3]}?token=${token}`;
        const socket = new WebSocket(location.origin.replace("http", "ws") + path);
        socket.onerror = () => reject(new Error("no socket"));
        socket.onmessage = ({ data }) => {
          if (String(data).includes('"voice:ready"')) resolve();
        };
      }),
    accessToken,
  );
};

test("of more than four nobody begins to show themselves, and whoever did before goes on", async () => {
  const [ada, bob] = await pair();
  await switches(bob, "on");
  await seesMoving(ada, bob);
  for (let more = 0; more < 3; more += 1) await joinsByNothingButASocket(ada);
  await ada.page.locator("[data-tile]").nth(4).waitFor();
  await switches(ada, "on");
  await ada.page.getByText("Cameras are for calls of up to 4 people").waitFor();
  await ada.page.getByRole("button", { name: "Turn the camera on" }).waitFor();
  await seesMoving(ada, bob);
});
