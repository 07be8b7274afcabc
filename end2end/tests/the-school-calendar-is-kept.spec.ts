import { expect, takeRole, test } from "./page";

const YEAR = "/calendrier?annee=2022-2023";
// The four projects share one program: each adds days of its own.
const MONTH: Record<string, string> = { phone: "2022-10", desk: "2022-11", "phone without script": "2023-01", "desk without script": "2023-03" };

test("the administrator adds a break to the calendar, everybody sees it, and it is taken back", async ({ page, check, expectStatus }, info) => {
  expectStatus(422);
  const month = MONTH[info.project.name] ?? "2023-05";
  await takeRole(page, "administrator");
  await page.goto("/methodes");
  await page.getByRole("link", { name: "Calendrier scolaire" }).click();
  await expect(page.locator("h1")).toHaveText("Calendrier scolaire 2021-2022");
  await expect(page.getByRole("img", { name: "Zone A : 35 semaines d'école, 3 en partie, 15 sans école" })).toBeVisible();
  await check(page);
  await page.goto(YEAR);
  await page.locator("summary", { hasText: "Ajouter une période sans école" }).click();
  const form = page.getByRole("form", { name: "Ajouter une période sans école" });
  await form.getByLabel("Mayotte").check();
  await form.getByLabel("Motif").fill("Essai du calendrier");
  await form.getByLabel("Premier jour sans école").fill(`${month}-22`);
  await form.getByLabel("Dernier jour sans école").fill(`${month}-15`);
  await check(page);
  await form.getByRole("button", { name: "Ajouter" }).click();
  const wrong = page.getByRole("alert");
  await expect(wrong).toContainText("Rien n'est enregistré");
  await wrong.getByRole("link", { name: /^Dernier jour : le 15 .* est avant le premier jour/ }).click();
  await expect(form.getByLabel("Motif")).toHaveValue("Essai du calendrier");
  await expect(form.getByLabel("Mayotte")).toBeChecked();
  await check(page);
  await form.getByLabel("Dernier jour sans école").fill(`${month}-28`);
  await form.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.getByRole("status")).toContainText("La période est ajoutée");
  await expect(page.locator("h1")).toHaveText("Calendrier scolaire 2022-2023");
  const zone = page.getByRole("region", { name: "Mayotte" });
  const row = zone.getByRole("row", { name: new RegExp(`22/${month.slice(5)}/${month.slice(0, 4)}`) });
  await expect(row).toContainText("Essai du calendrier");
  await expect(page.locator(".c12-history")).toContainText(/Ajouté : Mayotte, vacances du 22 .* \(Essai du calendrier\)/);
  await check(page);
  await row.locator("summary", { hasText: "Retirer" }).click();
  await row.getByRole("button", { name: "Retirer maintenant" }).click();
  await expect(page.getByRole("status")).toContainText("La période est retirée");
  await expect(row).toHaveCount(0);
  const last = page.locator(".c12-history").getByRole("listitem").first();
  await expect(last).toContainText("Retiré : Mayotte");
  await check(page);
  await last.getByRole("button", { name: "Rétablir" }).click();
  await expect(page.getByRole("status")).toContainText("La période est ajoutée");
  await expect(row).toContainText("Essai du calendrier");
  await row.locator("summary", { hasText: "Retirer" }).click();
  await row.getByRole("button", { name: "Retirer maintenant" }).click();
  await expect(row).toHaveCount(0);
});

test("a chart leads to the calendar of its year, which whoever reads may not change", async ({ page, check, expectStatus }) => {
  expectStatus(200);
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/deploiement/A28?annee=2020-2021");
  const source = page.locator(".c12-figure figcaption").filter({ hasText: "Zones grisées" });
  await expect(source).toContainText("calendrier non saisi : La Réunion");
  await source.getByRole("link", { name: "Calendrier scolaire" }).click();
  await expect(page.locator("h1")).toHaveText("Calendrier scolaire 2020-2021");
  await expect(page.getByRole("region", { name: "Zone B" })).toContainText("Classe à distance");
  await expect(page.getByRole("region", { name: "La Réunion" })).toContainText("Calendrier non saisi pour cette zone");
  await expect(page.getByRole("button", { name: /Ajouter|Retirer/ })).toHaveCount(0);
  await check(page);
  await page.getByRole("link", { name: "Année précédente (2019-2020)" }).click();
  await expect(page.getByRole("region", { name: "Guyane" })).toContainText("Fermeture");
});
