//! What the money's page says first: one sentence, then what to worry about.

use super::{FundingPage, words};
use crate::french::{self, euros, long_day, percent};
use chrono::{Datelike, NaiveDate};
use domain::funding::{
    AccelerationWindow, BudgetYear, Cents, Credit, DutyKind, FundingForecast, RunsOut, Scope, StepKind,
};

/// `7,6`.
fn months(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{}", tenths / 10, rest.abs()),
    }
}

/// The finding: what is committed, when in the window, and how long the money lasts.
pub fn finding(money: &FundingPage) -> String {
    let ae = money.whole(Credit::Ae);
    let share = percent(ae.consumed.0, ae.ceiling.0);
    let committed = format!(
        "{} engagés sur {} ({share})",
        euros(ae.consumed.0),
        euros(ae.ceiling.0)
    );
    let Some(window) = money.window() else {
        return format!("{committed}\u{a0}; le début de la fenêtre d'accélération n'est pas encore fixé.");
    };
    let at = months(window.tenths_of_months(money.today).max(0));
    match &money.forecast {
        _ if money.today < window.start => {
            format!(
                "{committed}\u{a0}; la fenêtre commence le {}.",
                long_day(window.start)
            )
        }
        _ if ae.available() == Cents::ZERO => {
            format!("{committed} au mois {at}\u{a0}: il n'y a plus de crédits à engager.")
        }
        FundingForecast::TooEarly { .. } => {
            format!(
                "{committed} au mois {at}\u{a0}: il est trop tôt pour prévoir jusqu'où durent les crédits."
            )
        }
        FundingForecast::Ahead(ahead) => match ahead.ae_out.middle {
            Some(day) => format!(
                "{committed} au mois {at}\u{a0}: au rythme actuel, les crédits durent jusqu'au mois {}.",
                months(window.tenths_of_months(day))
            ),
            None => format!(
                "{committed} au mois {at}\u{a0}: au rythme actuel, il restera des crédits à la fin de la période."
            ),
        },
    }
}

/// The interval of the day on which the money runs out, in words; and what cannot be foreseen.
pub fn interval(money: &FundingPage) -> String {
    let FundingForecast::Ahead(ahead) = &money.forecast else {
        let needed = match money.forecast {
            FundingForecast::TooEarly { needed, .. } => i64::try_from(needed).unwrap_or(6),
            FundingForecast::Ahead(_) => 6,
        };
        return format!(
            "La prévision demande {} d'écritures.",
            french::count(needed, "semaine", "semaines")
        );
    };
    let RunsOut { early, middle, late } = ahead.ae_out;
    let when = match (early, middle, late) {
        (Some(early), _, Some(late)) => format!(
            "Huit fois sur dix, l'épuisement des AE tombe entre le {} et le {}{}.",
            long_day(early),
            long_day(late),
            against(money.window(), early, late)
        ),
        (_, Some(middle), None) => format!(
            "Une fois sur deux, les AE sont épuisées avant le {} ; une fois sur dix au moins, elles ne le sont pas à la fin de la période.",
            long_day(middle)
        ),
        (Some(early), None, _) => format!(
            "Une fois sur dix, les AE sont épuisées avant le {} ; le plus souvent, elles ne le sont pas à la fin de la période.",
            long_day(early)
        ),
        _ => "Neuf fois sur dix, les AE ne sont pas épuisées à la fin de la période.".to_owned(),
    };
    format!(
        "{when} C'est ce que donne le rythme passé s'il continue ; pour les CP, seuls comptent les contrats signés : un contrat qui n'est pas encore signé ne peut pas être prévu."
    )
}

fn against(window: Option<AccelerationWindow>, early: NaiveDate, late: NaiveDate) -> &'static str {
    let Some(window) = window else { return "" };
    if late < window.month_6() {
        ", avant la fenêtre de 6 à 8 mois : les crédits manqueront"
    } else if early > window.month_8() {
        ", après la fenêtre de 6 à 8 mois"
    } else {
        ", autour de la fenêtre de 6 à 8 mois"
    }
}

/// What must not be missed, and where it leads.
pub struct Warning {
    /// What it is.
    pub title: &'static str,
    /// What it says.
    pub text: String,
    /// The address where something is done about it, and its words.
    pub way: Option<(&'static str, &'static str)>,
}

const DUTIES: Option<(&str, &str)> = Some(("/financement/obligations", "Obligations de l'article 4"));

/// What must not be missed.
pub fn warnings(money: &FundingPage) -> Vec<Warning> {
    let warn = |title, text, way| Warning { title, text, way };
    let mut all = Vec::new();
    if let Some(health) = money.health.as_ref().filter(|health| !health.verdict.is_whole()) {
        let why = words::verdict(&health.verdict);
        let text = format!("{why} Plus rien ne s'y écrit jusqu'à ce qu'il soit vérifié.");
        all.push(warn("Le registre ne tient plus", text, None));
    }
    if money.funding.is_suspended() {
        let text =
            "Article 4 : aucun engagement n'est possible tant que la suspension n'est pas levée.".to_owned();
        all.push(warn("La délégation est suspendue", text, DUTIES));
    }
    let (unpaid, cp) = (money.funding.unpaid_total(), money.whole(Credit::Cp).available());
    if unpaid > cp {
        let text = format!(
            "{} sont engagés et non payés, {} de CP sont disponibles : informez le délégant sans délai (article 4).",
            euros(unpaid.0),
            euros(cp.0)
        );
        all.push(warn("Les CP ne couvrent pas ce qui est engagé", text, DUTIES));
    }
    let open = money
        .funding
        .duties
        .iter()
        .filter(|duty| !duty.standing.is_over());
    for duty in open.filter(|duty| duty.standing.last != StepKind::Suspended) {
        let Some(first) = duty.steps.first() else { continue };
        let told = match (duty.standing.told, duty.standing.days_untold(money.today)) {
            (Some(day), _) => format!("le délégant en est informé depuis le {}", long_day(day)),
            (None, 0) => "le délégant n'en est pas encore informé".to_owned(),
            (None, days) => format!(
                "le délégant n'en est pas informé depuis {}",
                french::count(days, "jour", "jours")
            ),
        };
        let delay = match first.kind {
            DutyKind::Shortfall => "sans délai",
            DutyKind::Unspent => "dans les meilleurs délais",
        };
        let text = format!(
            "{} en {} : {told} (article 4 : {delay}).",
            euros(first.amount.0),
            french::funding::credit(first.credit)
        );
        all.push(warn(french::funding::duty(first.kind), text, DUTIES));
    }
    all.extend(year_end(money).map(|text| warn("Fin d'exercice", text, None)));
    all
}

/// From October on: what is committed and unpaid, and what falls at the year's end.
fn year_end(money: &FundingPage) -> Option<String> {
    let year = BudgetYear::of(money.today).filter(|_| money.today.month() >= 10)?;
    let unpaid = money.funding.unpaid_total();
    let left = |credit| euros(money.funding.counter(Scope::Year(year), credit).available().0);
    Some(format!(
        "{} sont engagés et non payés (restes à payer). Au {}, ce qui n'est ni payé ni reporté tombe : {} de CP et {} d'AE ne sont pas consommés.",
        euros(unpaid.0),
        long_day(year.last_day()),
        left(Credit::Cp),
        left(Credit::Ae)
    ))
}
