//! A table: the only place that writes `<table>`, from the same model as files. It writes a string, since sixty rows as views would cost more
//! than all the rest of a page.

use super::html::{attribute_into, escape_into, link};
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

/// A table in a region that scrolls, named by its caption.
#[component]
pub fn TableRegion(
    /// The table.
    table: Table,
    /// How it is shown.
    #[prop(default = Look::Plain)]
    look: Look,
    /// The classes of the region.
    #[prop(default = "c12-table")]
    class: &'static str,
) -> impl IntoView {
    let html = html(&table, look);
    view! { <div class=class tabindex="0" role="region" aria-label=table.caption inner_html=html></div> }
}

/// A table as HTML. What stands in files alone is left out.
pub fn html(table: &Table, look: Look) -> String {
    let mut writer = Writer {
        out: String::with_capacity(400 + table.rows.len() * table.columns.len() * 48),
        cards: look == Look::Cards,
    };
    writer.table(table, look == Look::Captioned);
    writer.out
}

/// What is written of a table.
struct Writer {
    out: String,
    /// Whether a row may become a card: each part then says its role.
    cards: bool,
}

impl Writer {
    /// Appends the one tag or the other.
    fn push_either(&mut self, of_cards: &str, plain: &str) {
        self.out.push_str(if self.cards { of_cards } else { plain });
    }

    fn table(&mut self, table: &Table, captioned: bool) {
        self.push_either("<table role=\"table\">", "<table>");
        if captioned {
            self.out.push_str("<caption class=\"c12-sr\">");
            escape_into(&mut self.out, &table.caption);
            self.out.push_str("</caption>");
        }
        self.push_either("<thead role=\"rowgroup\"><tr role=\"row\">", "<thead><tr>");
        for column in &table.columns {
            self.title(column);
        }
        self.out.push_str("</tr></thead>");
        self.push_either("<tbody role=\"rowgroup\">", "<tbody>");
        for cells in &table.rows {
            self.row(&table.columns, cells);
        }
        self.out.push_str("</tbody>");
        if let Some(total) = &table.total {
            self.out.push_str("<tfoot>");
            self.row(&table.columns, total);
            self.out.push_str("</tfoot>");
        }
        self.out.push_str("</table>");
    }

    fn title(&mut self, column: &Column) {
        self.push_either("<th scope=\"col\" role=\"columnheader\"", "<th scope=\"col\"");
        if let Some(class) = column.title_class {
            attribute_into(&mut self.out, "class", class);
        }
        self.out.push('>');
        if column.unseen {
            self.out.push_str("<span class=\"c12-sr\">");
        }
        escape_into(&mut self.out, &column.title);
        self.out
            .push_str(if column.unseen { "</span></th>" } else { "</th>" });
    }

    fn row(&mut self, columns: &[Column], cells: &[Cell]) {
        self.push_either("<tr role=\"row\">", "<tr>");
        for (rank, (column, cell)) in columns.iter().zip(cells).enumerate() {
            if let Cell::Across(words) = cell {
                let left = columns.len() - rank;
                self.out
                    .push_str(&format!("<td colspan=\"{left}\" class=\"c12-text\">"));
                escape_into(&mut self.out, words);
                self.out.push_str("</td>");
                break;
            }
            self.open(column, is_blank(cell));
            self.value(column, cell);
            self.out
                .push_str(if column.names_rows { "</th>" } else { "</td>" });
        }
        self.out.push_str("</tr>");
    }

    fn open(&mut self, column: &Column, blank: bool) {
        match column.names_rows {
            true => self.push_either("<th scope=\"row\" role=\"rowheader\"", "<th scope=\"row\""),
            false => self.push_either("<td role=\"cell\"", "<td"),
        }
        // A card leaves out what has a label and no value.
        let class = match blank && !column.label.is_empty() {
            true => Some("c12-none"),
            false => column.cell_class,
        };
        if let Some(class) = class {
            attribute_into(&mut self.out, "class", class);
        }
        if !blank && !column.label.is_empty() {
            attribute_into(&mut self.out, "data-cell", column.label);
        }
        self.out.push('>');
    }

    fn value(&mut self, column: &Column, cell: &Cell) {
        let out = &mut self.out;
        match cell {
            Cell::Shown { html, .. } if !html.is_empty() => out.push_str(html),
            Cell::Empty | Cell::Shown { .. } => escape_into(out, column.blank),
            Cell::Text(words) | Cell::Across(words) => escape_into(out, words),
            Cell::Word { said, .. } => escape_into(out, said),
            Cell::Link { text, href } => out.push_str(&link(text, href)),
            // A small share is written with a sign that HTML reads.
            figure => escape_into(out, &figure.shown()),
        }
    }
}

/// Whether there is nothing to show in a cell.
fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Shown { html, .. } => html.is_empty(),
        _ => false,
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
