// Names that try to be something else than names.

/** The mark that a payload leaves on the page when it runs. */
export const MARK = "c12ran";
const RUN = `window.${MARK}=1`;

export const PAYLOADS: string[] = [
  // Tags.
  `<script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><a xlink:href="javascript:${RUN}">`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext></form><form><x-c12>`,
  `<iframe srcdoc="<script>${RUN}</script>">`,
  `<object data=javascript:${RUN}>`,
  `<embed src=//evil.example>`,
  `<base href=//evil.example/>`,
  `<meta http-equiv=refresh content=0;url=//evil>`,
  `<link rel=stylesheet href=//evil.example>`,
  `<style>*{display:none}</style>`,
  `<form action=//evil.example><button>`,
  `<details open ontoggle=${RUN}>`,
  `<body onpageshow=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<x-c12>`,
  // Ways out of what holds a name.
  `" onmouseover="${RUN}`,
  `' onfocus='${RUN}' autofocus='`,
  `"><x-c12 onclick=${RUN}>`,
  `'><svg/onload=${RUN}>`,
  `</title><x-c12>`,
  `</textarea><x-c12>`,
  `</select></option><x-c12>`,
  `</details></main><x-c12>`,
  `--><x-c12>`,
  `<!--<x-c12>`,
  `]]><x-c12>`,
  `</leptos-island><x-c12>`,
  `{"name":"x"},{"href":"javascript:${RUN}`,
  `\\u003cx-c12\\u003e\\"`,
  // Addresses, entities, templates.
  `javascript:${RUN}`,
  `data:text/html,<x-c12>`,
  `&lt;x-c12&gt;&quot;&#x27;`,
  `&#60;x-c12&#62;`,
  "${" + RUN + "}{{7*7}}<%=7*7%>",
  `%3Cx-c12%3E%00`,
  `＜script＞${RUN}＜/script＞`,
  `\u{202e}gpj.sesualc\u{202c}`,
  `\u{200b}\u{feff}\u{2028}<x-c12>`,
  `e\u{301}${"\u{334}".repeat(12)}`,
  `\u{1f9d1}\u{200d}\u{1f3eb}`,
  // Spreadsheets.
  `=1+1`,
  `=HYPERLINK("http://evil.example";"x")`,
  `+1+1`,
  `-1+1`,
  `@SUM(1+1)`,
  `\t=1+1`,
  `\r=1+1`,
  `\n=1+1`,
  `;=1+1`,
  `";=1+1;"`,
  `a"b;c""d`,
  `'=1+1`,
  // Paths and statements.
  `../../../etc/passwd`,
  `..\\..\\x.csv`,
  `'); drop table school; --`,
  `' or 1=1 --`,
];

/** What no name may be: the product says so, in French. */
export const NUL = "a\u{0}b";
export const LINES = "a\r\nSet-Cookie: c12ran=1";

/** A field of a CSV file. */
export const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
export const csv = (rows: string[][]) => Buffer.from(`${rows.map((row) => row.map(field).join(";")).join("\r\n")}\r\n`);

/** The rows of a CSV file as a spreadsheet reads them. */
export function cells(text: string): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  const put = (letter: string) => { const row = rows[rows.length - 1]; row[row.length - 1] += letter; };
  for (let at = text.startsWith("\u{feff}") ? 1 : 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') put(letter);
      else if (text[at + 1] === '"') { put(letter); at += 1; } else quoted = false;
    } else if (letter === '"' && rows[rows.length - 1].at(-1) === "") quoted = true;
    else if (letter === ";") rows[rows.length - 1].push("");
    else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      rows.push([""]);
    } else put(letter);
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "");
}

/** The UAI of a number: seven digits and their letter. */
export const uai = (number: number) => `${String(number).padStart(7, "0")}${"ABCDEFGHJKLMNPRSTUVWXYZ"[number % 23]}`;
