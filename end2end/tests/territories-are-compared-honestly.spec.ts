import { expect, takeRole, test } from "./page";

const PAGE = "/classes-dedoublees/comparaison";

test("leadership goes from the nation to the map, and from a département of it to its page", async ({ page, check, script }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Où va le déploiement" })).toBeVisible();
  await expect(page.locator("main")).toContainText(/Objectif : 60\s% de classes embarquées au 30 juin 2022/);
  await page.getByRole("link", { name: "Carte et comparaison des territoires" }).click();
  await expect(page.locator("h1")).toHaveText("Comparer les territoires");
  await check(page);
  const map = page.locator("svg.c12-map:visible");
  await expect(map.locator("a")).not.toHaveCount(0);
  // By the keyboard alone: from what stands above it, then territory after territory.
  await page.getByRole("link", { name: "Aller au tableau" }).focus();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.closest("svg.c12-map") && document.activeElement.getAttribute("href"));
  expect(first).toMatch(/\/deploiement\//);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("svg.c12-map") && document.activeElement.getAttribute("href"))).not.toBe(first);
  const north = map.getByRole("link", { name: /^Nord : / });
  await north.focus();
  await expect(north).toBeFocused();
  // Who sees and has no pointer reads it too.
  if (script) await expect(page.locator(".c12-said")).toHaveText(/^Nord : \d+\s% de \d+\sclasses/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/deploiement\/D59/);
  await expect(page.locator("h1")).toHaveText("Nord");
});

test("each territory of the map is in the table with the same share, in the order of names", async ({ page, request, check }) => {
  await takeRole(page, "leadership");
  await page.goto(`${PAGE}?maille=academies`);
  await check(page);
  const rows = page.getByRole("region", { name: "Par académie, par ordre alphabétique" }).locator("tbody tr");
  const names = await rows.locator("th").allInnerTexts();
  expect(names.length).toBeGreaterThan(20);
  const plain = names.map((name) => name.replace(/^Académie (de |d')/, ""));
  expect(plain).toEqual([...plain].sort((a, b) => a.localeCompare(b, "fr")));
  const map = page.locator("svg.c12-map:visible");
  for (const row of (await rows.all()).slice(0, 5)) {
    const [, name, classes, share] = await row.locator("td, th").allInnerTexts();
    const link = map.getByRole("link", { name: new RegExp(`^${name.replace(/^Académie (de |d')/, "")} : `) }).first();
    const said = ((await link.getAttribute("aria-label")) ?? (await link.locator("title").first().textContent()) ?? "").replace(/\s/g, " ");
    expect(said).toContain(`${classes.replace(/\s/g, " ")} classe`);
    if (!said.includes("trop peu")) expect(said).toContain(share.replace(/\s/g, " "));
  }
  // The same figures as a file.
  const file = await request.get(await page.getByRole("link", { name: "Télécharger ce tableau (CSV)" }).evaluate((link: HTMLAnchorElement) => link.href));
  expect(file.ok()).toBe(true);
  expect((await file.text()).trim().split("\r\n")).toHaveLength(names.length + 1);
});

test("who is told to be looked at has the reason beside, and nobody is ranked", async ({ page, check }) => {
  await takeRole(page, "officer");
  await page.goto(PAGE);
  await expect(page.locator("main")).toContainText("Aucun classement");
  await expect(page.getByRole("heading", { name: /à regarder|Aucun territoire/ })).toBeVisible();
  for (const reason of await page.locator("main ul li", { has: page.locator("a[href*='/deploiement/']") }).filter({ hasText: "classes" }).allTextContents()) expect(reason).toMatch(/hasard|points en quatre semaines/);
  await check(page);
});
