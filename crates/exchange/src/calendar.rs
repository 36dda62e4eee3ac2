//! Days as a calendar file (iCalendar, RFC 5545), for the calendars of phones and offices.

use chrono::{DateTime, NaiveDate};
use icalendar::{Calendar, Component, Event, EventLike};
use jiff::civil::Date;

/// Something for a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub date: Date,
    /// What the calendar shows.
    pub summary: String,
    /// What it shows when the day is opened; lines are divided by `\n`.
    pub description: String,
}

/// The calendar file of these days. The same days made on the same day give the same file, and each day has an identity of
/// its own, so that a calendar that imports a later file changes its days and doubles none.
#[must_use]
pub fn calendar(name: &str, made_on: Date, days: &[CalendarDay]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    let made_at = chrono_date(made_on).and_then(|day| day.and_hms_opt(0, 0, 0)).map(|t| t.and_utc());
    for day in days {
        let Some(date) = chrono_date(day.date) else { continue };
        let mut event = Event::new();
        event.uid(&format!("plan-{}@outloud", day.date)).summary(&day.summary).description(&day.description);
        event.all_day(date).timestamp(made_at.unwrap_or(DateTime::UNIX_EPOCH));
        // A day of practice is no appointment: others may still ask for its time.
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event);
    }
    calendar.to_string()
}

fn chrono_date(date: Date) -> Option<NaiveDate> {
    let (month, day) = (date.month().unsigned_abs().into(), date.day().unsigned_abs().into());
    NaiveDate::from_ymd_opt(date.year().into(), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_events_and_signs_are_escaped() {
        let day = |date: &str, summary: &str| CalendarDay {
            date: date.parse().unwrap(),
            summary: summary.to_owned(),
            description: "- one; two, three\n- four".to_owned(),
        };
        let days = [day("2026-12-09", "2 questions"), day("2026-12-10", "Interview")];
        let text = calendar("outloud", days[0].date, &days);
        assert_eq!(text, calendar("outloud", days[0].date, &days));
        assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 2);
        for line in [
            "VERSION:2.0",
            "DTSTAMP:20261209T000000Z",
            "DTSTART;VALUE=DATE:20261209",
            "UID:plan-2026-12-10@outloud",
            "SUMMARY:Interview",
            "DESCRIPTION:- one\\; two\\, three\\n- four",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in\n{text}");
        }
    }
}
