// The page as every test has it: it fails on any console error, refused script, failed request, and looks for barriers.
import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test as base } from "@playwright/test";

type Extra = { expectStatus: (status: number) => void; script: boolean; check: (page: Page) => Promise<void> };

export const test = base.extend<Extra>({
  // A server for each worker: what one writes, the other does not meet.
  baseURL: async ({}, use, { config, parallelIndex }) => use(`http://127.0.0.1:${config.metadata.port + parallelIndex}`),
  script: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  expectStatus: async ({ page }, use) => {
    const wrong: string[] = [];
    const expected = new Set<number>();
    page.on("console", (message) => {
      const status = message.text().match(/status of (\d+)/);
      if (["error", "warning"].includes(message.type()) && !(status && expected.has(Number(status[1])))) wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
    page.on("requestfailed", (request) => { if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`request: ${request.url()}`); });
    page.on("response", (response) => { if (response.status() >= 400 && !expected.has(response.status())) wrong.push(`${response.status()}: ${response.url()}`); });
    page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1[:/]|data:)/.test(request.url())) wrong.push(`elsewhere: ${request.url()}`); });
    await use((status) => expected.add(status));
    expect(wrong).toEqual([]);
  },
  /** No barrier that axe knows of (WCAG 2.1 AA, RGAA), and no page that moves sideways. */
  check: async ({ script, expectStatus }, use) => {
    expect(expectStatus).toBeDefined();
    await use(async (page) => {
      if (!script) return;
      // Only what is wrong is told node by node, and no second page is opened for frames of other hosts, of which there are none: half the time.
      const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
      const found = await axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "RGAAv4"]).analyze();
      expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, "the page moves sideways").toBeLessThanOrEqual(0);
    });
  },
});
export { expect };

/** The roles of the demonstration, by the words of their buttons. */
export const ROLES = {
  officer: "Chargée ou chargé de déploiement",
  intrapreneur: "Intrapreneuse ou intrapreneur",
  coach: "Coach",
  leadership: "Direction",
  "budget-manager": "Gestionnaire budgétaire",
  administrator: "Administratrice ou administrateur",
} as const;
export type Role = keyof typeof ROLES;

/** Takes a role of the demonstration, as anybody does: in one click. */
export async function takeRole(page: Page, role: Role): Promise<void> {
  await page.goto("/connexion");
  await page.getByRole("button", { name: ROLES[role], exact: true }).click();
  await expect(page.getByRole("link", { name: "Mon compte", exact: true })).toBeVisible();
}

const number = (text: string) => Number(text.replace(/[^\d]/g, ""));

/** The number of a tile: the part of « 12 sur 345 ». */
export async function part(page: Page, label: string): Promise<number> {
  const tile = page.locator(".c12-tile", { has: page.getByText(label, { exact: true }) });
  const note = await tile.locator(".c12-tile__note").innerText();
  return number(note.split("sur")[0]);
}

/** Follows the first child down to a school. */
export async function drillToSchool(page: Page, from: string, seen: (page: Page) => Promise<void> = async () => {}): Promise<string[]> {
  await page.goto(from);
  const path: string[] = [];
  for (let level = 0; level < 4; level += 1) {
    await seen(page);
    if ((await page.locator(".c12-table--children").count()) === 0) break;
    const link = page.locator(".c12-table--children tbody th a").first();
    path.push(await link.innerText());
    await link.click();
    await page.waitForLoadState("load");
  }
  return path;
}
