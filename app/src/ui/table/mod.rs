//! A table on a page: the only place that writes `<table>`, from the same model as files. It writes a string, since sixty rows as views would
//! cost more than all the rest of a page.

use super::html::{attribute_into, escape_into};
use leptos::prelude::*;
use report::{Cell, Column, Table};

/// How a table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Rows and columns, whatever the width.
    Plain,
    /// A card a row where the page is narrow: a table that is laid out otherwise must say its roles.
    Cards,
    /// Rows and columns under a caption for who does not see them, where nothing else names the table.
    Captioned,
}

/// A table in a frame that scrolls, named by its caption.
pub fn region(table: &Table) -> AnyView {
    framed(table, "c12-table", Look::Plain)
}

/// A table in a frame of a class that scrolls, named by its caption.
pub fn framed(table: &Table, class: &'static str, look: Look) -> AnyView {
    let label = table.caption.clone();
    view! { <div class=class tabindex="0" role="region" aria-label=label inner_html=html(table, look)></div> }
        .into_any()
}

/// A table as HTML. What stands in files alone is left out.
pub fn html(table: &Table, look: Look) -> String {
    let mut out = String::with_capacity(400 + table.rows.len() * table.columns.len() * 48);
    let cards = look == Look::Cards;
    out.push_str(if cards {
        "<table role=\"table\">"
    } else {
        "<table>"
    });
    if look == Look::Captioned {
        out.push_str("<caption class=\"c12-sr\">");
        escape_into(&mut out, &table.caption);
        out.push_str("</caption>");
    }
    out.push_str(if cards {
        "<thead role=\"rowgroup\"><tr role=\"row\">"
    } else {
        "<thead><tr>"
    });
    for column in &table.columns {
        title(&mut out, column, cards);
    }
    out.push_str("</tr></thead>");
    out.push_str(if cards {
        "<tbody role=\"rowgroup\">"
    } else {
        "<tbody>"
    });
    for cells in &table.rows {
        row(&mut out, &table.columns, cells, cards);
    }
    out.push_str("</tbody>");
    if let Some(total) = &table.total {
        out.push_str("<tfoot>");
        row(&mut out, &table.columns, total, cards);
        out.push_str("</tfoot>");
    }
    out.push_str("</table>");
    out
}

fn title(out: &mut String, column: &Column, cards: bool) {
    out.push_str("<th scope=\"col\"");
    if cards {
        out.push_str(" role=\"columnheader\"");
    }
    if let Some(class) = column.title_class {
        attribute_into(out, "class", class);
    }
    out.push('>');
    if column.unseen {
        out.push_str("<span class=\"c12-sr\">");
    }
    escape_into(out, &column.title);
    out.push_str(if column.unseen { "</span></th>" } else { "</th>" });
}

fn row(out: &mut String, columns: &[Column], cells: &[Cell], cards: bool) {
    out.push_str(if cards { "<tr role=\"row\">" } else { "<tr>" });
    for (rank, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if let Cell::Across(words) = cell {
            let left = columns.len() - rank;
            out.push_str(&format!("<td colspan=\"{left}\" class=\"c12-text\">"));
            escape_into(out, words);
            out.push_str("</td>");
            break;
        }
        open(out, column, is_blank(cell), cards);
        value(out, column, cell);
        out.push_str(if column.names_rows { "</th>" } else { "</td>" });
    }
    out.push_str("</tr>");
}

/// Whether there is nothing to show in a cell.
fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Shown { html, .. } => html.is_empty(),
        _ => false,
    }
}

fn open(out: &mut String, column: &Column, blank: bool, cards: bool) {
    match (column.names_rows, cards) {
        (true, true) => out.push_str("<th scope=\"row\" role=\"rowheader\""),
        (true, false) => out.push_str("<th scope=\"row\""),
        (false, true) => out.push_str("<td role=\"cell\""),
        (false, false) => out.push_str("<td"),
    }
    // A card leaves out what has a label and no value.
    let class = match blank && !column.label.is_empty() {
        true => Some("c12-none"),
        false => column.cell_class,
    };
    if let Some(class) = class {
        attribute_into(out, "class", class);
    }
    if !blank && !column.label.is_empty() {
        attribute_into(out, "data-cell", column.label);
    }
    out.push('>');
}

fn value(out: &mut String, column: &Column, cell: &Cell) {
    match cell {
        Cell::Shown { html, .. } if !html.is_empty() => out.push_str(html),
        Cell::Empty | Cell::Shown { .. } => escape_into(out, column.blank),
        Cell::Text(words) | Cell::Across(words) => escape_into(out, words),
        Cell::Word { said, .. } => escape_into(out, said),
        Cell::Link { text, href } => {
            out.push_str("<a");
            attribute_into(out, "href", href);
            out.push('>');
            escape_into(out, text);
            out.push_str("</a>");
        }
        // A small share is written with a sign that HTML reads.
        figure => escape_into(out, &figure.shown()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, html};
    use report::{Cell, Column, Columns, Kind, Table};

    /// A territory's table: its name, its units, the share of those in use.
    fn table(rows: &[(&str, i64, i64)]) -> Table {
        let name = Column::new("Académie", "nom", Kind::Text).naming_rows();
        let census = Column::new("Classes", "recensees", Kind::Number).labelled("Classes");
        let share = Column::new("Part", "part_pour_mille", Kind::Share).class("c12-wide");
        Columns::new()
            .with(
                Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
                |_| Cell::text("2020-2021"),
            )
            .with(name, |(name, ..): &(&str, i64, i64)| {
                Cell::link(*name, "/a?b=1&c=2")
            })
            .with(census, |(_, census, _)| {
                Cell::or_empty(Some(*census).filter(|some| *some > 0), Cell::Number)
            })
            .with(share, |(_, whole, part)| Cell::Share {
                part: *part,
                whole: *whole,
            })
            .page("Par académie", rows)
    }

    #[test]
    fn a_page_shows_the_columns_that_are_not_for_files_alone() {
        assert_eq!(
            html(&table(&[("L'île", 1_200, 3)]), Look::Plain),
            "<table><thead><tr><th scope=\"col\">Académie</th><th scope=\"col\">Classes</th><th scope=\"col\" class=\"c12-wide\">Part</th></tr></thead>\
             <tbody><tr><th scope=\"row\"><a href=\"/a?b=1&amp;c=2\">L&#39;île</a></th><td data-cell=\"Classes\">1\u{202f}200</td>\
             <td class=\"c12-wide\">&lt;\u{a0}1\u{202f}%</td></tr></tbody></table>"
        );
    }

    #[test]
    fn a_card_says_its_roles_and_leaves_out_what_has_a_label_and_no_value() {
        let shown = html(&table(&[("<b>", 0, 0)]), Look::Cards);
        assert!(shown.starts_with("<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">"));
        assert!(
            shown.contains(
                "<th scope=\"row\" role=\"rowheader\"><a href=\"/a?b=1&amp;c=2\">&lt;b&gt;</a></th>"
            )
        );
        assert!(
            shown.contains("<td role=\"cell\" class=\"c12-none\">–</td>"),
            "{shown}"
        );
    }

    #[test]
    fn words_that_stand_across_take_all_the_columns_left() {
        let mut table = table(&[]);
        table.rows = vec![vec![
            Cell::text("Ensemble"),
            Cell::Across("trop peu".to_owned()),
            Cell::Empty,
        ]];
        table.total = Some(vec![Cell::text("Total"), Cell::Number(2), Cell::html("<i></i>")]);
        let shown = html(&table, Look::Captioned);
        assert!(shown.starts_with("<table><caption class=\"c12-sr\">Par académie</caption>"));
        assert!(shown.contains(
            "<tr><th scope=\"row\">Ensemble</th><td colspan=\"2\" class=\"c12-text\">trop peu</td></tr></tbody>"
        ));
        assert!(shown.ends_with(
            "<tfoot><tr><th scope=\"row\">Total</th><td data-cell=\"Classes\">2</td><td class=\"c12-wide\"><i></i></td></tr></tfoot></table>"
        ));
    }
}
