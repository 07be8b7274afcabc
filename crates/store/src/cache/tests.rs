//! An answer is loaded once an epoch, and what is not found takes no place.

use super::*;
use std::sync::atomic::{AtomicUsize, Ordering};

async fn ask(cache: &VersionedCache<u8, u8>, loads: &AtomicUsize, epoch: u8, key: u8) -> Option<u8> {
    let load = || async {
        loads.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        Ok::<_, ()>((key < 10).then_some(key))
    };
    cache.find_or_load(Epoch::of(epoch), key, load).await.unwrap()
}

#[tokio::test]
async fn an_answer_is_loaded_once_an_epoch_however_many_ask_at_once() {
    for cache in [VersionedCache::default(), VersionedCache::one_load_at_a_time()] {
        let loads = AtomicUsize::new(0);
        let (one, other) = tokio::join!(ask(&cache, &loads, 1, 7), ask(&cache, &loads, 1, 7));
        assert_eq!((one, other), (Some(7), Some(7)));
        assert_eq!(loads.load(Ordering::Relaxed), 1);
        assert_eq!(ask(&cache, &loads, 2, 7).await, Some(7));
        assert_eq!(loads.load(Ordering::Relaxed), 2, "another epoch");
    }
}

#[tokio::test]
async fn what_is_not_found_or_broken_takes_no_place_and_is_asked_again() {
    let (cache, loads) = (VersionedCache::default(), AtomicUsize::new(0));
    assert_eq!(ask(&cache, &loads, 1, 200).await, None);
    assert_eq!(ask(&cache, &loads, 1, 200).await, None);
    assert_eq!(loads.load(Ordering::Relaxed), 2);
    let broken = cache
        .get_or_load(Epoch::of(1_u8), 7, || async { Err("broken") })
        .await;
    assert!(broken.is_err());
    assert_eq!(cache.kept.lock().unwrap().answers.len(), 0);
    assert_eq!(ask(&cache, &loads, 1, 7).await, Some(7));
}
