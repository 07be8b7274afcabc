//! The browser's side: the islands, and nothing else.

// The islands are reached by their names: this keeps them in the build.
#[cfg(target_arch = "wasm32")]
use app as _;

/// Called once by the page's loader before the islands come alive.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
