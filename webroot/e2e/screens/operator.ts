import type { Area, Stage } from "./stage";

/** What the operator of the instance sees, what they tell everybody, and the monitoring page. */
export const operator: Area = {
  name: "operator",
  who: "mira",
  russian: true,
  show: async (stage) => {
    const { page } = stage;
    await stage.screen("monitoring", async () => {
      await stage.goes("/monitoring");
      await page.getByRole("img", { name: stage.say("monitoring.throughput") }).waitFor();
    });
    await stage.screen("monitoring-cluster", () =>
      page.getByRole("heading", { name: stage.say("monitoring.nodes") }).scrollIntoViewIfNeeded(),
    );
    const me = await stage.community.ask<{ operator: boolean }>("mira", "GET", "/api/users/me");
    // On an instance of somebody else's there is nothing more to see.
    if (!me.operator) return;
    await pages(stage);
    await announcements(stage);
  },
};

const PAGES = ["overview", "people", "servers", "registration", "limits", "announcements", "log"] as const;

const pages = async (stage: Stage) => {
  const { page } = stage;
  for (const id of PAGES)
    await stage.screen(id, async () => {
      await stage.goes(`/operator/${id}`);
      await stage.settings(stage.say(`operator.${id}`));
    });
  await stage.screen("suspend", async () => {
    await stage.goes("/operator/people");
    await stage.button("operator.suspendFor", { name: "oskar" }).click();
    await stage.dialog.waitFor();
  });
  await stage.screen("people-none", async () => {
    await stage.field("operator.searchPeople").fill("hippopotamus");
    await stage.sees("operator.nobody");
  });
  await stage.screen("server-delete", async () => {
    await stage.goes("/operator/servers");
    await stage.button("operator.deleteFor", { name: "Paper Boats" }).click();
    await stage.dialog.waitFor();
  });
  await stage.screen("registration-unsaved", async () => {
    await stage.goes("/operator/registration");
    await page.getByRole("radio", { name: new RegExp(`^${stage.say("operator.mode_invite")}`) }).check();
    await stage.button("settings.save").waitFor();
  });
  await stage.does(() => stage.button("settings.reset").click());
};

/** As everybody sees them, over a channel. */
const announcements = async (stage: Stage) => {
  const { community, page } = stage;
  const { items } = await community.ask<{ items: { id: string; endsAt?: string }[] }>(
    "mira",
    "GET",
    "/api/operator/announcements",
  );
  for (const { id, endsAt } of items)
    if (!endsAt) await community.ask("mira", "DELETE", `/api/operator/announcements/${id}`);
  await stage.opens("electronics", "enjoy");
  for (const [severity, text] of [
    ["info", "A new version comes tonight at eleven. Nothing is lost, and it takes a minute."],
    ["warning", "Сегодня ночью с двух до трёх возможны перебои: меняем диски на том узле, что гудит громче других."],
    ["critical", "The database is nearly full. Please do not upload anything large until Thursday."],
  ] as const) {
    const { id } = await community.ask<{ id: string }>("mira", "POST", "/api/operator/announcements", {
      severity,
      text,
    });
    await stage.screen(`announcement-${severity}`, () => page.getByRole("status").filter({ hasText: text }).waitFor());
    await community.ask("mira", "DELETE", `/api/operator/announcements/${id}`);
  }
};
