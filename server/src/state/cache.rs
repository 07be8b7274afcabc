//! The pages of the page cache: what is the same for everyone, kept for one state of the data and one day.

use axum::{body::Bytes, http::HeaderMap};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use store::{DataVersion, Store};

tokio::task_local! {
    /// The data version as it stood before the page of this request was made: what it shows is at least as new.
    pub static MADE_OF: DataVersion;
}

/// The data version that the page of this request is made of.
pub fn made_of(store: &Store) -> DataVersion {
    MADE_OF
        .try_with(|version| *version)
        .unwrap_or_else(|_| store.data_version())
}

/// The most bytes kept.
pub const BYTES_MAX: usize = 24 << 20;

/// The kept pages of one state of the data.
#[derive(Default)]
pub struct Cache(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    state: String,
    bytes: usize,
    pages: HashMap<String, Page>,
}

/// A page as it is kept: its body, and what its answer says of it.
#[derive(Clone)]
pub struct Page {
    /// Its body.
    pub bytes: Bytes,
    /// The headers kept with it.
    pub said: HeaderMap,
}

/// Marks a response as one to keep.
#[derive(Clone, Copy, Debug)]
pub struct Keep;

impl Cache {
    /// How many pages are kept.
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pages.len()
    }

    /// The page kept under a key, if it is of that state.
    pub fn get(&self, state: &str, key: &str) -> Option<Page> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state == state {
            kept.pages.get(key).cloned()
        } else {
            None
        }
    }

    /// Keeps a page; another state, or more bytes than there is room for, empties the cache first.
    pub fn put(&self, state: &str, key: String, page: Page) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != state || kept.bytes + page.bytes.len() > BYTES_MAX {
            *kept = Pages {
                state: state.to_owned(),
                ..Pages::default()
            };
        }
        kept.bytes += page.bytes.len();
        if let Some(old) = kept.pages.insert(key, page) {
            kept.bytes -= old.bytes.len();
        }
    }
}
