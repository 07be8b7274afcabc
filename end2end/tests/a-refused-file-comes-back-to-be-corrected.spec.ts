import { expect, takeRole, test } from "./page";
import type { Page } from "@playwright/test";

const FOLDER = "/classes-dedoublees/deploiement/A14/classes.csv";

/** Brings a file of updates, to be tried only. */
async function tryFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption({ label: "Mises à jour de l'adoption" });
  await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByText("Essayer seulement").click();
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

test("a template is filled, tried, given back with its errors, corrected, and taken", async ({ page, check }) => {
  await takeRole(page, "intrapreneur");
  const template = await (await page.request.get("/imports/modele.csv?contenu=adoption")).text();
  const known = await (await page.request.get(FOLDER)).text();
  const titles = known.split("\r\n")[0].replace("\ufeff", "").split(";");
  const first = known.split("\r\n")[1].split(";");
  const id = first[titles.indexOf("id")];
  const lines = [template.trim(), `${id};;;;active;31/13/2021`, `${id};;;;adoptée;15/03/2021`];
  await tryFile(page, "mes-classes.csv", Buffer.from(lines.join("\r\n")));
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await expect(page.locator("tbody tr").first()).toContainText(id);
  await check(page);
  const link = page.getByRole("link", { name: "Le même (CSV)" });
  const back = (await (await page.request.get((await link.getAttribute("href")) ?? "")).text()).trim().split("\r\n");
  expect(back[0]).toBe("erreur;id;UAI;classe;année;étape;date");
  expect(back[1]).toContain("Ce n'est pas un jour.");
  expect(back[2]).toContain("Ce mot n'est pas une étape.");
  const book = page.getByRole("link", { name: "Télécharger le fichier avec ses erreurs (XLSX)" });
  expect((await (await page.request.get((await book.getAttribute("href")) ?? "")).body()).subarray(0, 2).toString()).toBe("PK");
  // The same stage again changes nothing: it is corrected to what is known.
  const stage = first[titles.indexOf("etape")];
  const day = first[titles.indexOf("date")];
  const corrected = [`\ufeff${back[0]}`, `;${id};;;;${stage};${day}`];
  await tryFile(page, "mes-classes.csv", Buffer.from(corrected.join("\r\n")));
  await expect(page.getByText("Erreurs :")).toHaveCount(0);
  await expect(page.getByText("erreur », « ")).toHaveCount(0);
  await check(page);
});
