//! What is asked of the ledger and of its model: every kind of wish, plausible and not, around what is left.

use crate::{
    ledger_model::Twins,
    ledger_world::{chorus, day, today, year},
    reference::{Model, place},
};
use chrono::{Days, NaiveDate};
use domain::{
    adoption::RequestId,
    funding::{Cents, ChorusNumber, CodingField, Credits, EntryNumber, EntryRequest, Nature, Pair, Wish},
};
use uuid::Uuid;

impl Twins {
    pub fn draw(&mut self) -> EntryRequest {
        const EDGES: &str = "2019-12-31 2020-01-01 2020-02-09 2020-02-10 2020-12-31 2021-01-01 2021-10-15 2021-10-16 2021-12-31 2022-01-01";
        let wish = self.wish();
        // What follows something is mostly of a later day.
        let of = self.original(&wish).filter(|_| self.rng.u8(..8) > 0);
        let from = of.map_or(day(2020, 2, 1), |entry| self.model.done[entry].day);
        let length = u64::try_from((today() - from).num_days()).unwrap_or(0);
        let rng = &mut self.rng;
        let on: NaiveDate = match rng.u8(..10) {
            0 => EDGES.split(' ').nth(rng.usize(..10)).unwrap().parse().unwrap(),
            _ => from.checked_add_days(Days::new(rng.u64(..=length))).unwrap(),
        };
        let told = |code: &str| vec![(CodingField::BudgetUnit, code.to_owned())];
        let coding = match rng.u8(..30) {
            0 => told("0129-CAVC-DINS"),
            1..4 => told(" UO 0181-CPRI-ELAB"),
            _ => Vec::new(),
        };
        let told_year = (rng.u8(..12) == 0).then(|| year(2020 + rng.i32(0..2)));
        EntryRequest {
            id: RequestId(Uuid::from_u128(rng.u128(..))),
            day: on,
            year: told_year,
            coding,
            wish,
        }
    }

    /// The entry that a wish follows, where it is known.
    fn original(&self, wish: &Wish) -> Option<usize> {
        let place = |ej: &ChorusNumber| Some(self.model.commitments[self.model.of(ej.as_str())?].entry);
        match wish {
            Wish::Service { ej, .. } | Wish::Payment { ej, .. } | Wish::Withdrawal { ej, .. } => place(ej),
            Wish::Reversal { entry, .. } => {
                let at = usize::try_from(entry.0 - 1).unwrap();
                (at < self.model.done.len()).then_some(at)
            }
            _ => None,
        }
    }

    /// An amount around what is left, plausible or not.
    fn amount(&mut self, rest: i64) -> Cents {
        Cents(match self.rng.u8(..40) {
            0 => 0,
            1 => -self.rng.i64(1..500),
            2 => 10_000_000_001,
            3..7 => rest,
            7..10 => rest + 1,
            10..25 => self.rng.i64(1..400_000),
            _ => self.rng.i64(1..=rest.max(1)),
        })
    }

    fn text(&mut self, usual: &str) -> String {
        if self.rng.u8(..40) == 0 {
            "  ".to_owned()
        } else {
            usual.to_owned()
        }
    }

    /// Credits of a year: what it could still take, or what it could still give.
    fn credits(&mut self, lower: bool) -> Credits {
        let to = year(2020 + self.rng.i32(0..2));
        let rest = |model: &Model, credit: usize| {
            let at = place(to);
            if lower {
                model.ceiling[at][credit] - model.spent[at][credit]
            } else {
                model.ceiling[0][credit] - model.ceiling[at][credit]
            }
        };
        let [ae, cp] = [0, 1].map(|credit| {
            let rest = rest(&self.model, credit);
            if self.rng.u8(..6) == 0 {
                Cents(0)
            } else {
                self.amount(rest)
            }
        });
        let amount = Pair { ae, cp };
        Credits {
            year: to,
            amount: if lower { -amount } else { amount },
            reference: self.text("Courrier du délégant"),
        }
    }

    /// What follows a commitment mostly finds one.
    fn ej(&mut self, follows: bool) -> ChorusNumber {
        let any = chorus(self.rng.u32(1..60));
        if !follows || self.rng.u8(..8) == 0 {
            return any;
        }
        let known = self.model.commitments.iter();
        let live: Vec<_> = known.filter_map(|known| known.ej.as_deref()).collect();
        let drawn = self.rng.choice(&live);
        drawn.map_or(any, |ej| ChorusNumber::read(ej).unwrap())
    }

    pub fn wish(&mut self) -> Wish {
        let what = self.rng.u8(..100);
        let ej = self.ej((42..78).contains(&what));
        let number = chorus(self.rng.u32(100..160));
        let known = self.model.of(ej.as_str()).map(|of| &self.model.commitments[of]);
        let (uncertified, unpaid) = known.map_or((900, 900), |known| {
            (known.committed - known.certified, known.certified - known.paid)
        });
        match what {
            0..8 => Wish::Allotment(self.credits(false)),
            8..16 => {
                let lower = self.rng.bool();
                Wish::Amendment(self.credits(lower))
            }
            16..24 => {
                let from = year(2020 + i32::from(self.rng.u8(..6) == 0));
                Wish::CarryOver {
                    from,
                    to: self.credits(false),
                }
            }
            24..42 => {
                let at = 1 + self.rng.usize(..2);
                let rest = self.model.ceiling[at][0] - self.model.spent[at][0];
                Wish::Commitment {
                    ej,
                    supplier: self.text("Octo"),
                    object: "Développement".to_owned(),
                    nature: Nature::ALL[self.rng.usize(..Nature::ALL.len())],
                    amount: self.amount(rest),
                }
            }
            42..56 => Wish::Service {
                ej,
                amount: self.amount(uncertified),
                number: self.rng.bool().then_some(number),
            },
            56..70 => Wish::Payment {
                ej,
                amount: self.amount(unpaid),
                number,
            },
            70..78 => Wish::Withdrawal {
                ej,
                amount: self.amount(uncertified),
                authorisation: self.rng.bool().then(|| self.text("Accord du délégant")),
            },
            78..96 => Wish::Reversal {
                entry: EntryNumber(
                    self.rng
                        .i64(1..=i64::try_from(self.model.done.len()).unwrap() + 1),
                ),
                why: self.text("Mauvais montant"),
            },
            _ => Wish::Receipt {
                amount: self.amount(1_000),
                object: "Pénalités".to_owned(),
                reference: self.text("Titre 12"),
            },
        }
    }
}
