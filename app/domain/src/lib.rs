//! The rules of the rollout. No I/O, no clock, no SQL, no view, no French: the same code runs on the server and in the browser.
