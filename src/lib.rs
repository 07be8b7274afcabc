//! The browser's side: the islands, and nothing else.

#[cfg(target_arch = "wasm32")]
mod browser {
    // The islands are reached by their names: this keeps them in the build.
    use app as _;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Called once by the page's loader before the islands come alive.
    #[wasm_bindgen]
    pub fn hydrate() {
        leptos::mount::hydrate_islands();
    }
}
