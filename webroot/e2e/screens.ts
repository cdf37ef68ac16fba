import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeUrl, openBrowser } from "./people";
import { Cable } from "./proxy";
import { Community } from "./screens/community";
import { Company } from "./screens/company";
import { composer } from "./screens/composer";
import { connection } from "./screens/connection";
import { entry } from "./screens/entry";
import { home } from "./screens/home";
import { lists } from "./screens/lists";
import { messages } from "./screens/messages";
import { operator } from "./screens/operator";
import { ownSettings } from "./screens/ownSettings";
import { people } from "./screens/people";
import { phone } from "./screens/phone";
import { serverSettings } from "./screens/serverSettings";
import { writeSheet } from "./screens/sheet";
import { type Area, LOOKS, Stage } from "./screens/stage";
import { fresh, states } from "./screens/states";
import { voice } from "./screens/voice";

/**
 * Screenshots of every screen into `SCREENS_DIR`, in three sizes, both themes and, where room is scarce, in Russian.
 * They are made to be looked at: `index.html` there shows them beside each other.
 */

const AREAS: readonly Area[] = [
  entry,
  fresh,
  home,
  messages,
  composer,
  lists,
  people,
  phone,
  ownSettings,
  serverSettings,
  operator,
  states,
  voice,
];

let browser: Browser;
let community: Community;
let company: Company;

beforeAll(async () => {
  browser = await openBrowser();
  community = await Community.at(nodeUrl(0));
  company = await Company.of(community);
});
afterAll(async () => {
  company.goes();
  await browser.close();
  writeSheet();
});

for (const look of LOOKS)
  describe(`${look.size} ${look.language}`, () => {
    /** One page for all that one person is shown. */
    const stages = new Map<string, Stage>();
    afterAll(async () => {
      for (const { person } of stages.values()) await person.context.close();
    });
    const stageFor = async ({ who, name }: Area): Promise<Stage> => {
      const key = who ?? name;
      const stage = stages.get(key) ?? (await Stage.open(browser, { look, who, community, company }));
      stages.set(key, stage);
      return stage;
    };
    for (const area of AREAS.filter(({ russian }) => russian || look.language === "en"))
      test(area.name, async () => {
        const stage = await stageFor(area);
        await stage.play(area);
        expect(stage.failures).toEqual([]);
        expect(stage.person.troubles).toEqual([]);
      });

    test("connection", async () => {
      const cable = new Cable(community.url);
      await cable.plug();
      const area = connection(cable);
      const stage = await Stage.open(browser, { look, who: area.who, community, company }, cable.url);
      await stage.play(area);
      expect(stage.failures).toEqual([]);
      await stage.person.context.close();
      await cable.pull();
    });
  });
