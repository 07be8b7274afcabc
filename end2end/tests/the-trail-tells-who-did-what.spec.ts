import { expect, takeRole, test } from "./page";
import { invite } from "./people";

test("the trail is filtered by person, by day and by refusals, and comes as a file", async ({ page, expectStatus, check, script }) => {
  expectStatus(403);
  await takeRole(page, "coach");
  await page.goto("/personnes");
  await expect(page.locator("h1")).toHaveText("Accès refusé");
  await takeRole(page, "administrator");
  const invited = await invite(page);
  const lines = page.locator(".c12-trail > li");
  const filter = async () => page.getByRole("button", { name: "Filtrer" }).click();

  await page.goto("/audit");
  await check(page);
  await page.getByLabel("Personne").selectOption("Sofia Benali");
  await filter();
  await expect(lines.first()).toContainText("Sofia Benali");
  expect(await lines.filter({ hasNotText: "Sofia Benali" }).count()).toBe(0);
  await expect(lines.filter({ hasText: "Invitation" }).filter({ hasText: invited.name }).first()).toBeVisible();

  await page.goto("/audit");
  await page.getByLabel("Personne").selectOption("Yann Le Goff");
  await page.getByText("Refus seulement").click();
  await filter();
  await expect(async () => {
    await page.reload();
    await expect(lines.first()).toContainText("GET /personnes", { timeout: 500 });
  }).toPass();
  expect(await lines.filter({ hasNotText: "refusé" }).count()).toBe(0);
  expect(await lines.filter({ hasNotText: "Yann Le Goff" }).count()).toBe(0);
  await check(page);

  const address = page.getByRole("link", { name: "Télécharger ces lignes (CSV)" });
  const coming = page.waitForEvent("download");
  await address.click();
  expect((await coming).suggestedFilename()).toMatch(/^qui-a-fait-quoi-\d{4}-\d\d-\d\d\.csv$/);
  const file = (await (await page.request.get((await address.getAttribute("href")) ?? "")).body()).toString().trimEnd().split("\r\n");
  expect(file[0]).toBe("\ufeffle;qui;action;objet;territoire;depuis;refuse");
  expect(file.length).toBeGreaterThan(1);
  for (const line of file.slice(1)) expect(line).toMatch(/;Yann Le Goff;access\.refused;.*;oui$/);

  await page.goto("/audit?du=2001-01-01&au=2001-01-02");
  await expect(page.locator("main")).toContainText("Aucune ligne ne répond à ces filtres.");
  await expect(page.getByLabel("Du", { exact: true })).toHaveValue("2001-01-01");
  await check(page);
  const today = file[1].slice(0, 10);
  await page.goto(`/audit?du=${today}`);
  await expect(lines.first()).toBeVisible();
  if (script) expect(await page.evaluate(() => document.querySelectorAll(".c12-trail > li").length)).toBeGreaterThan(1);
});

test("a filter that is none is told in French", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "administrator");
  for (const [query, why] of [["du=hier", "Jour : écrivez un jour comme"], ["qui=personne", "Personne : choisissez-la"]]) {
    await page.goto(`/audit?${query}`);
    await expect(page.locator("main")).toContainText(why);
  }
  await check(page);
});
