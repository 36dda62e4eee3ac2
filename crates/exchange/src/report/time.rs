//! Times as a report writes them.

/// Seconds as m:ss.
pub(super) fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

/// "2026-11-21 09:30" of an RFC 3339 time stamp; anything else as it is.
pub(super) fn minute(timestamp: &str) -> String {
    match (timestamp.get(..10), timestamp.get(11..16)) {
        (Some(day), Some(time)) if timestamp.as_bytes()[10] == b'T' => format!("{day} {time}"),
        _ => timestamp.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_stamps_are_shortened_and_anything_else_is_kept() {
        assert_eq!(minute("2026-11-21T09:30:00+01:00"), "2026-11-21 09:30");
        assert_eq!(minute("yesterday"), "yesterday");
        assert_eq!(minute("ääääääääääääääää"), "ääääääääääääääää");
    }
}
