import { expect, takeRole, test } from "./page";
import { chorus, commit } from "./money";

test("an open page offers what is new, and nothing that is read moves @script", async ({ page, browser, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/financement");
  const offer = page.locator(".c12-live");
  await expect(offer).toBeEmpty();
  const before = await page.locator("main").boundingBox();
  const figures = await page.locator("main").innerText();

  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const writer = await elsewhere.newPage();
  await takeRole(writer, "budget-manager");
  const entry = await commit(writer, chorus(), "0,01");
  await elsewhere.close();

  await expect(offer).toContainText("De nouvelles données sont arrivées.", { timeout: 2_000 });
  expect(await page.locator("main").boundingBox()).toEqual(before);
  expect(await page.locator("main").innerText()).toBe(figures);
  await check(page);

  await offer.getByRole("button", { name: "Actualiser" }).click();
  await expect(page.locator("main").getByRole("link", { name: entry, exact: true })).toBeVisible();
  await expect(offer).toBeEmpty();
});
