//! Extensions: one value of each type, made when it is first asked for.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// Values by their type.
#[derive(Default)]
pub(crate) struct Extensions(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Extensions {
    /// The value of a type, always the same one.
    pub(crate) fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let key = TypeId::of::<T>();
        let known = {
            let values = self.0.read().unwrap_or_else(PoisonError::into_inner);
            values.get(&key).cloned()
        };
        let value = known.unwrap_or_else(|| {
            let mut values = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::<T>::default() as Arc<dyn Any + Send + Sync>;
            values.entry(key).or_insert_with(new).clone()
        });
        // Its key is its type: it is never another one.
        value.downcast().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn a_type_has_one_value_however_often_and_from_wherever_it_is_asked_for() {
        let extensions = Extensions::default();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| *extensions.get::<Mutex<u32>>().lock().unwrap() += 1);
            }
        });
        assert_eq!(*extensions.get::<Mutex<u32>>().lock().unwrap(), 8);
        assert_eq!(*extensions.get::<Mutex<u64>>().lock().unwrap(), 0);
    }
}
