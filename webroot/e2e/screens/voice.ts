import type { Area } from "./stage";

/** A voice channel before and while one is in its call, and the call while one looks elsewhere. */
export const voice: Area = {
  name: "voice",
  who: "mira",
  russian: true,
  show: async (stage) => {
    const { page, community } = stage;
    await stage.screen("outside", async () => {
      await stage.goes(community.path("Boathouse"));
      await stage.button("voice.join").waitFor();
    });
    await stage.screen("inside", async () => {
      await stage.button("voice.join").click();
      await page.getByRole("toolbar", { name: stage.say("voice.controls") }).waitFor();
      await page.locator("[data-tile]").waitFor();
    });
    await stage.screen("devices", async () => {
      await stage.button("voice.devices").click();
      await page.getByRole("menu").waitFor();
    });
    if (!stage.narrow)
      await stage.screen("share", async () => {
        await page
          .getByRole("toolbar")
          .getByRole("button", { name: stage.say("voice.share") })
          .click();
        await page.getByRole("menu").waitFor();
      });
    await stage.screen("elsewhere", async () => {
      await stage.opens("electronics", "enjoy");
      await page.getByRole("region", { name: stage.say("voice.panel") }).waitFor();
    });
    await stage.does(() => stage.button("voice.leave").click());
  },
};
