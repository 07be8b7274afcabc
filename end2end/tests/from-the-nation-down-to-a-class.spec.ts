import { drillToSchool, expect, part, takeRole, test } from "./page";

test("the nation's page holds its figures and its chart, and leads down to a school", async ({ page, check }) => {
  const path = await drillToSchool(page, "/", check);
  expect(path).toHaveLength(4);
  await expect(page.locator("h1")).toContainText(/École|Ecole/);
  await check(page);
  await page.getByRole("link", { name: "France" }).click();
  await expect(page.locator("h1")).toHaveText("France");
  await expect(page.locator("svg.c12-chart:visible")).toHaveCount(1);
});

test("a class moved on its school's page moves every figure above it", async ({ page, check }) => {
  const department = "/classes-dedoublees/deploiement/D69";
  await takeRole(page, "intrapreneur");
  await page.goto("/");
  const nation = await part(page, "Embarquées");
  await page.goto(department);
  const before = await part(page, "Embarquées");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D69&etape=identified");
  await page.locator("tbody td a").first().click();
  const card = page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first();
  const id = await card.getAttribute("id");
  const opened = page.locator(`#${id}`);
  if ((await opened.getAttribute("open")) === null) await opened.locator("summary").first().click();
  await opened.getByRole("radio", { name: "Embarquée" }).check();
  await opened.getByLabel("Comment le savez-vous ?").selectOption("call");
  await check(page);
  await opened.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Mise à jour enregistrée" })).toBeVisible();
  await expect(page.locator(`#${id} summary .c12-badge`)).toHaveText("Embarquée");
  await expect(page.locator(`#${id} .c12-history li`).first()).toContainText("Appel");
  await check(page);
  await page.goto(department);
  expect(await part(page, "Embarquées")).toBe(before + 1);
  await page.goto("/");
  expect(await part(page, "Embarquées")).toBe(nation + 1);
});

test("a day that the rules refuse is told beside the form, and what was typed is kept", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D75&etape=identified");
  await page.locator("tbody td a").first().click();
  const card = page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first();
  const id = await card.getAttribute("id");
  const opened = page.locator(`#${id}`);
  if ((await opened.getAttribute("open")) === null) await opened.locator("summary").first().click();
  await opened.getByRole("radio", { name: "Active" }).check();
  await opened.getByRole("radio", { name: "Autre jour" }).check();
  await opened.getByLabel("Date de l'autre jour").fill("2021-07-15");
  await opened.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("alert")).toContainText("avant le recensement");
  await expect(page.locator(`#${id} .fr-error-text`)).toContainText("1er septembre 2021");
  await expect(page.locator(`#${id} input[name=other_day]`)).toHaveValue("2021-07-15");
  await expect(page.locator(`#${id}`).getByRole("radio", { name: "Active" })).toBeChecked();
  await expect(page.locator(`#${id}`).getByRole("radio", { name: "Autre jour" })).toBeChecked();
  await check(page);
});

test("a day of the week is one tap, and two days given are told apart", async ({ page, expectStatus, script }) => {
  if (!script) expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D59&etape=identified");
  await page.locator("tbody td a").first().click();
  const card = page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first();
  const opened = page.locator(`#${await card.getAttribute("id")}`);
  if ((await opened.getAttribute("open")) === null) await opened.locator("summary").first().click();
  await opened.getByRole("radio", { name: "Contactée" }).check();
  await opened.getByLabel("Date de l'autre jour").fill("2021-12-01");
  if (script) {
    await expect(opened.getByRole("radio", { name: "Autre jour" })).toBeChecked();
  } else {
    await opened.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("vous en avez donné deux");
    await expect(opened.getByLabel("Date de l'autre jour")).toHaveValue("2021-12-01");
    await opened.getByLabel("Date de l'autre jour").fill("");
  }
  await opened.getByRole("radio", { name: "Mardi 14" }).check();
  await expect(opened.getByLabel("Date de l'autre jour")).toHaveValue("");
  await opened.getByRole("button", { name: "Enregistrer" }).click();
  await expect(opened.locator(".c12-history li").first()).toContainText("Contactée le 14 décembre 2021");
});

test("of two who open the same class the second is told what the first wrote", async ({ page, context, expectStatus }) => {
  expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D13&etape=identified");
  await page.locator("tbody td a").first().click();
  const id = await page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first().getAttribute("id");
  const other = await context.newPage();
  await other.goto(page.url().split("#")[0]);
  for (const [one, stage] of [[page, "Embarquée"], [other, "Contactée"]] as const) {
    const opened = one.locator(`#${id}`);
    if ((await opened.getAttribute("open")) === null) await opened.locator("summary").first().click();
    await opened.getByRole("radio", { name: stage }).check();
    await opened.getByRole("button", { name: "Enregistrer" }).click();
    await one.waitForLoadState("load");
  }
  await expect(other.getByRole("alert")).toContainText("« embarquée »");
  await expect(other.locator(`#${id}`).getByRole("radio", { name: "Contactée" })).toBeChecked();
  await expect(other.locator(`#${id} summary .c12-badge`)).toHaveText("Embarquée");
});
