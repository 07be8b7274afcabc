// A provider as ProConnect is one (both are npm's oidc-provider), for tests: whoever types a login is that person.
//
//   node provider.mjs --port 0 --client-id … --client-secret … --redirect … --after-logout … [--signed-userinfo] [--until-stdin-ends]
//
// prints `ready http://127.0.0.1:PORT` once it serves. A browser sees a form with a field `login`; when every level asked for needs a
// second factor, another with a field `code`, which is 123456; `cancel` sends it back with an error. Nothing is kept, no consent asked.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

// The library speaks on the standard output; only `ready` may.
console.info = console.log = console.warn = console.error;
const { Provider } = await import("oidc-provider");
const { exportJWK, generateKeyPair } = await import("jose");

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "client-id": { type: "string" },
    "client-secret": { type: "string" },
    redirect: { type: "string" },
    "after-logout": { type: "string" },
    "id-token-alg": { type: "string", default: "ES256" },
    "signed-userinfo": { type: "boolean", default: false },
    "until-stdin-ends": { type: "boolean", default: false },
  },
});
for (const name of ["client-id", "client-secret", "redirect", "after-logout"]) {
  if (!options[name]) throw new Error(`--${name} is missing`);
}

const SECOND_FACTOR = "123456";
const PLAIN = ["eidas0", "eidas1"];
const MFA = [
  "eidas0-mfa",
  "eidas1-mfa",
  "eidas2",
  "eidas3",
  "https://proconnect.gouv.fr/assurance/self-asserted-2fa",
  "https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
];
// ProConnect refuses a request with any other parameter.
const PARAMETERS = new Set(
  "client_id acr_values claims response_type response_mode nonce login_hint state redirect_uri scope prompt code_challenge code_challenge_method".split(
    " ",
  ),
);

const people = new Map();
const halfway = new Map();

function person(login) {
  const sub = createHash("sha256").update(login).digest("hex");
  const [given, ...family] = login.split("@")[0].split(".").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  people.set(sub, { sub, email: login, given_name: given, usual_name: family.join(" ") || "Essai" });
  return sub;
}

async function key(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: "sig", kid: `provider-${alg}` };
}

const server = createServer().listen(Number(options.port), "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  acrValues: [...PLAIN, ...MFA],
  claims: {
    acr: null,
    amr: null,
    auth_time: null,
    iss: null,
    sid: null,
    openid: ["sub"],
    given_name: ["given_name"],
    usual_name: ["usual_name"],
    email: ["email"],
  },
  scopes: ["openid"],
  clients: [
    {
      client_id: options["client-id"],
      client_secret: options["client-secret"],
      redirect_uris: [options.redirect],
      post_logout_redirect_uris: [options["after-logout"]],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_post",
      id_token_signed_response_alg: options["id-token-alg"],
      ...(options["signed-userinfo"] && { userinfo_signed_response_alg: "RS256" }),
    },
  ],
  clientAuthMethods: ["client_secret_post"],
  cookies: { keys: ["a test's"] },
  features: {
    claimsParameter: { enabled: true },
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      // As ProConnect: nobody is asked whether they mean it.
      logoutSource: (ctx, form) => {
        const yes = '<input type="hidden" name="logout" value="yes"/><button>Se déconnecter</button></form>';
        ctx.body = page(form.replace("</form>", yes) + "<script>document.forms[0].submit()</script>");
      },
    },
  },
  findAccount: (_, sub) => people.has(sub) && { accountId: sub, claims: () => people.get(sub) },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  jwks: { keys: [await key("ES256"), await key("RS256")] },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope(ctx.oidc.params.scope);
    grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
    await grant.save();
    return grant;
  },
  pkce: { required: () => true },
  routes: { authorization: "/authorize", end_session: "/session/end", jwks: "/jwks", token: "/token", userinfo: "/userinfo" },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 3600, IdToken: 60, Interaction: 600, Session: 3600 },
});

const page = (body) =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Fournisseur d'essai</title><h1>Fournisseur d'essai</h1>${body}</html>`;
const form = (uid, step, field, label, why = "") =>
  page(`<p role="alert">${why}</p><form method="post" action="/interaction/${uid}/${step}">
    <label>${label} <input name="${field}" required autofocus></label> <button>Continuer</button></form>
    <form method="post" action="/interaction/${uid}/cancel"><button>Annuler</button></form>`);

/** The levels that were asked for, by either way. */
function asked({ claims, acr_values }) {
  const acr = claims && JSON.parse(claims).id_token?.acr;
  return acr?.values ?? (acr?.value ? [acr.value] : acr_values?.split(" ")) ?? [];
}

async function interact(request, response, step) {
  const { uid, params } = await provider.interactionDetails(request, response);
  const show = (html) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  const body = [];
  for await (const chunk of request) body.push(chunk);
  const typed = new URLSearchParams(Buffer.concat(body).toString());
  const done = (result) => {
    halfway.delete(uid);
    return provider.interactionFinished(request, response, result);
  };
  const signedIn = (login, acr, amr) => done({ login: { accountId: person(login), acr, amr } });
  const levels = asked(params);
  const mfa = levels.length > 0 && !levels.some((level) => PLAIN.includes(level));

  if (step === "cancel") return done({ error: "access_denied", error_description: "User auth aborted" });
  if (step === "login" && typed.get("login")) {
    const login = typed.get("login");
    if (!mfa) return signedIn(login, levels.includes("eidas1") || !levels.length ? "eidas1" : "eidas0", ["pwd"]);
    halfway.set(uid, login);
  }
  if (!halfway.has(uid)) return show(form(uid, "login", "login", "Adresse électronique"));
  if (step === "code" && typed.get("code") === SECOND_FACTOR) {
    return signedIn(halfway.get(uid), levels.find((level) => MFA.includes(level)), ["pwd", "totp", "mfa"]);
  }
  return show(form(uid, "code", "code", "Code à usage unique", step === "code" ? "Ce code n'est pas le bon." : ""));
}

const callback = provider.callback();
server.on("request", (request, response) => {
  const url = new URL(request.url, issuer);
  const strange = url.pathname === "/authorize" && [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name));
  if (strange) return response.writeHead(400).end(`Y000400: ${strange}`);
  // The library would take the secret from the header too.
  if (url.pathname === "/token" && request.headers.authorization) return response.writeHead(401).end();
  const [, step] = url.pathname.match(/^\/interaction\/[\w-]+(?:\/(login|code|cancel))?$/) ?? [null, null];
  if (step === null) return callback(request, response);
  interact(request, response, step).catch((why) => response.writeHead(400).end(String(why)));
});
if (options["until-stdin-ends"]) process.stdin.on("end", () => process.exit()).resume();
process.stdout.write(`ready ${issuer}\n`);
