//! The form of an entry: strings in, a wish or what is wrong with each field out.

mod field;
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
use field::EntryField;
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

const PARAMETERS: [&str; 16] = {
    let mut names = ["id"; 16];
    let mut at = 0;
    while at < EntryField::ALL.len() {
        names[at] = EntryField::ALL[at].name();
        at += 1;
    }
    names
};

/// A form, as it was typed, with what is wrong.
#[derive(Clone, Debug)]
pub struct EntryForm {
    kind: EntryKind,
    typed: Query,
    errors: Errors,
    /// What lacks, when a ceiling refused it: the way out is to tell the délégant.
    lacks: Option<(Credit, Cents, Option<BudgetYear>)>,
}

/// The field that a refusal stands beside; none where it is of the whole form.
fn field(kind: EntryKind, refused: &FundingRefused) -> Option<EntryField> {
    Some(match refused {
        FundingRefused::UnknownEj(_) | FundingRefused::EjTaken { .. } => EntryField::Ej,
        FundingRefused::NotYetCertified { .. } if kind == EntryKind::Reversal => EntryField::Entry,
        FundingRefused::UnknownEntry(_) | FundingRefused::NotReversible(_) => EntryField::Entry,
        FundingRefused::DocumentTaken { .. } => EntryField::Number,
        FundingRefused::DayOutsideConvention { .. }
        | FundingRefused::DayOutsideYear { .. }
        | FundingRefused::DayInFuture { .. }
        | FundingRefused::NotYetCertified { .. }
        | FundingRefused::DayBeforeCommitment { .. } => EntryField::Day,
        FundingRefused::Missing("supplier") | FundingRefused::TooLong("supplier") => EntryField::Supplier,
        FundingRefused::Missing("object") | FundingRefused::TooLong("object") => EntryField::Object,
        FundingRefused::Missing(_)
        | FundingRefused::TooLong(_)
        | FundingRefused::NeedsAuthorisation { .. } => EntryField::Reference,
        FundingRefused::OtherCoding {
            field: CodingField::CostCentre,
            ..
        } => EntryField::CostCentre,
        FundingRefused::OtherCoding { .. } => EntryField::BudgetUnit,
        FundingRefused::SameYear => EntryField::From,
        FundingRefused::Suspended | FundingRefused::Altered => return None,
        _ if matches!(
            kind,
            EntryKind::Allotment | EntryKind::Amendment | EntryKind::CarryOver
        ) =>
        {
            EntryField::Ae
        }
        _ => EntryField::Amount,
    })
}

impl EntryForm {
    /// The parameters that its address may bear: its fields, filled in, and the id of what is being corrected.
    pub const PARAMETERS: &[&str] = &PARAMETERS;

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

    fn of(&self, field: EntryField) -> &str {
        self.typed.get(field.name()).unwrap_or_default()
    }

    /// The id that the form was opened with.
    fn id(&self) -> &str {
        self.typed.get("id").unwrap_or_default()
    }

    fn text(&self, field: EntryField) -> String {
        self.of(field).to_owned()
    }

    /// What was typed as a wish; what is wrong is kept beside its field.
    pub(super) fn asked(&mut self) -> Option<EntryRequest> {
        let mut errors = Errors::default();
        let id = Uuid::parse_str(self.id()).ok();
        if id.is_none() {
            errors.add("", "Ce formulaire est incomplet : rechargez la page.");
        }
        let day = self.of(EntryField::Day).parse::<NaiveDate>().ok();
        if day.is_none() {
            errors.add(
                EntryField::Day.name(),
                "Jour : choisissez-le, par exemple 2021-06-15.",
            );
        }
        let wish = self.wish(&mut errors);
        self.errors = errors;
        let (id, day, wish) = (id?, day?, wish?);
        let told = |coding, field| (coding, self.text(field));
        self.errors.is_empty().then(|| EntryRequest {
            id: RequestId(id),
            day,
            year: None,
            coding: vec![
                told(CodingField::BudgetUnit, EntryField::BudgetUnit),
                told(CodingField::CostCentre, EntryField::CostCentre),
            ],
            wish,
        })
    }

    fn wish(&self, errors: &mut Errors) -> Option<Wish> {
        match self.kind {
            EntryKind::Allotment => Some(Wish::Allotment(self.credits(errors)?)),
            EntryKind::Amendment => Some(Wish::Amendment(self.credits(errors)?)),
            EntryKind::CarryOver => {
                let (from, to) = (self.year(EntryField::From, errors), self.credits(errors));
                Some(Wish::CarryOver { from: from?, to: to? })
            }
            EntryKind::Commitment => self.commitment(errors),
            EntryKind::Service => self.service(errors),
            EntryKind::Payment => self.payment(errors),
            EntryKind::Withdrawal => {
                let (ej, amount) = (
                    self.chorus(EntryField::Ej, errors),
                    self.amount(EntryField::Amount, errors),
                );
                Some(Wish::Withdrawal {
                    ej: ej?,
                    amount: amount?,
                    authorisation: Some(self.text(EntryField::Reference)),
                })
            }
            EntryKind::Reversal => {
                let entry = self.of(EntryField::Entry).parse().ok().map(EntryNumber);
                if entry.is_none() {
                    errors.add(
                        EntryField::Entry.name(),
                        "Écriture : donnez son numéro dans le registre.",
                    );
                }
                Some(Wish::Reversal {
                    entry: entry?,
                    why: self.text(EntryField::Object),
                })
            }
            EntryKind::Receipt => Some(Wish::Receipt {
                amount: self.amount(EntryField::Amount, errors)?,
                object: self.text(EntryField::Object),
                reference: self.text(EntryField::Reference),
            }),
        }
    }

    fn commitment(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, amount) = (
            self.chorus(EntryField::Ej, errors),
            self.amount(EntryField::Amount, errors),
        );
        let nature = Nature::from_code(self.of(EntryField::Nature));
        if nature.is_none() {
            errors.add(EntryField::Nature.name(), "Nature : choisissez-la dans la liste.");
        }
        Some(Wish::Commitment {
            ej: ej?,
            supplier: self.text(EntryField::Supplier),
            object: self.text(EntryField::Object),
            nature: nature?,
            amount: amount?,
        })
    }

    fn service(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, amount) = (
            self.chorus(EntryField::Ej, errors),
            self.amount(EntryField::Amount, errors),
        );
        let number = match self.of(EntryField::Number) {
            "" => Some(None),
            _ => self.chorus(EntryField::Number, errors).map(Some),
        };
        Some(Wish::Service {
            ej: ej?,
            amount: amount?,
            number: number?,
        })
    }

    fn payment(&self, errors: &mut Errors) -> Option<Wish> {
        let (ej, number, amount) = (
            self.chorus(EntryField::Ej, errors),
            self.chorus(EntryField::Number, errors),
            self.amount(EntryField::Amount, errors),
        );
        Some(Wish::Payment {
            ej: ej?,
            amount: amount?,
            number: number?,
        })
    }

    fn credits(&self, errors: &mut Errors) -> Option<Credits> {
        let signed = self.kind == EntryKind::Amendment;
        let read = |field: EntryField, errors: &mut Errors| match Cents::read_signed(self.of(field)) {
            _ if self.of(field).is_empty() => Some(Cents::ZERO),
            Ok(amount) if signed || amount >= Cents::ZERO => Some(amount),
            Ok(_) => {
                errors.add(
                    field.name(),
                    french::funding::amount(domain::funding::AmountError::NotPositive),
                );
                None
            }
            Err(error) => {
                errors.add(field.name(), french::funding::amount(error));
                None
            }
        };
        let (year, ae, cp) = (
            self.year(EntryField::Year, errors),
            read(EntryField::Ae, errors),
            read(EntryField::Cp, errors),
        );
        Some(Credits {
            year: year?,
            amount: Pair { ae: ae?, cp: cp? },
            reference: self.text(EntryField::Reference),
        })
    }

    fn amount(&self, field: EntryField, errors: &mut Errors) -> Option<Cents> {
        Cents::read(self.of(field))
            .map_err(|error| errors.add(field.name(), french::funding::amount(error)))
            .ok()
    }

    fn chorus(&self, field: EntryField, errors: &mut Errors) -> Option<ChorusNumber> {
        let label = match field {
            EntryField::Ej => "N° d'EJ",
            _ => "N° de pièce",
        };
        ChorusNumber::read(self.of(field))
            .map_err(|_| {
                errors.add(
                    field.name(),
                    format!("{label} : dix chiffres, comme dans Chorus."),
                )
            })
            .ok()
    }

    fn year(&self, field: EntryField, errors: &mut Errors) -> Option<BudgetYear> {
        let year = self.of(field).parse().ok().and_then(BudgetYear::new);
        if year.is_none() {
            errors.add(field.name(), "Exercice : choisissez-le dans la liste.");
        }
        year
    }

    /// Why the rules said no.
    pub(super) fn refused(&mut self, refused: &FundingRefused) {
        let beside = field(self.kind, refused).map_or("", EntryField::name);
        self.errors.add(beside, french::funding::refusal(refused));
        if let FundingRefused::OverCeiling {
            credit,
            scope,
            asked,
            available,
        } = refused
        {
            let year = match scope {
                Scope::Year(year) => Some(*year),
                Scope::Convention => self.of(EntryField::Day).parse().ok().and_then(BudgetYear::of),
            };
            self.lacks = Some((*credit, *asked - *available, year));
        }
    }

    /// Why it can't be sent at all.
    pub(super) fn failed(&mut self, why: String) {
        self.errors.add("", why);
    }
}
