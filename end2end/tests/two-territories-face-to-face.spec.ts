import { expect, takeRole, test } from "./page";

const PAGE = "/classes-dedoublees/face-a-face";
const plain = (text: string) => text.replace(/\s/g, " ");

test("from a territory one chooses another, and both stand side by side at the same week", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/classes-dedoublees/deploiement/D35");
  await page.getByRole("link", { name: "Face à face : un autre territoire, une autre année" }).click();
  await expect(page.locator("h1")).toHaveText("Face à face");
  await expect(page.getByLabel("Premier territoire")).toHaveValue("Ille-et-Vilaine");
  await expect(page.getByRole("heading", { name: "Ille-et-Vilaine, 2021-2022", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ille-et-Vilaine, 2020-2021", exact: true })).toBeVisible();
  await check(page);
  await page.getByLabel("Second territoire").fill("nord");
  await page.getByLabel("Année du second").selectOption("2021-2022");
  await page.getByLabel("Année du second").press("Tab");
  await page.getByRole("button", { name: "Comparer" }).click();
  await expect(page.getByRole("heading", { name: "Nord", exact: true })).toBeVisible();
  await expect(page.locator(".c12-sides .c12-tile")).toHaveCount(6);
  await check(page);
});

test("the difference has its interval, and chance is said in a sentence", async ({ page, check }) => {
  await takeRole(page, "coach");
  await page.goto(`${PAGE}?a=D35&b=D59`);
  const rows = page.getByRole("region", { name: "Écarts entre les deux côtés" }).locator("tbody tr");
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) {
    await expect(row).toContainText(/de\s.*\spoints?\sà\s.*\spoints?/);
    await expect(row).toContainText(/le hasard peut l'expliquer|au-delà du hasard/);
  }
  await expect(page.locator(".c12-finding")).toContainText(/Le hasard seul (peut expliquer|n'explique guère) cet écart/);
  // Of a territory and what holds it, no interval is told.
  await page.goto(`${PAGE}?a=D35&b=A14`);
  await expect(page.locator(".c12-finding")).toContainText("fait partie de l'autre");
  await check(page);
});

test("the chart, the table and the file say the same of each week", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto(`${PAGE}?a=D35&b=D59`);
  const chart = page.locator("svg.c12-chart:visible");
  await expect(chart).toHaveCount(1);
  await expect(chart).toContainText("Nord");
  await expect(chart).toContainText("Vilaine");
  await page.getByText("Les chiffres de chaque semaine").click();
  const first = await page.getByRole("region", { name: "Chiffres de chaque semaine" }).locator("tbody tr").first().locator("td").allInnerTexts();
  const file = await page.request.get(await page.getByRole("link", { name: "Télécharger les semaines (CSV)" }).evaluate((link: HTMLAnchorElement) => link.href));
  const last = (await file.text()).trim().split("\r\n").pop()?.split(";") ?? [];
  const digits = (text: string) => text.replace(/\D/g, "");
  expect([last[4], last[6], last[11], last[13]]).toEqual([first[0], first[1], first[3], first[4]].map(digits));
  const drawn = await page.request.get(await page.getByRole("link", { name: "Télécharger le graphique (SVG)" }).evaluate((link: HTMLAnchorElement) => link.href));
  expect(drawn.headers()["content-type"]).toContain("image/svg+xml");
  expect(plain(await drawn.text())).toContain("Source : ");
  await check(page);
});

test("a side without classes is said, and what to do", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto(`${PAGE}?annee_b=2012-2013`);
  await expect(page.locator(".c12-empty")).toContainText("Aucune classe n'est recensée pour France, 2012-2013");
  await check(page);
});
