import type { Area, Stage } from "./stage";

/** Drawers as fingers open them. */
export const phone: Area = {
  name: "phone",
  who: "mira",
  russian: false,
  show: async (stage) => {
    if (!stage.narrow) return;
    const { page } = stage;
    await stage.opens("electronics", "enjoy");
    await stage.screen("swiped-right", async () => {
      await swipe(stage, 80, 320);
      await page.getByRole("navigation", { name: stage.say("channels.label") }).waitFor();
    });
    await stage.screen("swiped-left", async () => {
      await swipe(stage, 320, 80);
      await page.getByRole("complementary", { name: stage.say("members.label") }).waitFor();
    });
  },
};

/** A finger across the page, as a touch screen tells of it. */
const swipe = async ({ page, person }: Stage, from: number, to: number) => {
  const screen = await person.context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number) =>
    screen.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y: 90 }] });
  await touch("touchStart", from);
  await touch("touchMove", (from + to) / 2);
  await touch("touchMove", to);
  await touch("touchEnd", to);
  await screen.detach();
};
