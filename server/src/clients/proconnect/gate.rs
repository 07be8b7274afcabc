//! The provider of a service, discovered when it is first needed (lazy discovery).

use super::{ProConnect, ProConnectSettings, Wrong};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// What finding a provider asks of it: its description, its keys.
const DISCOVERY: u32 = 2;

/// The provider, found when it is first needed: a service starts even while its provider is down.
#[derive(Clone)]
pub struct Gate {
    settings: ProConnectSettings,
    found: Arc<OnceCell<ProConnect>>,
}

impl Gate {
    /// A provider by its settings; nothing is asked of it yet.
    pub fn new(settings: ProConnectSettings) -> Self {
        Self {
            settings,
            found: Arc::default(),
        }
    }

    /// The provider, found now if nobody found it before.
    ///
    /// # Errors
    /// [`Wrong`]: it can't be reached, or is too slow.
    pub async fn provider(&self) -> Result<&ProConnect, Wrong> {
        let found = self
            .found
            .get_or_try_init(|| ProConnect::discover(self.settings.clone()));
        // One asks while the others wait: while the provider is slow, nobody waits for all who came before.
        let ProConnectSettings { timeout, .. } = self.settings;
        let in_time = tokio::time::timeout(timeout * DISCOVERY, found).await;
        in_time.unwrap_or(Err(Wrong::Slow(timeout)))
    }
}
