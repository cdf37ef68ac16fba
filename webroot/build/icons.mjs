import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

/** Draws the application's icons, of `src/app/icon.svg`, into `public/icons`: `npm run generate:icons`. */

const root = new URL("..", import.meta.url).pathname;
const icon = readFileSync(`${root}/src/app/icon.svg`, "utf8");
/** Systems cut maskable icons to shapes of their own: the background goes to the edge, the sign stays in the middle. */
const maskable = icon.replace('rx="9"', "").replace('viewBox="0 0 32 32"', 'viewBox="-3 -3 38 38"');
const background = /<rect [^>]*fill="(#\w+)"/.exec(icon)[1];

const ICONS = [
  ["192", 192, icon, "transparent"],
  ["512", 512, icon, "transparent"],
  ["maskable-192", 192, maskable, background],
  ["maskable-512", 512, maskable, background],
  ["apple-180", 180, maskable, background],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
mkdirSync(`${root}/public/icons`, { recursive: true });
for (const [name, size, svg, color] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0; background: ${color} } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
  );
  writeFileSync(`${root}/public/icons/${name}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
