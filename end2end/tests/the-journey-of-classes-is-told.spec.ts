import { expect, takeRole, test } from "./page";

const NATION = "/classes-dedoublees/deploiement/FR/parcours";
const number = (text: string) => Number(text.replace(/[^\d]/g, ""));

test("from a territory one goes to its journeys, and from a child's journeys back up", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  await page.getByRole("link", { name: "Parcours des classes, de stade en stade" }).click();
  await expect(page.locator("h1")).toHaveText("Parcours des classes : France");
  await expect(page.locator("main")).toContainText("Calculé le");
  await check(page);
  const child = page.getByRole("region", { name: /^Par académie/ }).getByRole("link").first();
  await child.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/deploiement\/A\d\d\/parcours/);
  await check(page);
  await page.getByRole("navigation", { name: "vous êtes ici" }).getByRole("link", { name: "France" }).click();
  await expect(page).toHaveURL(/\/deploiement\/FR/);
});

test("the table says how many ever reached each stage, and the file says the same", async ({ page }) => {
  await takeRole(page, "leadership");
  await page.goto(NATION);
  const rows = page.getByRole("region", { name: "Classes qui ont atteint chaque stade" }).locator("tbody tr");
  await expect(rows).toHaveCount(5);
  const shown = (await rows.locator("td:nth-of-type(1)").allInnerTexts()).map(number);
  expect([...shown].sort((a, b) => b - a)).toEqual(shown);
  const link = page.getByRole("link", { name: "Télécharger ce tableau (CSV)" });
  const file = await page.request.get(await link.evaluate((one: HTMLAnchorElement) => one.href));
  const lines = (await file.text()).trim().split("\r\n").slice(1).map((line) => line.split(";"));
  expect(lines.map((line) => Number(line[5]))).toEqual(shown.slice(1));
  expect(Number(lines[0][4])).toBe(shown[0]);
  await expect(rows.last()).toContainText(/jours|le même jour|non atteint par la moitié/);
});

test("cohorts are drawn, told as a table, and taken away as files", async ({ page, browser, check }) => {
  await takeRole(page, "coach");
  await page.goto(`${NATION}?annee=2020-2021`);
  await check(page);
  const chart = page.locator("svg.c12-chart:visible");
  await expect(chart).toHaveCount(1);
  await expect(chart).toHaveAccessibleName(/encore en usage/);
  const table = page.getByRole("region", { name: "Part encore en usage, par mois d'embarquement" });
  const months = await table.locator("tbody th").allInnerTexts();
  expect(months.length).toBeGreaterThan(6);
  for (const name of await chart.locator("text.c12-strong").allTextContents()) expect(months).toContain(name);
  await expect(table.locator("tbody tr").last()).toContainText(/\d+\s% \(\d+\s% à \d+\s%\)/);
  const csv = await page.request.get(await page.getByRole("link", { name: "Télécharger chaque semaine (CSV)" }).evaluate((one: HTMLAnchorElement) => one.href));
  expect(csv.headers()["content-type"]).toContain("text/csv");
  expect((await csv.text()).split("\r\n").length).toBeGreaterThan(months.length);
  const svg = await (await page.request.get(await page.getByRole("link", { name: "Télécharger le graphique (SVG)" }).evaluate((one: HTMLAnchorElement) => one.href))).text();
  expect(svg).toContain("Source : ");
  expect(svg).not.toContain("var(--");
  const alone = await browser.newPage();
  await alone.setContent(`<img alt="" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`);
  expect(await alone.locator("img").evaluate(async (image: HTMLImageElement) => { await image.decode(); return image.naturalWidth; })).toBeGreaterThan(1000);
  await alone.close();
});

test("an officer chooses the days by keyboard and opens a class that stands still", async ({ page, check, script }) => {
  await takeRole(page, "officer");
  await page.goto(NATION);
  await page.getByLabel("Au même stade depuis").selectOption("60");
  if (!script) await page.getByRole("button", { name: "Filtrer" }).press("Enter");
  await expect(page).toHaveURL(/depuis=60/);
  await expect(page.getByRole("heading", { name: /au même stade depuis plus de 60 jours/ })).toBeVisible();
  const list = page.getByRole("region", { name: "Classes à reprendre" });
  for (const days of await list.locator("tbody td:last-child").allInnerTexts()) expect(number(days)).toBeGreaterThan(60);
  await check(page);
  const school = list.getByRole("link").first();
  const name = await school.innerText();
  await school.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(name);
});

test("who follows no school sees the figures and no class", async ({ page, check }) => {
  await takeRole(page, "budget-manager");
  await page.goto("/classes-dedoublees/deploiement/D59/parcours");
  await expect(page.getByRole("heading", { name: "Les classes à reprendre" })).toBeVisible();
  await expect(page.locator("main")).toContainText("est montrée à celles et ceux qui suivent un territoire");
  await expect(page.getByRole("region", { name: "Classes à reprendre" })).toHaveCount(0);
  await check(page);
});
