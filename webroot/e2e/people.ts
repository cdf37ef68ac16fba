import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";

/** People in browsers. What they do is done by hand and eye: roles, labels and texts, as somebody would find them. */

/** The nodes under test; people are spread over them. One node is enough for all but what it says of two. */
export const nodes = (process.env.MISCORD_URLS ?? "http://127.0.0.1:8000").split(",").map((url) => url.trim());

/** The node with this number, or the only one. */
export const nodeUrl = (index: number): string => nodes[index % nodes.length] ?? "";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages in the background must not be slowed down: two people look at two of them.
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
  // Calls: devices that need no hardware and no answer from anybody, and sound without a click.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];

/** With further flags where a test needs them; of the same flag the last one holds. */
export const openBrowser = (...more: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...FLAGS, ...more] });

const PASSWORD = "a long sentence will do";

/** The operator of the instance under test: whoever comes first, unless `MISCORD_OPERATOR` names another. */
export const operator = (() => {
  const [name = "", password = ""] = (process.env.MISCORD_OPERATOR ?? `operator:${PASSWORD}`).split(":");
  return { name, password };
})();

let count = 0;

/** A name nobody had before, also not in an earlier run against the same database. */
export const freshName = (base: string): string => {
  count += 1;
  return `${base}-${Date.now().toString(36)}${count}`;
};

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

/** Somebody with a browser of their own. */
export class Person {
  /** What went wrong on their page: exceptions, and what the content security policy refused. */
  readonly troubles: string[] = [];

  private constructor(
    readonly name: string,
    readonly url: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("pageerror", (error) => this.troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|React/.test(message.text()))
        this.troubles.push(message.text());
    });
  }

  static async at(browser: Browser, url: string, base: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(30_000);
    return new Person(freshName(base), url, context, await context.newPage());
  }

  /** Registers by the API and opens the client, signed in by its cookie. */
  static async registered(
    browser: Browser,
    url: string,
    base: string,
    options?: BrowserContextOptions,
  ): Promise<Person> {
    const person = await Person.at(browser, url, base, options);
    const { name } = person;
    const answer = await person.context.request.post(`${url}/api/auth/register`, {
      data: { email: `${name}@example.org`, username: name, password: PASSWORD },
      headers: { origin: url },
    });
    if (answer.status() !== 201) throw new Error(`register: ${answer.status()} ${await answer.text()}`);
    await person.goes("/");
    await person.page
      .getByRole("navigation", { name: "Servers" })
      .or(person.page.getByRole("button", { name: "Open channels" }))
      .first()
      .waitFor();
    return person;
  }

  /** The operator, signed in. */
  static async operator(browser: Browser, url: string): Promise<Person> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(30_000);
    const person = new Person(operator.name, url, context, await context.newPage());
    await person.goes("/login");
    await person.signsIn(operator.password);
    await person.page.getByRole("navigation", { name: "Servers" }).waitFor();
    return person;
  }

  /** The same person on a second device, signed in there. */
  async onAnotherDevice(browser: Browser, url: string): Promise<Person> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(30_000);
    const other = new Person(this.name, url, context, await context.newPage());
    await other.goes("/login");
    await other.signsIn();
    await other.page.getByRole("navigation", { name: "Servers" }).waitFor();
    return other;
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Fills the registration form of the page that is open and sends it. */
  async fillsRegistration(): Promise<void> {
    await this.page.getByLabel("E-mail").fill(`${this.name}@example.org`);
    await this.page.getByLabel("Username").fill(this.name);
    await this.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await this.page.getByRole("button", { name: "Create account" }).first().click();
  }

  async signsIn(password = PASSWORD): Promise<void> {
    await this.page.getByLabel("E-mail or username").fill(this.name);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).first().click();
  }

  async signsOut(): Promise<void> {
    await this.page.getByRole("button", { name: /Status and settings/ }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  /** Ends the session of this page from another device, by another node. */
  async endsSessionElsewhere(browser: Browser, url: string): Promise<void> {
    const elsewhere = await browser.newContext({ storageState: await this.context.storageState() });
    const post = (path: string, bearer?: string) =>
      elsewhere.request.post(url + path, {
        data: {},
        headers: { origin: url, ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      });
    const { accessToken } = (await (await post("/api/auth/refresh")).json()) as { accessToken: string };
    const answer = await post("/api/auth/logout", accessToken);
    if (!answer.ok()) throw new Error(`logout: ${answer.status()} ${await answer.text()}`);
    await elsewhere.close();
  }

  /** Makes a server and lands in its general channel. */
  async createsServer(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add a server" }).first().click();
    await this.page.getByRole("button", { name: /^Create a server/ }).click();
    await this.page.getByLabel("Server name").fill(name);
    await this.page.getByRole("button", { name: "Create", exact: true }).click();
    await this.composer.waitFor();
  }

  /** The path of a fresh invite to the server that is open. */
  async invites(server: string): Promise<string> {
    await this.page.getByRole("button", { name: server }).click();
    await this.page.getByRole("menuitem", { name: "Invite people" }).click();
    const link = this.page.getByLabel("Invite link");
    await this.page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>("#invite-link")?.value.includes("/invite/"),
    );
    const path = new URL(await link.inputValue()).pathname;
    await this.page.keyboard.press("Escape");
    return path;
  }

  async accepts(invitePath: string): Promise<void> {
    await this.goes(invitePath);
    await this.page.getByRole("button", { name: "Accept invite" }).click();
    await this.composer.waitFor();
  }

  /** Presses "Try now", unless the client tries by itself just then; returns when nothing says that it is away. */
  async triesNow(): Promise<void> {
    const banner = this.page.getByRole("status").filter({ hasText: /^(Connection lost|The connection could not)/ });
    await this.page
      .getByRole("button", { name: "Try now" })
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await banner.waitFor({ state: "detached", timeout: 45_000 });
  }

  get composer(): Locator {
    return this.page.locator("[data-composer]");
  }

  async sends(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  /**
   * Types and sends messages, one every `paceMs` or with 0 as fast as the page draws, and answers when the Enter
   * key of each was pressed. It is done within the page: hands from outside are too slow for it.
   */
  async types(count: number, text: (n: number) => string, paceMs = 0): Promise<number[]> {
    const texts = Array.from({ length: count }, (_, n) => text(n));
    return this.page.evaluate(
      async ({ texts, pace }) => {
        const box = document.querySelector<HTMLTextAreaElement>("[data-composer]");
        const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
        if (!box || !set) throw new Error("no composer");
        const times: number[] = [];
        const began = performance.now();
        for (const [n, text] of texts.entries()) {
          set.call(box, text);
          box.dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise((resolve) => requestAnimationFrame(resolve));
          times.push(performance.timeOrigin + performance.now());
          box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
          const wait = began + (n + 1) * pace - performance.now();
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        }
        return times;
      },
      { texts, pace: paceMs },
    );
  }

  /** A message by its text, stored, not merely on its way. */
  message(text: string): Locator {
    return this.page.locator("article[data-message]").filter({ hasText: text });
  }

  async sees(text: string): Promise<Locator> {
    const message = this.message(text);
    await message.first().waitFor();
    return message.first();
  }

  async doesNotSee(text: string): Promise<void> {
    await this.message(text).first().waitFor({ state: "detached" });
  }

  /** Points at a message and presses one of the buttons that appear. */
  async presses(button: string, text: string): Promise<void> {
    const message = await this.sees(text);
    await message.hover();
    await message.getByRole("button", { name: button, exact: true }).first().click();
  }

  /** Points at a message and chooses from its menu. */
  async chooses(item: string, text: string): Promise<void> {
    await this.presses("More", text);
    await this.page.getByRole("menuitem", { name: item, exact: true }).click();
  }

  /** The texts of the stored messages on screen, in their order. */
  async timeline(): Promise<string[]> {
    return this.page.locator("article[data-message]").allInnerTexts();
  }
}
