import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { Key, Params } from "../../src/i18n/t";
import { Person, phone } from "../people";
import type { Community, Name } from "./community";
import type { Company } from "./company";
import { type Language, type Say, wordsIn } from "./words";

/** Where the pictures go, each in the folder of its size, theme and language. */
export const FOLDER = process.env.SCREENS_DIR ?? "/tmp/miscord-screens";

const SIZES = {
  "1440x900": { viewport: { width: 1440, height: 900 } },
  "1024x768": { viewport: { width: 1024, height: 768 } },
  "390x844": phone,
} as const satisfies Record<string, BrowserContextOptions>;

type Theme = "dark" | "light";

/** One way of looking: each screen is taken in each of its themes. */
export interface Look {
  size: keyof typeof SIZES;
  language: Language;
  themes: readonly Theme[];
}

/** All of them: English everywhere, Russian where room is scarce. */
export const LOOKS: readonly Look[] = [
  ...(Object.keys(SIZES) as (keyof typeof SIZES)[]).map(
    (size) => ({ size, language: "en", themes: ["dark", "light"] }) as const,
  ),
  { size: "1024x768", language: "ru", themes: ["light"] },
  { size: "390x844", language: "ru", themes: ["dark"] },
];

export const folderOf = ({ size, language }: Look, theme: Theme): string =>
  `${size}-${theme}${language === "en" ? "" : `-${language}`}`;

/** Screens that belong together. */
export interface Area {
  name: string;
  /** Whose page they are on: nobody's who is signed in, or somebody's. */
  who: Name | null;
  /** Whether there is anything to see in Russian that English does not show. */
  russian: boolean;
  show: (stage: Stage) => Promise<void>;
}

/** What lies over the page, and goes by Escape. */
const OVER = "[role=dialog], [role=menu], [role=listbox]";
/** A screen that cannot be shown is given up after this. */
const PATIENCE_MS = 10_000;

/** The page of one person in one look, from which pictures are taken. */
export class Stage {
  readonly say: Say;
  /** What could not be shown, and why. */
  readonly failures: string[] = [];
  #area = "";

  private constructor(
    readonly look: Look,
    readonly person: Person,
    readonly community: Community,
    readonly company: Company,
  ) {
    this.say = wordsIn(look.language);
  }

  /** Opens a page for somebody, or for nobody who is signed in; `url` is that of the node, or of a cable to it. */
  static async open(
    browser: Browser,
    { look, who, community, company }: { look: Look; who: Name | null; community: Community; company: Company },
    url = community.url,
  ): Promise<Stage> {
    for (const theme of look.themes) mkdirSync(join(FOLDER, folderOf(look, theme)), { recursive: true });
    const person = await Person.at(browser, url, who ?? "nobody", {
      ...SIZES[look.size],
      locale: look.language === "ru" ? "ru-RU" : "en-GB",
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    person.context.setDefaultTimeout(PATIENCE_MS);
    if (who) {
      const data = community.credentials(who);
      const answer = await person.context.request.post(`${url}/api/auth/login`, { data, headers: { origin: url } });
      if (!answer.ok()) throw new Error(`${who} could not sign in: ${answer.status()}`);
    }
    const stage = new Stage(look, person, community, company);
    await person.goes("/");
    await stage.page.locator(who ? "#messages" : "form").waitFor({ timeout: 30_000 });
    return stage;
  }

  get page(): Page {
    return this.person.page;
  }

  /** One pane at a time, and fingers. */
  get narrow(): boolean {
    return this.look.size === "390x844";
  }

  /** Room for members beside the messages. */
  get wide(): boolean {
    return this.look.size === "1440x900";
  }

  /** Takes all screens of an area; those that cannot be shown are in `failures`. */
  async play({ name, show }: Area): Promise<void> {
    this.#area = name;
    this.failures.length = 0;
    await this.does(() => show(this));
  }

  /** Brings a screen about, takes it in each theme, and puts away what lies over the page. */
  async screen(name: string, show: () => Promise<unknown>): Promise<void> {
    const file = `${this.#area}-${name}`;
    try {
      await show();
      await this.#take(file);
    } catch (error) {
      this.failures.push(`${file}: ${String(error).split("\n").slice(0, 3).join(" ")}`);
      await this.page.screenshot({ path: join(FOLDER, `FAILED-${this.look.size}-${file}.png`) }).catch(() => undefined);
    }
    await this.#clear();
  }

  /** What has to be done between screens; that it cannot be does not end the rest. */
  async does(what: () => Promise<unknown>): Promise<void> {
    await what().catch((error: unknown) => this.failures.push(`${this.#area}: ${String(error).split("\n")[0]}`));
  }

  /** Goes there without loading the page anew. */
  async goes(path: string): Promise<void> {
    await this.page.evaluate((to) => history.pushState(null, "", to), path);
  }

  /** Opens a channel and waits for its messages. */
  async opens(channel: string, text: string | RegExp): Promise<void> {
    await this.goes(this.community.path(channel));
    await this.page.locator("article").filter({ hasText: text }).last().waitFor();
  }

  /** The lists of servers and channels: beside, or in their drawer. */
  async lists(): Promise<Locator> {
    if (this.narrow) await this.button("channels.open").click();
    return this.page.getByRole("navigation", { name: this.say("channels.label") });
  }

  /** Who is here: beside, or in a drawer. */
  async members(): Promise<Locator> {
    if (!this.wide) await this.button("channel.showMembers").click();
    const list = this.page.getByRole("complementary", { name: this.say("members.label") });
    await list.getByRole("listitem").nth(3).waitFor();
    return list;
  }

  button(key: Key, params?: Params): Locator {
    return this.page.getByRole("button", { name: this.say(key, params), exact: true }).first();
  }

  /** A button of the dialog that is open. */
  confirm(key: Key, params?: Params): Locator {
    return this.dialog.getByRole("button", { name: this.say(key, params), exact: true }).last();
  }

  item(key: Key, params?: Params): Locator {
    return this.page.getByRole("menuitem", { name: this.say(key, params), exact: true });
  }

  field(key: Key, params?: Params): Locator {
    return this.page.getByLabel(this.say(key, params), { exact: true }).first();
  }

  /** The dialog that is open; a drawer is none. */
  get dialog(): Locator {
    return this.page.locator("[role=dialog]:not([data-drawer])").last();
  }

  sees(key: Key, params?: Params): Promise<void> {
    return this.page.getByText(this.say(key, params)).first().waitFor();
  }

  /** A message that is shown, by its words. */
  message(text: string): Locator {
    return this.person.message(text).last();
  }

  /** The menu of a message. */
  async menuOf(text: string): Promise<void> {
    await this.message(text).click({ button: "right", position: { x: 300, y: 14 } });
    await this.page.getByRole("menu").waitFor();
  }

  /** Writes, and leaves it there. */
  async writes(text: string): Promise<void> {
    await this.person.composer.fill("");
    await this.person.composer.pressSequentially(text);
  }

  /** Says something: on a phone Enter begins a line. */
  async sends(text: string): Promise<void> {
    await this.person.composer.fill(text);
    await this.button("composer.send").click();
  }

  /** A page of settings with this heading, and what it is fetched with. */
  async settings(heading?: string): Promise<void> {
    await this.page.getByRole("heading", { level: 1, ...(heading ? { name: heading } : {}) }).waitFor();
    await this.page.locator("main h1 + *").waitFor({ state: "attached" });
    await this.page.locator("[aria-busy=true]").waitFor({ state: "detached" });
  }

  /** Nothing is pointed at. */
  async rests(): Promise<void> {
    await this.page.mouse.move(1, 1);
  }

  async #take(name: string): Promise<void> {
    await this.#settles();
    for (const colorScheme of this.look.themes) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
      });
      await this.page.screenshot({ path: join(FOLDER, folderOf(this.look, colorScheme), `${name}.png`) });
    }
  }

  /** Letters, pictures and what is fetched when it is first drawn are there. */
  async #settles(): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const pictures = [...document.images].filter((one) => !one.complete);
      await Promise.race([
        Promise.all(pictures.map((one) => new Promise((done) => one.addEventListener("load", done)))),
        new Promise((resolve) => setTimeout(resolve, 2_000)),
      ]);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
  }

  async #clear(): Promise<void> {
    for (let layer = 0; layer < 4; layer += 1) {
      if (
        !(await this.page
          .locator(OVER)
          .first()
          .isVisible()
          .catch(() => false))
      )
        break;
      await this.page.keyboard.press("Escape");
      await this.#settles();
    }
    await this.rests().catch(() => undefined);
  }
}
