import type { Area, Stage } from "./stage";

/** What is in channels: messages of every kind, and what is done with them. */
export const messages: Area = {
  name: "messages",
  who: "mira",
  russian: true,
  show: async (stage) => {
    await channels(stage);
    await unread(stage);
    await acts(stage);
    await selecting(stage);
    await panels(stage);
  },
};

const channels = async (stage: Stage) => {
  const { page, company, community } = stage;
  await stage.screen("code", () => stage.opens("electronics", "enjoy"));
  await stage.screen("table", () => stage.opens("boat-building", "varnish"));
  await stage.screen("spoiler-shown", async () => {
    await stage.button("messages.showSpoiler").click();
    await page.getByText("My grandmother.").waitFor();
  });
  await stage.screen("headings", () => stage.opens("announcements", "Winter storage"));
  await stage.screen("long", () => stage.opens("welcome", "slightly sunk"));
  await stage.screen("calls", () => stage.opens("race-week", "Then you come"));
  await stage.screen("russian", () => stage.opens("tides-and-weather", "nobody has ever understood"));
  await stage.screen("typing", async () => {
    const line = page.getByText(new RegExp(stage.say("typing.two", { a: "(Tomasz|Inês)", b: ".*" })));
    // Told again every few seconds, as pages do.
    for (let tries = 1; !(await line.isVisible()) && tries <= 3; tries += 1) {
      company.types("tomasz", community.channel("tides-and-weather").id);
      company.types("ines", community.channel("tides-and-weather").id);
      await line.waitFor({ timeout: 3_500 }).catch(() => undefined);
    }
    await line.waitFor({ timeout: 1_000 });
  });
  await stage.screen("start", async () => {
    await stage.goes(community.path("general"));
    await page
      .getByRole("heading", { name: /#general/ })
      .last()
      .waitFor();
  });
};

/** What came while one was elsewhere, and while one reads further up. */
const unread = async (stage: Stage) => {
  const { page, community } = stage;
  await stage.opens("electronics", "enjoy");
  for (const text of ["The fog is back.", "I have photographed it from the other side, too."])
    await community.says("june", "photographs", text);
  await community.says("sanna", "photographs", `And this is <@${await community.id("mira")}>, somewhere in it?`);
  for (let hour = 1; hour <= 40; hour += 1)
    await community.says(hour % 3 ? "lin" : "vera", "night-watch", `Watch ${hour}: quiet, wind ${hour % 9}, lamp on.`);
  await stage.screen("unread-line", () => stage.opens("photographs", "somewhere in it"));
  await stage.screen("unread-bar", async () => {
    await stage.goes(community.path("night-watch"));
    await page.getByRole("button", { name: stage.say("messages.markRead") }).waitFor();
  });
  await stage.screen("further-up", async () => {
    await stage.opens("logbook", /./);
    await page.getByTestId("timeline").hover();
    await page.mouse.wheel(0, -2_500);
    await stage.button("messages.jumpToPresent").waitFor();
  });
  await stage.screen("further-up-unseen", async () => {
    for (const text of ["Heron in at 18:05.", "Double the lines tonight."])
      await community.says("amara", "logbook", text);
    await stage.button("messages.unseen", { count: 2 }).waitFor();
  });
};

const acts = async (stage: Stage) => {
  const { page } = stage;
  await stage.opens("electronics", "enjoy");
  await stage.screen("pointed-at", async () => {
    await stage.message("And the log before").hover();
    await stage.button("messages.more").waitFor();
  });
  await stage.screen("code-pointed-at", () => stage.message("You were right").locator("pre").hover());
  await stage.screen("focused", async () => {
    await stage.person.composer.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowUp");
  });
  await stage.screen("menu", () => stage.menuOf("And the log before"));
  await stage.screen("react", async () => {
    await stage.menuOf("And the log before");
    await stage.item("messages.react").click();
    await page.getByRole("gridcell").nth(20).waitFor();
  });
  await stage.screen("reply", async () => {
    await stage.menuOf("And the log before");
    await stage.item("messages.reply").click();
    await stage.button("composer.cancelReply").waitFor();
  });
  await stage.does(() => stage.button("composer.cancelReply").click());
  await stage.screen("report", async () => {
    await stage.menuOf("And the log before");
    await stage.item("messages.report").click();
    await stage.confirm("person.reportButton").click();
    await stage.sees("person.reportWhy");
  });
  await stage.screen("delete", async () => {
    await stage.menuOf("You were right");
    await stage.item("messages.delete").click();
    await stage.confirm("messages.delete").waitFor();
  });
  await stage.screen("edit", async () => {
    await stage.opens("race-week", "Then you come");
    await stage.menuOf("Then you come");
    await stage.item("messages.edit").click();
    await stage.field("composer.editing").waitFor();
  });
  await stage.screen("own-pointed-at", async () => {
    await page.keyboard.press("Escape");
    await stage.message("Then you come").hover();
    await stage.button("messages.more").waitFor();
  });
};

const selecting = async (stage: Stage) => {
  const { page } = stage;
  await stage.opens("boat-building", "varnish");
  await stage.menuOf("How long do you keep");
  await stage.item("messages.select").click();
  await stage.screen("selecting", async () => {
    await page.getByRole("checkbox", { name: /A day\. Two/ }).click();
    await page.getByRole("toolbar", { name: stage.say("messages.selection") }).waitFor();
  });
  await stage.screen("selecting-delete", async () => {
    const bar = page.getByRole("toolbar", { name: stage.say("messages.selection") });
    await bar.getByRole("button", { name: stage.say("messages.delete") }).click();
    await stage.dialog.waitFor();
  });
  await page.keyboard.press("Escape");
};

const panels = async (stage: Stage) => {
  const { page } = stage;
  await stage.opens("boat-building", "varnish");
  await stage.screen("pins", async () => {
    await stage.button("channel.pins").click();
    await stage.dialog.getByText("What I use").waitFor();
  });
  await stage.screen("members", () => stage.members());
  if (stage.wide) {
    await stage.screen("members-hidden", () => stage.button("channel.hideMembers").click());
    await stage.button("channel.showMembers").click();
  }
  await stage.screen("pins-none", async () => {
    await stage.opens("electronics", "enjoy");
    await stage.button("channel.pins").click();
    await stage.sees("channel.noPins");
  });
  for (const tab of ["mentions", "unreads"] as const)
    await stage.screen(`inbox-${tab}`, async () => {
      await page.keyboard.press("Control+i");
      await stage.dialog.getByRole("tab", { name: stage.say(`inbox.${tab}`) }).click();
      await stage.dialog.getByRole("tabpanel").waitFor();
      await page.waitForFunction(() => document.querySelector("[role=dialog] .animate-shimmer") === null);
    });
  const box = () => page.getByRole("textbox", { name: stage.say("search.label"), exact: true }).last();
  const searches = async (text: string) => {
    if (!(await box().isVisible())) await stage.button("search.open").click();
    await box().fill(text);
  };
  await stage.screen("search", () => searches(""));
  await stage.screen("search-found", async () => {
    await searches("the has:code");
    await stage.page.locator("mark").first().waitFor();
  });
  await stage.screen("search-none", async () => {
    await searches("hippopotamus");
    await stage.sees("search.none");
  });
  if (await stage.button("search.close").isVisible()) await stage.button("search.close").click();
};
