// The proof `csrf`, in a browser: a page of another site, open while one is signed in here, writes nothing.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Page, expect, takeRole, test } from "./page";
import { newAddress } from "./people";

type Pairs = [string, string][];
type Forged = { to: string; type: string; pairs: Pairs; send?: string };

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The page of the other site: a form that sends itself where there is a script, a button where there is none. */
function evil({ to, type, pairs, send }: Forged): string {
  const fields = pairs.map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join("");
  const script = send === "fetch"
    ? `<script>addEventListener("load", async () => {
        const data = ${JSON.stringify(pairs)}, type = ${JSON.stringify(type)};
        const body = type.startsWith("multipart") ? data.reduce((form, [name, value]) => (form.append(name, value), form), new FormData()) : type === "text/plain" ? data.map((pair) => pair.join("=")).join("&") : new URLSearchParams(data);
        try { await fetch(${JSON.stringify(to)}, { method: "POST", mode: "no-cors", credentials: "include", body }); } catch {}
        document.title = "sent";
      });</script>`
    : `<script>addEventListener("load", () => document.forms[0].submit());</script>`;
  return `<!DOCTYPE html><title>gagnez</title><form method="post" enctype="${type}" action="${escape(to)}">${fields}<button>Gagnez</button></form>${script}`;
}

/** The fields of the first form of the school that may move a class. */
async function moving(page: Page): Promise<{ to: string; pairs: Pairs; history: () => Promise<number> }> {
  await page.goto("/classes-dedoublees/mise-a-jour?territoire=D77&etape=identified");
  const link = (await page.locator("tbody td a").first().getAttribute("href")) ?? "";
  await page.goto(link);
  const card = page.locator("details", { has: page.locator("summary .c12-badge--identified") }).first();
  const id = await card.getAttribute("id");
  const hidden = async (name: string) => (await card.locator(`input[name=${name}]`).first().getAttribute("value")) ?? "";
  const pairs: Pairs = [["id", await hidden("id")], ["unit", await hidden("unit")], ["stage", "contacted"], ["day", "2021-12-16"], ["source", "call"]];
  const school = page.url().split(/[?#]/)[0];
  const history = async () => {
    await page.goto(school);
    return page.locator(`#${id} .c12-history > li`).count();
  };
  return { to: school, pairs, history };
}

test.describe("another site", () => {
  let server: Server;
  let forged: Forged;
  test.beforeAll(async () => {
    server = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(evil(forged)));
    await new Promise<void>((ready) => { server.listen(0, "127.0.0.1", ready); });
  });
  test.afterAll(() => { server.close(); });

  test("writes nothing while one is signed in", async ({ page, context, baseURL, script }) => {
    test.setTimeout(300_000);
    const port = (server.address() as AddressInfo).port;
    await takeRole(page, "administrator");
    const own = baseURL ?? "";
    const email = newAddress();
    const invitation: Pairs = [["name", "Mallory"], ["email", email], ["party", "menj"], ["role", "administrator"], ["territory", "FR"], ["from", "2021-12-17"]];
    const file: Pairs = [["id", crypto.randomUUID()], ["kind", "adoption"], ["file", "UAI;étape"]];
    const types = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    let attempts = 0;
    /** Opens the other site's page in another tab; the product refuses what it sends. */
    const attack = async (host: string, what: Forged): Promise<void> => {
      forged = what;
      attempts += 1;
      const tab = await context.newPage();
      // What the server answered, even where the browser hides it from the page that asked.
      const session = await context.newCDPSession(tab);
      await session.send("Network.enable");
      const asked = new Set<string>();
      const answered = new Map<string, number>();
      session.on("Network.requestWillBeSent", ({ request, requestId }) => { if (request.method === "POST") asked.add(requestId); });
      session.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode }) => answered.set(requestId, statusCode));
      const statuses = () => [...asked].map((request) => answered.get(request));
      await tab.goto(`http://${host}:${port}/`);
      if (!script) await tab.getByRole("button", { name: "Gagnez" }).click();
      await expect.poll(statuses, `${what.send ?? "form"} ${what.type} from ${host} to ${what.to}`).toEqual([403]);
      await tab.close();
    };
    const writes = async () => {
      const text = (await (await page.request.get("/audit.csv")).body()).toString();
      return text.split("\r\n").filter((line) => line.endsWith(";non")).sort();
    };

    await takeRole(page, "intrapreneur");
    const { to, pairs, history } = await moving(page);
    const before = await history();
    const sends = script ? ["form", "fetch"] : ["form"];
    // Another port is the same site: the cookie goes along. Another name is another site.
    const hosts = ["127.0.0.1", "localhost"];
    for (const host of hosts) for (const send of sends) for (const type of types) await attack(host, { to, type, pairs, send });
    expect(await history()).toBe(before);
    for (const type of types) await attack("127.0.0.1", { to: `${own}/imports`, type, pairs: file });
    await attack("127.0.0.1", { to: `${own}/classes-dedoublees/mise-a-jour`, type: types[0], pairs });
    await page.goto("/imports");
    await expect(page.locator(`a[href="/imports/${file[0][1]}"]`)).toHaveCount(0);

    await takeRole(page, "administrator");
    const kept = await writes();
    for (const type of types) await attack("127.0.0.1", { to: `${own}/personnes`, type, pairs: invitation });
    await attack("127.0.0.1", { to: `${own}/personnes/1`, type: types[0], pairs: [["act", "close"]] });
    await attack("127.0.0.1", { to: `${own}/donnees-personnelles`, type: types[0], pairs: [["subject", "trail"], ["days", "1"]] });
    await attack("127.0.0.1", { to: `${own}/mon-compte`, type: types[0], pairs: [] });
    // Nor does it sign one out, or in as somebody else.
    await attack("127.0.0.1", { to: `${own}/deconnexion`, type: types[0], pairs: [] });
    await attack("localhost", { to: `${own}/connexion/role`, type: types[0], pairs: [["role", "coach"]] });
    expect(await writes()).toEqual(kept);
    await page.goto("/personnes");
    await expect(page.locator("h1")).toHaveText("Personnes");
    expect(await page.content()).not.toContain(email);

    // The same fields from a page of ours are written: it was the origin that was refused.
    await takeRole(page, "intrapreneur");
    const ours = await page.request.post(to, { headers: { origin: own }, form: Object.fromEntries(pairs), maxRedirects: 0 });
    expect(ours.status()).toBe(303);
    expect(await history()).toBe(before + 1);
    console.log(`figures: ${attempts} forged requests refused with 403, nothing written`);
  });
});
