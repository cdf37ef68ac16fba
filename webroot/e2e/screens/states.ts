import type { Area } from "./stage";

/** Loading, failing, and what one may not. */
export const states: Area = {
  name: "states",
  who: "newcomer",
  russian: false,
  show: async (stage) => {
    const { page, person, community } = stage;
    await stage.screen("may-not-write", () => stage.opens("announcements", "Winter storage"));
    await stage.screen("may-not-see", async () => {
      await stage.goes(community.path("night-watch"));
      await stage.sees("app.notFound");
    });
    await stage.screen("menu-of-few-powers", async () => {
      const list = await stage.lists();
      await list.getByRole("button", { name: "Harbour Lights" }).click();
      await stage.item("server.leave").waitFor();
    });
    await stage.screen("leave", async () => {
      const list = await stage.lists();
      await list.getByRole("button", { name: "Harbour Lights" }).click();
      await stage.item("server.leave").click();
      await stage.dialog.waitFor();
    });
    await stage.screen("slow-mode", async () => {
      await stage.opens("race-week", "Then you come");
      // In an earlier look they may have said it, and have to wait still.
      await person.composer.fill("May I bring a friend?");
      const slowed = page.getByText(new RegExp(stage.say("composer.slow", { time: "2" }).replace(/2.*/, "")));
      if (!(await slowed.isVisible())) {
        await stage.button("composer.send").click();
        await person.sees("May I bring a friend?");
        await person.composer.fill("And a dog?");
      }
      await slowed.waitFor();
    });
    await person.composer.fill("");
    const mute = `/api/servers/${community.server().id}/members/${await community.id("newcomer")}/mute`;
    await community.ask("mira", "PUT", mute, { until: new Date(Date.now() + 3_600_000).toISOString() });
    await stage.screen("muted", async () => {
      await stage.opens("electronics", "enjoy");
      await page.locator("[data-composer]:disabled").waitFor();
    });
    await community.ask("mira", "DELETE", mute);
    const history = `**/api/channels/${community.channel("tides-and-weather").id}/messages*`;
    await stage.screen("loading", async () => {
      await page.route(history, () => undefined);
      await stage.goes(community.path("tides-and-weather"));
      await page.locator(".animate-shimmer").first().waitFor();
    });
    await page.unroute(history);
    const other = `**/api/channels/${community.channel("boat-building").id}/messages*`;
    await stage.screen("failed", async () => {
      await page.route(other, (route) => route.abort());
      await stage.goes(community.path("boat-building"));
      await stage.sees("messages.loadFailed");
    });
    await page.unroute(other);
  },
};

/** The same for whoever has only just come. */
export const fresh: Area = {
  name: "fresh",
  who: null,
  russian: false,
  show: async (stage) => {
    const { page, person } = stage;
    await stage.screen("home", async () => {
      await person.goes("/register");
      await person.fillsRegistration();
      await stage.sees("server.empty");
    });
    await stage.screen("friends", async () => {
      await stage.goes("/friends");
      await page.getByRole("tabpanel").waitFor();
    });
    await stage.screen("settings-notifications", async () => {
      await stage.goes("/settings/notifications");
      await stage.sees("own.noServers");
    });
    await stage.screen("server", async () => {
      await stage.goes("/");
      await stage.button("server.add").click();
      await page.getByRole("button", { name: new RegExp(`^${stage.say("server.create")}`) }).click();
      await stage.confirm("server.createButton").click();
      await page.locator("[data-composer]").waitFor();
      await page.getByRole("heading", { name: /#general/ }).waitFor();
    });
    for (const tab of ["mentions", "unreads"] as const)
      await stage.screen(`inbox-${tab}`, async () => {
        await page.keyboard.press("Control+i");
        await stage.dialog.getByRole("tab", { name: stage.say(`inbox.${tab}`) }).click();
        await stage.dialog.getByRole("tabpanel").waitFor();
      });
  },
};
