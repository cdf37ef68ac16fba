import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER } from "./stage";

/** One page with all pictures: a line a screen, beside each other how it looks everywhere. */
export const writeSheet = (): void => {
  const looks = readdirSync(FOLDER).filter((name) => statSync(join(FOLDER, name)).isDirectory());
  const screens = [...new Set(looks.flatMap((look) => readdirSync(join(FOLDER, look))))].sort();
  const has = new Set(looks.flatMap((look) => readdirSync(join(FOLDER, look)).map((screen) => `${look}/${screen}`)));
  const picture = (look: string, screen: string) =>
    has.has(`${look}/${screen}`)
      ? `<a href="${look}/${screen}"><img src="${look}/${screen}" alt="${look}" height="260" loading="lazy"></a>`
      : "";
  const line = (screen: string) =>
    `<h2>${screen.replace(/\.png$/, "")}</h2><p>${looks.map((look) => picture(look, screen)).join(" ")}</p>`;
  writeFileSync(
    join(FOLDER, "index.html"),
    `<!doctype html><meta charset="utf-8"><title>Screens</title>\n${screens.map(line).join("\n")}\n`,
  );
};
