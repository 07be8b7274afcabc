import { type Page, expect, takeRole, test } from "./page";

/** Ticks three classes of one's own for each width, since all write to one server, moves them together and opens their receipt. */
async function moveThree(page: Page, project: string): Promise<string> {
  const rank = ["phone", "desk", "phone without script", "desk without script"].indexOf(project);
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=A15&etape=identified&niveau=CE1");
  const boxes = page.locator("input[name=unit]");
  const values = await boxes.evaluateAll((list) => list.map((box) => (box as HTMLInputElement).value));
  for (const value of values.slice(rank * 3, rank * 3 + 3)) await page.locator(`input[name=unit][value="${value}"]`).check();
  await page.getByLabel("Nouveau stade").selectOption("contacted");
  await page.getByRole("button", { name: "Mettre à jour les classes cochées" }).click();
  await page.getByRole("link", { name: "Voir le reçu de cet envoi, ou l'annuler" }).click();
  await expect(page.locator("h1")).toContainText("Mise à jour groupée du");
  return page.url();
}

const classes = (page: Page) => page.getByRole("region", { name: "Classes de l'envoi", exact: true }).locator("tbody tr");

test("a bulk update has a receipt, is taken back from it, brought back, and what followed is named", async ({ page, check }, { project }) => {
  await takeRole(page, "intrapreneur");
  const receipt = await moveThree(page, project.name);
  await expect(page.locator(".fr-text--lead")).toContainText(/3\s+classes, par/);
  await expect(page.getByRole("region", { name: "Classes de l'envoi par territoire" })).toBeVisible();
  await expect(classes(page)).toHaveCount(3);
  await expect(classes(page).filter({ hasText: "Contactée" })).toHaveCount(3);
  await check(page);

  await page.getByRole("button", { name: /^Annuler ces 3\s+mises à jour$/ }).click();
  await expect(page.getByRole("status")).toContainText("Envoi annulé");
  await expect(page.locator("h1")).toContainText("Annulation");
  await expect(classes(page).filter({ hasText: "Identifiée" })).toHaveCount(3);
  await check(page);
  await page.goto(receipt);
  await expect(page.getByRole("status")).toContainText("Cet envoi ne compte plus");
  await expect(page.getByText("Il n'y a plus rien à annuler")).toBeVisible();
  await page.getByRole("link", { name: "Voir cette annulation, ou la défaire" }).click();
  await page.getByRole("button", { name: /^Rétablir ces 3\s+mises à jour$/ }).click();
  await expect(page.getByRole("status")).toContainText("Envoi rétabli");
  await check(page);

  // One of the classes moves: it is named, and the others are offered.
  await page.goto(receipt);
  await classes(page).first().locator("th a").click();
  const id = new URL(page.url()).hash.slice(1);
  const card = page.locator(`#${id}`);
  const open = async () => {
    if ((await card.getAttribute("open")) === null) await card.locator("summary").first().click();
  };
  await open();
  const lines = card.locator(".c12-history").first();
  await expect(lines.getByRole("link", { name: /^envoi du/ }).last()).toHaveAttribute("href", new URL(receipt).pathname);
  await card.getByRole("radio", { name: "Embarquée" }).check();
  await card.getByRole("button", { name: "Enregistrer" }).click();
  await expect(card.getByRole("status")).toContainText("Mise à jour enregistrée");
  const school = page.url();
  await page.goto(receipt);
  const followed = page.getByRole("region", { name: "Classes sur lesquelles quelque chose a suivi" }).locator("tbody tr");
  await expect(followed).toHaveCount(1);
  await expect(followed).toContainText("« Embarquée » du");
  await check(page);
  await page.getByRole("button", { name: "Annuler les 2 autres" }).click();
  await expect(page.getByRole("status")).toContainText("Envoi annulé");
  await expect(page.locator(".fr-text--lead")).toContainText(/2\s+classes, par/);
  await check(page);
  await page.goto("/envois?genre=bulk");
  await expect(page.locator("tbody tr").filter({ hasText: "Annulé en partie" }).first()).toBeVisible();
  await check(page);

  // As it was found.
  await page.goto(school);
  await open();
  await card.getByRole("button", { name: "Annuler la dernière mise à jour" }).click();
  await expect(card.locator("summary").first()).toContainText("Contactée");
  await page.goto(receipt);
  await page.getByRole("button", { name: "Annuler cette mise à jour" }).click();
  await expect(page.getByRole("status")).toContainText("Envoi annulé");
});

test("a receipt is not another territory's to read", async ({ page, expectStatus, check }, { project }) => {
  expectStatus(403);
  await takeRole(page, "intrapreneur");
  const receipt = await moveThree(page, project.name);
  await takeRole(page, "officer");
  await page.goto(receipt);
  await expect(page.locator("h1")).toHaveText("Accès refusé");
  await check(page);
  await takeRole(page, "coach");
  await page.goto(receipt);
  await expect(page.locator("h1")).toContainText("Mise à jour groupée du");
  await expect(page.getByRole("button", { name: /Annuler/ })).toHaveCount(0);
  await takeRole(page, "intrapreneur");
  await page.goto(receipt);
  await page.getByRole("button", { name: /^Annuler ces 3/ }).click();
  await expect(page.getByRole("status")).toContainText("Envoi annulé");
});
