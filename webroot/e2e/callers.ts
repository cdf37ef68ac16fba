import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { Person } from "./people";

/** Somebody who calls: their microphone is a tone, and what they hear is listened to. */
export class Caller {
  private constructor(
    readonly person: Person,
    /** Hertz. */
    readonly tone: number,
  ) {}

  static async at(
    browser: Browser,
    url: string,
    base: string,
    tone: number,
    options: BrowserContextOptions = {},
  ): Promise<Caller> {
    const person = await Person.registered(browser, url, base, { permissions: ["microphone"], ...options });
    await person.page.addInitScript(devices, tone);
    await person.page.reload();
    return new Caller(person, tone);
  }

  get page(): Page {
    return this.person.page;
  }

  /** The first voice channel of the server, in the list. */
  get channel(): Locator {
    return this.page
      .getByRole("navigation", { name: "Channels" })
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("button", { name: /^Voice channel/ }) })
      .first();
  }

  /** What one presses to join. */
  get entrance(): Locator {
    return this.channel.getByRole("button", { name: /^Voice channel/ });
  }

  async joins(): Promise<void> {
    await this.entrance.click();
    await this.page.getByRole("toolbar", { name: "Call controls" }).waitFor();
    await this.page.getByText("Voice connected").first().waitFor();
  }

  /** Somebody below the voice channel. */
  row(other: Caller): Locator {
    return this.channel.locator("[data-voice-person]").filter({ hasText: other.person.name });
  }

  /** Somebody in the call. */
  tile(other: Caller): Locator {
    return this.page.locator("[data-tile]").filter({ hasText: other.person.name });
  }

  async seesSpeaking(other: Caller): Promise<void> {
    await this.page.locator('[data-tile][data-speaking="true"]').filter({ hasText: other.person.name }).waitFor();
  }

  /** Waits until the tone of somebody is in what comes out of this page's peer connections. */
  async hears(other: Caller): Promise<void> {
    await this.page.waitForFunction((tone) => globalThis.miscordEars.has(tone), other.tone, { timeout: 60_000 });
  }

  async hearsNothingOf(other: Caller): Promise<void> {
    await this.page.waitForFunction((tone) => !globalThis.miscordEars.has(tone), other.tone, { timeout: 60_000 });
  }

  /** Waits until the picture that somebody shows is not of one colour. */
  async seesPixels(other: Caller): Promise<void> {
    const userId = await this.tile(other).getAttribute("data-tile");
    await this.page.waitForFunction(
      (id) => {
        const video = document.querySelector<HTMLVideoElement>(`video[data-screen="${id}"]`);
        if (!video || video.videoWidth < 100) return false;
        const canvas = new OffscreenCanvas(64, 36);
        const drawing = canvas.getContext("2d");
        drawing?.drawImage(video, 0, 0, 64, 36);
        const pixels = drawing?.getImageData(0, 0, 64, 36).data ?? [];
        const colors = new Set<string>();
        for (let at = 0; at < pixels.length; at += 4) colors.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
        return colors.size > 3;
      },
      userId,
      { timeout: 60_000 },
    );
  }

  async safetyCodeWith(other: Caller): Promise<string> {
    await this.tile(other).click();
    const code = this.page.getByTestId("safety-code").filter({ hasText: /\d/ });
    await code.waitFor();
    const text = (await code.innerText()).trim();
    await this.page.keyboard.press("Escape");
    await code.waitFor({ state: "detached" });
    return text;
  }

  /** Chooses from the menu of somebody in the call. */
  async chooses(item: string, other: Caller): Promise<void> {
    await this.tile(other).click();
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
  }

  /** From here on sockets of calls come to nothing, and the one that is there is closed. */
  async cutsSignalling(): Promise<void> {
    await this.page.evaluate(() => globalThis.miscordSockets.cut());
  }

  async restoresSignalling(): Promise<void> {
    await this.page.evaluate(() => globalThis.miscordSockets.restore());
  }

  /** How often this page was told that somebody left. */
  async departures(): Promise<number> {
    return this.page.evaluate(() => globalThis.miscordSockets.departures());
  }

  /** From here on the browser has none. */
  async loses(_device: "microphone"): Promise<void> {
    await this.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError"));
    });
  }

  /** Lets nobody connect to the voice channel any more but those who stand above its overwrites. */
  async deniesConnecting(): Promise<void> {
    await this.page.evaluate(async () => {
      const headers = { "content-type": "application/json" };
      const signed = await fetch("/api/auth/refresh", { method: "POST", headers, body: "{}" });
      const { accessToken } = (await signed.json()) as { accessToken: string };
      const bearer = { ...headers, authorization: `Bearer ${accessToken}` };
      const [, , serverId, channelId] = location.pathname.split("/");
      const server = (await (await fetch(`/api/servers/${serverId}`, { headers: bearer })).json()) as {
        roles: { id: string; position: number }[];
      };
      const everybody = server.roles.find(({ position }) => position === 0)?.id;
      const answer = await fetch(`/api/channels/${channelId}/overwrites/${everybody}`, {
        method: "PUT",
        headers: bearer,
        body: JSON.stringify({ type: "role", allow: [], deny: ["CONNECT"] }),
      });
      if (!answer.ok) throw new Error(`overwrite: ${answer.status}`);
    });
  }
}

declare global {
  var miscordEars: { has(tone: number): boolean };
  var miscordSockets: { cut(): void; restore(): void; departures(): number };
}

/** Runs in the page before it does: a microphone with a tone, ears at every peer connection, a hand on the sockets. */
const devices = (tone: number): void => {
  let audio: AudioContext | null = null;
  const context = () => {
    audio ??= new AudioContext();
    void audio.resume();
    return audio;
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const from = context();
    const voice = from.createOscillator();
    const loudness = from.createGain();
    const out = from.createMediaStreamDestination();
    voice.frequency.value = tone;
    loudness.gain.value = 0.3;
    voice.connect(loudness).connect(out);
    voice.start();
    return out.stream;
  };

  const pcs = new Map<AnalyserNode, RTCPeerConnection>();
  const plain = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends plain {
    constructor(config?: RTCConfiguration) {
      super(config);
      this.addEventListener("track", ({ track }) => {
        if (track.kind !== "audio") return;
        const ear = context().createAnalyser();
        ear.fftSize = 4096;
        context()
          .createMediaStreamSource(new MediaStream([track]))
          .connect(ear);
        pcs.set(ear, this);
      });
    }
  };
  globalThis.miscordEars = {
    has: (wanted) =>
      [...pcs].some(([ear, pc]) => {
        if (pc.connectionState === "closed") return false;
        const bins = new Float32Array(ear.frequencyBinCount);
        ear.getFloatFrequencyData(bins);
        const width = context().sampleRate / ear.fftSize;
        const at = Math.round(wanted / width);
        const near = Math.max(...bins.slice(at - 1, at + 2));
        return near > -60 && near === Math.max(...bins);
      }),
  };

  let cut = false;
  let left = 0;
  const calls = new Set<WebSocket>();
  const PlainSocket = globalThis.WebSocket;
  globalThis.WebSocket = class extends PlainSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      const ours = String(url).includes("/ws/voice/");
      // A port that nobody listens at: it closes as one does whose network is gone.
      super(ours && cut ? "ws://127.0.0.1:9/" : url, protocols);
      if (!ours) return;
      calls.add(this);
      this.addEventListener("close", () => calls.delete(this));
      this.addEventListener("message", ({ data }) => {
        if (String(data).includes('"voice:left"')) left += 1;
      });
    }
  };
  globalThis.miscordSockets = {
    cut: () => {
      cut = true;
      for (const socket of calls) socket.close();
    },
    restore: () => {
      cut = false;
    },
    departures: () => left,
  };
};
