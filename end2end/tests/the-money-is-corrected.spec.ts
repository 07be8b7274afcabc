import { expect, takeRole, test } from "./page";
import { TODAY, chorus, commitment, credits, entered, fill, refused, send, step } from "./money";

test("a step of a duty that is refused keeps what was typed, where it was typed", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "budget-manager");
  const why = `Essai ${chorus()}`;
  await page.goto("/financement/obligations");
  const opening = page.getByRole("form", { name: "Ouvrir une obligation" });
  await page.getByText("Ouvrir une insuffisance ou des crédits non consommés").click();
  // An amount that can't be read: said beside it, and the rest is kept.
  await fill(opening, { Quoi: "Insuffisance des crédits", "Crédits": "CP", Exercice: "2021", "Montant qui manque": "beaucoup", "Jour où": TODAY, Pourquoi: why });
  await opening.getByRole("button", { name: "Ouvrir", exact: true }).click();
  await refused(page, "amount", /Montant illisible/);
  await expect(opening.getByLabel("Pourquoi")).toHaveValue(why);
  await expect(opening.locator("select#credit")).toHaveValue("cp");
  await check(page);
  await fill(opening, { "Montant qui manque": "1" });
  await opening.getByRole("button", { name: "Ouvrir", exact: true }).click();
  const duty = page.locator("main section", { hasText: why });
  await step(page, duty, "Délégant informé", { "À qui et comment": "Courriel" });
  await expect(duty.locator(".c12-badge")).toHaveText("Délégant informé");
  await step(page, duty, "Dotation ajustée", { "À qui et comment": "Avenant signé" });
  await expect(page.getByRole("alert")).toContainText("Dites quelle écriture d'avenant ajuste la dotation.");
  await check(page);
  const field = await duty.getByLabel("Avenant qui ajuste").getAttribute("id");
  await expect(page.getByRole("alert").getByRole("link")).toHaveAttribute("href", `#${field}`);
  await expect(duty.getByLabel("À qui et comment")).toHaveValue("Avenant signé");
  await expect(duty.locator("summary + form")).toBeVisible();
  await expect(opening, "the form that opens a duty stays closed").toBeHidden();
  await page.goto("/financement/obligations");
  await step(page, duty, "Close", { "À qui et comment": "Ouverte pour essayer" });
  await expect(duty.locator(".c12-badge")).toHaveText("Close");
});

test("the way out of a year whose credits lack asks for that year", async ({ page, expectStatus }) => {
  expectStatus(422);
  await takeRole(page, "budget-manager");
  await page.goto("/financement/ecritures/engagement");
  await send(page, { ...commitment(chorus(), "10"), Jour: "2020-12-15" });
  await refused(page, "amount", /Crédits insuffisants : 10\s€ demandés, 0\s€ disponibles en AE au titre de 2020/);
  await page.getByRole("link", { name: "Ouvrir une insuffisance" }).click();
  await expect(page.getByRole("form", { name: "Ouvrir une obligation" }).locator("select#year")).toHaveValue("2020");
});

test("what was received is read where it was entered, and raises no credit", async ({ page, check }) => {
  await takeRole(page, "budget-manager");
  const before = await credits(page, "AE");
  await page.getByRole("link", { name: "Recette" }).click();
  await check(page);
  await send(page, { Jour: TODAY, Montant: "3,21", Objet: "Pénalités", "Référence du document": `Titre ${chorus()}` });
  const entry = await entered(page);
  expect(await credits(page, "AE")).toEqual(before);
  await page.goto(`/financement/ecritures/n/${entry}`);
  await expect(page.locator("h1")).toHaveText(`Recette n° ${entry}`);
  await check(page);
  await expect(page.locator("main")).toContainText(/3,21\s€/);
});

test("the page confirms only what is in the ledger", async ({ page }) => {
  await takeRole(page, "leadership");
  await page.goto("/financement?fait=999999");
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.getByText("L'écriture n° 999999 est dans le registre.")).toHaveCount(0);
});

test("a section's title is never smaller than the titles under it", async ({ page }) => {
  await takeRole(page, "budget-manager");
  for (const address of ["/financement", "/financement/compte-rendu"]) {
    await page.goto(address);
    const size = (title: string) => page.locator(`main ${title}`).first().evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    expect(await size("h3")).toBeLessThanOrEqual(await size("h2:not(.c12-sr, .fr-alert__title)"));
  }
});
