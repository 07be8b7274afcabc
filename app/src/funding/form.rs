//! The form of an entry: strings in, a wish or what is wrong with each field out.

mod fields;

use super::allow;
use crate::{context::Context, failure::PageError, query::Query, ui::form::Errors};
use chrono::NaiveDate;
use domain::{
    Action,
    adoption::RequestId,
    funding::{
        BudgetYear, Cents, ChorusNumber, CodingField, Credit, Credits, EntryKind, EntryNumber, EntryRequest,
        FundingRefused, Nature, Pair, Scope, Wish,
    },
};
use uuid::Uuid;

/// The kinds of entries by their word in the address.
const KINDS: [(&str, EntryKind); 9] = [
    ("dotation", EntryKind::Allotment),
    ("avenant", EntryKind::Amendment),
    ("report", EntryKind::CarryOver),
    ("engagement", EntryKind::Commitment),
    ("service-fait", EntryKind::Service),
    ("paiement", EntryKind::Payment),
    ("retrait", EntryKind::Withdrawal),
    ("annulation", EntryKind::Reversal),
    ("recette", EntryKind::Receipt),
];

/// A form, as it was typed, with what is wrong.
#[derive(Clone, Debug)]
pub struct EntryForm {
    kind: EntryKind,
    typed: Query,
    errors: Errors,
    /// What lacks, when a ceiling refused it: the way out is to tell the délégant.
    lacks: Option<(Credit, Cents, Option<BudgetYear>)>,
}

/// The name of the field that a refusal stands beside.
fn field(kind: EntryKind, refused: &FundingRefused) -> &'static str {
    match refused {
        FundingRefused::UnknownEj(_) | FundingRefused::EjTaken { .. } => "ej",
        FundingRefused::UnknownEntry(_) | FundingRefused::NotReversible(_) => "entry",
        FundingRefused::DocumentTaken { .. } => "number",
        FundingRefused::DayOutsideConvention { .. }
        | FundingRefused::DayOutsideYear { .. }
        | FundingRefused::DayInFuture { .. }
        | FundingRefused::DayBeforeCommitment { .. } => "day",
        FundingRefused::Missing("supplier") | FundingRefused::TooLong("supplier") => "supplier",
        FundingRefused::Missing("object") | FundingRefused::TooLong("object") => "object",
        FundingRefused::Missing(_)
        | FundingRefused::TooLong(_)
        | FundingRefused::NeedsAuthorisation { .. } => "reference",
        FundingRefused::OtherCoding {
            field: CodingField::CostCentre,
            ..
        } => "cost-centre",
        FundingRefused::OtherCoding { .. } => "budget-unit",
        FundingRefused::SameYear => "from",
        FundingRefused::Suspended | FundingRefused::Altered => "",
        _ if matches!(
            kind,
            EntryKind::Allotment | EntryKind::Amendment | EntryKind::CarryOver
        ) =>
        {
            "ae"
        }
        _ => "amount",
    }
}

impl EntryForm {
    /// The empty form of a kind, with what the address already says.
    ///
    /// # Errors
    /// [`PageError::Forbidden`], or no such kind.
    pub fn open(
        context: &Context,
        kind: &str,
        query: &Query,
        resumed: Option<&Query>,
    ) -> Result<Self, PageError> {
        allow(context, Action::KeepLedger)?;
        let known = KINDS.iter().find(|(word, _)| *word == kind);
        let (_, kind) = known.ok_or(PageError::NotFound("Cette écriture"))?;
        Ok(Self {
            kind: *kind,
            typed: resumed.unwrap_or(query).clone(),
            errors: if resumed.is_some() {
                Errors::resumed()
            } else {
                Errors::default()
            },
            lacks: None,
        })
    }

    fn of(&self, name: &str) -> &str {
        self.typed.get(name).unwrap_or_default()
    }

    fn text(&self, name: &str) -> String {
        self.of(name).to_owned()
    }

    /// What was typed as a wish; what is wrong is kept beside its field.
    pub(super) fn asked(&mut self) -> Option<EntryRequest> {
        let mut errors = Errors::default();
        let id = Uuid::parse_str(self.of("id")).ok();
        if id.is_none() {
            errors.add("", "Ce formulaire est incomplet : rechargez la page.");
        }
        let day = self.of("day").parse::<NaiveDate>().ok();
        if day.is_none() {
            errors.add("day", "Jour : choisissez-le, par exemple 2021-06-15.");
        }
        let wish = self.wish(&mut errors);
        self.errors = errors;
        let (id, day, wish) = (id?, day?, wish?);
        let told = |field, name: &str| (field, self.text(name));
        self.errors.is_empty().then(|| EntryRequest {
            id: RequestId(id),
            day,
            year: None,
            coding: vec![
                told(CodingField::BudgetUnit, "budget-unit"),
                told(CodingField::CostCentre, "cost-centre"),
            ],
            wish,
        })
    }

    fn wish(&self, errors: &mut Errors) -> Option<Wish> {
        match self.kind {
            EntryKind::Allotment => Some(Wish::Allotment(self.credits(errors)?)),
            EntryKind::Amendment => Some(Wish::Amendment(self.credits(errors)?)),
            EntryKind::CarryOver => {
                let (from, to) = (self.year("from", errors), self.credits(errors));
                Some(Wish::CarryOver { from: from?, to: to? })
            }
            EntryKind::Commitment => self.commitment(errors),
            EntryKind::Service => self.service(errors),
            EntryKind::Payment => self.payment(errors),
            EntryKind::Withdrawal => {
                let (ej, amount) = (self.chorus("ej", errors), self.amount("amount", errors));
                Some(Wish::Withdrawal {
                    ej: ej?,
                    amount: amount?,
                    authorisation: Some(self.text("reference")),
                })
            }
            EntryKind::Reversal => {
                let entry = self.of("entry").parse().ok().map(EntryNumber);
                if entry.is_none() {
                    errors.add("entry", "Écriture : donnez son numéro dans le registre.");
                }
                Some(Wish::Reversal {
                    entry: entry?,
                    why: self.text("object"),
                })
            }
            EntryKind::Receipt => Some(Wish::Receipt {
                amount: self.amount("amount", errors)?,
                object: self.text("object"),
                reference: self.text("reference"),
            }),
        }
    }

    fn commitment(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, amount) = (self.chorus("ej", errors), self.amount("amount", errors));
        let nature = Nature::from_code(self.of("nature"));
        if nature.is_none() {
            errors.add("nature", "Nature : choisissez-la dans la liste.");
        }
        Some(Wish::Commitment {
            ej: ej?,
            supplier: self.text("supplier"),
            object: self.text("object"),
            nature: nature?,
            amount: amount?,
        })
    }

    fn service(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, amount) = (self.chorus("ej", errors), self.amount("amount", errors));
        let number = match self.of("number") {
            "" => Some(None),
            _ => self.chorus("number", errors).map(Some),
        };
        Some(Wish::Service {
            ej: ej?,
            amount: amount?,
            number: number?,
        })
    }

    fn payment(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, number, amount) = (
            self.chorus("ej", errors),
            self.chorus("number", errors),
            self.amount("amount", errors),
        );
        Some(Wish::Payment {
            ej: ej?,
            amount: amount?,
            number: number?,
        })
    }

    fn credits(&self, errors: &mut Errors) -> Option<Credits> {
        let signed = self.kind == EntryKind::Amendment;
        let read = |name, errors: &mut Errors| match Cents::read_signed(self.of(name)) {
            _ if self.of(name).is_empty() => Some(Cents::ZERO),
            Ok(amount) if signed || amount >= Cents::ZERO => Some(amount),
            Ok(_) => {
                errors.add(
                    name,
                    french::funding::amount(domain::funding::AmountError::NotPositive),
                );
                None
            }
            Err(error) => {
                errors.add(name, french::funding::amount(error));
                None
            }
        };
        let (year, ae, cp) = (self.year("year", errors), read("ae", errors), read("cp", errors));
        Some(Credits {
            year: year?,
            amount: Pair { ae: ae?, cp: cp? },
            reference: self.text("reference"),
        })
    }

    fn amount(&self, name: &'static str, errors: &mut Errors) -> Option<Cents> {
        Cents::read(self.of(name))
            .map_err(|error| errors.add(name, french::funding::amount(error)))
            .ok()
    }

    fn chorus(&self, name: &'static str, errors: &mut Errors) -> Option<ChorusNumber> {
        let label = if name == "ej" { "N° d'EJ" } else { "N° de pièce" };
        ChorusNumber::read(self.of(name))
            .map_err(|_| errors.add(name, format!("{label} : dix chiffres, comme dans Chorus.")))
            .ok()
    }

    fn year(&self, name: &'static str, errors: &mut Errors) -> Option<BudgetYear> {
        let year = self.of(name).parse().ok().and_then(BudgetYear::new);
        if year.is_none() {
            errors.add(name, "Exercice : choisissez-le dans la liste.");
        }
        year
    }

    /// Why the rules said no.
    pub(super) fn refused(&mut self, refused: &FundingRefused) {
        self.errors
            .add(field(self.kind, refused), french::funding::refusal(refused));
        if let FundingRefused::OverCeiling {
            credit,
            scope,
            asked,
            available,
        } = refused
        {
            let year = match scope {
                Scope::Year(year) => Some(*year),
                Scope::Convention => self.of("day").parse().ok().and_then(BudgetYear::of),
            };
            self.lacks = Some((*credit, *asked - *available, year));
        }
    }

    /// Why it can't be sent at all.
    pub(super) fn failed(&mut self, why: String) {
        self.errors.add("", why);
    }
}
