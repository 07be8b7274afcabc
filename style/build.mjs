// Makes the stylesheet, the scripts, the fonts and the icons that the program carries: the State design system's core and
// the parts whose classes stand in our pages, then our own.
import { readFileSync, mkdirSync, readdirSync, rmSync, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, inflateSync } from "node:zlib";
import { createHash } from "node:crypto";
import postcss from "postcss";
import { transform } from "lightningcss";
import { bringShapes } from "./map.mjs";
import { bring, write } from "./write.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "..");
const dsfr = join(here, "node_modules/@gouvfr/dsfr/dist");
const out = join(root, "target/front/assets");
const print = join(root, "target/front/print-fonts");
const map = join(root, "target/front/map");

const PARTS = ["link", "button", "logo", "form", "input", "select", "checkbox", "upload", "alert", "notice", "breadcrumb", "skiplink", "header", "footer"];
/** Our own rules, in their order: a part's stand beside it (`ui/<part>`), those of a page or of a chart here. */
const OWN = ["ui/header", "ui/notice", "ui/footer", "ui/breadcrumb", "text", "ui/alert", "frame", "ui/tile", "pictures", "ui/badge", "figures", "ui/table",
  "forms", "ui/taps", "search", "forms-wide", "people", "calendar", "chart", "map", "print"];
const FONTS = ["Marianne-Regular", "Marianne-Medium", "Marianne-Bold"];
const PRINT_FONTS = ["Marianne-Regular", "Marianne-Bold"];

/** The file of a name of `OWN`. */
function sheet(name) {
  const [, part] = name.split("ui/");
  return part ? join(root, "app/src/ui", part, `${part}.css`) : join(here, `${name}.css`);
}

function usedClasses(folder) {
  const used = new Set();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith(".rs")) continue;
    const text = readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8");
    for (const [name] of text.matchAll(/\bfr-[a-z][a-z0-9_-]*/g)) used.add(name);
  }
  return used;
}

/** Keeps the selectors whose every class of the design system stands in a page. */
function keepUsed(css, used) {
  css.walkComments((comment) => comment.remove());
  css.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
    const kept = rule.selectors.filter((selector) =>
      [...selector.matchAll(/\.(fr-[\w-]+)/g)].every(([, name]) => used.has(name)) && !/\.(?!fr-)[a-z]/.test(selector) &&
      !selector.includes("[data-fr-js") && !selector.includes("data-fr-transition"));
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
}

/** The dark colours follow the reader's own choice, without a script; paper is white. */
function darkByChoice(css) {
  const media = postcss.atRule({ name: "media", params: "screen and (prefers-color-scheme: dark)" });
  css.walkRules((rule) => {
    if (!rule.selectors.some((selector) => selector.includes("data-fr-theme"))) return;
    const dark = rule.selectors.filter((selector) => selector.includes("dark"));
    if (dark.length > 0) {
      const copy = rule.clone();
      copy.selectors = dark.map((selector) => selector.replace(/:root\[data-fr-theme=["']?dark["']?\]/g, ":root").replace(/\[data-fr-theme=["']?dark["']?\]/g, ":root"));
      const condition = rule.parent.type === "atrule" ? null : copy;
      if (condition) media.append(copy);
    }
    rule.remove();
  });
  css.append(media);
}

/** The name under which the program serves a file for a year: it changes with its content. */
function lasting(file) {
  const hash = createHash("sha256").update(readFileSync(join(dsfr, "fonts", file))).digest("hex").slice(0, 16);
  return file.replace(".woff2", `.${hash}.woff2`);
}

const kept = new Set();

/** Brings a font or an icon, and remembers it. */
function keep(folder, name, from) {
  const to = join(out, folder, name);
  mkdirSync(dirname(to), { recursive: true });
  bring(from, to);
  kept.add(to);
}

/** Takes away the fonts and icons of an earlier build that this one doesn't use. */
function dropUnkept() {
  for (const folder of ["fonts", "icons"].map((name) => join(out, name)).filter((path) => existsSync(path))) {
    for (const file of readdirSync(folder)) if (!kept.has(join(folder, file))) rmSync(join(folder, file), { recursive: true });
  }
}

/** Fonts and icons that are used, from our own addresses. A font that comes late is for the next page: no text moves under the reader's eyes. */
function bringFiles(css) {
  css.walkAtRules("font-face", (face) => {
    const text = face.toString();
    const font = FONTS.find((name) => text.includes(`${name}.woff2`));
    if (!font) return face.remove();
    face.walkDecls("src", (source) => { source.value = `url("fonts/${lasting(`${font}.woff2`)}") format("woff2")`; });
    face.walkDecls("font-display", (display) => { display.value = "optional"; });
  });
  for (const font of FONTS) keep("fonts", `${font}.woff2`, join(dsfr, "fonts", `${font}.woff2`));
  css.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(/url\(["']?([^"')]*icons\/[^"')]+\.svg)["']?\)/g, (_, path) => {
      const file = join(dsfr, path.replace(/^(\.\.\/)+/, ""));
      const name = path.split("/").pop();
      keep("icons", name, file);
      return `url("icons/${name}")`;
    });
  });
}

/** Drops the custom properties that nothing reads, until none is left. */
function dropUnread(css) {
  for (let dropped = 1; dropped > 0; ) {
    dropped = 0;
    const read = new Set();
    css.walkDecls((declaration) => {
      for (const [, name] of declaration.value.matchAll(/var\((--[\w-]+)/g)) read.add(name);
    });
    css.walkDecls(/^--/, (declaration) => {
      if (!read.has(declaration.prop)) { declaration.remove(); dropped += 1; }
    });
  }
  css.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  css.walkAtRules("media", (media) => { if (media.nodes.length === 0) media.remove(); });
}

/** The sum of a font's big-endian words. */
function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

/** A TrueType font out of a WOFF: the same tables, laid out as documents embed them, without the signature of the other layout. */
function unpackFont(woff) {
  if (woff.readUInt32BE(0) !== 0x774f4646) throw new Error("not a WOFF font");
  const tables = [];
  for (let index = 0; index < woff.readUInt16BE(12); index += 1) {
    const entry = woff.subarray(44 + 20 * index);
    const [offset, packed, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at));
    const bytes = woff.subarray(offset, offset + packed);
    const padded = Buffer.alloc(Math.ceil(length / 4) * 4);
    (packed < length ? inflateSync(bytes) : bytes).copy(padded);
    const tag = entry.toString("latin1", 0, 4);
    if (tag !== "DSIG") tables.push({ tag, length, padded });
  }
  tables.sort((one, other) => (one.tag < other.tag ? -1 : 1));
  const head = tables.find(({ tag }) => tag === "head").padded;
  head.writeUInt32BE(0, 8);
  const power = Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  [tables.length, 16 << power, power, 16 * (tables.length - (1 << power))].forEach((value, index) => directory.writeUInt16BE(value, 4 + 2 * index));
  let offset = directory.length;
  tables.forEach(({ tag, length, padded }, index) => {
    directory.write(tag, 12 + 16 * index, "latin1");
    [checksum(padded), offset, length].forEach((value, field) => directory.writeUInt32BE(value, 16 + 16 * index + 4 * field));
    offset += padded.length;
  });
  const whole = checksum(Buffer.concat([directory, ...tables.map(({ padded }) => padded)]));
  head.writeUInt32BE((0xb1b0afba - whole) >>> 0, 8);
  return Buffer.concat([directory, ...tables.map(({ padded }) => padded)]);
}

/** The looks of the charts for a file of its own: the light colours, resolved, without what depends on a page or a reader. */
function standalone(css) {
  const values = new Map();
  css.walkDecls(/^--/, (declaration) => {
    if (declaration.parent.selector === ":root" && declaration.parent.parent.type === "root") values.set(declaration.prop, declaration.value);
  });
  const looks = postcss.parse(["chart.css", "map.css"].map((file) => readFileSync(join(here, file), "utf8")).join("\n"));
  looks.walkAtRules((rule) => { rule.remove(); });
  looks.walkComments((comment) => { comment.remove(); });
  looks.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !/:root|:focus|:hover|:has|--wide|--narrow|spark|panels|bar/.test(selector));
    if (kept.length === 0) return rule.remove();
    rule.selectors = kept;
  });
  const resolved = (value) => {
    for (let depth = 0; depth < 8 && value.includes("var("); depth += 1) value = value.replace(/var\((--[\w-]+)\)/g, (whole, name) => values.get(name) ?? whole);
    if (value.includes("var(")) throw new Error(`no value for ${value}`);
    return value;
  };
  looks.walkDecls((declaration) => { declaration.value = resolved(declaration.value); });
  return transform({ filename: "looks.css", code: Buffer.from(looks.toString()), minify: true }).code;
}

/** The scripts of a folder as one, each in a block of its own: the browser asks for one file, and no two share a name. */
function joined(folder) {
  const scripts = readdirSync(folder).sort().map((file) => `{\n${readFileSync(join(folder, file), "utf8")}}\n`);
  return `// Small comforts: every page works without them.\n${scripts.join("")}`;
}

mkdirSync(out, { recursive: true });
const used = usedClasses(join(root, "app/src"));
const files = ["core/core.main.css", "scheme/scheme.css", ...PARTS.map((part) => `component/${part}/${part}.main.css`)];
const css = postcss.parse(files.map((file) => readFileSync(join(dsfr, file), "utf8")).join("\n"));
keepUsed(css, used);
darkByChoice(css);
const own = OWN.map((name) => readFileSync(sheet(name), "utf8")).join("\n");
css.append(postcss.parse(own));
const looks = standalone(css);
bringFiles(css);
dropUnkept();
dropUnread(css);
const { code } = transform({ filename: "classe12.css", code: Buffer.from(css.toString()), minify: true });
write(join(out, "classe12.css"), code);
write(join(out, "classe12-page.js"), joined(join(here, "page")));
bring(join(here, "island.js"), join(out, "classe12-island.js"));
mkdirSync(print, { recursive: true });
for (const font of PRINT_FONTS) write(join(print, `${font}.ttf`), unpackFont(readFileSync(join(dsfr, "fonts", `${font}.woff`))));
const shown = join(root, "public");
if (existsSync(shown)) for (const file of readdirSync(shown)) bring(join(shown, file), join(out, file));
console.log(`shapes of the map: ${bringShapes(join(here, "node_modules"), map)} bytes`);
write(join(map, "looks.css"), looks);
console.log(`classe12.css: ${code.length} bytes, ${brotliCompressSync(code).length} with brotli`);
