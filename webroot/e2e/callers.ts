import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { type Devices, devices, type Heard } from "./devices";
import { Person } from "./people";

/** What is sent is counted for so long. */
const MEASURED_MS = 2_000;

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
    options: BrowserContextOptions & Omit<Devices, "tone"> = {},
  ): Promise<Caller> {
    const { relay = null, ...context } = options;
    const person = await Person.registered(browser, url, base, { permissions: ["microphone"], ...context });
    await person.page.addInitScript(devices, { tone, relay });
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

  async leaves(): Promise<void> {
    await this.page
      .getByRole("toolbar", { name: "Call controls" })
      .getByRole("button", { name: "Leave the call" })
      .click();
  }

  /**
   * Waits until the list below the channel is of these people and of nobody else; and, being one of them, until this
   * page is connected with each of the others and with nobody else.
   */
  async seesCallOf(people: Iterable<Caller>, timeout: number): Promise<void> {
    const names = [...people].map(({ person }) => person.name);
    const mine = names.includes(this.person.name);
    const seen = this.page.waitForFunction(
      ({ names, mine }) => {
        const isOf = (found: Element[], wanted: string[]) =>
          found.length === wanted.length &&
          wanted.every((name) => found.some(({ textContent }) => textContent?.includes(name)));
        const seen = (selector: string) => [...document.querySelectorAll(selector)];
        const others = mine ? names.length - 1 : 0;
        return (
          isOf(seen("nav [data-voice-person]"), names) &&
          isOf(seen("[data-tile]"), mine ? names : []) &&
          seen('[data-tile][data-pair="connected"]').length === others &&
          globalThis.miscordEars.open() === others
        );
      },
      { names, mine },
      { timeout, polling: 50 },
    );
    await seen.catch(async () => {
      const sees = await this.page.evaluate(() => ({
        list: [...document.querySelectorAll("nav [data-voice-person]")].map(({ textContent }) => textContent),
        call: [...document.querySelectorAll<HTMLElement>("[data-tile]")].map(
          ({ textContent, dataset }) => `${textContent} ${dataset.pair}`,
        ),
        open: globalThis.miscordEars.open(),
      }));
      throw new Error(`${this.person.name} sees ${JSON.stringify(sees)} instead of a call of ${names}`);
    });
  }

  /** Somebody below the voice channel. */
  row(other: Caller): Locator {
    return this.channel.locator("[data-voice-person]").filter({ hasText: other.person.name });
  }

  /** Somebody in the call. */
  tile(other: Caller | string): Locator {
    const hasText = typeof other === "string" ? other : other.person.name;
    return this.page.locator("[data-tile]").filter({ hasText });
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

  /** Waits until this page plays so many of the others, whatever comes in of them. */
  async plays(others: number): Promise<void> {
    await this.page.waitForFunction((wanted) => globalThis.miscordEars.played() === wanted, others);
  }

  /** From here on it is noted how what comes in comes in. */
  async listens(): Promise<void> {
    await this.page.evaluate(() => globalThis.miscordEars.listen());
  }

  /** What came in since `listens`, of each of the others. */
  async heard(): Promise<Heard[]> {
    return this.page.evaluate(() => globalThis.miscordEars.heard());
  }

  /** Waits until every encoder of this page aims at so much, and so much is sent: in kilobits a second. */
  async sendsAt(kbps: number): Promise<void> {
    const sent = () => this.page.evaluate(() => globalThis.miscordEars.sent());
    let said = "";
    for (const end = Date.now() + 40_000; Date.now() < end; ) {
      const before = await sent();
      await this.page.waitForTimeout(MEASURED_MS);
      const now = await sent();
      const rates = now.map(
        ({ bytes, at }, index) => (8 * (bytes - (before[index]?.bytes ?? 0))) / (at - (before[index]?.at ?? 0)),
      );
      said = `aims at ${now.map(({ targetKbps }) => targetKbps)}, sends ${rates.map(Math.round)}`;
      const aimed = now.length > 0 && now.every(({ targetKbps }) => targetKbps === kbps);
      // Each packet has the one before in it as well (RED).
      if (aimed && rates.every((rate) => rate > 1.7 * kbps && rate < 2.3 * kbps)) {
        console.log(`calls: at ${kbps} kbit/s ${this.person.name} ${said}`);
        return;
      }
    }
    throw new Error(`not ${kbps} kbit/s: ${said}`);
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
  async chooses(item: string, other: Caller | string): Promise<void> {
    await this.tile(other).click();
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
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

  /** In the voice channel these are denied to all but those who stand above its overwrites, and nothing else is. */
  async denies(...powers: string[]): Promise<void> {
    const [, , serverId, channelId] = new URL(this.page.url()).pathname.split("/");
    const server = (await this.#asks("GET", `/api/servers/${serverId}`)) as {
      roles: { id: string; position: number }[];
    };
    const everybody = server.roles.find(({ position }) => position === 0)?.id;
    const path = `/api/channels/${channelId}/overwrites/${everybody}`;
    if (powers.length > 0) await this.#asks("PUT", path, { type: "role", allow: [], deny: powers });
    else await this.#asks("DELETE", path);
  }

  /** Bans somebody in the call from the server that is open. */
  async bans(other: Caller): Promise<void> {
    const [, , serverId] = new URL(this.page.url()).pathname.split("/");
    await this.#asks("PUT", `/api/servers/${serverId}/bans/${await this.tile(other).getAttribute("data-tile")}`, {});
  }

  /** Asks the server as this page would. */
  #asks(method: string, path: string, body?: object): Promise<unknown> {
    return this.page.evaluate(
      async ({ method, path, body }) => {
        const headers = { "content-type": "application/json" };
        const signed = await fetch("/api/auth/refresh", { method: "POST", headers, body: "{}" });
        const { accessToken } = (await signed.json()) as { accessToken: string };
        const bearer = { ...headers, authorization: `Bearer ${accessToken}` };
        const answer = await fetch(path, { method, headers: bearer, ...(body && { body: JSON.stringify(body) }) });
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
        return answer.status === 204 ? null : answer.json();
      },
      { method, path, body },
    );
  }
}
