import type { Area, Stage } from "./stage";

/** At home: friends, conversations, groups. */
export const home: Area = {
  name: "home",
  who: "mira",
  russian: true,
  show: async (stage) => {
    await stage.screen("start", async () => {
      await stage.goes("/");
      await stage.page.getByRole("tab", { name: stage.say("friends.online") }).waitFor();
    });
    const notNow = stage.button("tell.notNow");
    if (await notNow.isVisible()) await notNow.click();
    if (stage.narrow)
      await stage.screen("drawer", async () => {
        await stage.button("channels.open").click();
        await stage.page.getByRole("link", { name: "Tomasz" }).first().waitFor();
      });
    await friends(stage);
    await conversations(stage);
    await groups(stage);
    await stage.screen("invited", async () => {
      await stage.goes(await stage.community.invite());
      await stage.button("invite.accept").waitFor();
    });
    await stage.screen("nothing-here", async () => {
      await stage.goes("/no/such/place");
      await stage.sees("app.notFound");
    });
  },
};

const friends = async (stage: Stage) => {
  const { page, community } = stage;
  const tab = (key: "online" | "all" | "pending" | "blocked" | "add") =>
    page.getByRole("tab", { name: stage.say(`friends.${key}`) });
  await stage.goes("/friends");
  for (const one of ["online", "all", "pending", "blocked", "add"] as const)
    await stage.screen(`friends-${one}`, async () => {
      await tab(one).click();
      await page.getByRole("tabpanel").waitFor();
      if (one === "all") await page.getByText("Inês Duarte").first().waitFor();
    });
  await stage.screen("friends-add-unknown", async () => {
    await stage.field("auth.username").fill("nobody-at-all");
    await stage.button("friends.send").click();
    await stage.sees("friends.unknown", { name: "nobody-at-all" });
  });
  const oskar = `/api/users/me/relationships/${await community.id("oskar")}`;
  await community.ask("mira", "PUT", oskar, { kind: "blocked" });
  await stage.screen("friends-blocked-one", async () => {
    await tab("blocked").click();
    await page.getByRole("button", { name: stage.say("friends.unblockName", { name: "Oskar" }) }).waitFor();
  });
  await community.ask("mira", "DELETE", oskar);
  await stage.screen("friend-menu", async () => {
    await tab("all").click();
    await page.getByRole("button", { name: /@amara/ }).click({ button: "right" });
    await stage.item("friends.remove").waitFor();
  });
  await stage.screen("friend-remove", async () => {
    await page.getByRole("button", { name: stage.say("friends.removeName", { name: "Amara Okafor" }) }).click();
    await stage.dialog.waitFor();
  });
};

const conversations = async (stage: Stage) => {
  const { page, community, person } = stage;
  await stage.screen("conversation", async () => {
    await stage.goes(`/conversations/${await community.conversation("tomasz")}`);
    await person.sees("You owe me a pie");
  });
  await stage.screen("conversation-unread", async () => {
    const id = await community.conversation("vera");
    for (const content of ["Смотри, что нашла на причале.", "Это же твоя шапка?"])
      await community.ask("vera", "POST", `/api/channels/${id}/messages`, { content });
    await stage.goes(`/conversations/${id}`);
    await person.sees("Это же твоя шапка?");
  });
  // On a phone the other one's name opens their profile as from anywhere else.
  if (!stage.wide && !stage.narrow)
    await stage.screen("conversation-profile", async () => {
      await stage.button("conversations.showProfile").click();
      await page.getByRole("complementary", { name: stage.say("person.profile") }).waitFor();
    });
  await stage.screen("new-message", async () => {
    await stage.goes("/");
    if (stage.narrow) await stage.button("channels.open").click();
    await stage.button("conversations.new").click();
    await page.getByRole("checkbox").first().waitFor();
  });
  await stage.screen("new-message-chosen", async () => {
    if (stage.narrow) await stage.button("channels.open").click();
    await stage.button("conversations.new").click();
    for (const name of ["tomasz", "lin"]) {
      await stage.dialog.getByRole("textbox").fill(name);
      await page.getByRole("checkbox", { name: new RegExp(name, "i") }).click();
    }
  });
};

const groups = async (stage: Stage) => {
  const { page, person, community } = stage;
  const id = await community.conversation("ines", "amara");
  await stage.screen("group", async () => {
    await stage.goes(`/conversations/${id}`);
    await person.sees("on Wednesdays");
  });
  if (!stage.wide)
    await stage.screen("group-people", async () => {
      await stage.button("conversations.showPeople").click();
      await page.getByRole("complementary", { name: stage.say("conversations.people") }).waitFor();
    });
  const menu = async () => {
    if (stage.narrow) await stage.button("channels.open").click();
    await page.locator(`a[href="/conversations/${id}"]`).last().click({ button: "right" });
    await stage.item("conversations.leave").waitFor();
  };
  /** On a phone it is in the menu alone. */
  const does = async (what: "conversations.rename" | "conversations.add") => {
    if (!stage.narrow) return stage.button(what).click();
    await menu();
    await stage.item(what).click();
  };
  await stage.screen("group-rename", async () => {
    await does("conversations.rename");
    await stage.dialog.getByRole("textbox").fill("Supper");
  });
  await stage.screen("group-add", async () => {
    await does("conversations.add");
    await page.getByRole("checkbox").first().waitFor();
  });
  await stage.screen("group-menu", menu);
  await stage.screen("group-leave", async () => {
    await menu();
    await stage.item("conversations.leave").click();
    await stage.confirm("conversations.leave").waitFor();
  });
};
