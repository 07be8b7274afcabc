//! A share of what the service does at once for everybody (a bulkhead), of one address or one account: one client can't hold all of it.

use std::{
    collections::HashMap,
    hash::Hash,
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

/// The counters of what each one holds. A clone counts together.
#[derive(Clone)]
pub struct Shares<Key: Eq + Hash + Copy> {
    /// The most that one holds; none: no limit.
    most: Option<usize>,
    held: Arc<Mutex<HashMap<Key, usize>>>,
}

impl<Key: Eq + Hash + Copy> Shares<Key> {
    /// One in so many of all there is, and one at least; none: no limit.
    pub fn new(all: usize, share: Option<NonZeroUsize>) -> Self {
        Self {
            most: share.map(|share| (all / share).max(1)),
            held: Arc::default(),
        }
    }

    /// So many places each.
    pub fn of(most: usize) -> Self {
        Self {
            most: Some(most),
            held: Arc::default(),
        }
    }

    /// Takes a place for one until it is dropped; none where its share is used up. What comes from nowhere has no share to keep to.
    pub fn take(&self, who: Option<Key>) -> Option<Share<Key>> {
        let (Some(most), Some(who)) = (self.most, who) else {
            return Some(Share(None));
        };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let places = held.entry(who).or_default();
        if *places >= most {
            return None;
        }
        *places += 1;
        Some(Share(Some((self.clone(), who))))
    }

    fn give_back(&self, who: Key) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = held.get_mut(&who) {
            *places -= 1;
            // Those who hold nothing are forgotten: the map is as long as what is held.
            if *places == 0 {
                held.remove(&who);
            }
        }
    }
}

/// A place that one holds.
pub struct Share<Key: Eq + Hash + Copy>(Option<(Shares<Key>, Key)>);

impl<Key: Eq + Hash + Copy> Drop for Share<Key> {
    fn drop(&mut self) {
        if let Some((shares, who)) = &self.0 {
            shares.give_back(*who);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    #[test]
    fn an_address_holds_its_share_and_gives_it_back() {
        let shares = Shares::<IpAddr>::new(16, NonZeroUsize::new(8));
        let [one, other] = ["81.2.3.4", "81.2.3.5"].map(|text| text.parse().ok());
        let first = shares.take(one);
        let second = shares.take(one);
        assert!(first.is_some() && second.is_some());
        assert!(shares.take(one).is_none());
        assert!(shares.take(other).is_some());
        drop(first);
        assert!(shares.take(one).is_some());
        drop(second);
        assert!(shares.held.lock().unwrap().is_empty());
    }

    #[test]
    fn without_a_share_or_an_address_nothing_is_counted() {
        let here = "127.0.0.1".parse().ok();
        for (shares, address) in [
            (Shares::<IpAddr>::new(1, None), here),
            (Shares::new(1, NonZeroUsize::new(8)), None),
        ] {
            let held: Vec<_> = (0..100).map(|_| shares.take(address)).collect();
            assert!(held.iter().all(Option::is_some));
        }
    }
}
