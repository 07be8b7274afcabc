import { expect, test } from "./page";

test("a school is found by its name", async ({ page, check }) => {
  await page.goto("/recherche");
  await page.getByLabel("Nom, commune ou UAI").fill("curie");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.locator(".c12-search__hits a").first()).toContainText("Marie Curie");
  await check(page);
  await page.locator(".c12-search__hits a").first().click();
  await expect(page.locator("h1")).toContainText("Marie Curie");
});

test("answers come as one types @script", async ({ page }) => {
  await page.goto("/recherche");
  await expect(page.locator("html[data-islands=ready]")).toHaveCount(1);
  await page.getByLabel("Nom, commune ou UAI").pressSequentially("jaures");
  await expect(page.locator(".c12-search__hits a").first()).toContainText("Jean Jaurès");
  expect(page.url()).not.toContain("q=");
});

test("what was typed before the page came alive is kept and answered @script", async ({ page }) => {
  let typed = () => {};
  const waits = new Promise<void>((resolve) => { typed = resolve; });
  await page.route("**/*.wasm", async (route) => { await waits; await route.continue(); });
  await page.goto("/recherche", { waitUntil: "commit" });
  await page.getByLabel("Nom, commune ou UAI").fill("jaures");
  typed();
  await expect(page.locator("html[data-islands=ready]")).toHaveCount(1);
  await expect(page.getByLabel("Nom, commune ou UAI")).toHaveValue("jaures");
  await expect(page.locator(".c12-search__hits a").first()).toContainText("Jean Jaurès");
});

test("nothing found says what to try", async ({ page, check }) => {
  await page.goto("/recherche?q=zzzz");
  await expect(page.getByRole("status")).toContainText("Aucune école ne répond");
  await check(page);
});
