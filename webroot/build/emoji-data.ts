import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** Where the picker looks; the version makes the path immutable. */
const FOLDER = "assets/emoji-17.0.0";
const FILES = ["en/data.json", "en/messages.json", "ru/data.json", "ru/messages.json"];

/** Serves the emoji data of emojibase from our own origin, in development and in the build. */
export const emojiData = (): Plugin => {
  const require = createRequire(import.meta.url);
  const read = (file: string) => readFileSync(require.resolve(`emojibase-data/${file}`));
  return {
    name: "emoji-data",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = FILES.find((name) => request.url === `/${FOLDER}/${name}`);
        if (!file) return next();
        response.setHeader("content-type", "application/json");
        response.end(read(file));
      });
    },
    generateBundle() {
      for (const file of FILES) this.emitFile({ type: "asset", fileName: `${FOLDER}/${file}`, source: read(file) });
    },
  };
};
