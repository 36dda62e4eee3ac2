//! Tables as CSV that a spreadsheet may open: a cell that it would take for a formula is shown as text.

use serde::Serialize;

/// The rows as CSV with a heading; nothing at all for no rows.
///
/// A text that begins with a formula's sign gets an apostrophe in front; numbers stay numbers.
///
/// # Errors
/// A [`csv::Error`] if a row cannot be written as cells, which no row of [`super::rows`] is.
pub fn csv(rows: &[impl Serialize]) -> Result<String, csv::Error> {
    let mut plain = csv::Writer::from_writer(Vec::new());
    for row in rows {
        plain.serialize(row)?;
    }
    let plain = plain.into_inner().map_err(|e| e.into_error())?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(plain.as_slice());
    let mut safe = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        safe.write_record(record?.iter().map(cell))?;
    }
    let bytes = safe.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that a spreadsheet does not compute and a terminal does not execute.
fn cell(text: &str) -> String {
    let shown: String =
        text.chars().map(|c| if super::render::is_harmful(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    let is_number = shown.parse::<f64>().is_ok();
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    if is_formula && !is_number { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for formula in ["=1+1", "+A1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1+1"] {
            assert!(cell(formula).starts_with('\''), "{formula:?} became {:?}", cell(formula));
        }
        for plain in ["-3.5", "12", "", "history", "2.5 s", "a=b"] {
            assert_eq!(cell(plain), plain);
        }
    }

    #[test]
    fn commas_quotes_and_new_lines_are_quoted() {
        #[derive(Serialize)]
        struct Row {
            said: &'static str,
            score: Option<f64>,
        }
        let rows = [Row { said: "a, \"b\"\nc", score: Some(1.5) }, Row { said: "=x", score: None }];
        assert_eq!(csv(&rows).unwrap(), "said,score\n\"a, \"\"b\"\"\nc\",1.5\n'=x,\n");
    }
}
