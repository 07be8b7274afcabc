// A provider that misbehaves in one way at a time, for tests of what a client must refuse.
//
//   node hostile.mjs --port 0 --client-id … --client-secret … --redirect … --after-logout … [--mode good] [--signed-userinfo] [--until-stdin-ends]
//
// prints `ready http://127.0.0.1:PORT` once it serves. `POST /mode?m=…[&signed=true|false]` changes its ways (404 for one it has not), with
// `GET /count?path=/jwks` one knows how often it was asked. It signs in whoever comes, at once, as Jeanne Martin.
// `good`, `rotate` and `code-twice` are honest, as far as they go: the code, the secret, PKCE and the addresses are checked in every mode.

import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from "jose";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "client-id": { type: "string" },
    "client-secret": { type: "string" },
    redirect: { type: "string" },
    "after-logout": { type: "string" },
    mode: { type: "string", default: "good" },
    "signed-userinfo": { type: "boolean", default: false },
    "until-stdin-ends": { type: "boolean", default: false },
  },
});

const MODES = new Set([
  ...["good", "rotate", "code-twice"], // honest
  ...["aud", "aud-more", "iss", "nonce", "no-nonce", "expired", "acr", "no-acr"], // what the ID token says
  ...["alg-none", "hs256", "hs256-secret", "rs512", "other-key", "unknown-key"], // how it is signed
  ...["json-userinfo", "none-userinfo", "userinfo-other-key", "userinfo-aud", "sub-mismatch", "no-email", "unverified-email"],
  ...["state", "bad-token", "slow", "500", "huge", "elsewhere", "not-json", "wrong-issuer", "plain-http"],
]);
let mode = options.mode;
let signed = options["signed-userinfo"];
let turns = 0;
const codes = new Map();
const counts = {};

async function pair(kid) {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { kid, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}
let ours = await pair("ours-0");
const stranger = await pair("a stranger's");
const long = await generateKeyPair("RS512");

const server = createServer().listen(Number(options.port), "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;
const now = () => Math.floor(Date.now() / 1000);

/** Signs as the mode has it. */
async function sign(claims, { key = ours.privateKey, kid = ours.kid, alg = "RS256" } = {}) {
  if (alg === "none") return new UnsecuredJWT(claims).encode();
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
}

async function idToken(nonce, acr) {
  const claims = { iss: issuer, aud: options["client-id"], sub: "jeanne", iat: now(), exp: now() + 60, nonce, acr };
  if (mode === "aud") claims.aud = "somebody-else";
  if (mode === "aud-more") claims.aud = [options["client-id"], "somebody-else"];
  if (mode === "iss") claims.iss = "https://elsewhere.example";
  if (mode === "nonce") claims.nonce = "x".repeat(43);
  if (mode === "no-nonce") delete claims.nonce;
  if (mode === "expired") Object.assign(claims, { iat: now() - 120, exp: now() - 60 });
  if (mode === "acr") claims.acr = "eidas1";
  if (mode === "no-acr") delete claims.acr;
  const text = (value) => new TextEncoder().encode(value);
  const how = {
    "alg-none": { alg: "none" },
    // What a verifier takes for the key when it lets the token choose the algorithm.
    hs256: { alg: "HS256", key: text(await exportSPKI(ours.publicKey)) },
    "hs256-secret": { alg: "HS256", key: text(options["client-secret"]) },
    rs512: { alg: "RS512", key: long.privateKey },
    "other-key": { key: stranger.privateKey },
    "unknown-key": { key: stranger.privateKey, kid: stranger.kid },
  };
  return sign(claims, how[mode]);
}

const json = (response, value, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
const refuse = (response, error, why) => json(response, { error, error_description: why }, 400);
const go = (response, url) => response.writeHead(303, { location: String(url) }).end();

const routes = {
  "GET /.well-known/openid-configuration": (_, response) =>
    json(response, {
      issuer: mode === "wrong-issuer" ? "https://elsewhere.example" : issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: mode === "plain-http" ? "http://elsewhere.example/token" : `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/session/end`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
  "GET /jwks": (_, response) => json(response, { keys: [ours.jwk] }),
  "GET /authorize": ({ query }, response) => {
    if (query.get("client_id") !== options["client-id"] || query.get("redirect_uri") !== options.redirect) {
      return refuse(response, "invalid_request", "unknown client or address");
    }
    const code = randomBytes(16).toString("hex");
    codes.set(code, { nonce: query.get("nonce"), challenge: query.get("code_challenge"), acr: query.get("acr_values")?.split(" ")[0] });
    const back = new URL(options.redirect);
    back.searchParams.set("code", code);
    back.searchParams.set("state", mode === "state" ? "x".repeat(43) : query.get("state"));
    return go(response, back);
  },
  "POST /token": async ({ body, headers }, response) => {
    // In the header, as the standard has it when the description does not say.
    const [id, secret] = Buffer.from(headers.authorization?.slice(6) ?? "", "base64")
      .toString()
      .split(":")
      .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    if (id !== options["client-id"] || secret !== options["client-secret"]) return refuse(response, "invalid_client", "who are you?");
    const asked = codes.get(body.get("code"));
    codes.delete(body.get("code"));
    const challenge = createHash("sha256").update(body.get("code_verifier") ?? "").digest("base64url");
    if (asked?.challenge !== challenge || body.get("redirect_uri") !== options.redirect) return refuse(response, "invalid_grant", "spent");
    const access_token = mode === "bad-token" ? "not\r\na-header" : "open";
    return json(response, { access_token, token_type: "Bearer", expires_in: 60, id_token: await idToken(asked.nonce, asked.acr) });
  },
  "GET /userinfo": async ({ headers }, response) => {
    if (headers.authorization !== "Bearer open") return refuse(response, "invalid_token", "not ours");
    const person = { sub: "jeanne", given_name: "Jeanne", usual_name: "Martin", email: "jeanne.martin@example.fr" };
    if (mode === "sub-mismatch") person.sub = "somebody-else";
    if (mode === "no-email") delete person.email;
    if (mode === "unverified-email") person.email_verified = false;
    if (!signed || mode === "json-userinfo") return json(response, person);
    const aud = mode === "userinfo-aud" ? "somebody-else" : options["client-id"];
    const how = { "none-userinfo": { alg: "none" }, "userinfo-other-key": { key: stranger.privateKey } };
    return response.writeHead(200, { "content-type": "application/jwt" }).end(await sign({ ...person, iss: issuer, aud }, how[mode]));
  },
  "GET /session/end": ({ query }, response) => {
    const back = new URL(options["after-logout"]);
    if (query.get("post_logout_redirect_uri") !== String(back)) return refuse(response, "invalid_request", "unknown address");
    back.searchParams.set("state", query.get("state"));
    return go(response, back);
  },
};

async function answer(request, response) {
  const { pathname, searchParams: query } = new URL(request.url, issuer);
  if (pathname === "/count") return json(response, counts[query.get("path")] ?? 0);
  if (pathname === "/mode") {
    if (!MODES.has(query.get("m"))) return json(response, [...MODES], 404);
    mode = query.get("m");
    if (query.has("signed")) signed = query.get("signed") === "true";
    if (mode === "rotate") ours = await pair(`ours-${++turns}`);
    return json(response, mode);
  }
  counts[pathname] = (counts[pathname] ?? 0) + 1;
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = new URLSearchParams(Buffer.concat(chunks).toString());
  // The browser's own ways are left alone: what fails is what the server asks.
  if (pathname !== "/authorize") {
    if (mode === "slow") await wait(30_000, undefined, { ref: false });
    if (mode === "500") return json(response, { error: "server_error" }, 500);
    if (mode === "huge") return json(response, { error: "x".repeat(1 << 20) });
    if (mode === "elsewhere") return response.writeHead(307, { location: `${issuer}/elsewhere` }).end();
    if (mode === "not-json") return response.writeHead(200, { "content-type": "text/html" }).end("<h1>Maintenance</h1>");
  }
  const route = routes[`${request.method} ${pathname}`];
  return route ? route({ query, body, headers: request.headers }, response) : json(response, null, 404);
}

server.on("request", (request, response) => {
  answer(request, response).catch((why) => response.writeHead(500).end(String(why)));
});
if (options["until-stdin-ends"]) process.stdin.on("end", () => process.exit()).resume();
process.stdout.write(`ready ${issuer}\n`);
