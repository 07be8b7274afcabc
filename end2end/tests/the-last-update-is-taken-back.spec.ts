import { expect, takeRole, test } from "./page";

test("an officer sees at once what was written, takes it back in one tap and brings it back", async ({ page, check }, { project }) => {
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified");
  // A school of its own for each width: all write to one server.
  const rank = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  const links = page.locator("tbody td a");
  const schools = [...new Set(await links.evaluateAll((list) => list.map((link) => (link.getAttribute("href") ?? "").split("#")[0])))];
  await page.goto(schools[4 + rank]);
  const id = await page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first().getAttribute("id");
  const card = page.locator(`#${id}`);
  if ((await card.getAttribute("open")) === null) await card.locator("summary").first().click();
  await card.getByRole("radio", { name: "Contactée" }).check();
  await card.getByRole("button", { name: "Enregistrer" }).click();

  await expect(card.getByRole("status")).toContainText("Mise à jour enregistrée");
  await expect(card.getByRole("status"), "in view, without scrolling").toBeInViewport();
  await expect(card.locator("summary").first()).toContainText("Contactée");
  await check(page);

  await card.getByRole("button", { name: "Annuler la dernière mise à jour" }).click();
  await expect(card.getByRole("status")).toContainText("Mise à jour annulée");
  await expect(card.locator("summary").first()).toContainText("Identifiée");
  await expect(card.locator(".c12-history")).toContainText(/Contactée/);
  await expect(card.locator(".c12-history")).toContainText(/annulée/i);
  await check(page);

  await card.getByRole("button", { name: "Rétablir cette mise à jour" }).click();
  await expect(card.getByRole("status")).toContainText("Mise à jour rétablie");
  await expect(card.locator("summary").first()).toContainText("Contactée");
  await check(page);
  // As it was found.
  await card.getByRole("button", { name: "Annuler la dernière mise à jour" }).click();
  await expect(card.locator("summary").first()).toContainText("Identifiée");
});
