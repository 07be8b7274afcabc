import { expect, takeRole, test } from "./page";

const NATION = "/classes-dedoublees/deploiement/FR/qualite";
const number = (text: string) => Number(text.replace(/[^\d]/g, ""));

test("from the figures of a territory one goes to their quality, down to a child's and back up", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  const gauge = page.locator("p", { has: page.getByRole("meter", { name: "Classes confirmées par une liste" }) });
  await expect(gauge).toContainText("% des classes recensées sont confirmées par une liste");
  await gauge.getByRole("link", { name: "Qualité des chiffres" }).click();
  await expect(page.locator("h1")).toHaveText("Qualité des chiffres : France");
  await expect(page.locator("main")).toContainText("La prochaine est attendue le");
  await expect(page.getByRole("meter")).toHaveCount(2);
  await check(page);
  const child = page.getByRole("region", { name: /^Par académie/ }).getByRole("link").first();
  await child.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/deploiement\/A\d\d\/qualite/);
  await check(page);
  await page.getByRole("navigation", { name: "vous êtes ici" }).getByRole("link", { name: "France" }).click();
  await expect(page).toHaveURL(/\/deploiement\/FR/);
});

test("the table and its file say the same, by name and without a rank", async ({ page }) => {
  await takeRole(page, "coach");
  await page.goto(NATION);
  const rows = page.getByRole("region", { name: /^Par académie/ }).locator("tbody tr");
  const names = await rows.locator("th").allInnerTexts();
  expect([...names].sort((a, b) => a.localeCompare(b, "fr"))).toEqual(names);
  const link = page.getByRole("link", { name: "Télécharger ce tableau (CSV)" });
  const file = await page.request.get(await link.evaluate((one: HTMLAnchorElement) => one.href));
  const lines = (await file.text()).trim().split("\r\n").slice(1).map((line) => line.split(";"));
  expect(lines.slice(1).map((line) => line[2])).toEqual(names);
  const shown = (await rows.locator("td:nth-of-type(1)").allInnerTexts()).map(number);
  expect(lines.slice(1).map((line) => Number(line[4]))).toEqual(shown);
  expect(Number(lines[0][4])).toBe(shown.reduce((sum, one) => sum + one, 0));
});

test("a year that is over expects no news, and schools are told to who may see them", async ({ page, check }) => {
  await takeRole(page, "coach");
  await page.goto(`${NATION}?annee=2020-2021`);
  await expect(page.locator("main")).toContainText("L'année 2020-2021 est finie");
  await expect(page.getByRole("meter")).toHaveCount(0);
  await check(page);
  await page.goto(NATION);
  await expect(page.getByRole("heading", { name: "Ce que les usages démentent" })).toBeVisible();
  await takeRole(page, "leadership");
  await page.goto(NATION);
  await expect(page.locator("h1")).toHaveText("Qualité des chiffres : France");
});

test("the forecast says what past ones were worth, one by one", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  await expect(page.locator(".c12-outlook")).toContainText(/\d+ dernières( prévisions)? .*vu juste/);
  const summary = page.getByText("Ce que valaient les prévisions passées");
  await summary.focus();
  await page.keyboard.press("Enter");
  const each = page.getByRole("region", { name: "Prévisions passées, une par une" }).locator("tbody tr");
  const held = await each.filter({ hasText: "oui" }).count();
  const horizons = page.getByRole("region", { name: "Prévisions tenues, par échéance" }).locator("tbody tr");
  const told = (await horizons.locator("td:nth-of-type(2)").allInnerTexts()).map(number);
  expect(told.reduce((sum, one) => sum + one, 0)).toBe(held);
  await check(page);
});
