import { expect, test } from "vitest";
import { findings } from "./axe";
import type { Caller } from "./callers";
import { allHear, Gathering } from "./gathering";
import { nodeUrl, phone } from "./people";

/** Calls, with the browser's own devices: each caller's microphone is a tone of their own, which the others hear. */

const gathering = new Gathering();

test("two people on two nodes hear each other's own tone, see who is muted, and nobody stays behind", async () => {
  const [ada, bob] = await gathering.pair();
  await ada.joins();
  // Who is not in the call sees who is.
  await bob.row(ada).waitFor();
  await bob.joins();
  await ada.hears(bob);
  await bob.hears(ada);
  await ada.seesSpeaking(bob);

  await bob.page.getByRole("toolbar", { name: "Call controls" }).getByRole("button", { name: "Mute" }).click();
  await ada.tile(bob).getByText("Muted").waitFor({ state: "attached" });
  await ada.row(bob).getByText("Muted").waitFor({ state: "attached" });
  await ada.hearsNothingOf(bob);
  await bob.page.keyboard.press("Control+Shift+M");
  await ada.hears(bob);
  await bob.page.keyboard.press("Control+Shift+D");
  await ada.tile(bob).getByText("Deafened").waitFor({ state: "attached" });
  await bob.page.keyboard.press("Control+Shift+D");

  // A call goes on while one looks elsewhere, and one comes back to it.
  await bob.page.getByRole("link", { name: "general" }).first().click();
  await bob.person.sends("still there");
  await bob.person.sees("still there");
  await ada.hears(bob);
  await bob.page.getByRole("region", { name: "Your call" }).getByRole("button", { name: "Leave the call" }).click();
  await ada.tile(bob).waitFor({ state: "detached" });
  await ada.row(bob).waitFor({ state: "detached" });
  await bob.row(bob).waitFor({ state: "detached" });
  await bob.row(ada).waitFor();

  // A page that is closed leaves at once.
  await bob.joins();
  await ada.hears(bob);
  await bob.page.reload();
  await ada.tile(bob).waitFor({ state: "detached" });
});

test("who mutes in another tab is not heard from the one with the call", async () => {
  const [ada, bob] = await gathering.talking();
  const other = await bob.person.context.newPage();
  await other.goto(bob.page.url());
  await other.getByRole("button", { name: "Mute", exact: true }).first().click();
  await ada.hearsNothingOf(bob);
  await ada.tile(bob).getByText("Muted").waitFor({ state: "attached" });
  await other.getByRole("button", { name: "Unmute", exact: true }).first().click();
  await ada.hears(bob);
});

test("both ends read the same safety code, and each sets how loud the other is", async () => {
  const [ada, bob] = await gathering.talking();
  const codes = [await ada.safetyCodeWith(bob), await bob.safetyCodeWith(ada)];
  expect(codes[0]).toMatch(/^(\d{5} ){7}\d{5}$/);
  expect(codes[1]).toBe(codes[0]);
  await ada.tile(bob).click();
  await ada.page.getByRole("slider", { name: "Volume" }).fill("0");
  await ada.page.keyboard.press("Escape");
  expect(await ada.page.evaluate(() => localStorage.getItem("miscord.volumes"))).toMatch(/":0}$/);
});

const shares = async ({ page }: Caller): Promise<void> => {
  await page.getByRole("toolbar").getByRole("button", { name: "Share your screen" }).click();
  await page.getByRole("menuitem", { name: "Text and pictures, sharp" }).click();
  await page.getByLabel("Your screen", { exact: true }).waitFor();
};

test("who loses the power to share shows nothing more, at once, and is told so; who has it again may", async () => {
  const [ada, bob] = await gathering.talking();
  await shares(bob);
  const screen = ada.page.getByLabel(`${bob.person.name}’s screen`);
  await screen.waitFor();
  await ada.denies("SHARE_SCREEN");
  await bob.page.getByText("You may not show your screen or camera in this call.").waitFor();
  await screen.waitFor({ state: "detached", timeout: 3_000 });
  const share = bob.page.getByRole("toolbar").getByRole("button", { name: "Share your screen" });
  await share.waitFor({ state: "detached" });
  await ada.denies();
  await share.waitFor();
  await shares(bob);
  await ada.seesPixels(bob);
});

test("a screen that is shared is seen, pixel by pixel, and gone as soon as it is not", async () => {
  const [ada, bob] = await gathering.talking();
  await shares(bob);
  const screen = ada.page.getByLabel(`${bob.person.name}’s screen`);
  await screen.waitFor();
  await ada.seesPixels(bob);
  await ada.row(bob).getByText("Sharing the screen").waitFor({ state: "attached" });
  await bob.page.getByRole("toolbar").getByRole("button", { name: "Stop sharing" }).click();
  await screen.waitFor({ state: "detached", timeout: 3_000 });
});

test("three people hear each other, and a moderator silences and takes out", async () => {
  const [ada, bob, eve] = await gathering.of(["ada", "bob", "eve"]);
  for (const one of [ada, bob, eve]) await one.joins();
  await allHear([ada, bob, eve]);
  await eve.plays(2);
  await ada.chooses("Mute in the call", bob);
  await bob.page.getByText("You may not speak in this call").waitFor();
  await eve.tile(bob).getByText("May not speak").waitFor({ state: "attached" });
  await eve.hearsNothingOf(bob);
  // Also if Bob's page went on sending.
  await eve.plays(1);
  await ada.chooses("Let speak again", bob);
  await eve.hears(bob);
  await eve.plays(2);
  await ada.chooses("Take out of the call", eve);
  await eve.page.getByText("A moderator took you out of the call.").waitFor();
  await bob.tile(eve).waitFor({ state: "detached" });
});

test("a moderator moves somebody to another call, where they talk on", async () => {
  const [ada, bob, eve] = await gathering.of(["ada", "bob", "eve"]);
  await ada.page.getByRole("button", { name: "Calls", exact: true }).click();
  await ada.page.getByRole("menuitem", { name: "Create channel" }).click();
  await ada.page.getByRole("radio", { name: /^Voice channel/ }).check();
  await ada.page.getByLabel("Name").fill("Den");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Create channel" }).click();
  const den = eve.page
    .getByRole("navigation", { name: "Channels" })
    .getByRole("button", { name: /^Voice channel: Den/ });
  await den.click();
  await eve.page.getByText("Voice connected").first().waitFor();
  await ada.joins();
  await bob.joins();
  await ada.hears(bob);
  await ada.tile(bob).click();
  await ada.page.getByRole("menuitem", { name: "Move to" }).hover();
  await ada.page.getByRole("menuitem", { name: "Den" }).click();
  await eve.tile(bob).waitFor();
  await allHear([bob, eve]);
  await ada.tile(bob).waitFor({ state: "detached" });
  await ada.hearsNothingOf(bob);
});

test("whoever talks only while holding a key is heard while they do, and not otherwise", async () => {
  const [ada, bob] = await gathering.pair();
  await bob.person.goes("/settings/voice");
  await bob.page.getByLabel("Only while you hold a key").check();
  await bob.person.goes("/");
  await bob.page.getByRole("navigation", { name: "Servers" }).getByRole("link", { name: "Calls" }).click();
  await ada.joins();
  await bob.joins();
  await bob.hears(ada);
  await ada.hearsNothingOf(bob);
  await bob.page.keyboard.down("ControlRight");
  await ada.hears(bob);
  await ada.seesSpeaking(bob);
  await bob.page.keyboard.up("ControlRight");
  await ada.hearsNothingOf(bob);
});

test("whoever may not join is told why; without a microphone one listens", async () => {
  const [ada, bob] = await gathering.pair();
  await ada.joins();
  await bob.loses("microphone");
  await bob.joins();
  await bob.page.getByText("There is no microphone: you listen only.").waitFor();
  await bob.hears(ada);
  await ada.tile(bob).getByText("Muted").waitFor({ state: "attached" });
  await bob.page.getByRole("toolbar").getByRole("button", { name: "Leave the call" }).click();

  await ada.denies("CONNECT");
  await bob.entrance.click();
  await bob.page.getByText("You may not join this channel.").waitFor();
});

test.each(["dark", "light"] as const)("in the %s theme axe finds nothing serious in a call", async (colorScheme) => {
  const [ada, bob] = await gathering.talking({ colorScheme });
  expect(await findings(ada.page)).toEqual([]);
  await ada.tile(bob).click();
  // What a person can do about another's volume they can do by the keys.
  const volume = ada.page.getByRole("slider", { name: "Volume" });
  await volume.waitFor();
  expect(await findings(ada.page)).toEqual([]);
  const before = await volume.inputValue();
  for (let press = 0; press < 3 && !(await volume.evaluate((one) => one === document.activeElement)); press += 1)
    await ada.page.keyboard.press("Tab");
  await ada.page.keyboard.press("ArrowLeft");
  expect(Number(await volume.inputValue())).toBeLessThan(Number(before));
  await ada.page.keyboard.press("Escape");
  await volume.waitFor({ state: "detached" });
});

test("on a phone the call has large controls, and stays at hand elsewhere", async () => {
  const ada = await gathering.one("ada", nodeUrl(0), phone);
  await ada.page.getByRole("button", { name: "Add a server" }).tap();
  await ada.page.getByRole("button", { name: /^Create a server/ }).tap();
  await ada.page.getByLabel("Server name").fill("Pocket");
  await ada.page.getByRole("button", { name: "Create", exact: true }).tap();
  await ada.person.composer.waitFor();
  await ada.page.getByRole("button", { name: "Open channels" }).click();
  await ada.entrance.click();
  const toolbar = ada.page.getByRole("toolbar", { name: "Call controls" });
  await toolbar.waitFor();
  for (const button of await toolbar.getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await ada.page.getByRole("button", { name: "Open channels" }).click();
  await ada.page.getByRole("link", { name: "general" }).click();
  const bar = ada.page.getByRole("region", { name: "Your call" });
  await bar.getByText("Voice connected").waitFor();
  await bar.getByRole("link", { name: /Back to the call/ }).click();
  await toolbar.waitFor();
});
