import type { Locator } from "@playwright/test";
import { expect, takeRole, test } from "./page";

test("an officer confirms, adds, closes and opens a class again, each in four taps at most", async ({ page, check, expectStatus }, { project }) => {
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified");
  // Schools of its own for each width: all write to one server.
  const rank = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  const links = page.locator("tbody td a");
  const schools = [...new Set(await links.evaluateAll((list) => list.map((link) => (link.getAttribute("href") ?? "").split("#")[0])))];
  const own = schools.reverse().filter((_, at) => at % 4 === rank);
  const estimates = page.locator("details.c12-unit", { hasText: "classe estimée, à confirmer" });
  for (const school of own) {
    await page.goto(school);
    if ((await estimates.count()) > 0) break;
  }
  const school = page.url();
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };
  const inFourTaps = async (act: string, done: () => Promise<void>) => {
    taps = 0;
    await page.goto(school);
    await done();
    expect(taps, `${act}: ${taps} taps`).toBeLessThanOrEqual(4);
  };
  const opened = async (id: string) => {
    const card = page.locator(`#${id}`);
    if ((await card.getAttribute("open")) === null) await tap(card.locator("summary").first());
    return card;
  };

  const estimate = (await estimates.first().getAttribute("id")) ?? "";
  await inFourTaps("confirm", async () => {
    const card = await opened(estimate);
    await tap(card.getByText("Confirmer ou corriger cette classe"));
    const name = card.getByLabel("Nom de la classe");
    await tap(name);
    await name.fill(`Les Mésanges ${rank}`);
    await tap(card.getByRole("button", { name: "Confirmer cette classe" }));
    await expect(card.getByRole("status")).toContainText("Classe confirmée");
    await expect(card.getByRole("status"), "in view, without scrolling").toBeInViewport();
    await expect(card.locator("summary").first()).toContainText(`Les Mésanges ${rank}`);
    await expect(card).not.toContainText("classe estimée");
    await check(page);
  });

  const name = `CP Rossignols ${rank}`;
  const adding = page.locator("#ajout");
  await inFourTaps("add", async () => {
    await tap(adding.locator("summary"));
    await tap(adding.getByLabel("Nom de la classe"));
    await adding.getByLabel("Nom de la classe").fill(name);
    await tap(adding.locator("label", { hasText: /^CP$/ }));
    await tap(adding.getByRole("button", { name: "Ajouter la classe" }));
    await expect(page.getByRole("status").filter({ hasText: "Classe ajoutée" })).toBeInViewport();
    await check(page);
  });
  const id = (await page.locator("details.c12-unit", { has: page.locator("summary", { hasText: name }) }).getAttribute("id")) ?? "";

  // A name that is nearly another's is asked about, and says both.
  expectStatus(422);
  await adding.locator("summary").click();
  await adding.getByLabel("Nom de la classe").fill(`Classe de Rossignols ${rank}`);
  await adding.locator("label", { hasText: /^CP$/ }).click();
  await adding.getByRole("button", { name: "Ajouter la classe" }).click();
  await expect(adding).toHaveAttribute("open");
  await expect(adding.locator(".fr-error-text").first()).toContainText(`« ${name} »`);
  await expect(adding.getByLabel("Ce sont deux classes")).toBeVisible();
  await expect(adding.getByLabel("Nom de la classe")).toHaveValue(`Classe de Rossignols ${rank}`);
  await check(page);

  const close = (why: string) => async () => {
    const card = await opened(id);
    await tap(card.getByText("Fermer cette classe"));
    await tap(card.locator("label", { hasText: why }));
    await tap(card.getByRole("button", { name: "Fermer la classe" }));
    await expect(card.getByRole("status")).toContainText("Classe fermée");
    await expect(card.locator("summary").first()).toContainText("Retirée");
    await check(page);
  };
  await inFourTaps("close", close("Fermée"));
  await expect(page.locator(`#${id} .c12-history`).first()).toContainText("(fermée)");
  await inFourTaps("reopen", async () => {
    const card = await opened(id);
    await tap(card.getByRole("button", { name: "Rouvrir cette classe" }));
    await expect(card.getByRole("status")).toContainText("Classe rouverte");
    await expect(card.locator("summary").first()).toContainText("Identifiée");
    await check(page);
  });
  // It never counted: the figures are as they were found.
  await inFourTaps("close what was entered by mistake", close("Saisie par erreur"));
});

test("a class entered in the wrong school is moved to the right one with its history", async ({ page, check, expectStatus }, { project }) => {
  await takeRole(page, "officer");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified");
  const rank = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  const links = page.locator("tbody td a");
  const schools = [...new Set(await links.evaluateAll((list) => list.map((link) => (link.getAttribute("href") ?? "").split("#")[0])))];
  const [wrong, right] = schools.slice(2 * rank, 2 * rank + 2);
  const uai = /\d{7}[A-Z]/.exec(right)?.[0] ?? "";
  const name = `CP Hirondelles ${rank}`;
  await page.goto(wrong);
  const adding = page.locator("#ajout");
  await adding.locator("summary").click();
  await adding.getByLabel("Nom de la classe").fill(name);
  await adding.locator("label", { hasText: /^CP$/ }).click();
  await adding.getByRole("button", { name: "Ajouter la classe" }).click();
  const card = page.locator("details.c12-unit", { has: page.locator("summary", { hasText: name }) });
  const open = async () => { if ((await card.getAttribute("open")) === null) await card.locator("summary").first().click(); };
  await open();
  await card.locator("label", { hasText: "Contactée" }).click();
  await card.getByRole("button", { name: /^Enregistrer/ }).click();
  await expect(card.locator("summary").first()).toContainText("Contactée");

  // A school that is none is told, and what was typed stays.
  expectStatus(422);
  await open();
  await card.getByText("Déplacer vers une autre école").click();
  await card.getByLabel("UAI de la bonne école").fill("0359999Z");
  await card.getByRole("button", { name: "Déplacer la classe" }).click();
  await expect(card.getByLabel("UAI de la bonne école")).toHaveValue("0359999Z");
  await expect(card.locator(".fr-error-text, .fr-alert--error").first()).toBeVisible();
  await card.getByLabel("UAI de la bonne école").fill(uai);
  await card.getByRole("button", { name: "Déplacer la classe" }).click();

  await expect(page).toHaveURL(new RegExp(uai));
  await expect(card.getByRole("status")).toContainText("Classe déplacée");
  await expect(card.locator("summary").first()).toContainText("Contactée");
  await check(page);
  await page.goto(wrong);
  await expect(card.locator("summary").first()).toContainText("Retirée");
  await open();
  await expect(card.locator(".c12-history").first()).toContainText("déplacée dans une autre école");

  // The figures are as they were found.
  await page.goto(right);
  await open();
  await card.getByText("Fermer cette classe").click();
  await card.locator("label", { hasText: "Saisie par erreur" }).click();
  await card.getByRole("button", { name: "Fermer la classe" }).click();
  await expect(card.getByRole("status")).toContainText("Classe fermée");
});
