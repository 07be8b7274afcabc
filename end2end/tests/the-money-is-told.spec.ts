import type { Page } from "@playwright/test";
import { expect, takeRole, test } from "./page";
import { cents, chorus, credits, typed } from "./money";

/** Brings an extract of Chorus, and waits for its report. */
async function bring(page: Page, text: string): Promise<void> {
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption({ label: "Extrait de Chorus" });
  await page.locator("#file").setInputFiles({ name: "extrait.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: "Bilan" })).toBeVisible({ timeout: 500 });
  }).toPass();
}

const extract = (ej: string, amount: string) => `EJ;Date EJ;Fournisseur;Objet;Nature;Montant engagé\n${ej};01/12/2021;Atelier Commun;Accompagnement;Coaching;${amount}\n`;

test("an extract of Chorus is entered once, whole or not at all", async ({ page, check }) => {
  await takeRole(page, "budget-manager");
  const before = await credits(page, "AE");
  await page.goto("/imports");
  await check(page);
  const ej = chorus();
  await bring(page, extract(ej, "10,00"));
  await expect(page.locator("main")).toContainText(/Saisi au registre : 1\sengagement/);
  await check(page);
  const after = await credits(page, "AE");
  expect(after.consumed).toBe(before.consumed + 1000);
  await page.goto("/financement/registre");
  await expect(page.locator("tbody tr", { hasText: ej })).toContainText("Atelier Commun, Accompagnement");
  await bring(page, extract(ej, "10,00"));
  await expect(page.locator("main")).toContainText("Rien de nouveau : aucune écriture n'est ajoutée.");
  await expect(page.locator("main")).toContainText(/1\spièce déjà au registre/);
  await check(page);
  // What the ledger says otherwise is told, and left.
  await bring(page, extract(ej, "11,00"));
  await expect(page.getByRole("region", { name: "À savoir" })).toContainText(/le montant y est 10\s€/);
  await check(page);
  // Above the credits: by line and column, and nothing is entered.
  await bring(page, extract(chorus(), "1,00") + extract(chorus(), typed(after.available + 100)).split("\n")[1]);
  await expect(page.getByRole("alert")).toContainText("rien n'est écrit");
  await expect(page.getByRole("region", { name: "Erreurs" })).toContainText("Crédits insuffisants");
  await check(page);
  expect(await credits(page, "AE")).toEqual(after);
});

test("the account report says the same cents as the page, as a page, a PDF and a spreadsheet", async ({ page, check }) => {
  await takeRole(page, "budget-manager");
  const [ae, cp] = [await credits(page, "AE"), await credits(page, "CP")];
  await page.getByRole("link", { name: "Compte rendu de gestion" }).click();
  await expect(page.locator("h1")).toHaveText("Compte rendu de gestion");
  await check(page);
  const fact = async (label: string) => cents(await page.locator(`dt:text-is("${label}") + dd`).innerText());
  expect([await fact("Montant maximum en AE"), await fact("AE engagées"), await fact("AE disponibles")]).toEqual([ae.ceiling, ae.consumed, ae.available]);
  expect([await fact("Montant maximum en CP"), await fact("CP payés"), await fact("CP disponibles")]).toEqual([cp.ceiling, cp.consumed, cp.available]);
  expect(await fact("Restes à payer")).toBe(ae.consumed - cp.consumed);
  const total = async (table: string) => (await page.getByRole("region", { name: table, exact: true }).locator("tfoot td").allInnerTexts()).filter((text) => text.includes("€")).map(cents);
  expect(await total("Par nature")).toEqual([ae.consumed, cp.consumed]);
  const [committed, , paid, rest] = await total("Engagements");
  expect([committed, paid, rest]).toEqual([ae.consumed, cp.consumed, ae.consumed - cp.consumed]);
  const [entries, , payments] = await total("Écritures");
  expect([entries, payments]).toEqual([ae.consumed, cp.consumed]);
  const files = [
    ["Télécharger en PDF", "application/pdf", "%PDF-"],
    ["Télécharger en tableur (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"],
  ];
  for (const [name, kind, start] of files) {
    const answer = await page.request.get((await page.getByRole("link", { name, exact: true }).getAttribute("href")) ?? "");
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe(kind);
    expect(answer.headers()["content-disposition"]).toMatch(/attachment; filename="?compte-rendu-2021-12-17\./);
    expect((await answer.body()).subarray(0, start.length).toString()).toBe(start);
  }
  // As it was known on a day: the year before, one commitment.
  await page.getByLabel("Tel que connu le").fill("2020-12-31");
  await page.getByLabel("Tel que connu le").press("Enter");
  await page.waitForURL(/jour=2020-12-31/);
  await expect(page.locator(".fr-text--lead")).toContainText("au 31 décembre 2020");
  expect(await fact("AE engagées")).toBe(360_000);
});

test("who reads the money without keeping it sees no button, and is refused the form", async ({ page, expectStatus, check }) => {
  expectStatus(403);
  await takeRole(page, "leadership");
  await credits(page, "AE");
  await expect(page.locator("h1")).toContainText("engagés sur");
  await expect(page.locator('a[href^="/financement/ecritures/"]:not([href^="/financement/ecritures/n/"])')).toHaveCount(0);
  await expect(page.locator("main form")).toHaveCount(0);
  await check(page);
  const latest = await page.getByRole("region", { name: "Dernières écritures" }).locator("th a").first().getAttribute("href");
  for (const address of [latest ?? "", "/financement/obligations", "/financement/compte-rendu"]) {
    expect((await page.goto(address))?.status()).toBe(200);
    await expect(page.locator('main form[method="post"]')).toHaveCount(0);
    await expect(page.locator("main a.fr-btn[href^='/financement/ecritures/']")).toHaveCount(0);
    await check(page);
  }
  for (const kind of ["engagement", "paiement", "avenant"]) {
    expect((await page.goto(`/financement/ecritures/${kind}`))?.status()).toBe(403);
    await expect(page.locator("h1")).toHaveText("Accès refusé");
  }
  await check(page);
});
