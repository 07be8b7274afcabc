import { expect, takeRole, test } from "./page";

const file = (text: string) => ({ name: "mises-a-jour.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });

test("a file with errors is refused with their lines, columns and what to do", async ({ page, check }) => {
  await takeRole(page, "intrapreneur");
  await page.goto("/imports");
  await check(page);
  await page.locator("#file").setInputFiles(file("UAI;classe;étape;date\r\n0350122A;CP A;embarquée;15/03/2021\r\n0350122T;CP A;adoptée;15/03/2021\r\n0350122T;CP A;active;32/03/2021\r\n"));
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("rien n'est écrit", { timeout: 500 });
  }).toPass();
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("la lettre serait T");
  await expect(rows.nth(1)).toContainText("adoptée");
  await expect(rows.nth(2)).toContainText("15/03/2021 ou 2021-03-15");
  expect(await rows.locator("th").allInnerTexts()).toEqual(["2", "3", "4"]);
  await check(page);
});

test("a list that was downloaded is imported back and changes nothing", async ({ page, check }) => {
  await takeRole(page, "intrapreneur");
  const list = await page.request.get("/classes-dedoublees/deploiement/A14/classes.csv");
  const file = { name: "classes.csv", mimeType: "text/csv", buffer: await list.body() };
  expect(file.buffer.toString().split("\r\n").length).toBeGreaterThan(10);
  await page.goto("/imports");
  await page.locator("#file").setInputFiles(file);
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Rien n'a changé")).toBeVisible({ timeout: 500 });
  }).toPass();
  await check(page);
});
