// A page printed: what is read, whole, and nothing that is pressed.
import { expect, takeRole, test } from "./page";
import { READ } from "./rollout";

/** A4 less the margins of the stylesheet (210 mm less 2 × 12), in pixels. */
const PAPER = { width: 703, height: 1032 };
const READERS = READ.filter(([, address]) => !/mise-a-jour|recherche|imports/.test(address));

test("a page on paper is as wide as the paper, its charts and their tables whole", async ({ page, expectStatus }) => {
  expect(expectStatus).toBeDefined();
  test.setTimeout(300_000);
  await page.emulateMedia({ media: "print" });
  let role = "";
  for (const [who, address] of READERS) {
    if (role !== who) {
      await page.emulateMedia({ media: "screen" });
      await takeRole(page, who);
      await page.emulateMedia({ media: "print" });
    }
    role = who;
    await page.setViewportSize(PAPER);
    await page.goto(address);
    const found = await page.evaluate(() => {
      const shown = (one: Element) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && one.getBoundingClientRect().height > 0;
      const all = (what: string) => [...document.querySelectorAll(what)];
      const wide = document.documentElement.clientWidth;
      const beyond = all("main *").filter((one) => shown(one) && !one.closest("svg, .c12-sr") && one.getBoundingClientRect().right > wide + 1);
      const pale = all(".c12-badge").filter((one) => shown(one) && (getComputedStyle(one).color.match(/\d+/g) ?? []).some((part) => Number(part) > 100));
      return {
        wider: document.documentElement.scrollWidth - wide,
        beyond: beyond.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)),
        pressed: all("nav, .c12-filters, .c12-form, .c12-actions, .c12-header__account, .c12-live, button, select").filter(shown).map((one) => one.outerHTML.slice(0, 80)),
        narrow: all(".c12-chart--narrow").filter(shown).length,
        charts: all(".c12-chart--wide, .c12-panel").filter(shown).length,
        drawn: all(".c12-chart--wide, .c12-panel").length,
        folded: all("details.c12-details:not(:has(form)) table").filter((one) => !shown(one)).length,
        pale: pale.length,
      };
    });
    expect(found, address).toEqual({ wider: 0, beyond: [], pressed: [], narrow: 0, charts: found.drawn, drawn: found.drawn, folded: 0, pale: 0 });
  }
});

test("who reads in the dark prints in black @script", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await page.goto("/");
  const ink = await page.locator("h1").evaluate((title) => getComputedStyle(title).color);
  expect((ink.match(/\d+/g) ?? []).every((part) => Number(part) < 60), ink).toBe(true);
});

test("what is folded on a screen is read on paper", async ({ page }) => {
  await takeRole(page, "leadership");
  await page.goto("/");
  const weeks = page.getByRole("region", { name: "Chiffres de chaque semaine" });
  await expect(weeks).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(weeks).toBeVisible();
});
