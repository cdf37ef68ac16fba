import type { Key } from "../../src/i18n/t";
import type { Area, Stage } from "./stage";

/** Who is there, what they are, and what is done to them. */
export const people: Area = {
  name: "people",
  who: "mira",
  russian: true,
  show: async (stage) => {
    await stage.opens("electronics", "enjoy");
    await stage.screen("profile", async () => {
      await row(stage, "Inês Duarte").then((one) => one.click());
      await stage.dialog.getByText("Charts, tides").waitFor();
    });
    await stage.screen("profile-own", async () => {
      await row(stage, "Mira Solberg").then((one) => one.click());
      await stage.dialog.getByText("Keeps the harbour").waitFor();
    });
    await stage.screen("profile-menu", async () => {
      await row(stage, "Inês Duarte").then((one) => one.click());
      await stage.button("person.menu").click();
      await stage.page.getByRole("menu").waitFor();
    });
    await stage.screen("menu", () => menu(stage));
    await stage.screen("menu-roles", async () => {
      await menu(stage);
      await stage.item("person.roles").click();
      await stage.page.getByRole("menuitemcheckbox").first().waitFor();
    });
    for (const [name, key] of DIALOGS)
      await stage.screen(name, async () => {
        await menu(stage);
        await stage.item(key, { name: RAFAEL }).click();
        await stage.dialog.getByRole("heading").waitFor();
      });
  },
};

const RAFAEL = "Rafael Montenegro-Castellanos";

const DIALOGS: readonly [string, Key][] = [
  ["nickname", "person.nickname"],
  ["mute", "person.mute"],
  ["kick", "person.kick"],
  ["ban", "person.ban"],
  ["block", "friends.block"],
];

const row = async (stage: Stage, name: string) =>
  (await stage.members()).getByRole("button").filter({ hasText: name }).first();

const menu = async (stage: Stage) => {
  await row(stage, RAFAEL).then((one) => one.click({ button: "right" }));
  await stage.item("person.ban", { name: RAFAEL }).waitFor();
};
