// People of a test: invited by the administrator's own pages, each with a browser of their own.
import { type Browser, type BrowserContext, type Page, expect } from "@playwright/test";
import { ROLES, type Role } from "./page";

/** A person's address that no test used before. */
export const newAddress = () => `essai.${Date.now().toString(36)}.${Math.random().toString(36).slice(2, 8)}@ac-creteil.fr`;

type Invited = { link: string; page: string; name: string; email: string };

/** Invites somebody, as the administrator who is signed in on this page. */
export async function invite(page: Page, role: Role = "coach", territory = "FR"): Promise<Invited> {
  const email = newAddress();
  const name = `Essai ${email.split(/[.@]/).slice(1, 3).join(" ")}`;
  await page.goto("/personnes");
  await page.locator("summary", { hasText: "Inviter une personne" }).click();
  const form = page.getByRole("form", { name: "Inviter une personne" });
  await form.getByLabel("Prénom et nom").fill(name);
  await form.getByLabel("Adresse professionnelle").fill(email);
  await form.getByLabel("Rôle", { exact: true }).selectOption(ROLES[role]);
  await form.getByLabel("Politique publique").selectOption("Toutes");
  await form.getByLabel("Territoire", { exact: true }).selectOption(territory);
  await form.getByRole("button", { name: "Inviter" }).click();
  const link = await page.getByLabel("Lien à copier").inputValue();
  await page.goto("/personnes");
  const about = page.getByRole("link", { name, exact: true });
  return { link, page: (await about.getAttribute("href")) ?? "", name, email };
}

/** Another browser, where an invited person opens their link. */
export async function openLink(browser: Browser, link: string, button = "Ouvrir mon compte"): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByRole("link", { name: "Mon compte", exact: true })).toBeVisible();
  return { page, context };
}

/** The words of the menu. */
export const menu = (page: Page) => page.getByRole("navigation", { name: "Menu principal" }).getByRole("link").allInnerTexts();
