import { expect, takeRole, test } from "./page";

const NATION = "/classes-dedoublees/deploiement/FR/usages";
const plain = (text: string) => text.replace(/\s/g, " ");

test("leadership reads how much the service is used, and where nobody measured", async ({ page, check }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  await page.getByRole("link", { name: "Usages du service" }).click();
  await expect(page.locator("h1")).toHaveText("Usages du service : France");
  await expect(page.getByRole("heading", { name: /visites la semaine du .* 2021, contre/ })).toBeVisible();
  await expect(page.locator("main")).toContainText("15 semaines mesurées sur 15");
  await check(page);
  // The year before has two weeks that nobody measured: a gap of the line, a word in the table, never a zero.
  await page.goto(`${NATION}?annee=2020-2021`);
  await expect(page.locator("main")).toContainText("N'ont pas été mesurées les semaines du 09/11/2020 au 22/11/2020");
  await page.locator("summary", { hasText: "Les chiffres de chaque semaine" }).click();
  const week = page.getByRole("region", { name: "Chiffres de chaque semaine" }).getByRole("row", { name: /^09\/11\/2020/ });
  await expect(week.locator("td").first()).toHaveText("non mesurée");
  const corrected = page.getByRole("region", { name: "Chiffres de chaque semaine" }).getByRole("row", { name: /^08\/03\/2021/ });
  await expect(corrected.locator("td").first()).toContainText("corrigé, avant");
  await check(page);
});

test("the table, the chart and the file of uses say the same figures", async ({ page }) => {
  await takeRole(page, "coach");
  await page.goto(`${NATION}?annee=2020-2021`);
  const file = async (name: string) => (await page.request.get(await page.getByRole("link", { name }).evaluate((link: HTMLAnchorElement) => link.href))).text();
  const lines = (await file("Télécharger toutes les mesures (CSV)")).trim().split("\r\n");
  const visits = lines.filter((line) => line.includes(";visits;")).map((line) => line.split(";"));
  await page.locator("summary", { hasText: "Les chiffres de chaque semaine" }).click();
  const rows = page.getByRole("region", { name: "Chiffres de chaque semaine" }).locator("tbody tr");
  const shown = await rows.evaluateAll((all) => all.map((row) => [row.querySelector("th")!.textContent!, row.querySelector("td")!.textContent!]));
  const measured = shown.filter(([, value]) => value !== "non mesurée").map(([day, value]) => [day.split("/").reverse().join("-"), value.split("corrigé")[0].replace(/[^\d]/g, "")]);
  expect(visits.map((line) => [line[2], line[4]]).reverse()).toEqual(measured);
  const drawing = await file("Télécharger le graphique (SVG)");
  expect(drawing).toContain("Source : relevés de Matomo");
  expect(plain(drawing)).toContain(plain(await page.getByRole("heading", { name: /la semaine du|au / }).first().innerText()).slice(0, 12));
});

test("an académie has a page of its own, by keyboard from the nation's table", async ({ page, check }) => {
  await takeRole(page, "officer");
  await page.goto(NATION);
  const link = page.getByRole("region", { name: "Usages par académie" }).getByRole("link", { name: "Rennes", exact: true });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText("Usages du service : Académie de Rennes");
  await check(page);
});

test("an intrapreneur accepts what uses suggest, and the class says how it is known", async ({ page, check, expectStatus }) => {
  expectStatus(422);
  await takeRole(page, "intrapreneur");
  await page.goto("/classes-dedoublees/suggestions");
  await check(page);
  const rows = page.getByRole("region", { name: "Suggestions" }).locator("tbody tr");
  const before = await rows.count();
  expect(before).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Accepter les suggestions cochées" }).click();
  await expect(page.getByRole("alert")).toContainText("Cochez au moins une suggestion");
  // The second, whose reason is read first.
  const row = rows.nth(1);
  await expect(row).toContainText(/semaines? de classe/);
  const school = (await row.getByRole("link").getAttribute("href")) ?? "";
  const label = (await row.locator("th").innerText()).trim();
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Accepter les suggestions cochées" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 classe a changé de stade" })).toBeVisible();
  await expect(rows).toHaveCount(before - 1);
  await page.goto(school);
  const unit = page.locator(".c12-unit", { hasText: label }).first();
  await unit.locator("summary").first().click();
  await expect(unit).toContainText("Usages mesurés");
  await check(page);
});

test("a school's uses are nobody's until an officer says whose, and that can be taken back", async ({ page, check }, { project }) => {
  await takeRole(page, "intrapreneur");
  // Schools that were measured as a whole, one for each way of looking at the pages.
  const list = await page.request.get("/classes-dedoublees/deploiement/FR/classes.csv?annee=2021-2022");
  const schools = [...new Set((await list.text()).split("\r\n").slice(1).map((line) => line.split(";")[1]).filter(Boolean))];
  const wanted = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  let found = -1;
  for (const school of schools) {
    const answer = await page.request.get(`/classes-dedoublees/deploiement/${school}`);
    if ((await answer.text()).includes("ils ne sont attribués à aucune") && (found += 1) === wanted) { await page.goto(`/classes-dedoublees/deploiement/${school}`); break; }
  }
  const uses = page.locator("#usages");
  await expect(uses).toContainText("ils ne sont attribués à aucune");
  await check(page);
  const form = page.getByRole("form", { name: "Dire de quelle classe sont les usages" });
  const choice = form.getByLabel("Les usages mesurés dans l'école sont ceux de");
  const label = (await choice.locator("option").nth(1).innerText()).trim();
  await choice.selectOption({ index: 1 });
  await form.getByRole("button", { name: "Enregistrer" }).click();
  await expect(uses).toContainText(`Ceux de l'école sont ceux de la classe ${label}, comme l'a dit `);
  await choice.selectOption({ index: 0 });
  await form.getByRole("button", { name: "Enregistrer" }).click();
  await expect(uses).toContainText("ils ne sont attribués à aucune");
});

test("an export of Matomo brought twice changes nothing the second time", async ({ page, check }, { project }) => {
  await takeRole(page, "administrator");
  const day = ["phone", "desk", "phone without script", "desk without script"].indexOf(project.name);
  const monday = ["2019-09-02,2019-09-08", "2019-09-09,2019-09-15", "2019-09-16,2019-09-22", "2019-09-23,2019-09-29"][day];
  const bring = async () => {
    await page.goto("/imports");
    await page.getByLabel("Ce que contient le fichier").selectOption("usage");
    await page.locator("#file").setInputFiles({ name: "matomo.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ [monday]: { nb_visits: 41, nb_uniq_visitors: 30 } })) });
    await page.getByRole("button", { name: "Importer", exact: true }).click();
    await expect(async () => { await page.reload(); await expect(page.locator("main")).toContainText("Enregistré"); }).toPass();
  };
  await bring();
  await expect(page.locator("main")).toContainText(/2\smesures enregistrées/);
  await bring();
  await expect(page.locator("main")).toContainText("Rien n'a changé");
  await check(page);
});
