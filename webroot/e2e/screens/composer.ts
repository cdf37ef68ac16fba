import type { Area } from "./stage";

/** Where one writes. */
export const composer: Area = {
  name: "composer",
  who: "mira",
  russian: true,
  show: async (stage) => {
    const { page, person } = stage;
    const suggested = () => page.getByRole("option").first().waitFor();
    await stage.opens("electronics", "enjoy");
    await stage.screen("lines", () => person.composer.fill("One\nTwo\nThree, and a **bold** one\n`four`\nFive\nSix"));
    for (const [name, text] of [
      ["people", "Ask @m"],
      ["roles", "@"],
      ["channels", "See #b"],
      ["emoji", "Well :sm"],
      ["own-emoji", "Hold on :bu"],
      ["commands", "/"],
    ] as const)
      await stage.screen(`suggests-${name}`, async () => {
        await stage.writes(text);
        await suggested();
      });
    await stage.screen("command", async () => {
      await stage.writes("/mute ");
      await page.getByText(stage.say("commandargs.mute")).first().waitFor();
    });
    await stage.screen("whisper", async () => {
      await stage.writes("/w tomasz the cake is a surprise");
      await stage.sees("composer.whisperTo", { name: "tomasz" });
    });
    await stage.screen("command-unknown", async () => {
      await person.composer.fill("/dance");
      await stage.button("composer.send").click();
      await stage.sees("commands.unknown", { name: "dance" });
    });
    await stage.screen("few-left", () => person.composer.fill("tick tock ".repeat(390)));
    await stage.screen("too-long", async () => {
      await person.composer.fill("tick tock, said the clock on the wall.\n".repeat(120));
      await stage.sees("composer.tooLong");
    });
    await person.composer.fill("");
    await stage.screen("emoji", async () => {
      await stage.button("composer.emoji").click();
      await page.getByRole("gridcell").nth(20).waitFor();
    });
    await stage.screen("emoji-search", async () => {
      await stage.button("composer.emoji").click();
      await stage.field("messages.emojiSearch").fill(stage.look.language === "ru" ? "кот" : "cat");
      await page.getByRole("gridcell").first().waitFor();
    });
    await stage.screen("emoji-none", async () => {
      await stage.button("composer.emoji").click();
      await stage.field("messages.emojiSearch").fill("qwertz");
      await stage.sees("messages.emojiNone");
    });
  },
};
