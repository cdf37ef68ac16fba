import { beforeAll, expect, test } from "vitest";
import { setLanguage } from "../i18n/t";
import { changeSettings, chooseTheme, resetSettings } from "../state/settings";
import { clearThemes, previewTheme, saveTheme, TONES, type Tones } from "../state/themes";
import { dress } from "./appearance";

const root = document.documentElement;
const grey = Object.fromEntries(TONES.map((tone) => [tone, "#404040"])) as Tones;

beforeAll(dress);

test("the root of the page bears what is set, and nothing that is not", () => {
  changeSettings({ density: "compact", motion: "reduced", underlineLinks: false, fontSize: 18, saturation: 50 });
  expect(root.dataset).toMatchObject({ density: "compact", motion: "reduced", links: "plain" });
  expect(root.style.getPropertyValue("font-size")).toBe("18px");
  expect(root.style.getPropertyValue("filter")).toBe("saturate(50%)");
  chooseTheme("light");
  expect(root.dataset.theme).toBe("light");
  resetSettings();
  expect(root.dataset.theme).toBeUndefined();
  expect(root.dataset.density).toBeUndefined();
  expect(root.style.length).toBe(0);
});

test("a theme of one's own is worn, and the one that is being made before it", () => {
  saveTheme({ id: "1", name: "Grey", base: "light", tones: grey });
  expect(root.dataset.theme).toBe("light");
  expect(root.style.getPropertyValue("--main")).toBe("#404040");
  previewTheme({ id: "2", name: "", base: "dark", tones: { ...grey, main: "#101010" } });
  expect(root.dataset.theme).toBe("dark");
  expect(root.style.getPropertyValue("--main")).toBe("#101010");
  previewTheme(null);
  expect(root.style.getPropertyValue("--main")).toBe("#404040");
  clearThemes();
  expect(root.style.getPropertyValue("--main")).toBe("");
});

test("the language of the page is that of its words", async () => {
  await setLanguage("ru");
  expect(root.lang).toBe("ru");
  await setLanguage("en");
  expect(root.lang).toBe("en");
});
