import { expect, takeRole, test } from "./page";

const NATION = "/classes-dedoublees/deploiement/FR/reseaux";
const number = (text: string) => Number(text.replace(/[^\d]/g, ""));

test("from a département one goes to its networks, to one of them, to a school and back to its network", async ({ page, check }) => {
  await takeRole(page, "coach");
  await page.goto("/classes-dedoublees/deploiement/D75");
  await page.getByRole("link", { name: "Par réseau d'éducation prioritaire" }).click();
  await expect(page.locator("h1")).toHaveText("Réseaux d'éducation prioritaire : Paris");
  await check(page);
  const first = page.getByRole("region", { name: "Par réseau" }).getByRole("link").first();
  const name = await first.innerText();
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/classes-dedoublees\/reseaux\/R\d{7}[A-Z]/);
  await expect(page.locator("h1")).toHaveText(`Réseau : ${name}`);
  await check(page);
  await page.getByRole("region", { name: "Par école" }).getByRole("link").first().click();
  await page.getByRole("link", { name: `Réseau : ${name}` }).click();
  await expect(page.locator("h1")).toHaveText(`Réseau : ${name}`);
  await page.getByRole("navigation", { name: "vous êtes ici" }).getByRole("link", { name: "Réseaux" }).click();
  await expect(page.locator("h1")).toHaveText("Réseaux d'éducation prioritaire : Paris");
});

test("networks and what stands in none add up to the territory, on the page and in its file", async ({ page }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  const census = number(await page.locator(".c12-tile", { hasText: "Classes recensées" }).locator(".c12-tile__value").innerText());
  await page.goto(NATION);
  const outside = (await page.locator("main").innerText()).match(/([\d\s\u202f]+)\u00a0classes? (?:n'est|ne sont) dans aucun réseau/);
  const file = await page.request.get(`${NATION}.csv`);
  const lines = (await file.text()).trim().split("\r\n").slice(1).map((line) => line.split(";"));
  const inside = lines.reduce((sum, line) => sum + Number(line[4]), 0);
  expect(inside + (outside ? number(outside[1]) : 0)).toBe(census);
  const shown = page.getByRole("region", { name: "Par réseau" }).locator("tbody tr");
  const names = await shown.locator("th").allInnerTexts();
  expect(lines.slice(0, names.length).map((line) => line[2])).toEqual(names);
});

test("a network's figures are for those who see its schools", async ({ page, expectStatus }) => {
  expectStatus(403);
  await takeRole(page, "coach");
  await page.goto("/classes-dedoublees/deploiement/D75/reseaux");
  const href = await page.getByRole("region", { name: "Par réseau" }).getByRole("link").first().evaluate((one: HTMLAnchorElement) => one.href);
  await page.goto(href);
  const schools = page.getByRole("region", { name: "Par école" }).locator("tbody tr");
  const classes = (await schools.locator("td:nth-of-type(1)").allInnerTexts()).map(number);
  const tile = page.locator(".c12-tile", { hasText: "Classes recensées" }).locator(".c12-tile__value");
  expect(number(await tile.innerText())).toBe(classes.reduce((sum, one) => sum + one, 0));
  // The officer of the demonstration follows another territory, the budget manager none.
  for (const role of ["officer", "budget-manager"] as const) {
    await takeRole(page, role);
    await page.goto(href);
    await expect(page.locator("h1")).toHaveText("Accès refusé");
    expect((await page.request.get(href.replace("?", "/ecoles.csv?"))).status()).toBe(403);
  }
  await page.goto("/classes-dedoublees/deploiement/D75");
  await expect(page.getByRole("link", { name: "Par réseau d'éducation prioritaire" })).toHaveCount(0);
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/deploiement/D75/reseaux");
  await expect(page.locator("main")).toContainText("Aucune école que vous suivez ici");
});

test("a list is brought by its form, and what is wrong in it is told by line", async ({ page, check }) => {
  await takeRole(page, "administrator");
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption({ label: "Réseaux d'éducation prioritaire" });
  const wrong = "uai;ep_2021_2022;uai_tete_de_reseau\n0350011X;REP;0350013A\n";
  await page.locator("#file").setInputFiles({ name: "reseaux.csv", mimeType: "text/csv", buffer: Buffer.from(wrong) });
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("rien n'est écrit", { timeout: 500 });
  }).toPass();
  await expect(page.locator("tbody tr")).toContainText("La lettre de ce UAI ne correspond pas à ses chiffres.");
  await expect(page.locator("tbody tr")).toContainText("uai_tete_de_reseau");
  await check(page);
});
