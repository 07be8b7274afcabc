import { type Role, expect, takeRole, test } from "./page";
import { invite } from "./people";

const CODE = "/connexion/code?demande=0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const PAGES: [Role | null, string][] = [
  [null, "/connexion"], [null, CODE], [null, "/deconnexion"], [null, "/donnees-personnelles"],
  ["officer", "/mon-compte"], ["officer", "/audit"], ["administrator", "/mon-compte"], ["administrator", "/personnes"],
  ["administrator", "/personnes/1"], ["administrator", "/audit"], ["administrator", "/donnees-personnelles"],
];

for (const scheme of ["light", "dark"] as const) {
  test(`every page of accounts stands without a barrier, ${scheme}${scheme === "dark" ? " @script" : ""}`, async ({ page, check }) => {
    await page.emulateMedia({ colorScheme: scheme });
    let now: Role | null = null;
    for (const [role, address] of PAGES) {
      if (role && role !== now) await takeRole(page, role);
      now = role;
      await page.goto(address);
      await expect(page.locator("h1")).toHaveCount(1);
      // What is folded is looked at as well.
      const folded = page.locator("main details:not([open]) > summary");
      while ((await folded.count()) > 0) await folded.first().click();
      await check(page);
    }
    const { link } = await invite(page);
    await page.goto(link);
    await check(page);
  });
}

test("a code that is not the right one is told beside its field", async ({ page, expectStatus, check }) => {
  expectStatus(422);
  await page.goto(CODE);
  await page.locator("#code").fill("12345678");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.locator("#code-erreur")).toContainText("Ce code n'est pas le bon");
  await check(page);
});
