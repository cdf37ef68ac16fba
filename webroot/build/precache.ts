import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

type OutputBundle = Rolldown.OutputBundle;

/** The service worker: a build of its own, under a name that stays, which knows what the client's is made of. */
const WORKER = "sw.js";

/** Fonts of the languages that the client speaks; others are kept once they were asked for. */
const FONTS = /-(latin|cyrillic)-wght-.*\.woff2$/;

/** Whether a page needs it to open and go on without a network. Colours of code can wait. */
const isNeeded = (part: OutputBundle[string]): boolean =>
  part.type === "chunk"
    ? !part.moduleIds.some((id) => id.includes("/highlight.js/"))
    : part.fileName.endsWith(".css") || FONTS.test(part.fileName);

/** All of the worker in one file: a worker shares nothing with pages, whose parts may be of another version. */
const workerCode = async (root: string): Promise<string> => {
  const built = await build({
    configFile: false,
    root,
    logLevel: "warn",
    build: { write: false, target: "es2023", copyPublicDir: false, rollupOptions: { input: "src/worker/sw.ts" } },
  });
  const parts = "output" in built ? built.output : [];
  const [worker, ...others] = parts;
  if (worker?.type !== "chunk" || others.length > 0) throw new Error("the worker must be one file");
  return worker.code;
};

/** Adds the worker, with which files there are, and a version that changes with any of them. */
export const precache = (): Plugin => {
  let root = "";
  return {
    name: "precache",
    apply: "build",
    enforce: "post",
    configResolved: (config) => {
      root = config.root;
    },
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("no page in the build");
        const code = await workerCode(root);
        const files = Object.values(bundle)
          .filter((part) => part.fileName.startsWith("assets/") && isNeeded(part))
          .map((part) => part.fileName)
          .sort();
        const hash = createHash("sha256").update(page.source).update(code).update(files.join());
        const shell = { version: hash.digest("hex").slice(0, 12), files: ["/", ...files.map((name) => `/${name}`)] };
        this.emitFile({ type: "asset", fileName: WORKER, source: `const SHELL = ${JSON.stringify(shell)};\n${code}` });
      },
    },
  };
};
