import { freshName } from "../people";
import type { Area, Stage } from "./stage";

/** Before anybody is signed in. */
export const entry: Area = {
  name: "entry",
  who: null,
  russian: true,
  show: async (stage) => {
    const { page, person, community } = stage;
    await stage.screen("sign-in", () => stage.sees("auth.welcome"));
    await stage.screen("sign-in-empty", async () => {
      await stage.button("auth.signIn").click();
      await stage.sees("auth.required");
    });
    await stage.screen("sign-in-wrong", async () => {
      await stage.field("auth.login").fill("mira");
      await stage.field("auth.password").fill("not the password");
      await stage.button("auth.signIn").click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
    });
    await registers(stage);
    await stage.screen("invite", async () => {
      await person.goes(await community.invite());
      await page.getByRole("heading", { name: "Harbour Lights" }).waitFor();
    });
    await stage.screen("invite-gone", async () => {
      await person.goes("/invite/nosuchinvite");
      await stage.sees("invite.gone");
    });
    await stage.screen("unreachable", async () => {
      await page.route("**/api/auth/refresh", (route) => route.abort());
      await person.goes("/");
      await stage.sees("app.unreachable");
    });
    await page.unroute("**/api/auth/refresh");
  },
};

const registers = async (stage: Stage) => {
  const { page, person } = stage;
  await stage.screen("register", async () => {
    await person.goes("/register");
    await stage.sees("auth.create");
  });
  await stage.screen("register-wrong", async () => {
    await stage.field("auth.email").fill("theo@");
    await stage.field("auth.username").fill("t");
    await stage.field("auth.password").fill("short");
    await stage.button("auth.signUp").click();
    await stage.sees("auth.badEmail");
  });
  await stage.screen("register-taken", async () => {
    await stage.field("auth.email").fill(`${freshName("theo")}@example.org`);
    await stage.field("auth.username").fill("mira");
    await stage.field("auth.password").fill("a long sentence will do");
    await stage.button("auth.showPassword").click();
    await stage.button("auth.signUp").click();
    await page.locator('[name="username"][aria-invalid="true"]').waitFor();
  });
};
