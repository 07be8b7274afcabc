//! The figures of a page as a file that a French spreadsheet opens: semicolons, a byte order mark, ISO days.

use super::{Children, Rollout};
use crate::words;
use domain::{AdoptionStage, adoption::StageCounts};

const MARK: &str = "\u{feff}";

/// One line a week.
pub fn weeks_csv(rollout: &Rollout) -> String {
    let mut out = format!(
        "{MARK}annee_scolaire;territoire;semaine_du;recensees;dont_estimees;{}\r\n",
        stages()
    );
    for week in &rollout.weekly.weeks {
        let (year, here, monday) = (rollout.scope.year, rollout.here, week.week.monday());
        let (census, estimated) = (week.counts.census(), week.estimated);
        out.push_str(&format!(
            "{year};{here};{monday};{census};{estimated};{}\r\n",
            counts(&week.counts)
        ));
    }
    out
}

/// One line a child.
pub fn territories_csv(rollout: &Rollout) -> String {
    let mut out = format!(
        "{MARK}annee_scolaire;code;nom;au;recensees;dont_estimees;{};derniere_nouvelle\r\n",
        stages()
    );
    let mut line =
        |code: &str, name: &str, figures: &StageCounts, estimated: i64, news: Option<chrono::NaiveDate>| {
            let (year, today, census) = (rollout.scope.year, rollout.today, figures.census());
            let news = news.map(|day| day.to_string()).unwrap_or_default();
            out.push_str(&format!(
                "{year};{code};{};{today};{census};{estimated};{};{news}\r\n",
                text(name),
                counts(figures)
            ));
        };
    match &rollout.children {
        Children::Territories(list) => {
            for child in list {
                line(
                    child.code.as_str(),
                    &child.name,
                    &child.counts,
                    child.estimated,
                    child.last_news,
                );
            }
        }
        Children::Hidden => {}
        Children::Schools(list) => {
            for child in list {
                line(
                    &child.code.to_string(),
                    &child.name,
                    &child.counts,
                    child.estimated,
                    child.last_news,
                );
            }
        }
    }
    out
}

fn stages() -> String {
    let names = AdoptionStage::ALL.map(|stage| domain::fold::fold(words::stage(stage)));
    names.join(";")
}

fn counts(figures: &StageCounts) -> String {
    figures.0.map(|count| count.to_string()).join(";")
}

/// A text that a spreadsheet neither cuts nor takes for a formula.
pub(crate) fn text(value: &str) -> String {
    let guarded = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{value}")
    } else {
        value.to_owned()
    };
    if guarded.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_school_s_name_can_be_neither_a_formula_nor_two_columns() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("\r=1+1"), "\"'\r=1+1\"");
        assert_eq!(text("a;b"), "\"a;b\"");
        assert_eq!(text("dite \"la petite\""), "\"dite \"\"la petite\"\"\"");
    }
}
