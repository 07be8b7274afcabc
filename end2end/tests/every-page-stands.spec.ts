import { expect, takeRole, test } from "./page";
import { READ } from "./rollout";

for (const [role, address] of READ) {
  test(`${address} stands without a barrier`, async ({ page, check }) => {
    await takeRole(page, role);
    await page.goto(address);
    await expect(page.locator("h1")).toHaveCount(1);
    // What is folded is looked at as well.
    const folded = page.locator("main details:not([open]) > summary");
    while ((await folded.count()) > 0) await folded.first().click();
    await check(page);
  });
}

test("what does not exist is said in plain French", async ({ page, expectStatus, check }) => {
  expectStatus(404);
  await page.goto("/classes-dedoublees/deploiement/0350000A");
  await expect(page.locator("h1")).toHaveText("Page introuvable");
  await check(page);
});

test("on a phone a territory is a card whose name is not cut", async ({ page }, { project }) => {
  await page.goto("/");
  const row = page.locator(".c12-table--children tbody tr").first();
  const name = await row.locator("th a").boundingBox();
  const using = row.locator("td").nth(2);
  expect(name?.height).toBeLessThan(40);
  await expect(row).toContainText("%");
  const word = await using.evaluate((cell) => getComputedStyle(cell, "::before").content);
  expect(word.includes("Utilisatrices")).toBe(project.name.startsWith("phone"));
});

test("the filters of a page stand in its address @script", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Niveau").selectOption("CP");
  await page.waitForURL(/niveau=CP/);
  await expect(page.locator(".fr-text--lead")).toContainText("de CP");
});

test("a page weighs little, and only a page with an island brings the wasm @script", async ({ page, browser }) => {
  const weigh = async (address: string) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    const kinds = new Map<string, string>();
    let [light, wasm] = [0, 0];
    session.on("Network.responseReceived", (event) => kinds.set(event.requestId, event.response.url));
    session.on("Network.loadingFinished", (event) => {
      const url = kinds.get(event.requestId) ?? "";
      if (url.endsWith(".wasm")) wasm += event.encodedDataLength;
      else if (!/\.(woff2|svg)/.test(url)) light += event.encodedDataLength;
    });
    await page.goto(address, { waitUntil: "networkidle" });
    await session.detach();
    return { light, wasm };
  };
  expect(browser.isConnected()).toBe(true);
  const nation = await weigh("/");
  const search = await weigh("/recherche");
  console.log(`figures: nation ${nation.light} bytes, search ${search.light} bytes and ${search.wasm} of wasm`);
  expect(nation.wasm).toBe(0);
  expect(nation.light).toBeLessThanOrEqual(85_000);
  expect(search.wasm).toBeGreaterThan(0);
  expect(search.wasm).toBeLessThanOrEqual(120_000);
});

test("in the dark the pages stand as well @script", async ({ page, check }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await takeRole(page, "intrapreneur");
  for (const address of ["/", "/classes-dedoublees/deploiement/FR/parcours", "/classes-dedoublees/mise-a-jour?territoire=D35", "/imports"]) {
    await page.goto(address);
    await check(page);
  }
});
