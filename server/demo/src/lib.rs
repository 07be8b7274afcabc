//! The invented nation: one world for the demo, the stories and the browser.
