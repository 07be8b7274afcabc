import { expect, takeRole, test } from "./page";
import { invite, openLink } from "./people";

test("one's sessions are listed, and the others are closed in one click", async ({ page, browser, check }) => {
  await takeRole(page, "administrator");
  const invited = await invite(page);
  const first = await openLink(browser, invited.link);
  await page.goto(invited.page);
  await page.getByRole("button", { name: "Créer un lien de connexion" }).click();
  const link = await page.getByLabel("Lien à copier").inputValue();
  await check(page);
  const second = await openLink(browser, link, "Me connecter");
  await second.page.goto("/mon-compte");
  const sessions = second.page.locator(".c12-sessions > li");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "celle-ci" })).toHaveCount(1);
  await expect(sessions.first()).toContainText("Chrome sur Linux");
  await expect(sessions.first()).toContainText("127.0.0.0/24");
  await check(second.page);
  await second.page.getByRole("button", { name: "Fermer les autres sessions" }).click();
  await expect(second.page.getByRole("status").or(second.page.getByText("1 session a été fermée.")).first()).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await expect(second.page.getByRole("button", { name: "Fermer les autres sessions" })).toHaveCount(0);
  await check(second.page);
  await first.page.goto("/mon-compte");
  await expect(first.page.locator("h1")).toHaveText("Se connecter");
  for (const { context } of [first, second]) await context.close();
});

test("one's own data comes as a file, and holds nobody else's", async ({ page }) => {
  await takeRole(page, "officer");
  await page.goto("/mon-compte");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger mes données (JSON)" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("mes-donnees.json");
  const answer = await page.request.get("/mon-compte/donnees.json");
  expect(answer.headers()["content-type"]).toBe("application/json");
  expect(answer.headers()["cache-control"]).toBe("no-store");
  const data = JSON.parse(await answer.text());
  expect(data.compte).toMatchObject({ nom: "Camille Ferrand", adresse: "camille.ferrand@demo.classe12.fr", etat: "active" });
  expect(data.roles[0]).toMatchObject({ role: "officer", territoire: "A24" });
  expect(data.sessions.length).toBeGreaterThan(0);
  expect(Array.isArray(data.actions)).toBe(true);
  expect(await answer.text()).not.toContain("Sofia Benali");
});

test("after signing out, Back shows nothing of before", async ({ page, expectStatus, check }) => {
  expectStatus(403);
  await takeRole(page, "administrator");
  const invited = await invite(page);
  const seen = ["/personnes", "/mon-compte", "/classes-dedoublees/deploiement/A24"];
  await page.goto("/personnes");
  await expect(page.locator("main")).toContainText(invited.name);
  await page.goto("/classes-dedoublees/deploiement/A24");
  await page.goto("/mon-compte");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.locator("h1")).toHaveText("Votre session est fermée");
  expect(new URL(page.url()).pathname).toBe("/deconnexion");
  await check(page);
  for (const _ of seen) {
    await page.goBack();
    await expect(page.getByRole("link", { name: "Se connecter" }).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Mon compte", exact: true })).toHaveCount(0);
    const text = await page.locator("body").innerText();
    for (const name of ["sofia.benali@", invited.name, invited.email]) expect(text).not.toContain(name);
  }
});
