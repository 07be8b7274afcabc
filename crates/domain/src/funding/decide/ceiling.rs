//! The ceilings that an entry may not pass, nor be taken below: article 4 of the convention.

use crate::funding::{Cents, Counter, Credit, FundingRefused, Ledger, LedgerEntry, Scope};

pub(super) fn check_ceiling(
    ledger: &Ledger,
    entry: &LedgerEntry,
    scope: Scope,
    credit: Credit,
) -> Result<(), FundingRefused> {
    let (before, moved) = (ledger.counter(scope, credit), Ledger::moved(entry, scope, credit));
    let after = Counter {
        ceiling: before.ceiling + moved.ceiling,
        consumed: before.consumed + moved.consumed,
    };
    if after.available() < Cents::ZERO {
        let available = before.available();
        return Err(if moved.consumed > Cents::ZERO {
            FundingRefused::OverCeiling {
                credit,
                scope,
                asked: moved.consumed,
                available,
            }
        } else {
            FundingRefused::BelowConsumed {
                credit,
                scope,
                asked: -moved.ceiling,
                available,
            }
        });
    }
    let maximum = ledger.counter(Scope::Convention, credit).ceiling + entry.moves.maximum.of(credit);
    match scope {
        Scope::Year(year) if moved.ceiling > Cents::ZERO && after.ceiling > maximum => {
            Err(FundingRefused::OverMaximum {
                credit,
                year,
                asked: moved.ceiling,
                available: maximum - before.ceiling,
            })
        }
        _ => Ok(()),
    }
}
