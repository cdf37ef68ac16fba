import type { Area, Stage } from "./stage";

/** The rail, the list of channels, their menus, and what makes servers and channels. */
export const lists: Area = {
  name: "lists",
  who: "mira",
  russian: true,
  show: async (stage) => {
    await stage.opens("electronics", "enjoy");
    await menus(stage);
    await rows(stage);
    await serverWizard(stage);
    await channelWizards(stage);
    await notifications(stage);
    await switcher(stage);
  },
};

/** A row of the list, whatever it is called to whoever hears it. */
const channelRow = async (stage: Stage, name: string) =>
  (await stage.lists())
    .getByRole("link")
    .filter({ hasText: new RegExp(`^${name}`) })
    .first();

const openServerMenu = async (stage: Stage) => {
  const list = await stage.lists();
  await list.getByRole("button", { name: "Harbour Lights" }).click();
  await stage.item("server.invitePeople").waitFor();
};

const menus = async (stage: Stage) => {
  const { page } = stage;
  if (stage.narrow)
    await stage.screen("drawer", async () => {
      await (await channelRow(stage, "electronics")).waitFor();
    });
  await stage.screen("server-menu", () => openServerMenu(stage));
  await stage.screen("rail-menu", async () => {
    await stage.lists();
    await page.locator("nav a img").last().click({ button: "right" });
    await stage.item("server.markRead").waitFor();
  });
  await stage.screen("channel-menu", async () => {
    await (await channelRow(stage, "electronics")).click({ button: "right" });
    await stage.item("channels.edit").waitFor();
  });
  await stage.screen("category-menu", async () => {
    const list = await stage.lists();
    await list.getByRole("button", { name: "Workshop", exact: true }).click({ button: "right" });
    await stage.item("channels.editCategory").waitFor();
  });
  await stage.screen("me", async () => {
    await stage.lists();
    await page.getByRole("button", { name: new RegExp(stage.say("me.menu")) }).click();
    await stage.item("me.signOut").waitFor();
  });
};

const rows = async (stage: Stage) => {
  const { page, person } = stage;
  await stage.screen("draft", async () => {
    await stage.opens("boat-building", "varnish");
    await stage.writes("half a thought");
    await stage.opens("electronics", "enjoy");
    await stage.lists();
  });
  await stage.opens("boat-building", "varnish");
  await person.composer.fill("");
  await stage.opens("electronics", "enjoy");
  if (!stage.narrow) {
    await stage.screen("channel-pointed-at", async () => (await channelRow(stage, "welcome")).hover());
    await stage.screen("rail-pointed-at", async () => {
      await page.getByRole("button", { name: stage.say("rail.add") }).hover();
      await page.getByRole("tooltip").waitFor();
    });
  }
  const workshop = async () => (await stage.lists()).getByRole("button", { name: "Workshop", exact: true }).click();
  await stage.screen("folded", workshop);
  await workshop();
  if (stage.narrow) await page.keyboard.press("Escape");
};

const serverWizard = async (stage: Stage) => {
  const { page } = stage;
  const opens = async () => {
    await stage.lists();
    await page
      .getByRole("button", { name: stage.say("rail.add") })
      .first()
      .click();
    await stage.dialog.waitFor();
  };
  const chooses = async (key: "server.create" | "server.join") => {
    await opens();
    await page.getByRole("button", { name: new RegExp(`^${stage.say(key)}`) }).click();
  };
  await stage.screen("server-add", opens);
  await stage.screen("server-create", () => chooses("server.create"));
  await stage.screen("server-create-empty", async () => {
    await chooses("server.create");
    await stage.field("server.name").fill("");
    await stage.confirm("server.createButton").click();
    await stage.sees("auth.required");
  });
  await stage.screen("server-join", async () => {
    await chooses("server.join");
    await stage.field("server.inviteLink").fill("what is this?");
    await stage.confirm("server.joinButton").click();
    await stage.sees("server.badInvite");
  });
};

const channelWizards = async (stage: Stage) => {
  await stage.screen("channel-create", async () => {
    await openServerMenu(stage);
    await stage.item("server.createChannel").click();
    await stage.field("channels.name").fill("sails");
  });
  await stage.screen("channel-create-private", async () => {
    await openServerMenu(stage);
    await stage.item("server.createChannel").click();
    await stage.dialog.getByRole("switch", { name: stage.say("channels.private") }).click();
    await stage.sees("channels.privateRoles");
  });
  await stage.screen("category-create", async () => {
    await openServerMenu(stage);
    await stage.item("server.createCategory").click();
    await stage.dialog.waitFor();
  });
  for (const [name, key] of [
    ["channel-move", "channels.moveInto"],
    ["channel-delete", "channels.delete"],
  ] as const)
    await stage.screen(name, async () => {
      await (await channelRow(stage, "electronics")).click({ button: "right" });
      await stage.item(key).click();
      await stage.dialog.getByRole("heading").waitFor();
    });
  await stage.screen("invite", async () => {
    await openServerMenu(stage);
    await stage.item("server.invitePeople").click();
    await stage.page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>("#invite-link")?.value.includes("/invite/"),
    );
  });
};

const notifications = async (stage: Stage) => {
  await stage.screen("level-server", async () => {
    await openServerMenu(stage);
    await stage.item("server.notifications").click();
    await stage.sees("level.wanted");
  });
  await stage.screen("level-channel", async () => {
    await (await channelRow(stage, "electronics")).click({ button: "right" });
    await stage.item("server.notifications").click();
    await stage.sees("level.wanted");
  });
};

const switcher = async (stage: Stage) => {
  const { page } = stage;
  const types = async (text: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: stage.say("switcher.where") }).fill(text);
  };
  await stage.screen("switcher", () => types(""));
  await stage.screen("switcher-found", async () => {
    await types("e");
    await page.getByRole("option").nth(3).waitFor();
  });
  await stage.screen("switcher-none", async () => {
    await types("hippopotamus");
    await stage.sees("switcher.none");
  });
  await stage.screen("keys", async () => {
    await page.keyboard.press("Control+/");
    await stage.dialog.getByText(stage.say("keys.groupMessage")).waitFor();
  });
};
