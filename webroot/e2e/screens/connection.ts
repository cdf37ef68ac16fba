import type { Cable } from "../proxy";
import type { Area, Stage } from "./stage";

/** How the connection does, without it, and over the previous protocol; `cable` leads to the node. */
export const connection = (cable: Cable): Area => ({
  name: "connection",
  who: "vera",
  russian: true,
  show: async (stage) => {
    const { page } = stage;
    await stage.opens("electronics", "enjoy");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await widget(stage);
    await stage.screen("refused", async () => {
      await stage.opens("photographs", /./);
      await stage.sends("I have won in the casino, come and see");
      await page.getByText(stage.say("messages.retry")).waitFor();
    });
    await cable.pull();
    await unsent(stage);
    await stage.screen("without-network", async () => {
      await page.reload();
      await page.locator("[data-outgoing]").last().waitFor();
      // A connection that is back before it was missed says nothing.
      await stage.button("link.now").waitFor();
    });
    await cable.plug();
    await stage.screen("back", async () => {
      // It is said for a few seconds, and may come before the button is found.
      const back = page.getByText(new RegExp(`^${stage.say("link.back")}`)).waitFor({ timeout: 45_000 });
      await stage
        .button("link.now")
        .click({ timeout: 3_000 })
        .catch(() => undefined);
      await back;
    });
    for (const discard of await page.getByRole("alert").getByText(stage.say("messages.delete")).all())
      await discard.click();
  },
});

const widget = async (stage: Stage) => {
  const { page } = stage;
  const region = page.getByRole("region", { name: stage.say("connection.label") });
  const toggles = async () => {
    if (stage.narrow && !(await region.isVisible())) await stage.button("channels.open").click();
    await region.getByRole("button").first().click();
  };
  const protocol = page.getByRole("switch", { name: stage.say("connection.useLegacy") });
  await stage.screen("widget", async () => {
    await toggles();
    await protocol.waitFor();
  });
  await stage.screen("legacy", async () => {
    if (stage.narrow) await stage.button("channels.open").click();
    await protocol.click();
    await stage.sees("connection.isLegacy");
  });
  if (stage.narrow) await stage.button("channels.open").click();
  await protocol.click();
  await page.getByText(stage.say("connection.isLegacy")).waitFor({ state: "detached" });
  await toggles();
  if (stage.narrow) await page.keyboard.press("Escape");
};

const unsent = async (stage: Stage) => {
  const { page } = stage;
  const waiting = page.getByRole("status").getByRole("button").first();
  await stage.screen("lost", async () => {
    await stage.button("link.now").waitFor({ timeout: 30_000 });
    for (const text of [
      "Written in a tunnel.",
      "Still in the **tunnel**, with `code`.",
      "@everyone is anybody there?",
    ]) {
      await stage.sends(text);
    }
    await page.getByText(stage.say("messages.waiting")).nth(1).waitFor();
  });
  await stage.screen("unsent", async () => {
    await waiting.click();
    await stage.dialog.getByRole("listitem").nth(2).waitFor();
  });
  await stage.screen("unsent-edit", async () => {
    await waiting.click();
    await stage.dialog
      .getByRole("button", { name: stage.say("connection.editUnsent") })
      .last()
      .click();
    await stage.field("connection.editLabel").waitFor();
  });
  await stage.screen("sign-out", async () => {
    await stage.lists();
    await page.getByRole("button", { name: new RegExp(stage.say("me.menu")) }).click();
    await stage.item("me.signOut").click();
    await stage.confirm("unsent.stay").waitFor();
  });
};
