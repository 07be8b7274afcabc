import { expect, takeRole, test } from "./page";

test("several classes of a filtered list are moved together", async ({ page, check, script }) => {
  const list = "/classes-dedoublees/mise-a-jour?territoire=A09&etape=identified&niveau=CE1";
  await takeRole(page, "intrapreneur");
  await page.goto(list);
  const total = async () => Number((await page.locator(".fr-text--lead").innerText()).replace(/.*?\.\s/, "").replace(/[^\d]/g, ""));
  const before = await total();
  for (const box of (await page.locator("input[name=unit]").all()).slice(0, 3)) await box.check();
  if (script) await expect(page.locator("[data-check-count]")).toHaveText("3 classes cochées");
  await page.getByLabel("Nouveau stade").selectOption("contacted");
  await check(page);
  await page.getByRole("button", { name: "Mettre à jour les classes cochées" }).click();
  await expect(page.getByRole("status").filter({ hasText: "3 classes ont été mises à jour" })).toBeVisible();
  expect(await total()).toBe(before - 3);
});

test("nothing ticked is told, and nothing is written", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=A10&etape=identified");
  await page.getByRole("button", { name: "Mettre à jour les classes cochées" }).click();
  await expect(page.getByRole("alert")).toContainText("Cochez au moins une classe");
  await check(page);
});
