// The proof `payloads`: whatever a name says, no page runs it, no element is made of it, no spreadsheet computes it.
import { type APIResponse, type Page, expect, takeRole, test } from "./page";
import { newAddress } from "./people";
import { LINES, MARK, NUL, PAYLOADS, cells, csv, uai } from "./payloads";

const TAG = "zqpiege";
const DISTRICT = uai(902_900);
const school = (rank: number) => uai(902_000 + rank);
const seen = (text: string) => text.replace(/\s+/g, " ").trim();
/** What is read of a cell: without the marks that nobody sees, and without the apostrophe that keeps a spreadsheet from computing it. */
const brought = (payload: string) => seen(payload.replace(/[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")).replace(/^'(?=[=+\-@\d])/, "");
/** The file's name as a page shows it: a browser writes `"` and ends of lines as %22, %0D and %0A. */
const named = (payload: string) => seen(payload.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));

/** What runs, reports or stands that no page of ours holds. */
async function harmless(page: Page, where: string): Promise<void> {
  const wrong = await page.evaluate((mark) => {
    const found: string[] = [];
    if (mark in window || document.cookie.includes(mark)) found.push("it ran");
    const reports = (window as unknown as { c12reports?: string[] }).c12reports ?? [];
    found.push(...reports);
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      if (/^(x-c12|iframe|object|embed|base|math|style)$/.test(name)) found.push(`<${name}>`);
      if (name === "script" && !element.getAttribute("src")?.startsWith("/assets/") && !element.closest("[data-hkc]")) found.push(element.outerHTML.slice(0, 80));
      if (name === "meta" && element.getAttribute("http-equiv")) found.push("<meta http-equiv>");
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) found.push(`${element.localName} ${name}`);
        if (/^(href|src|action|formaction|xlink:href|srcdoc)$/.test(name) && !/^(\/(?!\/)|#|\?|$|data:image\/)/.test(value)) found.push(`${name}=${value.slice(0, 80)}`);
      }
    }
    return found;
  }, MARK);
  expect(wrong, where).toEqual([]);
}

async function bring(page: Page, kind: string, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption(kind);
  // A directory of a few made-up schools has none of those that the département had.
  if (kind === "schools") await page.locator("label[for=accept_moves]").click();
  await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(page.locator("[data-refresh-seconds]")).toHaveCount(0, { timeout: 20_000 });
}

const french = async (answer: APIResponse, status: number) => {
  expect(answer.status()).toBe(status);
  expect(await answer.text()).toMatch(/n'est pas|n'existe pas|écrivez|Choisissez/);
};

test("no name becomes code, a tag, a column or a formula @script", async ({ page, baseURL, expectStatus }, { project }) => {
  // Not left out: the same bytes go to every width, so that one project runs it for all.
  test.skip(project.name !== "desk", "what runs does not depend on the width");
  test.setTimeout(300_000);
  expectStatus(422);
  await page.addInitScript(() => {
    const reports: string[] = [];
    (window as unknown as { c12reports: string[] }).c12reports = reports;
    document.addEventListener("securitypolicyviolation", (event) => reports.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  const origin = { origin: baseURL ?? "" };
  const places = new Set<string>();
  /** Looks at a page, where these names stand as they were typed. */
  const look = async (address: string, place: string, names: string[] = []) => {
    places.add(place);
    await page.goto(address);
    await harmless(page, address);
    const text = seen(await page.locator("body").evaluate((body) => body.textContent ?? ""));
    for (const name of names) expect(text, `${address} shows ${name}`).toContain(seen(name));
  };

  // A directory whose schools, communes and circonscription are payloads, and classes that are.
  await takeRole(page, "administrator");
  const head = ["Identifiant_de_l_etablissement", "Nom_etablissement", "Type_etablissement", "Statut_public_prive", "Code postal", "Nom_commune", "Code_departement", "Ecole_elementaire", "Appartenance_Education_Prioritaire", "code_nature", "nom_circonscription"];
  const district = `<x-c12>"';=1`;
  const rows = PAYLOADS.map((payload, rank) => [school(rank), `${payload} ${TAG}${rank % 3}`, "Ecole", "Public", "90000", payload, "090", "1", "REP+", "151", district]);
  await bring(page, "schools", "annuaire.csv", csv([head, [DISTRICT, district, "Service Administratif", "Public", "90000", "Belfort", "090", "0", "", "809", ""], ...rows]));
  await expect(page.getByRole("status").or(page.locator(".fr-alert")).first()).toContainText("Enregistré");
  await bring(page, "schools", "nul.csv", csv([head, [school(900), NUL, "Ecole", "Public", "90000", "Belfort", "090", "1", "", "151", ""]]));
  await expect(page.locator("main")).toContainText("octet nul");
  await takeRole(page, "intrapreneur");
  const labels = PAYLOADS.map((payload) => brought([...payload.trim()].slice(0, 40).join("")));
  const names = PAYLOADS.map(brought);
  await bring(page, "units", "classes.csv", csv([["UAI", "classe", "niveau", "année", "date"], ...PAYLOADS.map((payload, rank) => [school(rank), [...payload.trim()].slice(0, 40).join(""), "CP", "2021-2022", "2021-09-10"])]));
  await expect(page.locator(".fr-alert").first()).toContainText("Enregistré");
  const long = PAYLOADS.filter((payload) => payload.length > 40);
  await bring(page, "units", "longues.csv", csv([["UAI", "classe", "niveau", "année", "date"], ...long.map((payload) => [school(0), payload, payload, payload, payload])]));
  await expect(page.locator("main")).toContainText("Le nom d'une classe a de 1 à 40 caractères.");
  await harmless(page, "report of classes");
  await bring(page, "adoption", "piégé.csv", csv([["UAI", "classe", "étape", "date"], ...PAYLOADS.map((payload, rank) => [rank % 2 ? payload : school(rank), payload, payload, payload])]));
  await expect(page.locator("main")).toContainText("rien n'est écrit");
  await look(page.url(), "report of an import", names.filter((name) => name.length < 40));

  // Every file's name, as a browser sends it; one that a program makes up is refused.
  for (const [rank, payload] of PAYLOADS.entries()) {
    const boundary = "----c12";
    const id = crypto.randomUUID();
    const part = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part("id", id)}${part("kind", "adoption")}${part("dry_run", "oui")}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${named(payload)}"\r\nContent-Type: text/csv\r\n\r\nUAI;étape\r\n0;1\r\n--${boundary}--\r\n`;
    const answer = await page.request.post("/imports", { headers: { ...origin, "content-type": `multipart/form-data; boundary=${boundary}` }, data: Buffer.from(body), maxRedirects: 0 });
    expect(answer.status(), named(payload)).toBe(303);
    if (rank % 3 === 0) await look(`/imports/${id}`, "import", [named(payload)]);
    if (rank % 20 === 19 || rank === PAYLOADS.length - 1) await look("/imports", "imports");
  }
  await page.goto("/imports");
  await page.locator("#file").setInputFiles({ name: `"><x-c12 onclick=1>'.csv`, mimeType: "text/csv", buffer: Buffer.from("UAI;étape\r\n0;1\r\n") });
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await harmless(page, "a file chosen in the browser");

  // Schools, classes, search.
  const here = "/classes-dedoublees/deploiement";
  for (const [rank, name] of names.entries()) await look(`${here}/${school(rank)}`, "school", [name, labels[rank]]);
  await look(`${here}/C${DISTRICT}`, "circonscription and its chart", names);
  await look(`${here}/D90`, "département and its chart", [district]);
  await look("/classes-dedoublees/mise-a-jour?territoire=D90", "many classes", [...names, ...labels]);
  for (const third of [0, 1, 2]) {
    const hits = names.filter((_, rank) => rank % 3 === third);
    await look(`/recherche?q=${TAG}${third}`, "search", hits);
    await expect(page.locator("html[data-islands=ready]")).toHaveCount(1);
    await page.getByLabel("Nom, commune ou UAI").fill("");
    await page.getByLabel("Nom, commune ou UAI").pressSequentially(`${TAG}${third}`);
    await expect(page.locator(".c12-search__hits > li")).toHaveCount(hits.length);
    await harmless(page, "search as one types");
    places.add("search as one types");
    const answer = await page.request.get(`/api/schools?q=${TAG}${third}`);
    expect(answer.headers()["content-type"]).toBe("application/json");
    expect((await answer.json()).map((hit: { name: string }) => seen(hit.name)).sort()).toEqual(PAYLOADS.flatMap((payload, rank) => (rank % 3 === third ? [brought(`${payload} ${TAG}${third}`)] : [])).sort());
  }

  // People: who invites, what they wrote.
  await takeRole(page, "administrator");
  const people: string[] = [];
  const refused: string[] = [];
  const invite = (name: string) => page.request.post("/personnes", { headers: origin, form: { name, email: newAddress(), party: "menj", role: "intrapreneur", policy: "*", territory: "FR", from: "2021-12-17" } });
  for (const payload of PAYLOADS) {
    const answer = await invite(payload);
    if (answer.status() === 200) people.push(payload); else { await french(answer, 422); refused.push(payload); }
  }
  for (const name of [NUL, LINES, "x".repeat(101)]) { await french(await invite(name), 422); refused.push(name); }
  await page.goto("/personnes");
  const links = await page.locator(".c12-people > li > a").evaluateAll((list) => list.map((link) => link.getAttribute("href") ?? ""));
  await look("/personnes", "people", people);
  for (const link of links.filter((_, rank) => rank % 3 === 0)) await look(link, "person");
  await look("/audit", "audit", people.slice(-20));
  await look("/audit?page=2", "audit");
  // What an address says is said back by these pages.
  const echoes = ["/recherche?q=", "/audit?quoi=", "/audit?du=", "/audit?qui=", "/?annee=", "/?niveau=", "/connexion?suite="];
  for (const [rank, payload] of PAYLOADS.entries()) {
    const echo = echoes[rank % echoes.length];
    await look(`${echo}${encodeURIComponent(payload)}`, echo);
  }

  // Somebody whose name is a payload writes: their name stands in the history of a class, and in the trail.
  const name = `"><x-c12 onclick=${MARK}>=1`;
  const answer = await invite(name);
  const link = (await answer.text()).match(/value="(http[^"]+\/connexion\/lien\/[^"]+)"/)?.[1] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await page.goto(`${here}/${school(3)}`);
  await page.getByRole("radio", { name: "Contactée" }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await look(`${here}/${school(3)}`, "history of a class", [name, names[3]]);
  await look("/mon-compte", "one's account", [name]);

  // Every file.
  await takeRole(page, "administrator");
  const files = [`${here}/D90/classes.csv`, `${here}/C${DISTRICT}/territoires.csv`, `${here}/D90/territoires.csv`, `${here}/C${DISTRICT}/semaines.csv`, `${here}/FR/territoires.csv`, "/audit.csv"];
  let read = 0;
  for (const file of files) {
    places.add(file);
    const table = cells(await (await page.request.get(file)).text());
    expect(table.length, file).toBeGreaterThan(1);
    for (const row of table) {
      expect(row, file).toHaveLength(table[0].length);
      for (const cell of row) expect(cell, file).not.toMatch(/^[=+\-@\t\r]/);
      read += row.length;
    }
  }
  const classes = cells(await (await page.request.get(files[0])).text());
  const told = new Set(classes.map((row) => seen(row[3].replace(/^'(?=[=+\-@])/, ""))));
  for (const name of names) expect(told, name).toContain(name);
  expect(dialogs).toEqual([]);
  expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual(["session"]);
  console.log(`figures: ${PAYLOADS.length + 3} payloads × ${places.size} places, ${read} cells of ${files.length} files; ${refused.length} refused as names of people, in French; 0 ran`);
});
