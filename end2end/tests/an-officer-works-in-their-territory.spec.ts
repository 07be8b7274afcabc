import { drillToSchool, expect, takeRole, test } from "./page";

test("an officer sees and moves the classes of their territory", async ({ page, check }) => {
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified");
  await page.locator("tbody td a").first().click();
  const id = await page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first().getAttribute("id");
  const opened = page.locator(`#${id}`);
  if ((await opened.getAttribute("open")) === null) await opened.locator("summary").first().click();
  await opened.getByRole("radio", { name: "Contactée" }).check();
  await opened.getByRole("button", { name: "Enregistrer" }).click();
  await expect(opened.locator(".c12-history li").first()).toContainText("par Camille Ferrand");
  await check(page);
});

test("an officer sees no school elsewhere, whatever they type", async ({ page, expectStatus, check }) => {
  expectStatus(403);
  let district = "";
  await drillToSchool(page, "/classes-dedoublees/deploiement/D35", async (page) => {
    if (/\/C[^/]*$/.test(new URL(page.url()).pathname)) district = page.url();
  });
  const school = page.url().split("?")[0];
  const uai = school.split("/").pop();
  expect(uai).toMatch(/^035/);
  await takeRole(page, "officer");
  await page.goto(school);
  await expect(page.locator("h1")).toHaveText("Accès refusé");
  await expect(page.locator("main")).toContainText("Votre rôle ne permet pas de voir cette page");
  await check(page);
  await page.goto(district);
  await expect(page.locator("main")).toContainText("Le détail par école est montré à celles et ceux qui suivent cette circonscription");
  await expect(page.locator("main").getByRole("link", { name: /École/ })).toHaveCount(0);
  await check(page);
  await page.goto(`/recherche?q=${uai}`);
  await expect(page.getByRole("status")).toContainText("Aucune école ne répond");
  for (const file of [`${new URL(district).pathname}/territoires.csv`, "/personnes", "/donnees-personnelles/rien"]) {
    expect((await page.request.get(file)).status()).toBe(file.endsWith("rien") ? 404 : 403);
  }
  const classes = await page.request.get("/classes-dedoublees/deploiement/D35/classes.csv");
  expect((await classes.text()).trim().split("\r\n")).toHaveLength(1);
});
