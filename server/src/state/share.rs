//! One address's share of what the service does at once for everybody (a bulkhead): one client can't hold all of it.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

/// The counters of what each address holds. A clone counts together.
#[derive(Clone)]
pub struct Shares {
    /// The most that one address holds; none: no limit.
    most: Option<usize>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Shares {
    /// One in so many of all there is, and one at least; none: no limit.
    pub fn new(all: usize, share: Option<NonZeroUsize>) -> Self {
        Self {
            most: share.map(|share| (all / share).max(1)),
            held: Arc::default(),
        }
    }

    /// Takes a place for an address until it is dropped; none where its share is used up. What comes from no address has no share to keep to.
    pub fn take(&self, address: Option<IpAddr>) -> Option<Share> {
        let (Some(most), Some(address)) = (self.most, address) else {
            return Some(Share(None));
        };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let places = held.entry(address).or_default();
        if *places >= most {
            return None;
        }
        *places += 1;
        Some(Share(Some((self.clone(), address))))
    }

    fn give_back(&self, address: IpAddr) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = held.get_mut(&address) {
            *places -= 1;
            // Those who hold nothing are forgotten: the map is as long as what is held.
            if *places == 0 {
                held.remove(&address);
            }
        }
    }
}

/// A place that an address holds.
pub struct Share(Option<(Shares, IpAddr)>);

impl Drop for Share {
    fn drop(&mut self) {
        if let Some((shares, address)) = &self.0 {
            shares.give_back(*address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_its_share_and_gives_it_back() {
        let shares = Shares::new(16, NonZeroUsize::new(8));
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
            (Shares::new(1, None), here),
            (Shares::new(1, NonZeroUsize::new(8)), None),
        ] {
            let held: Vec<_> = (0..100).map(|_| shares.take(address)).collect();
            assert!(held.iter().all(Option::is_some));
        }
    }
}
