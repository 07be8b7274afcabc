// Nothing moves under the reader's eyes: what the browser itself measures (CLS, the sum of all shifts that nobody asked for).
import { type Page, expect } from "@playwright/test";
import { takeRole, test } from "./page";
import { chorus, commit } from "./money";
import { READ } from "./rollout";

const MOST = 0.1;

/** Counts what moves on the pages that are opened from now on. */
const watch = (page: Page) => page.addInitScript(() => {
  Object.assign(window, { moved: 0 });
  const told = (list: PerformanceObserverEntryList) => {
    for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!shift.hadRecentInput) (window as unknown as { moved: number }).moved += shift.value;
    }
  };
  new PerformanceObserver(told).observe({ type: "layout-shift", buffered: true });
});

/** How much moved so far, once the page came to rest. */
async function moved(page: Page): Promise<number> {
  await page.evaluate(() => document.fonts.ready);
  // Not a wait for something: time must pass in which what comes late, a font or a picture, would move the page.
  await page.waitForTimeout(400);
  return page.evaluate(() => (window as unknown as { moved: number }).moved);
}

/** A first visit on a slow line: nothing is kept from before. */
async function slowly(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 400_000, uploadThroughput: 100_000 });
}

for (const slow of [false, true]) {
  test(`nothing moves on a page ${slow ? "that comes slowly, at a first visit" : "that comes at once"} @script`, async ({ page, expectStatus }) => {
    expect(expectStatus).toBeDefined();
    test.setTimeout(300_000);
    await watch(page);
    let role = "";
    const most: [string, number][] = [];
    for (const [who, address] of READ) {
      if (role !== who) await takeRole(page, who);
      if (slow && role === "") await slowly(page);
      role = who;
      const listens = page.waitForRequest((request) => request.url().endsWith("/evenements"));
      listens.catch(() => {});
      await page.goto(address);
      if (await page.locator("body[data-version]").count()) await listens;
      most.push([address, await moved(page)]);
    }
    console.log(`figures: ${slow ? "slow" : "fast"} ${most.map(([address, sum]) => `${address} ${sum.toFixed(3)}`).join(", ")}`);
    expect(most.filter(([, sum]) => !(sum <= MOST))).toEqual([]);
  });
}

test("nothing moves when newer data are announced @script", async ({ page, browser }) => {
  await takeRole(page, "leadership");
  const pages: Page[] = [];
  for (const address of ["/", "/classes-dedoublees/comparaison", "/classes-dedoublees/deploiement/FR/parcours", "/financement"]) {
    const open = await page.context().newPage();
    await watch(open);
    await open.goto(address);
    pages.push(open);
  }
  const elsewhere = await browser.newContext({ baseURL: new URL(pages[0].url()).origin });
  const writer = await elsewhere.newPage();
  await takeRole(writer, "budget-manager");
  await commit(writer, chorus(), "0,01");
  await elsewhere.close();
  for (const open of pages) {
    await expect(open.locator(".c12-live")).toContainText("De nouvelles données sont arrivées.");
    expect(await moved(open), open.url()).toBeLessThanOrEqual(MOST);
    await open.close();
  }
});

test("a banner that comes late would be seen to move the page @script", async ({ page }) => {
  await takeRole(page, "leadership");
  await watch(page);
  await page.goto("/");
  const before = await moved(page);
  expect(before).toBeLessThanOrEqual(MOST);
  await page.evaluate(() => {
    const banner = document.createElement("p");
    banner.style.height = "300px";
    document.querySelector("main")?.prepend(banner);
  });
  expect(await moved(page)).toBeGreaterThan(MOST);
});
