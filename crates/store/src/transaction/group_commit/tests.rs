//! A batch of which one panics, or finds the store busy.

use super::*;
use std::sync::{Arc, Mutex};

/// What panics, what finds the store busy, and what is kept; each with what was tried so far.
struct Asked {
    id: Uuid,
    what: &'static str,
    tried: Arc<Mutex<Vec<usize>>>,
}

impl GroupCommit for Asked {
    type Done = ();
    type Refused = ();
    const MOST: usize = 64;
    const WEIGHT_MOST: usize = 64;

    fn id(&self) -> Uuid {
        self.id
    }

    fn weight(&self) -> usize {
        1
    }

    async fn write(_: &Store, together: &[Self]) -> Result<Outcomes<Self>, StoreError> {
        if let Some(first) = together.first() {
            first.tried.lock().unwrap().push(together.len());
        }
        let is = |what| together.iter().any(|one| one.what == what);
        assert!(!is("panic"), "a fault of ours");
        match together {
            [alone] if alone.what == "busy" => Err(StoreError::Busy),
            _ => Ok(together.iter().map(|_| Ok(())).collect()),
        }
    }

    async fn refused(_: &Store, refused: Vec<(&Self, ())>) -> Vec<Result<(), StoreError>> {
        refused.into_iter().map(|_| Ok(())).collect()
    }

    async fn failed(&self, _: &Store, stop: StoreError) -> Result<(), StoreError> {
        Err(stop)
    }
}

/// What each of some is told when they are written together, and how many were tried at once each time.
async fn told(whats: &[&'static str]) -> (Vec<&'static str>, Vec<usize>) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let tried = Arc::new(Mutex::new(Vec::new()));
    let asked = |what: &&'static str| Asked {
        id: Uuid::now_v7(),
        what,
        tried: tried.clone(),
    };
    let together: Vec<Asked> = whats.iter().map(asked).collect();
    let (answers, mut waiting): (Vec<_>, Vec<_>) = whats.iter().map(|_| oneshot::channel()).unzip();
    store.together(&together, answers).await;
    let of = |told: &mut oneshot::Receiver<Result<(), StoreError>>| match told.try_recv() {
        Ok(Ok(())) => "kept",
        Ok(Err(StoreError::Busy)) => "busy",
        Ok(Err(_)) => "fault",
        Err(_) => "nothing",
    };
    let told = waiting.iter_mut().map(of).collect();
    let tried = tried.lock().unwrap().clone();
    (told, tried)
}

#[tokio::test]
async fn a_panic_of_one_is_a_fault_of_that_one_and_the_others_are_kept() {
    let (told, _) = told(&["fine", "panic", "fine"]).await;
    assert_eq!(told, ["kept", "fault", "kept"]);
}

#[tokio::test]
async fn once_one_of_a_batch_finds_the_store_busy_the_rest_is_told_at_once() {
    let (told, tried) = told(&["fine", "busy", "panic", "fine", "fine"]).await;
    assert_eq!(told, ["kept", "busy", "busy", "busy", "busy"]);
    assert_eq!(tried, [5, 1, 1]);
}
