import { expect, takeRole, test } from "./page";

test("an intrapreneur sets an objective for a territory, sees what lacks, and takes it back", async ({ page, check, expectStatus }) => {
  expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/deploiement/A24");
  // Without one of its own, the nation's counts.
  await expect(page.locator(".c12-aim")).toContainText(/Objectif, France : 60\s% de classes embarquées/);
  await page.getByRole("link", { name: "Fixer un objectif" }).click();
  await expect(page.locator("h1")).toHaveText("Objectifs : Académie de Créteil");
  await check(page);
  const form = page.getByRole("form", { name: "Fixer un objectif" });
  await form.getByLabel("Part des classes").fill("beaucoup");
  await form.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator("main")).toContainText("« beaucoup » n'est pas une part");
  await page.goBack();
  await form.getByLabel("De quoi").selectOption("using");
  await form.getByLabel("Part des classes").fill("62,5 %");
  await form.getByLabel("Au plus tard le").fill("2022-04-15");
  await form.getByRole("button", { name: "Enregistrer" }).click();
  const aim = page.locator(".c12-aim");
  await expect(aim).toContainText(/^Objectif : 62,5\s% de classes utilisatrices au 15 avril 2022/);
  await expect(aim).toContainText(/classes utilisatrices manquent/);
  await check(page);
  const takeBack = async () => {
    await page.getByRole("link", { name: "Fixer un objectif" }).click();
    await page.locator(".c12-aims li", { hasText: "15 avril 2022" }).locator("summary").click();
    await check(page);
    await page.getByRole("form", { name: /Retirer : .*15 avril 2022/ }).getByRole("button").click();
    await expect(aim).toContainText("Objectif, France");
  };
  await takeBack();
  await page.getByRole("link", { name: "Fixer un objectif" }).click();
  await page.getByRole("form", { name: /Rétablir : .*15 avril 2022/ }).first().getByRole("button").click();
  await expect(aim).toContainText(/^Objectif : 62,5\s% de classes utilisatrices au 15 avril 2022/);
  await takeBack();
});

test("an objective that a colleague changed meanwhile is not overwritten: both values are shown", async ({ page, browser, check, expectStatus }) => {
  expectStatus(409);
  const address = "/classes-dedoublees/deploiement/A32/objectif";
  const mine = page.getByRole("form", { name: "Fixer un objectif" });
  await takeRole(page, "intrapreneur");
  await page.goto(address);
  const context = await browser.newContext();
  const other = await context.newPage();
  await takeRole(other, "intrapreneur");
  await other.goto(address);
  const theirs = other.getByRole("form", { name: "Fixer un objectif" });
  const share = 55;
  await theirs.getByLabel("Part des classes").fill(String(share));
  await theirs.getByRole("button", { name: "Enregistrer" }).click();
  await mine.getByLabel("Part des classes").fill(String(share + 1));
  await mine.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.locator("h1")).toHaveText("Changé entre-temps");
  await expect(page.locator("main")).toContainText(new RegExp(`Maintenant : ${share}\\s% de classes embarquées.*Vous demandiez : ${share + 1}\\s% de classes embarquées`));
  await check(page);
  await page.getByRole("link", { name: "Rouvrir le formulaire" }).click();
  const held = page.locator(".c12-aims li", { hasText: new RegExp(`${share}\\s% de classes embarquées`) });
  await held.locator("summary").click();
  await held.getByRole("button").click();
  await expect(page.locator(".c12-aim"), "as it was found").toContainText("Objectif, France");
  await context.close();
});

test("who may not set an objective is not offered to", async ({ page, expectStatus }) => {
  expectStatus(403);
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/deploiement/A24");
  await expect(page.locator(".c12-aim")).toBeVisible();
  await expect(page.getByRole("link", { name: "Fixer un objectif" })).toHaveCount(0);
  await page.goto("/classes-dedoublees/deploiement/A24/objectif");
  await expect(page.locator("h1")).toHaveText("Accès refusé");
});

test("the gap to the objective and the gauge of quality stand wherever the figure does", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  const said = await page.locator(".c12-aim").innerText();
  expect(said).toMatch(/^Objectif : 60\s% de classes embarquées/);
  for (const address of ["comparaison", "comparaison?maille=academies", "face-a-face"]) {
    await page.goto(`/classes-dedoublees/${address}`);
    await expect(page.locator(".c12-aim").first()).toHaveText(said);
    await expect(page.getByRole("meter", { name: "Classes confirmées par une liste" }).first()).toBeVisible();
    await check(page);
  }
  await page.goto("/classes-dedoublees/comparaison?niveau=CP");
  await expect(page.locator(".c12-aim"), "an objective is of all the classes").toHaveCount(0);
  await page.goto("/classes-dedoublees/deploiement/FR/reseaux");
  await page.getByRole("region", { name: "Par réseau" }).getByRole("link").first().click();
  await expect(page.locator(".c12-aim")).toContainText("Objectif, France");
  await page.getByRole("link", { name: "Qualité des chiffres" }).click();
  await expect(page.locator("h1")).toContainText("Qualité des chiffres");
});
