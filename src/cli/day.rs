//! A day as people write it: `2026-12-10`, `10 December`, `Dec 10`, `tomorrow`.

use jiff::{civil::Date, fmt::strtime};

/// With the year, and without: then it is the next such day.
const WHOLE: [&str; 6] = ["%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%d.%m.%Y"];
const OF_A_YEAR: [&str; 5] = ["%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%d.%m. %Y"];

/// The day that `text` names, seen from `today`; none if it names none.
#[must_use]
pub fn parse(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().replace(',', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.to_lowercase().as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    let read = |format: &str, text: &str| strtime::parse(format, text).ok()?.to_date().ok();
    let whole = WHOLE.iter().find_map(|format| read(format, &text));
    whole.or_else(|| {
        // 29 February may be years away.
        let in_year = |year: i16| OF_A_YEAR.iter().find_map(|format| read(format, &format!("{text} {year}")));
        (today.year()..today.year() + 9).find_map(|year| in_year(year).filter(|date| *date >= today))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today: Date = "2026-11-27".parse().unwrap();
        for (text, date) in [
            ("2026-12-10", "2026-12-10"),
            ("10 December", "2026-12-10"),
            ("december 10", "2026-12-10"),
            ("Dec 10, 2026", "2026-12-10"),
            ("10 dec 2027", "2027-12-10"),
            ("10.12.2026", "2026-12-10"),
            ("10.12.", "2026-12-10"),
            ("3 March", "2027-03-03"),
            ("27 November", "2026-11-27"),
            ("29 February", "2028-02-29"),
            ("today", "2026-11-27"),
            (" Tomorrow ", "2026-11-28"),
            ("2020-01-01", "2020-01-01"),
        ] {
            assert_eq!(parse(text, today).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in ["", "soon", "31 November", "2026-13-01", "10", "December", "99999-01-01", "10 December 2026 10:00"]
        {
            assert_eq!(parse(text, today), None, "{text}");
        }
    }
}
