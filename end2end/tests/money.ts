// The money of the convention, as its screens say it: read from the page, never known beforehand.
import { type Locator, type Page, expect } from "@playwright/test";

/** The day of the demonstration. */
export const TODAY = "2021-12-17";

/** The cents of « 4 609,50 € ». */
export function cents(text: string): number {
  const found = text.match(/([−-]?)(\d[\d\s]*)(?:,(\d{2}))?\s*€/);
  if (!found) throw new Error(`no amount in « ${text} »`);
  return (found[1] ? -1 : 1) * (Number(found[2].replace(/\s/g, "")) * 100 + Number(found[3] ?? 0));
}

/** Cents as somebody types them: « 4609,50 ». */
export const typed = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`;

/** A number of Chorus that no test used before: an EJ, a service fait, a DP. */
export const chorus = () => `19${Math.floor(Math.random() * 1e8).toString().padStart(8, "0")}`;

/** The tile of a figure. */
export const tile = (page: Page, label: string) => page.locator(".c12-tile", { has: page.getByText(label, { exact: true }) });

/** What is available, and what is consumed out of how much, in cents. */
export async function credits(page: Page, credit: "AE" | "CP"): Promise<{ available: number; consumed: number; ceiling: number }> {
  await page.goto("/financement");
  const shown = tile(page, `Disponible en ${credit}`);
  const [consumed, ceiling] = (await shown.locator(".c12-tile__note").innerText()).split(" sur ").map(cents);
  return { available: cents(await shown.locator(".c12-tile__value").innerText()), consumed, ceiling };
}

/** Fills the fields of a form by how their labels begin: a list is chosen from, the rest is typed. */
export async function fill(form: Page | Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = form.locator("input, select").and(form.getByLabel(new RegExp(`^${label}`)));
    if ((await field.evaluate((one) => one.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Sends the form of an entry. */
export async function send(page: Page, fields: Record<string, string>): Promise<void> {
  await fill(page, fields);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.waitForLoadState("load");
}

/** The number of the entry that the page has just confirmed. */
export async function entered(page: Page): Promise<string> {
  await page.waitForURL(/\/financement\?fait=\d+$/);
  const done = page.getByRole("status").filter({ hasText: "Enregistré" });
  await expect(done).toContainText(/L'écriture n° \d+ est dans le registre\./);
  return new URL(page.url()).searchParams.get("fait") ?? "";
}

/** What the form of an entry says when it is refused: a reason at the top that leads to the field, and the same beside it. */
export async function refused(page: Page, field: string, why: RegExp): Promise<void> {
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Rien n'est enregistré");
  await expect(alert.getByRole("link", { name: why })).toHaveAttribute("href", `#${field}`);
  await expect(page.locator(`#${field}-erreur`)).toHaveText(why);
  await expect(page.locator(`#${field}`)).toHaveAttribute("aria-describedby", `${field}-erreur`);
}

/** The fields of a commitment. */
export const commitment = (ej: string, amount: string, object = "Atelier d'essai") => ({
  Jour: TODAY,
  "N° d'engagement juridique": ej,
  Fournisseur: "Atelier Commun",
  Objet: object,
  "Nature de la dépense": "Coaching",
  Montant: amount,
});

/** Enters a commitment; answers its number in the ledger. */
export async function commit(page: Page, ej: string, amount: string, object?: string): Promise<string> {
  await page.goto("/financement/ecritures/engagement");
  await send(page, commitment(ej, amount, object));
  return entered(page);
}

/** Takes a duty of article 4 one step further. */
export async function step(page: Page, duty: Locator, name: string, fields: Record<string, string>): Promise<void> {
  await duty.locator("summary").click();
  await fill(duty, { Étape: name, Jour: TODAY, ...fields });
  await duty.getByRole("button", { name: "Enregistrer" }).click();
  await page.waitForLoadState("load");
}
