import { expect, takeRole, test } from "./page";

/** A name that no run used before: people of the demonstration are shared. */
const newName = () => `Essai ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

test("a token made on one's account reads the API, until it is revoked", async ({ page, playwright, baseURL, check }) => {
  await takeRole(page, "coach");
  await page.goto("/mon-compte");
  const name = newName();
  const form = page.getByRole("form", { name: "Créer un jeton" });
  await form.getByLabel("Nom du jeton").fill(name);
  await form.getByLabel("Durée").selectOption("30");
  await form.getByRole("button", { name: "Créer un jeton" }).click();
  const token = await page.getByLabel("Jeton à copier").inputValue();
  expect(token).toMatch(/^c12_/);
  expect(page.url()).not.toContain(token);
  await check(page);

  // Another tool: no cookie, the token alone.
  const tool = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { Authorization: `Bearer ${token}` } });
  const answer = await tool.get("/api/v1/territories/FR/children");
  expect(answer.status()).toBe(200);
  expect((await answer.json()).items.length).toBeGreaterThan(2);
  expect((await tool.post("/mon-compte", { form: { act: "revoke" } })).status()).toBe(403);

  await page.goto("/mon-compte");
  expect(await page.content()).not.toContain(token);
  const revoke = page.getByRole("form", { name: `Révoquer ${name}` });
  await revoke.getByRole("button", { name: "Révoquer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Le jeton est révoqué" })).toBeVisible();
  const refused = await tool.get("/api/v1/territories/FR/children");
  expect(refused.status()).toBe(401);
  expect((await refused.json()).title).toBe("Jeton refusé");
  await tool.dispose();
});

test("a table is taken as a workbook, and what may be published as open data", async ({ page, check }) => {
  await takeRole(page, "coach");
  await page.goto("/");
  const link = page.getByRole("link", { name: "Télécharger ce tableau (XLSX)" });
  const file = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(file.headers()["content-type"]).toContain("spreadsheetml");
  expect((await file.body()).subarray(0, 2).toString()).toBe("PK");
  for (const address of ["/api/v1", "/donnees-ouvertes"]) {
    await page.goto(address);
    await check(page);
  }
  const open = await page.request.get("/donnees-ouvertes/adoption-hebdomadaire.csv");
  expect(await open.text()).toContain("school_year;territory;kind;level;week;population");
});
