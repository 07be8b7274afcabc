// Brings the islands of this page to life: only pages that hold one load this.
import init, * as islands from "./classe12.js";

const wasm = new URL("./classe12_bg.wasm", import.meta.url);
await init({ module_or_path: wasm });
islands.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  await islands[island.dataset.component]?.(island);
}
document.documentElement.dataset.islands = "ready";
