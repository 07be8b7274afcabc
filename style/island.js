// Brings the islands of this page to life: only pages that hold one load this.
import init, * as islands from "./classe12.js";

// What a page that resumes its server's work would bring: ours has none.
Object.assign(globalThis, { __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], __PENDING_RESOURCES: [], __RESOURCE_RESOLVERS: [], __INCOMPLETE_CHUNKS: [] });
const wasm = new URL("./classe12_bg.wasm", import.meta.url);
await init({ module_or_path: wasm });
islands.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  await islands[island.dataset.component]?.(island);
}
document.documentElement.dataset.islands = "ready";
