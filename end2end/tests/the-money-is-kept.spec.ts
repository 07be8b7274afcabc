import { expect, takeRole, test } from "./page";
import { TODAY, cents, chorus, commit, commitment, credits, entered, refused, send, step, tile, typed } from "./money";

test("the page says where the money stands, against the window, and what it bought", async ({ page, check }) => {
  await takeRole(page, "budget-manager");
  const [ae, cp] = [await credits(page, "AE"), await credits(page, "CP")];
  expect(ae.available).toBe(ae.ceiling - ae.consumed);
  expect(cp.available).toBe(cp.ceiling - cp.consumed);
  const heading = await page.locator("h1").innerText();
  expect(heading).toMatch(/ engagés sur .* au mois \d/);
  expect(heading.split(" sur ").map(cents)).toEqual([ae.consumed, ae.ceiling]);
  expect(cents(await tile(page, "Restes à payer").locator(".c12-tile__value").innerText())).toBe(ae.consumed - cp.consumed);
  // One drawing of the two is seen, and it says in words what it shows.
  const drawings = page.locator(".c12-figure svg").filter({ visible: true });
  await expect(drawings).toHaveCount(1);
  await expect(drawings).toContainText("Plafond");
  expect(await drawings.locator("title").first().textContent()).toBe(heading);
  await page.getByText("Les chiffres de chaque semaine", { exact: true }).click();
  const lastWeek = page.getByRole("region", { name: "Crédits de chaque semaine" }).locator("tbody tr").first();
  expect((await lastWeek.locator("td").allInnerTexts()).map(cents)).toEqual([ae.consumed, cp.consumed]);
  // The money by class is what was paid over the classes: both are on the page.
  const each = await page.getByText(/payés par classe devenue régulière/).innerText();
  const whole = await page.getByText(/payés \(CP\) depuis la semaine du .* de plus, en France\./).innerText();
  const classes = Number(whole.match(/pour (\d[\d\s]*?)\sclasses?\srégulières?\sde\splus/)?.[1].replace(/\s/g, ""));
  expect(cents(each)).toBe(Math.round(cents(whole) / classes));
  expect(cents(whole)).toBeLessThanOrEqual(cp.consumed);
  await page.getByText("Comment ces classes sont comptées", { exact: true }).click();
  const more = await page.getByRole("region", { name: "Classes régulières par année scolaire" }).locator("tbody td:last-child").allInnerTexts();
  expect(more.map((text) => Number(text.replace("−", "-").replace(/[^\d-]/g, ""))).reduce((sum, one) => sum + one, 0)).toBe(classes);
  await page.getByText("Imputation dans Chorus, telle que signée", { exact: true }).click();
  await check(page);
});

test("a commitment is entered, and the same EJ only once", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "budget-manager");
  const before = await credits(page, "AE");
  await page.getByRole("link", { name: "Nouvel engagement" }).click();
  await expect(page.locator("h1")).toHaveText("Engagement");
  await expect(page.getByLabel("Jour")).toHaveValue(TODAY);
  await check(page);
  const ej = chorus();
  await send(page, commitment(ej, "12,50"));
  const entry = await entered(page);
  await check(page);
  const after = await credits(page, "AE");
  expect([after.available, after.consumed]).toEqual([before.available - 1250, before.consumed + 1250]);
  await page.goto("/financement/registre");
  const row = page.locator("tbody tr", { hasText: ej });
  await expect(row).toContainText("Engagement Atelier Commun, Atelier d'essai");
  await check(page);
  await row.getByRole("link", { name: entry, exact: true }).click();
  await expect(page.locator("h1")).toHaveText(`Engagement n° ${entry}`);
  await expect(page.locator(".c12-facts")).toContainText("Reste à payer");
  await check(page);
  await page.goto("/financement/ecritures/engagement");
  await send(page, commitment(ej, "1"));
  await refused(page, "ej", new RegExp(`L'EJ ${ej} est déjà l'écriture n° ${entry}`));
  expect((await credits(page, "AE")).available).toBe(after.available);
});

test("what lacks is told to the délégant, an amendment brings it, and the commitment passes", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "budget-manager");
  const before = await credits(page, "AE");
  const [ej, lacks] = [chorus(), 50_000];
  const [asked, object] = [typed(before.available + lacks), `Renfort ${ej}`];
  // Refused: nothing is lost of what was typed, the reason gives both amounts, and there is a way out.
  await page.goto("/financement/ecritures/engagement");
  await send(page, commitment(ej, asked, object));
  await refused(page, "amount", /Crédits insuffisants : .* demandés, .* disponibles en AE/);
  const why = await page.locator("#amount-erreur").innerText();
  expect(why.split("demandés").map(cents)).toEqual([before.available + lacks, before.available]);
  await expect(page.getByLabel("Montant")).toHaveValue(asked);
  await expect(page.getByLabel("N° d'engagement juridique")).toHaveValue(ej);
  await expect(page.getByLabel("Fournisseur")).toHaveValue("Atelier Commun");
  await expect(page.getByLabel("Objet")).toHaveValue(object);
  await expect(page.getByLabel("Nature de la dépense")).toHaveValue("coaching");
  await expect(page.getByLabel("Jour")).toHaveValue(TODAY);
  await check(page);

  await page.getByRole("link", { name: "Ouvrir une insuffisance" }).click();
  await expect(page.locator("h1")).toHaveText("Obligations de l'article 4");
  const opening = page.getByRole("form", { name: "Ouvrir une obligation" });
  await expect(opening.getByLabel("Montant qui manque")).toHaveValue("500,00");
  await expect(opening.getByLabel("Pourquoi")).toHaveValue(object);
  await check(page);
  await opening.getByRole("button", { name: "Ouvrir", exact: true }).click();
  const duty = page.locator("main section", { hasText: object });
  await expect(duty.getByRole("heading")).toHaveText(/Insuffisance des crédits : 500\s€ en AE, exercice 2021/);
  await expect(duty).toContainText("Le délégant n'en est pas encore informé.");

  const warning = page.locator(".fr-alert--warning", { hasText: "Insuffisance des crédits" });
  await page.goto("/financement");
  await expect(warning).toContainText(/500\s€ en AE : le délégant n'en est pas encore informé/);
  await page.getByRole("link", { name: "Obligations de l'article 4 : insuffisance" }).click();
  await step(page, duty, "Délégant informé", { "À qui et comment": "Courriel à la direction des affaires financières" });
  await expect(duty).toContainText("Le délégant a été informé le 17 décembre 2021, le jour même.");
  await page.goto("/financement");
  await expect(warning).toContainText(/500\s€ en AE : le délégant en est informé depuis le 17 décembre 2021/);
  await check(page);

  await page.getByRole("link", { name: "Avenant" }).click();
  await check(page);
  await send(page, { Jour: TODAY, Exercice: "2021", "Montant en AE": "1 000", "Montant en CP": "1000,00", "Référence du document": `Avenant ${ej}` });
  const amendment = await entered(page);
  const raised = await credits(page, "AE");
  expect([raised.available, raised.ceiling]).toEqual([before.available + 100_000, before.ceiling + 100_000]);

  await page.goto("/financement/obligations");
  await step(page, duty, "Dotation ajustée", { "À qui et comment": "Avenant signé", "Avenant qui ajuste": amendment });
  await expect(duty.locator(".c12-badge")).toHaveText("Dotation ajustée");
  await expect(duty).toContainText(`Avenant signé (écriture n° ${amendment})`);
  await expect(duty.locator("form")).toHaveCount(0);
  await check(page);
  await page.goto("/financement");
  await expect(warning).toHaveCount(0);

  // The commitment that was refused passes; cancelled, it gives back all that it took.
  const entry = await commit(page, ej, asked, object);
  expect((await credits(page, "AE")).available).toBe(100_000 - lacks);
  await page.goto(`/financement/ecritures/n/${entry}`);
  await page.getByRole("link", { name: "Annuler cette écriture" }).click();
  await expect(page.getByLabel("N° de l'écriture à annuler")).toHaveValue(entry);
  await send(page, { "Pourquoi l'annuler": "Le renfort est repoussé" });
  await entered(page);
  expect(await credits(page, "AE")).toEqual(raised);
});

test("what is certified can be paid, no more, and a DP is paid once", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await takeRole(page, "budget-manager");
  const [ej, dp] = [chorus(), chorus()];
  const entry = await commit(page, ej, "30,00");
  const before = await credits(page, "CP");
  const about = `/financement/ecritures/n/${entry}`;
  const facts = async () => {
    await page.goto(about);
    return (await page.locator(".c12-facts dd").allInnerTexts()).map(cents);
  };
  expect(await facts()).toEqual([3000, 0, 0, 3000]);
  await page.getByRole("link", { name: "Certifier le service fait" }).click();
  await expect(page.getByLabel("N° d'engagement juridique")).toHaveValue(ej);
  await check(page);
  await send(page, { Jour: TODAY, "N° de service fait": chorus(), Montant: "20" });
  await entered(page);
  await page.goto(about);
  await page.getByRole("link", { name: "Payer" }).click();
  await check(page);
  await send(page, { Jour: TODAY, "N° de demande de paiement": dp, Montant: "20,01" });
  await refused(page, "amount", /20,01\s€ à payer, mais 20\s€ seulement sont certifiés et non payés : saisissez d'abord le service fait\./);
  await check(page);
  await send(page, { Montant: "15" });
  const paid = await entered(page);
  expect(await facts()).toEqual([3000, 2000, 1500, 1500]);
  expect((await credits(page, "CP")).consumed).toBe(before.consumed + 1500);
  await page.goto(`/financement/ecritures/paiement?ej=${ej}`);
  await send(page, { Jour: TODAY, "N° de demande de paiement": dp, Montant: "5" });
  await refused(page, "number", new RegExp(`La pièce ${dp} est déjà l'écriture n° ${paid}`));
  // Above what is committed nothing is certified.
  await page.goto(`/financement/ecritures/service-fait?ej=${ej}`);
  await send(page, { Jour: TODAY, Montant: "10,01" });
  await refused(page, "amount", /10,01\s€ demandés, mais 10\s€ seulement sont engagés et non encore certifiés/);
  await page.goto("/financement/ecritures/paiement");
  await send(page, { "N° d'engagement juridique": "12345", "N° de demande de paiement": chorus(), Montant: "1,005" });
  await refused(page, "ej", /dix chiffres/);
  await refused(page, "amount", /deux décimales/);
  await page.goto(about);
  await expect(page.locator("tbody tr")).toHaveCount(3);
  await check(page);
});
