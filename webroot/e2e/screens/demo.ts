import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeUrl } from "../people";
import { Community } from "./community";
import { prepare } from "./prepare";

/** Messages of the long history: enough to scroll in. */
const HISTORY = "3000";

/** Before everything: the community of `scripts/demo`, unless it is there already, and what happens in one. */
export const setup = async (): Promise<void> => {
  const url = nodeUrl(0);
  const community = await Community.at(url).catch(async () => {
    await fill(url);
    return Community.at(url);
  });
  await prepare(community);
};

const fill = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL("../../demo/fill.mjs", import.meta.url));
    const child = spawn(process.execPath, [script, url, HISTORY], { stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`demo/fill.mjs: ${code}`))));
  });
