import { OWN_PAGES } from "../ownPages";
import type { Area, Stage } from "./stage";

/** Settings of oneself. */
export const ownSettings: Area = {
  name: "own",
  who: "mira",
  russian: true,
  show: async (stage) => {
    const { page } = stage;
    if (stage.narrow)
      await stage.screen("list", async () => {
        await stage.goes("/settings");
        await page.getByRole("button", { name: stage.say("own.profile") }).waitFor();
      });
    for (const id of OWN_PAGES)
      await stage.screen(id, async () => {
        await stage.goes(`/settings/${id}`);
        await stage.settings(stage.say(id === "keys" ? "keys.title" : `own.${id}`));
      });
    await profile(stage);
    await themes(stage);
    await others(stage);
  },
};

const profile = async (stage: Stage) => {
  const { page } = stage;
  await stage.goes("/settings/profile");
  await stage.screen("profile-unsaved", async () => {
    await stage.field("own.status").fill("off the night ferry");
    await stage.button("settings.save").waitFor();
  });
  await stage.screen("profile-leaving", async () => {
    await page.keyboard.press("Escape");
    await stage.sees("settings.unsaved");
  });
  await stage.does(() => stage.button("settings.reset").click());
  await stage.screen("profile-picture", async () => {
    const face = await page.locator("main img").first().getAttribute("src");
    const buffer = await (await stage.person.context.request.get(new URL(face ?? "", page.url()).href)).body();
    await stage.field("own.avatarFile").setInputFiles({ name: "face.png", mimeType: "image/png", buffer });
    await stage.sees("setup.cropTitle");
  });
};

const themes = async (stage: Stage) => {
  await stage.goes("/settings/appearance");
  await stage.screen("theme-code", async () => {
    await stage.button("own.importTheme").click();
    await stage.field("own.code").fill("no code");
    await stage.button("own.import").click();
    await stage.sees("own.badCode");
  });
  await stage.screen("theme-editor", async () => {
    await stage.button("own.newTheme").click();
    await stage.field("own.themeName").fill("Night ferry");
    await stage.page
      .locator("main")
      .getByRole("button", { name: stage.say("me.themeDark") })
      .click();
  });
  await stage.screen("theme-faults", async () => {
    await stage.field("own.digits", { tone: stage.say("tone.text") }).fill("#666666");
    await stage.sees("own.faults");
    await stage.page.getByText(stage.say("own.faults")).scrollIntoViewIfNeeded();
  });
  await stage.screen("themes-own", async () => {
    await stage.field("own.digits", { tone: stage.say("tone.text") }).fill(NIGHT.text);
    for (const [tone, color] of Object.entries(NIGHT))
      await stage.field("own.digits", { tone: stage.say(`tone.${tone as keyof typeof NIGHT}`) }).fill(color);
    await stage.button("own.saveTheme").click();
    await stage.button("own.editTheme", { name: "Night ferry" }).waitFor();
  });
  const remove = stage.button("own.removeTheme", { name: "Night ferry" });
  await stage.screen("theme-remove", async () => {
    await remove.click();
    await stage.dialog.waitFor();
  });
  if (await remove.isVisible()) {
    await remove.click();
    await stage.confirm("own.remove").click();
  }
};

/** Readable in either base. */
const NIGHT = {
  main: "#101820",
  side: "#0c1218",
  rail: "#080c10",
  raised: "#18222c",
  float: "#060a0e",
  strong: "#ffffff",
  text: "#e0e6ec",
  muted: "#b0bac4",
  faint: "#a0aab4",
  accent: "#5f61e0",
  "accent-text": "#b0b4ff",
  "danger-text": "#ff9a9e",
  mention: "#30280f",
} as const;

const others = async (stage: Stage) => {
  const { page } = stage;
  await stage.screen("notifications-channels", async () => {
    await stage.goes("/settings/notifications");
    await stage.button("own.channelsOf", { server: "Harbour Lights" }).click();
    await page.getByText("tides-and-weather").first().scrollIntoViewIfNeeded();
  });
  await stage.screen("keys-recording", async () => {
    await stage.goes("/settings/keys");
    await stage.button("keys.changeOf", { action: stage.say("keys.inbox") }).click();
    await page.keyboard.press("Control+k");
    await page.getByRole("alert").waitFor();
  });
  await page.keyboard.press("Escape");
  await stage.screen("reset", async () => {
    await stage.goes("/settings/advanced");
    await stage.button("own.resetAll").click();
    await stage.dialog.waitFor();
  });
  await stage.screen("compact", () => dense(stage, "compact"));
  await dense(stage, "cosy");
};

/** A channel in a density that is chosen on the page of settings. */
const dense = async (stage: Stage, density: "cosy" | "compact") => {
  await stage.goes("/settings/appearance");
  await stage.page
    .getByRole("radio", {
      name: new RegExp(`^${stage.say(density === "cosy" ? "own.densityCosy" : "own.densityCompact")}`),
    })
    .check();
  await stage.opens("electronics", "enjoy");
};
