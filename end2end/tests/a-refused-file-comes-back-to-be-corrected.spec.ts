import { expect, takeRole, test } from "./page";
import type { Page } from "@playwright/test";

const LIST = "/classes-dedoublees/deploiement/A15/classes.csv";

/** Brings a file of updates, or tries it only, and waits for its report. */
async function bring(page: Page, buffer: Buffer, { dryRun }: { dryRun: boolean }): Promise<void> {
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption({ label: "Mises à jour de l'adoption" });
  await page.locator("#file").setInputFiles({ name: "mes-classes.csv", mimeType: "text/csv", buffer });
  if (dryRun) await page.getByText("Essayer seulement").click();
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { name: "Bilan" })).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("the form shows what its kind of file needs, and an empty one to fill", async ({ page, check }) => {
  await takeRole(page, "intrapreneur");
  await page.goto("/imports");
  const kind = page.getByLabel("Ce que contient le fichier");
  const pairs = page.getByText("Des noms presque pareils");
  const template = page.getByRole("link", { name: "Télécharger un modèle à remplir (XLSX)" });
  await kind.selectOption({ label: "Liste de classes dédoublées" });
  await expect(page.getByLabel("Année scolaire")).toBeVisible();
  await expect(pairs).toBeVisible();
  await expect(page.getByText("« effectif »")).toBeVisible();
  await expect(template.filter({ visible: true })).toHaveCount(1);
  await check(page);
  await kind.selectOption({ label: "Mises à jour de l'adoption" });
  await expect(pairs).toBeHidden();
  await expect(page.getByText("« effectif »")).toBeHidden();
  await check(page);
  const csv = page.getByRole("link", { name: "Le même (CSV)" }).filter({ visible: true });
  const answer = await page.request.get((await csv.getAttribute("href")) ?? "");
  expect((await answer.text()).trim()).toBe("id;UAI;classe;année;étape;date");
  // The ministry's own files have no template.
  await takeRole(page, "administrator");
  await page.goto("/imports");
  await kind.selectOption({ label: "Annuaire des écoles" });
  await expect(page.getByText("« Nom_etablissement »")).toBeVisible();
  await expect(page.getByLabel("Année scolaire")).toBeHidden();
  await expect(template.filter({ visible: true })).toHaveCount(0);
});

test("an officer's day: a template is filled, tried, given back with its errors, corrected, imported, and taken back", async ({ page, check }, { project }) => {
  const rank = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  await takeRole(page, "intrapreneur");
  const template = (await (await page.request.get("/imports/modele.csv?contenu=adoption")).text()).trim();
  const known = (await (await page.request.get(LIST)).text()).trim().split("\r\n").map((line) => line.split(";"));
  const at = (title: string) => known[0].map((name) => name.replace("\ufeff", "")).indexOf(title);
  // Three of one's own for each width, since all write to one server.
  const free = known.filter((row) => row[at("etape")] === "identifiée").slice(rank * 3, rank * 3 + 3);
  const ids = free.map((row) => row[at("id")]);
  const day = "17/12/2021";
  const lines = [template, `${ids[0]};;;;contactée;${day}`, `${ids[1]};;;;contactée;31/13/2021`, `${ids[2]};;;;adoptée;${day}`];
  await bring(page, Buffer.from(lines.join("\r\n")), { dryRun: true });
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await expect(page.locator("tbody tr").first()).toContainText(ids[1]);
  await check(page);
  const link = page.getByRole("link", { name: "Le même (CSV)" });
  const back = (await (await page.request.get((await link.getAttribute("href")) ?? "")).text()).trim().split("\r\n");
  expect(back[0]).toBe("erreur;id;UAI;classe;année;étape;date");
  expect(back[1]).toBe(`;${ids[0]};;;;contactée;${day}`);
  expect(back[2]).toContain("Ce n'est pas un jour.");
  expect(back[3]).toContain("Ce mot n'est pas une étape.");
  const book = page.getByRole("link", { name: "Télécharger le fichier avec ses erreurs (XLSX)" });
  expect((await (await page.request.get((await book.getAttribute("href")) ?? "")).body()).subarray(0, 2).toString()).toBe("PK");
  const corrected = Buffer.from([`\ufeff${back[0]}`, back[1], ...ids.slice(1).map((id) => `;${id};;;;contactée;${day}`)].join("\r\n"));
  await bring(page, corrected, { dryRun: true });
  await expect(page.getByText("3 mises à jour seraient enregistrées.")).toBeVisible();
  await expect(page.getByText("Colonne non lue")).toHaveCount(0);
  await bring(page, corrected, { dryRun: false });
  await expect(page.getByText("3 mises à jour enregistrées.")).toBeVisible();
  await check(page);
  // The wrong batch: back in two taps.
  await page.locator("main").getByRole("link", { name: /reçu/ }).click();
  await page.getByRole("button", { name: /^Annuler ces 3/ }).click();
  await expect(page.getByRole("status")).toContainText("Envoi annulé");
  await check(page);
  const after = (await (await page.request.get(LIST)).text()).split("\r\n");
  for (const id of ids) expect(after.find((line) => line.startsWith(`${id};`))).toContain(";identifiée;");
});
