//! Numbers written in digits with something attached: "250k", "1.4M", "200ms", "10x", "5th".

use crate::text::token::Token;

use super::{
    decimal::Decimal,
    measures,
    words::{scale_after_number, written_ordinal},
};

/// A number in digits: its text, and the word that its ending stands for.
pub(super) struct Written {
    pub text: String,
    pub unit: Option<&'static str>,
    /// Whether a scale may follow: "3 million".
    pub plain: bool,
}

/// Reads a token that begins with a digit. `is_money`: behind a sign of a currency. `before`: the word before it.
pub(super) fn read(token: &Token, is_money: bool, before: &str) -> Option<Written> {
    let text = token.text.as_str();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, ending) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let plain = |text: String| Some(Written { text, unit: None, plain: true });
    let Some(value) = Decimal::read(digits) else {
        return ending.is_empty().then(|| Written { text: text.to_owned(), unit: None, plain: false });
    };
    let millions = is_money || token.capitals;
    let scaled = match ending {
        "" if is_money => return plain(value.written()),
        "" => return plain(digits.to_owned()),
        "st" | "nd" | "rd" | "th" => {
            let text = digits.parse().map_or_else(|_| text.to_owned(), written_ordinal);
            return Some(Written { text, unit: None, plain: false });
        }
        "m" if millions => Some(1_000_000),
        "b" if millions => Some(1_000_000_000),
        _ => scale_after_number(ending).filter(|_| ending.len() <= 3),
    };
    if let Some(scale) = scaled {
        return value.times(scale).map(|v| Written { text: v.written(), unit: None, plain: false });
    }
    let unit = unit(ending, digits, token.capitals, before)?;
    Some(Written { text: digits.to_owned(), unit: Some(unit), plain: false })
}

/// The unit that is attached to a number. "500s" are errors, "the 90s" are years, "3D" and "2d" are dimensions.
fn unit(ending: &str, digits: &str, capitals: bool, before: &str) -> Option<&'static str> {
    let decade = matches!(before, "the" | "early" | "mid" | "late" | "his" | "her" | "my" | "their");
    match ending {
        "s" if capitals || digits.ends_with("00") || decade && digits.ends_with('0') => None,
        "s" => Some("seconds"),
        "m" => Some("minutes"),
        "h" => (!capitals).then_some("hours"),
        "d" => (!capitals && !matches!(digits, "1" | "2" | "3")).then_some("days"),
        "us" | "µs" | "μs" => Some("microseconds"),
        "am" => Some("am"),
        "pm" => Some("pm"),
        _ => measures::unit(ending),
    }
}
