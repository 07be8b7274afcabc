// A page of another site, open beside ours, sends forms in the name of whoever is signed in here.
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import { expect, takeRole, test } from "./page";

const LIST = "/classes-dedoublees/mise-a-jour?territoire=D93&etape=identified";

test("a page on another port writes nothing @script", async ({ page, baseURL, expectStatus }) => {
  expectStatus(403);
  await takeRole(page, "intrapreneur");
  await page.goto(LIST);
  const units = await page.locator("input[name=unit]").evaluateAll((boxes) => boxes.slice(0, 6).map((box) => (box as HTMLInputElement).value));
  expect(units.length).toBe(6);
  const fields = (rank: number) => ({ id: crypto.randomUUID(), unit: units[rank], stage: "contacted", day: "2021-12-16", source: "call" });
  const target = `${baseURL}/classes-dedoublees/mise-a-jour`;
  const form = (rank: number, kind: string) =>
    `<form method="post" enctype="${kind}" action="${target}">${Object.entries(fields(rank)).map(([name, value]) => `<input name="${name}" value="${value}">`).join("")}<button>ok</button></form>`;
  const kinds = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
  const evil = createServer((request, response) => {
    const rank = Number(new URL(request.url ?? "/", "http://x").searchParams.get("rank") ?? 0);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>ailleurs</title>${form(rank, kinds[rank])}`);
  });
  await new Promise<void>((listening) => evil.listen(0, "127.0.0.1", listening));
  const other = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
  try {
    for (const rank of [0, 1, 2]) {
      await page.goto(`${other}/?rank=${rank}`);
      const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), page.locator("form").evaluate((one: HTMLFormElement) => one.submit())]);
      expect(answer.status(), kinds[rank]).toBe(403);
    }
    // By script, with the cookie: the answer is not readable there, but would it write?
    await page.goto(`${other}/`);
    for (const rank of [3, 4, 5]) {
      await page.evaluate(
        async ([address, body, kind]) => {
          await fetch(address, { method: "POST", credentials: "include", mode: "no-cors", body, headers: { "content-type": kind } });
        },
        [target, new URLSearchParams(fields(rank)).toString(), kinds[rank - 3]] as const,
      );
    }
  } finally {
    evil.close();
  }
  await page.goto(LIST);
  for (const unit of units) await expect(page.locator(`input[name=unit][value="${unit}"]`)).toHaveCount(1);
  console.log(`figures: 6 forms of another site sent to ${units.length} classes, 0 moved`);
});
