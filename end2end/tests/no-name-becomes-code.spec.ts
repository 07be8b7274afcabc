// Whatever a school, a commune, a class, a person or a file is called: it is shown as it is called, and does nothing.
import type { Page } from "@playwright/test";
import { expect, takeRole, test } from "./page";

const HIT = "window.zqhit=1";
const PAYLOADS = [
  `<script>${HIT}</script>`, `</script><script>${HIT}</script>`, `"><script>${HIT}</script>`, `'><script>${HIT}</script>`,
  `<img src=x onerror=${HIT}>`, `"><img src=x onerror=${HIT}>`, `' onmouseover='${HIT}`, `" autofocus onfocus="${HIT}`,
  `<svg onload=${HIT}>`, `<svg><script>${HIT}</script></svg>`, `</svg><script>${HIT}</script>`, `</title><script>${HIT}</script>`,
  `</textarea><script>${HIT}</script>`, `<iframe srcdoc="<script>parent.zqhit=1</script>">`, `<a href="javascript:${HIT}">clic</a>`,
  `javascript:${HIT}`, `<style>*{display:none}</style>`, `<link rel=stylesheet href=//evil.example/x.css>`, `<base href=//evil.example/>`,
  `<meta http-equiv=refresh content=0;url=//evil.example>`, `<form action=//evil.example><button>ok`, `<div id=zqhit>`, `<!--`, `-->`, `<![CDATA[`,
  `{{constructor.constructor('${HIT}')()}}`, "${" + HIT + "}", `\\u003cscript\\u003e${HIT}`, `&lt;script&gt;${HIT}`, `&#60;script&#62;${HIT}`,
  `<ScRiPt>${HIT}</sCrIpT>`, `<scr<script>ipt>${HIT}`, `\u202e<script>${HIT}`, `\uff1cscript\uff1e${HIT}`, `=1+1`, `+1+1`, `-1+1`, `@SUM(A1)`,
  `=HYPERLINK("http://evil.example";"clic")`, `=cmd|' /C calc'!A0`, `"a";"b"`, `a;=1+1`, `../../etc/passwd`, `%0d%0aSet-Cookie:x=1`, `' or 1=1 --`, `%_\\`,
];
const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
const uai = (rank: number) => `0${939_500 + rank}${LETTERS[(939_500 + rank) % 23]}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** A name that a search finds, and that begins as the payload does. */
const named = (payload: string, rank: number) => `${payload} zq${rank}`;

test.use({ javaScriptEnabled: true });
test.describe.configure({ timeout: 240_000 });

async function bring(page: Page, kind: string, name: string, lines: string[], more: Record<string, string> = {}): Promise<string> {
  await page.goto("/imports");
  await page.getByLabel("Ce que contient le fichier").selectOption(kind);
  for (const [field, value] of Object.entries(more)) await page.locator(`#${field}`).fill(value);
  await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n") + "\r\n", "utf8") });
  await page.getByRole("button", { name: "Importer" }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Bilan")).toBeVisible({ timeout: 500 });
  }).toPass();
  return page.url();
}

/** The lines of a file that were refused, by their numbers; each says why and what to do. */
async function refused(page: Page): Promise<number[]> {
  const rows = page.locator("table", { has: page.getByText("Ce qui ne va pas") }).first().locator("tbody tr");
  const numbers: number[] = [];
  if (await page.getByText("Refusé").count()) {
    for (const row of await rows.all()) {
      expect((await row.locator("td").last().innerText()).length).toBeGreaterThan(20);
      numbers.push(Number(await row.locator("th").innerText()));
    }
  }
  return numbers;
}

/** Brings a file, leaves out the lines that it was refused for, and brings it again. */
async function bringWhatCan(page: Page, kind: string, head: string, lines: string[], more: Record<string, string> = {}): Promise<number> {
  await bring(page, kind, `${kind}.csv`, [head, ...lines], more);
  const wrong = new Set(await refused(page));
  if (wrong.size > 0) {
    await bring(page, kind, `${kind}.csv`, [head, ...lines.filter((_, rank) => !wrong.has(rank + 2))], more);
    expect(await refused(page)).toEqual([]);
  }
  return wrong.size;
}

/** Cells of a file with semicolons. */
function cells(text: string): string[] {
  const found: string[] = [];
  let [cell, inside] = ["", false];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at += 1) {
    const letter = text[at];
    if (inside && letter === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
    else if (letter === '"') inside = !inside;
    else if (!inside && (letter === ";" || letter === "\n" || letter === "\r")) { found.push(cell); cell = ""; }
    else cell += letter;
  }
  return found;
}

test("no name of a school, a class, a person or a file becomes code @script", async ({ page, expectStatus, baseURL }, { project }) => {
  test.skip(project.name !== "desk", "once is enough: the pages are the same bytes");
  expectStatus(422);
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  const seen = { pages: 0, files: 0, refused: 0 };
  const look = async (address: string) => {
    await page.goto(address);
    seen.pages += 1;
    const made = await page.evaluate(() => ({
      hit: (window as unknown as { zqhit?: number }).zqhit ?? null,
      strange: document.querySelectorAll("#zqhit, iframe, base, meta[http-equiv], script:not([src]), main style, main script, [onerror], [onload], [onfocus], [onmouseover], [href^='javascript:'], [action^='//']").length,
    }));
    // Inside a page of ours `window.zqhit` is no element either: an id would make it one.
    expect({ address, ...made }).toEqual({ address, hit: null, strange: 0 });
  };

  await takeRole(page, "administrator");
  const head = "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Nom_commune;Code_departement;Ecole_maternelle;Ecole_elementaire;Appartenance_Education_Prioritaire";
  const schools = PAYLOADS.map((payload, rank) => [uai(rank), quoted(named(payload, rank)), "Ecole", "Public", quoted(named(payload, rank)), "093", "1", "1", "REP"].join(";"));
  seen.refused += await bringWhatCan(page, "schools", head, schools);
  for (const [rank, payload] of PAYLOADS.entries()) {
    const answer = await page.request.post("/personnes", {
      headers: { origin: baseURL ?? "" },
      form: { name: named(payload, rank), email: `zq${rank}@ac-creteil.fr`, party: "menj", role: "coach", territory: "FR", from: "2021-12-17" },
    });
    expect([200, 422], `${payload}: ${answer.status()}`).toContain(answer.status());
    if (answer.status() === 422) {
      expect(await answer.text()).toContain("L'invitation n'est pas envoyée");
      seen.refused += 1;
    }
  }
  await look("/personnes");
  await look("/audit?quoi=account");
  const trail = await page.request.get("/audit.csv");
  await look("/imports");

  await takeRole(page, "intrapreneur");
  const classes = PAYLOADS.map((payload, rank) => [uai(rank), quoted(payload.slice(0, 36) + rank), "CP"].join(";"));
  seen.refused += await bringWhatCan(page, "units", "UAI;classe;niveau", classes, { year: "2021-2022" });
  for (const payload of PAYLOADS) {
    const report = await bring(page, "adoption", `${payload}.csv`, ["UAI;classe;étape;date", `${uai(0)};${quoted(payload)};${quoted(payload)};01/10/2021`]);
    await look(report);
  }
  await look("/imports");
  for (const [rank] of PAYLOADS.entries()) {
    const school = await page.request.get(`/classes-dedoublees/deploiement/${uai(rank)}`);
    if (school.status() === 200) await look(`/classes-dedoublees/deploiement/${uai(rank)}`);
  }
  for (const [rank, payload] of PAYLOADS.entries()) await look(`/recherche?${new URLSearchParams({ q: rank % 2 ? `zq${rank}` : payload })}`);
  expect((await page.request.get("/api/schools?q=zq")).headers()["content-type"]).toContain("json");
  const list = "/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified";
  await page.goto(list);
  const pages = Number(((await page.getByRole("navigation", { name: "Pages" }).innerText().catch(() => "Page 1 sur 1")).match(/sur (\d+)/) ?? [])[1] ?? 1);
  for (let rank = 1; rank <= pages; rank += 1) await look(`${list}&page=${rank}`);
  await look("/classes-dedoublees/deploiement/D93");
  await look(`/classes-dedoublees/deploiement/D93?${new URLSearchParams({ niveau: PAYLOADS[0] })}`);

  const base = "/classes-dedoublees/deploiement/D93";
  const files = [trail, ...(await Promise.all(["classes", "territoires", "semaines"].map((name) => page.request.get(`${base}/${name}.csv`))))];
  let checked = 0;
  for (const file of files) {
    expect(file.status()).toBe(200);
    seen.files += 1;
    for (const cell of cells(await file.text())) {
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      checked += 1;
    }
  }
  expect(dialogs).toEqual([]);
  console.log(`figures: ${PAYLOADS.length} payloads as school, commune, class, person and file, ${seen.pages} pages, ${seen.files} files of ${checked} cells, ${seen.refused} refused in plain French; 0 dialogs, 0 scripts, 0 formulas`);
});
