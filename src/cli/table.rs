//! The one look of every table.

use std::io::IsTerminal;

use comfy_table::{ContentArrangement, Table, presets};

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
