//! Starts the islands of a page in the browser.
