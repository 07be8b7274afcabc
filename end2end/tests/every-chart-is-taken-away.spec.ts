// Each chart has its table on the page, its figures as a file, and is a picture of its own.
import { expect, takeRole, test } from "./page";

const POLICY = "/classes-dedoublees";
/** Of each page, the charts in their order: what is drawn, its table, the ends of the addresses of its figures and of its picture. */
const CHARTS: Record<string, [string, string, string, string][]> = {
  "/": [
    ["svg.c12-chart", "Chiffres de chaque semaine", "semaines.csv", "semaines.svg"],
    [".c12-stages > svg", "Répartition par stade", "semaines.csv", "stades.svg"],
  ],
  [`${POLICY}/deploiement/D35`]: [
    ["svg.c12-chart", "Chiffres de chaque semaine", "semaines.csv", "semaines.svg"],
    [".c12-stages > svg", "Répartition par stade", "semaines.csv", "stades.svg"],
  ],
  [`${POLICY}/comparaison`]: [
    ["svg.c12-map", "Par département, par ordre alphabétique", "comparaison.csv", "carte.svg"],
    ["svg.c12-chart", "Par département, par ordre alphabétique", "comparaison.csv", "hasard.svg"],
    ["ul.c12-panels", "Part de classes utilisatrices de chaque académie, à la fin de chaque mois", "academies.csv", "academies.svg"],
  ],
  [`${POLICY}/comparaison?maille=academies`]: [
    ["svg.c12-map", "Par académie, par ordre alphabétique", "comparaison.csv", "carte.svg"],
    ["svg.c12-chart", "Par académie, par ordre alphabétique", "comparaison.csv", "hasard.svg"],
    ["ul.c12-panels", "Part de classes utilisatrices de chaque académie, à la fin de chaque mois", "academies.csv", "academies.svg"],
  ],
  [`${POLICY}/deploiement/FR/parcours?annee=2020-2021`]: [
    ["svg.c12-chart", "Part encore en usage, par mois d'embarquement", "cohortes.csv", "cohortes.svg"],
    ["", "Classes qui ont atteint chaque stade", "entonnoir.csv", "entonnoir.svg"],
  ],
  [`${POLICY}/deploiement/FR/usages`]: [["svg.c12-chart", "Chiffres de chaque semaine", "usages.csv", "usages.svg"]],
  [`${POLICY}/face-a-face?a=D35&b=D59`]: [["svg.c12-chart", "Chiffres de chaque semaine", "face-a-face.csv", "face-a-face.svg"]],
  "/financement": [["svg.c12-chart", "Crédits de chaque semaine", "semaines.csv", "fenetre.svg"]],
};

for (const [address, charts] of Object.entries(CHARTS)) {
  test(`each chart of ${address} has its table, its figures and its picture`, async ({ page, browser }) => {
    await takeRole(page, "leadership");
    await page.goto(address);
    // A chart that is not listed here would have neither.
    const drawn = charts.filter(([what]) => what !== "");
    await expect(page.locator("main :is(svg.c12-chart, svg.c12-map, ul.c12-panels, .c12-stages > svg):visible")).toHaveCount(drawn.length);
    const links = await page.locator("main a[download]").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    const take = async (end: string) => {
      const href = links.find((link) => new URL(link).pathname.endsWith(end));
      expect(href, end).toBeDefined();
      const file = await page.request.get(href ?? "");
      expect(file.status(), end).toBe(200);
      return { type: file.headers()["content-type"], text: await file.text() };
    };
    for (const [what, table, figures, picture] of charts) {
      if (what) await expect(page.locator(`main ${what}:visible`)).toHaveCount(1);
      const rows = page.locator(`[role=region][aria-label="${table}"] table tbody tr`);
      expect(await rows.count(), table).toBeGreaterThan(1);
      const list = await take(figures);
      expect(list.type).toContain("text/csv");
      expect(list.text.trim().split("\r\n").length, figures).toBeGreaterThan(2);
      const { type, text } = await take(picture);
      expect(type).toContain("image/svg+xml");
      const said = text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
      expect(said).toContain("Source : ");
      expect(said, "its day").toMatch(/au \d{1,2}(er)? \p{L}+ 20\d\d/u);
      expect(text).not.toContain("var(--");
      // It is a picture by itself, in whatever program opens it.
      const alone = await browser.newPage();
      await alone.setContent(`<img alt="" src="data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}">`);
      expect(await alone.locator("img").evaluate(async (image: HTMLImageElement) => { await image.decode(); return image.naturalWidth; }), picture).toBeGreaterThan(1000);
      await alone.close();
    }
  });
}
