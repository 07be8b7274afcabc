import { type Role, expect, takeRole, test } from "./page";
import { menu } from "./people";

const ALL = ["Déploiement", "Écoles", "Financement", "Imports", "Personnes", "Historique", "Méthode"];
const without = (...left: string[]) => ALL.filter((part) => !left.includes(part));
const LANDINGS: [Role, string, string, string[]][] = [
  ["officer", "/classes-dedoublees/deploiement/A24", "Académie de Créteil", without("Financement", "Personnes")],
  ["intrapreneur", "/", "France", without("Personnes")],
  ["coach", "/", "France", without("Imports", "Personnes")],
  ["leadership", "/", "France", without("Imports", "Personnes")],
  ["budget-manager", "/", "France", ["Déploiement", "Financement", "Imports", "Méthode"]],
  ["administrator", "/personnes", "Personnes", without("Financement")],
];

for (const [role, path, heading, parts] of LANDINGS) {
  test(`${role}: one click leads to a page and a menu of one's own`, async ({ page, check }) => {
    await takeRole(page, role);
    expect(new URL(page.url()).pathname).toBe(path);
    await expect(page.locator("h1")).toHaveText(heading);
    expect(await menu(page)).toEqual(parts);
    await check(page);
    for (const part of parts) {
      await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: part }).click();
      await expect(page.locator("h1")).toHaveCount(1);
      await expect(page.locator(".c12-nav [aria-current]")).toHaveText(part);
    }
  });
}

test("a visitor reads, and is told where to take a role to write", async ({ page, expectStatus, check }) => {
  expectStatus(403);
  await page.goto("/");
  await expect(page.getByRole("link", { name: "Se connecter" })).toBeVisible();
  expect(await menu(page)).toEqual(without("Imports", "Personnes"));
  for (const address of ["/imports", "/personnes", "/classes-dedoublees/mise-a-jour?territoire=D93"]) {
    await page.goto(address);
    await expect(page.locator("h1")).toHaveText("Accès refusé");
  }
  await check(page);
  await page.goto("/mon-compte");
  expect(page.url()).toContain("/connexion?suite=%2Fmon-compte");
  await page.getByRole("button", { name: "Coach" }).click();
  await expect(page.locator("h1")).toHaveText("Mon compte");
});
