import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Finding {
  impact: string | null;
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds on the page as it stands; serious and critical alone. */
export const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  // By the debugger's way in: the page's own policy forbids added scripts, and should.
  const source = await import("node:fs").then((fs) => fs.readFileSync(axe, "utf8"));
  await page.evaluate(source);
  const rules = JSON.stringify(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const violations = (await page.evaluate(
    `axe.run(document, { runOnly: ${rules} }).then((result) => result.violations)`,
  )) as Finding[];
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
};
