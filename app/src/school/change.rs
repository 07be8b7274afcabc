//! Changes of a class asked for on its school's page: fields in, a change out, written by the store, where the rules decide.

mod read;
pub mod view;

use crate::{context::Context, failure::PageError, french, query::Query, scope::Scope, ui::form::Errors};
use domain::{
    Refusal, Uai, UnitId,
    adoption::{AdoptionRefused, ClassRefused, CorrectionRefused},
};
pub use read::TypedChange;
use store::{StoreError, adoption::ClassChange};

/// Which change a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// What is told of a class is corrected.
    Correct,
    /// A class is added.
    Add,
    /// A class closes.
    Close,
    /// A class opens again.
    Reopen,
    /// A class goes to the right school.
    Move,
}

impl Act {
    const ALL: [Self; 5] = [Self::Correct, Self::Add, Self::Close, Self::Reopen, Self::Move];

    /// The value of the form's `act`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Add => "add",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Move => "move",
        }
    }

    /// The change that a form asks for; none where it moves a class from stage to stage.
    pub fn of(form: &Query) -> Option<Self> {
        let asked = form.get("act")?;
        Self::ALL.into_iter().find(|act| act.code() == asked)
    }
}

/// A change that was refused: what was typed, and why, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRefused {
    /// What was typed.
    pub typed: TypedChange,
    /// Why.
    pub errors: Errors,
    /// Whether its name is nearly another's: a box tells the two apart.
    pub near_twin: bool,
}

impl ChangeRefused {
    /// A form whose sign-in had expired when it was sent: given back as it was typed.
    pub fn resumed(act: Act, form: &Query) -> Self {
        Self {
            errors: Errors::resumed(),
            ..Self::fresh(TypedChange::read(act, form))
        }
    }

    /// A form that was not sent yet: nothing is wrong with it.
    pub fn fresh(typed: TypedChange) -> Self {
        Self {
            near_twin: typed.distinct,
            typed,
            errors: Errors::default(),
        }
    }
}

/// How a change ended.
pub enum ChangeSent {
    /// It is written, now or the first time it was sent: the class, the school that it is in.
    Written(UnitId, Uai),
    /// It is refused: nothing is written.
    Refused(ChangeRefused),
}

/// Writes the change that a form asks for, as it was typed, of a class of this school.
///
/// # Errors
/// [`PageError`]: a class of another school; the store is busy or broken. A refusal is an answer, not a failure.
pub async fn change(
    context: &Context,
    scope: &Scope,
    school: Uai,
    typed: TypedChange,
    form: &Query,
) -> Result<ChangeSent, PageError> {
    let act = typed.act;
    let (id, asked) = match typed.asked(scope, school, form) {
        Ok(asked) => asked,
        Err(errors) => {
            let refused = ChangeRefused::fresh(typed);
            return Ok(ChangeSent::Refused(ChangeRefused { errors, ..refused }));
        }
    };
    if let Some(unit) = typed.unit
        && context.store.some_of_another_school(school, &[unit]).await?
    {
        return Err(PageError::Forbidden);
    }
    let goes_to = match &asked {
        ClassChange::Move(asked) => asked.to,
        _ => school,
    };
    let done = context
        .store
        .change_class(&context.by, context.today, context.now, id, asked)
        .await;
    let mut refused = ChangeRefused::fresh(typed);
    let (field, why) = match done {
        Ok(unit) => return Ok(ChangeSent::Written(unit, goes_to)),
        // Whose the other school is, and whether it is there, is told to nobody else.
        Err(StoreError::Refused(Refusal::Forbidden(_))) if act == Act::Move => ("to", NOT_YOURS.to_owned()),
        Err(StoreError::Refused(Refusal::Forbidden(_))) => return Err(PageError::Forbidden),
        Err(StoreError::Refused(refusal)) => {
            refused.near_twin |= matches!(refusal, Refusal::Correction(CorrectionRefused::NearTwin { .. }));
            (field(&refusal), french::refusal(&refusal))
        }
        Err(stop) => return Err(stop.into()),
    };
    // A class that moves is not named anew: what its name meets is in the other school.
    let field = if act == Act::Move && field == "label" {
        "to"
    } else {
        field
    };
    refused.errors.add(field, why);
    Ok(ChangeSent::Refused(refused))
}

const NOT_YOURS: &str =
    "Cette école n'est pas dans l'annuaire, ou n'est pas de votre territoire : vérifiez le UAI.";

/// The field that a refusal is about; empty: the form as a whole.
const fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Correction(
            CorrectionRefused::Label
            | CorrectionRefused::NameTaken { .. }
            | CorrectionRefused::NearTwin { .. },
        ) => "label",
        Refusal::Adoption(
            AdoptionRefused::DayInFuture { .. }
            | AdoptionRefused::DayOutsideYear { .. }
            | AdoptionRefused::DayBeforeCensus { .. }
            | AdoptionRefused::Class(ClassRefused::ClosedBefore { .. }),
        ) => "day",
        Refusal::Adoption(AdoptionRefused::Class(
            ClassRefused::UnknownSchool(_) | ClassRefused::SameSchool(_),
        )) => "to",
        _ => "",
    }
}
