//! The one look of every table.

use std::io::IsTerminal;

use comfy_table::{ContentArrangement, Row, Table, presets};

use super::output::is_plain;

/// A table with these headings, as wide as the terminal at most.
#[must_use]
pub fn table(headings: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_header(headings);
    if !std::io::stdout().is_terminal() {
        table.set_width(160);
    }
    table
}

/// The table as text. In plain output each row is one line in which every value stands behind its heading: columns are nothing
/// that can be heard.
#[must_use]
pub fn text(table: &Table) -> String {
    if is_plain() { labelled(table) } else { table.to_string() }
}

fn labelled(table: &Table) -> String {
    let headings: Vec<String> = table.header().map(cells).unwrap_or_default();
    let line = |row: &Row| {
        let named = headings.iter().map(String::as_str).chain(std::iter::repeat("")).zip(cells(row));
        let values = named.filter(|(_, value)| !value.is_empty());
        let label = |(heading, value): (&str, String)| match heading {
            "" => value,
            heading => format!("{heading}: {value}"),
        };
        values.map(label).collect::<Vec<_>>().join("; ")
    };
    table.row_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn cells(row: &Row) -> Vec<String> {
    row.cell_iter().map(|cell| cell.content().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_in_which_every_value_has_its_heading() {
        let mut out = table(&["session", "score", ""]);
        out.add_row(["2026-03-04", "62", "the last\none"]).add_row(["2026-03-05", "", ""]);
        assert_eq!(labelled(&out), "session: 2026-03-04; score: 62; the last one\nsession: 2026-03-05");
    }
}
