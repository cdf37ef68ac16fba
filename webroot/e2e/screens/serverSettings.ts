import type { Area, Stage } from "./stage";

/** Settings of servers and of their channels. */
export const serverSettings: Area = {
  name: "server",
  who: "mira",
  russian: true,
  show: async (stage) => {
    if (stage.narrow)
      await stage.screen("list", async () => {
        await stage.goes(stage.community.settings("").replace(/\/$/, ""));
        await stage.page.getByRole("button", { name: stage.say("setup.roles") }).waitFor();
      });
    for (const [id, key] of PAGES)
      await stage.screen(id, async () => {
        await stage.goes(stage.community.settings(id));
        await stage.settings(stage.say(key));
      });
    await overview(stage);
    await roles(stage);
    await people(stage);
    await order(stage);
    for (const id of ["emoji", "bans", "reports", "filter"])
      await stage.screen(`empty-${id}`, async () => {
        await stage.goes(stage.community.settings(id, "Paper Boats"));
        await stage.settings();
      });
    await channels(stage);
  },
};

const PAGES = [
  ["overview", "setup.overview"],
  ["roles", "setup.roles"],
  ["emoji", "setup.emoji"],
  ["export", "setup.archive"],
  ["members", "setup.members"],
  ["invites", "setup.invites"],
  ["bans", "setup.bans"],
  ["reports", "setup.reports"],
  ["filter", "setup.filter"],
  ["audit", "setup.audit"],
] as const;

const overview = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.goes(community.settings("overview"));
  await stage.screen("overview-unsaved", async () => {
    await stage.field("server.name").fill("Harbour Lights and Shadows");
    await stage.button("settings.save").waitFor();
  });
  await stage.does(() => stage.button("settings.reset").click());
  await stage.screen("transfer", async () => {
    await page.getByRole("combobox", { name: stage.say("setup.transferTo") }).fill("tom");
    await page
      .getByRole("listbox")
      .getByRole("option", { name: /Tomasz/ })
      .click();
    await stage.confirm("setup.transferConfirm").waitFor();
  });
  await stage.screen("delete", async () => {
    if (stage.narrow) await stage.goes(community.settings("").replace(/\/$/, ""));
    await stage.button("setup.delete").click();
    await stage.dialog.waitFor();
  });
};

const roles = async (stage: Stage) => {
  const { page, community } = stage;
  const opens = async (name: string) => {
    await stage.goes(community.settings("roles"));
    const list = page.getByRole("list", { name: stage.say("roleset.list") });
    if (!(await list.isVisible())) await stage.button("roleset.all").click();
    await list.getByRole("button", { name, exact: true }).first().click();
    await stage.field("roleset.name").waitFor();
  };
  await stage.screen("role", () => opens("Crew"));
  await stage.screen("role-permissions", async () => {
    await opens("Crew");
    await page.getByRole("heading", { name: stage.say("grants.text") }).scrollIntoViewIfNeeded();
  });
  await stage.screen("role-unsaved", async () => {
    await opens("Crew");
    await stage.field("roleset.hex").fill("#444455");
    await stage.button("settings.save").waitFor();
  });
  await stage.does(() => stage.button("settings.reset").click());
  await stage.screen("role-delete", async () => {
    await opens("Racing");
    await stage.button("roleset.delete").click();
    await stage.dialog.waitFor();
  });
};

const people = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.goes(community.settings("members"));
  await stage.screen("member-roles", async () => {
    await stage.button("memberset.rolesOf", { name: "Inês Duarte" }).click();
    await page.getByRole("checkbox").first().waitFor();
  });
  await stage.screen("member-acts", async () => {
    await stage.button("memberset.acts", { name: "Inês Duarte" }).click();
    await stage.item("memberset.ban").waitFor();
  });
  await stage.screen("member-none", async () => {
    await stage.field("memberset.search").fill("hippopotamus");
    await stage.sees("setup.nobodyFound");
  });
  await stage.screen("invite-end", async () => {
    await stage.goes(community.settings("invites"));
    await page.locator("main li").last().getByRole("button").last().click();
    await stage.dialog.waitFor();
  });
  await stage.screen("unban", async () => {
    await stage.goes(community.settings("bans"));
    await stage.button("bans.unban").click();
    await stage.dialog.waitFor();
  });
};

const order = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.screen("emoji-delete", async () => {
    await stage.goes(community.settings("emoji"));
    await stage.button("emojiset.deleteOne", { name: "kelp" }).click();
    await stage.dialog.waitFor();
  });
  await stage.screen("filter-rule", async () => {
    await stage.goes(community.settings("filter"));
    await stage.button("wordfilter.editOne", { rule: "Language" }).click();
    await stage.dialog.waitFor();
  });
  await stage.screen("filter-rule-wrong", async () => {
    await stage.button("wordfilter.create").click();
    await stage.confirm("wordfilter.create").click();
    await stage.sees("auth.required");
  });
  await stage.screen("reports-resolved", async () => {
    await stage.goes(community.settings("reports"));
    await page.getByText(stage.say("reports.resolved"), { exact: true }).click();
    await stage.sees("reports.none");
  });
  await stage.screen("audit-open", async () => {
    await stage.goes(community.settings("audit"));
    await page.locator("main button[aria-expanded=false]").nth(1).click();
    await page.locator("main button[aria-expanded=true]").waitFor();
  });
};

const channels = async (stage: Stage) => {
  const { page, community } = stage;
  for (const [name, channel, settings] of [
    ["channel", "electronics", "overview"],
    ["channel-permissions", "announcements", "permissions"],
    ["channel-in-sync", "night-watch", "permissions"],
    ["category", "Crew only", "overview"],
    ["category-permissions", "Crew only", "permissions"],
  ] as const)
    await stage.screen(name, async () => {
      await stage.goes(`${community.path(channel)}/settings/${settings}`);
      await stage.settings();
    });
  await stage.screen("channel-permissions-add", async () => {
    await stage.goes(`${community.path("announcements")}/settings/permissions`);
    await page.getByRole("combobox", { name: stage.say("overwrite.add") }).fill("a");
    await page.getByRole("option").first().waitFor();
  });
  await stage.screen("channel-delete", async () => {
    await stage.goes(`${community.path("electronics")}/settings${stage.narrow ? "" : "/overview"}`);
    await stage.button("channels.delete").click();
    await stage.dialog.waitFor();
  });
};
