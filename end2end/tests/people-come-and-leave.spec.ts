import { expect, takeRole, test } from "./page";
import { invite, menu, openLink } from "./people";

test("somebody invited signs in once by their link, in their own browser", async ({ page, browser, check }) => {
  await takeRole(page, "administrator");
  const invited = await invite(page, "officer", "D93");
  await page.goto(invited.page);
  await expect(page.getByLabel("Lien à copier")).toHaveCount(0);
  expect(await page.content()).not.toContain(new URL(invited.link).pathname);
  await check(page);
  // Looking at the link uses nothing: mail scanners look.
  const context = await browser.newContext();
  const other = await context.newPage();
  for (let time = 0; time < 2; time += 1) {
    await other.goto(invited.link);
    await expect(other.locator("h1")).toHaveText("Bienvenue");
  }
  await check(other);
  await other.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await expect(other.locator("h1")).toHaveText("Seine-Saint-Denis");
  await context.clearCookies();
  const again = await other.goto(invited.link);
  expect(again?.status()).toBe(410);
  await expect(other.locator("h1")).toHaveText("Ce lien ne sert plus");
  await expect(other.locator("main")).toContainText("Il a déjà servi");
  await check(other);
  await context.close();
});

test("a link pressed twice signs in once", async ({ page, browser }) => {
  await takeRole(page, "administrator");
  const invited = await invite(page);
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const pages = await Promise.all(contexts.map((context) => context.newPage()));
  for (const other of pages) await other.goto(invited.link);
  for (const other of pages) {
    await other.getByRole("button", { name: "Ouvrir mon compte" }).click();
    await other.waitForLoadState("load");
  }
  await expect(pages[0].getByRole("link", { name: "Mon compte", exact: true })).toBeVisible();
  await expect(pages[1].locator("h1")).toHaveText("Ce lien ne sert plus");
  for (const context of contexts) await context.close();
});

test("what is wrong with an invitation is told beside its field, and nobody is invited", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "administrator");
  const known = await invite(page);
  await page.goto("/personnes");
  const before = await page.locator(".c12-people > li").count();
  await page.locator("summary", { hasText: "Inviter une personne" }).click();
  const form = page.getByRole("form", { name: "Inviter une personne" });
  await form.getByLabel("Prénom et nom").fill("Deux fois");
  await form.getByLabel("Adresse professionnelle").fill(known.email);
  await form.getByRole("button", { name: "Inviter" }).click();
  const wrong = page.getByRole("alert");
  await expect(wrong).toContainText("L'invitation n'est pas envoyée");
  await expect(wrong, "nothing wide is chosen by itself").toContainText("Territoire : choisissez-le");
  await wrong.getByRole("link", { name: /^Politique publique/ }).click();
  await expect(form.getByLabel("Politique publique")).toBeFocused();
  await form.getByLabel("Politique publique").selectOption("Toutes");
  await form.getByLabel("Territoire", { exact: true }).selectOption("FR");
  await form.getByRole("button", { name: "Inviter" }).click();
  await expect(form.getByLabel("Prénom et nom")).toHaveValue("Deux fois");
  await expect(form.locator("#email-erreur")).toBeVisible();
  await expect(form.locator("#email")).toHaveAttribute("aria-describedby", "email-erreur");
  await check(page);
  await page.goto("/personnes");
  expect(await page.locator(".c12-people > li").count()).toBe(before);
});

test("a role given or taken back counts from the next page", async ({ page, browser, check, expectStatus }) => {
  expectStatus(422);
  await takeRole(page, "administrator");
  const invited = await invite(page, "coach");
  const { page: other, context } = await openLink(browser, invited.link);
  expect(await menu(other)).not.toContain("Imports");
  expect((await other.request.get("/imports")).status()).toBe(403);
  await page.goto(invited.page);
  await page.locator("summary", { hasText: "Donner un rôle" }).click();
  const give = page.getByRole("form", { name: "Donner un rôle" });
  await give.getByLabel("Rôle", { exact: true }).selectOption("Intrapreneuse ou intrapreneur");
  await give.getByRole("button", { name: "Donner ce rôle" }).click();
  await expect(page.getByRole("alert"), "nothing wide is chosen by itself").toContainText("Territoire : choisissez-le");
  await give.getByLabel("Politique publique").selectOption("Toutes");
  await give.getByLabel("Territoire", { exact: true }).selectOption("FR");
  await give.getByRole("button", { name: "Donner ce rôle" }).click();
  await expect(page.getByText("Le rôle est donné")).toBeVisible();
  await check(page);
  await other.goto("/");
  expect(await menu(other)).toContain("Imports");
  const held = page.locator(".c12-held li", { hasText: "Intrapreneuse" });
  await held.locator("summary", { hasText: "Reprendre ce rôle" }).click();
  await check(page);
  await page.getByRole("form", { name: /Reprendre : Intrapreneuse/ }).getByRole("button").click();
  await expect(page.getByText("Le rôle est repris.")).toBeVisible();
  await expect(page.locator(".c12-held li", { hasText: "Intrapreneuse" })).toContainText("repris");
  await check(page);
  await other.goto("/");
  expect(await menu(other)).not.toContain("Imports");
  expect((await other.request.get("/imports")).status()).toBe(403);
  await page.getByRole("form", { name: /Redonner : Intrapreneuse/ }).getByRole("button").click();
  await expect(page.getByText("Le rôle est donné")).toBeVisible();
  await other.goto("/");
  expect(await menu(other), "taken back by mistake, given again").toContain("Imports");
  await context.close();
});

test("closing an account ends its open sessions at once", async ({ page, browser, check }) => {
  await takeRole(page, "administrator");
  const invited = await invite(page, "leadership");
  const { page: other, context } = await openLink(browser, invited.link);
  await other.goto("/mon-compte");
  await expect(other.locator(".fr-text--lead")).toHaveText(invited.name);
  await page.goto(invited.page);
  await page.locator("summary", { hasText: "Fermer le compte" }).click();
  await page.getByRole("button", { name: "Fermer maintenant" }).click();
  await expect(page.getByText("Le compte est fermé et ses sessions aussi.")).toBeVisible();
  await check(page);
  await other.goto("/mon-compte");
  await expect(other.locator("h1")).toHaveText("Se connecter");
  await expect(other.locator("body")).not.toContainText(invited.name);
  await page.goto("/personnes?etat=fermes");
  await page.getByRole("link", { name: invited.name, exact: true }).click();
  await check(page);
  await page.getByRole("button", { name: "Rouvrir le compte" }).click();
  await expect(page.getByText("Le compte est rouvert, avec ses rôles")).toBeVisible();
  await page.goto("/personnes");
  await expect(page.getByRole("link", { name: invited.name, exact: true })).toBeVisible();
  await context.close();
});

test("a person erased leaves a number, and no name anywhere", async ({ page, check }) => {
  await takeRole(page, "administrator");
  const invited = await invite(page);
  await page.goto(invited.page);
  await page.locator("summary", { hasText: "Effacer la personne" }).click();
  await page.getByText("Je veux effacer cette personne").click();
  await page.getByRole("button", { name: "Effacer", exact: true }).click();
  await expect(page.getByText("La personne est effacée.")).toBeVisible();
  await check(page);
  for (const address of [invited.page, "/personnes", "/personnes?etat=fermes", "/audit"]) {
    await page.goto(address);
    expect(await page.content()).not.toContain(invited.name);
    expect(await page.content()).not.toContain(invited.email);
  }
});
