//! Times and numbers in words.

/// `1:05`, the way clocks show minutes; a minus before times below zero.
#[must_use]
pub fn clock(seconds: f64) -> String {
    let whole = seconds.abs().floor() as i64;
    let sign = if seconds <= -1.0 { "-" } else { "" };
    format!("{sign}{}:{:02}", whole / 60, whole % 60)
}

/// Seconds left of a limit, rounded up, so that a countdown ends at 0:00 and not a second before.
#[must_use]
pub fn countdown(seconds: f64) -> String {
    clock(if seconds > 0.0 { seconds.ceil() } else { seconds.floor() })
}

/// `12 of 40 s`.
#[must_use]
pub fn seconds_of(done_s: f64, total_s: f64) -> String {
    format!("{:.0} of {:.0} s", done_s, total_s.max(done_s))
}

/// `1 word`, `2 words`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
