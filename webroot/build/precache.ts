import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

type OutputBundle = Rolldown.OutputBundle;

/** The service worker: an entry of its own, under a name that stays, which knows what the build is made of. */
export const WORKER = "sw.js";

/** Fonts of the languages that the client speaks; others are kept once they were asked for. */
const FONTS = /-(latin|cyrillic)-wght-.*\.woff2$/;

/** Whether a page needs it to open and go on without a network. Colours of code can wait. */
const isNeeded = (part: OutputBundle[string]): boolean =>
  part.type === "chunk"
    ? !part.moduleIds.some((id) => id.includes("/highlight.js/"))
    : part.fileName.endsWith(".css") || FONTS.test(part.fileName);

/** Writes into the worker which files there are, and a version that changes with any of them. */
export const precache = (): Plugin => ({
  name: "precache",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const worker = bundle[WORKER];
      const page = bundle["index.html"];
      if (worker?.type !== "chunk" || page?.type !== "asset") throw new Error("no worker, or no page, in the build");
      if (worker.imports.length > 0) throw new Error("the worker must stand alone");
      const files = Object.values(bundle)
        .filter((part) => part.fileName.startsWith("assets/") && isNeeded(part))
        .map((part) => part.fileName)
        .sort();
      const hash = createHash("sha256").update(page.source).update(worker.code).update(files.join());
      const shell = { version: hash.digest("hex").slice(0, 12), files: ["/", ...files.map((name) => `/${name}`)] };
      worker.code = `const SHELL = ${JSON.stringify(shell)};\n${worker.code}`;
    },
  },
});
