// The proof `headers`: on every page that a role leads to nothing breaks the policy of contents nor stands in anybody's way,
// and MDN's observatory finds nothing to say.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as forward } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, connect, createServer } from "node:net";
import { createServer as secure } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Role, ROLES, expect, takeRole, test } from "./page";
import { selfSigned } from "./self-signed";

/** Pages of one kind that a role looks at. */
const EACH = 1;

/** The kind of an address: its path without codes, the names of its query. */
function kind(address: URL): string {
  const path = address.pathname.replace(/\/(FR|[ADCR][0-9A-Z]+|\d{7}[A-Z]|\d+|[0-9a-f-]{36})(?=\/|$)/g, (_, code: string) => `/{${/^\d{7}[A-Z]$/.test(code) ? "uai" : code[0]}}`);
  return `${path}?${[...address.searchParams.keys()].sort().join("&")}`;
}

/** What was looked at, by width: another role that gets the same is not shown it again. */
const looked = new Set<string>();

/** What a page is about, without what is made for one answer; its head is the role's, looked at with the role's first page. */
function body(html: string): string {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  return main.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "");
}

/** The addresses that a page links to, as it is written. */
const written = (html: string) => [...html.matchAll(/<a(?=\s)(?![^>]*\sdownload\b)[^>]*\shref="([^"]*)"/g)].map((link) => link[1].replaceAll("&amp;", "&"));

for (const role of [null, ...Object.keys(ROLES)] as (Role | null)[]) {
  test(`every page that leads on from ${role ?? "a visitor"} keeps the policy and stands @script`, async ({ page, baseURL, check, expectStatus }, { project }) => {
    // Not left out: each role is looked at in one of the four projects, the narrow one for those who work there most.
    test.skip(project.name !== (role === "officer" || role === "administrator" ? "phone" : "desk"), "each role is looked at once");
    test.setTimeout(300_000);
    expectStatus(403);
    await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`)));
    if (role) await takeRole(page, role);
    const seen = new Map<string, number>();
    const known = new Set<string>();
    const waiting = ["/", "/methodes", "/connexion", "/donnees-personnelles", "/rien", ...(role ? ["/mon-compte"] : [])].map((path) => new URL(path, baseURL));
    let [pages, shown] = [0, 0];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const of = kind(next);
      if (known.has(next.href) || (seen.get(of) ?? 0) >= EACH) continue;
      known.add(next.href);
      seen.set(of, (seen.get(of) ?? 0) + 1);
      if (of.startsWith("/rien")) expectStatus(404);
      const answer = await page.request.get(next.href);
      const policy = answer.headers()["content-security-policy"] ?? "";
      expect(policy, next.href).toContain("default-src 'none'");
      expect(policy, next.href).not.toContain("unsafe-inline");
      const html = await answer.text();
      const links = written(html).map((href) => new URL(href, answer.url()).href);
      const sight = `${project.name} ${policy} ${body(html)}`;
      pages += 1;
      if (pages === 1 || !looked.has(sight)) {
        looked.add(sight);
        shown += 1;
        await page.goto(next.href);
        await check(page);
        // A link of a drawing has its address in the attribute alone.
        links.push(...await page.locator("a[href]:not([download])").evaluateAll((list) => list.map((link) => new URL(link.getAttribute("href") ?? "", location.href).href)));
      }
      for (const link of links.map((href) => new URL(href.split("#")[0]))) if (link.origin === baseURL) waiting.push(link);
    }
    console.log(`figures: ${role ?? "visitor"} ${pages} pages of ${seen.size} kinds, ${shown} of them not yet looked at, 0 breaches of the policy, 0 barriers`);
    expect(pages).toBeGreaterThan(8);
  });
}

type Scan = { scan: { score: number; grade: string; testsPassed: number; testsQuantity: number }; tests: Record<string, { pass: boolean; result: string; scoreModifier: number }> };

/** What MDN's observatory says of a host. */
async function observe(host: string, env: Record<string, string> = {}): Promise<Scan> {
  const home = dirname(createRequire(import.meta.url).resolve("@mdn/mdn-http-observatory/package.json"));
  // What its install script would download: the domains that browsers know to be https.
  writeFileSync(join(home, "conf/hsts-preload.json"), "[]");
  const { stdout } = await promisify(execFile)(process.execPath, [join(home, "src/scan.js"), host], { env: { ...process.env, ...env }, timeout: 60_000 });
  const found = JSON.parse(stdout.slice(stdout.indexOf("{")));
  expect(found.error).toBeUndefined();
  return found;
}

test.describe("MDN's observatory", () => {
  // Not left out: the scanner asks the server itself, so that one project runs it for all.
  test.beforeEach(({}, { project }) => test.skip(project.name !== "desk", "it needs no browser"));

  test("finds nothing to say of what does not need https @script", async ({ baseURL }) => {
    const { scan, tests } = await observe(new URL(baseURL ?? "").host.replace("127.0.0.1", "localhost"));
    const failed = Object.entries(tests).filter(([, one]) => !one.pass).map(([name]) => name).sort();
    console.log(`figures: observatory, plain: ${scan.testsPassed} of ${scan.testsQuantity} tests passed, failed: ${failed.join(", ")}`);
    expect(failed).toEqual(["redirection", "strict-transport-security"]);
  });

  test("gives a service behind https a score of 125 or more @script", async () => {
    test.setTimeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), "classe12-observed-"));
    const { key, cert } = selfSigned();
    writeFileSync(join(folder, "ca.pem"), cert);
    const free = await new Promise<number>((found) => {
      const probe = createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address() as AddressInfo; probe.close(() => found(port)); });
    });
    let program: ChildProcess | undefined;
    // One port speaks both: whoever speaks http there is sent to https, as a State's proxy does at 80 and 443.
    const https = secure({ key, cert }, (asked, answer) => {
      const headers = { ...asked.headers, "x-forwarded-for": asked.socket.remoteAddress ?? "" };
      const onward = forward({ host: "127.0.0.1", port: free, path: asked.url, method: asked.method, headers }, (got) => { answer.writeHead(got.statusCode ?? 502, got.headers); got.pipe(answer); });
      onward.on("error", () => answer.writeHead(502).end());
      asked.pipe(onward);
    });
    await new Promise<void>((ready) => { https.listen(0, "127.0.0.1", ready); });
    const inner = (https.address() as AddressInfo).port;
    const door = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.once("data", (first) => {
        if (first[0] !== 0x16) { socket.end(`HTTP/1.1 301 Moved Permanently\r\nLocation: https://localhost:${port}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`); return; }
        const through = connect(inner, "127.0.0.1", () => { through.write(first); socket.pipe(through).pipe(socket); });
        through.on("error", () => socket.destroy());
      });
    });
    await new Promise<void>((ready) => { door.listen(0, "127.0.0.1", ready); });
    const { port } = door.address() as AddressInfo;
    try {
      program = spawn(process.env.CLASSE12_BIN ?? "../target/debug/classe12", ["serve", "--port", String(free), "--public-url", `https://localhost:${port}`, "--data", join(folder, "data")], { stdio: ["ignore", "pipe", "inherit"] });
      await new Promise((ready) => { program?.stdout?.once("data", ready); });
      const { scan, tests } = await observe(`localhost:${port}`, { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") });
      const said = Object.entries(tests).map(([name, one]) => `${name} ${one.result}${one.scoreModifier ? ` ${one.scoreModifier}` : ""}`);
      console.log(`figures: observatory, https: score ${scan.score}, grade ${scan.grade}, ${scan.testsPassed} of ${scan.testsQuantity} tests passed (${said.join(", ")})`);
      expect(Object.entries(tests).filter(([, one]) => !one.pass)).toEqual([]);
      expect(scan.score).toBeGreaterThanOrEqual(125);
    } finally {
      program?.kill();
      door.close();
      https.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
