//! Tokens with figures in words: amounts, units, percentages, times, ranges, addresses, versions.

use std::{collections::HashMap, sync::LazyLock};

use super::numbers::{cardinal, digits, ordinal, whole};

/// A unit, a tab, one of it, a tab, several.
static UNITS: LazyLock<HashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/units.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| Some((l.split_once('\t')?.0, l.split_once('\t')?.1.split_once('\t')?))).collect()
});

/// The words of a token that begins or ends with figures and has no other meaning; none if it is something else.
pub(super) fn spoken(token: &str) -> Option<String> {
    if !token.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    amount(token)
        .or_else(|| percent(token))
        .or_else(|| number(token))
        .or_else(|| ordinal_number(token))
        .or_else(|| time(token))
        .or_else(|| measured(token))
        .or_else(|| range(token))
        .or_else(|| address(token))
}

/// One of a unit, or several; none if it is no unit.
pub(super) fn unit(name: &str, one: bool) -> Option<&'static str> {
    UNITS.get(name).map(|(single, several)| if one { *single } else { *several })
}

/// Whole, decimal, signed, with dots as in a version.
fn number(token: &str) -> Option<String> {
    if let Some(rest) = token.strip_prefix(['-', '−', '+', '~', '<', '>', '≥', '≤']).filter(|r| starts_with_digit(r))
    {
        let sign = match token.chars().next()? {
            '+' => "plus",
            '~' => "about",
            '<' => "less than",
            '>' => "more than",
            '≥' => "at least",
            '≤' => "at most",
            _ => "minus",
        };
        return Some(format!("{sign} {}", number(rest)?));
    }
    if !starts_with_digit(token) || !token.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'_')) {
        return None;
    }
    let parts: Vec<&str> = token.split('.').collect();
    if parts.iter().any(|p| p.is_empty()) {
        return None;
    }
    Some(match parts.as_slice() {
        [one] => whole(one),
        [left, right] => format!("{} point {}", whole(left), digits(right)),
        several => several.iter().map(|p| whole(p)).collect::<Vec<_>>().join(" dot "),
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn amount(token: &str) -> Option<String> {
    let (name, rest) = match token.chars().next()? {
        '$' => ("dollar", &token[1..]),
        '£' => ("pound", token.strip_prefix('£')?),
        '€' => ("euro", token.strip_prefix('€')?),
        _ => return None,
    };
    let figures = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match &rest[figures.len()..] {
        "" => "",
        "k" | "K" => " thousand",
        "m" | "M" => " million",
        "b" | "B" | "bn" => " billion",
        _ => return None,
    };
    let plural = if rest == "1" { "" } else { "s" };
    match figures.split_once('.').filter(|(_, cents)| cents.len() == 2 && scale.is_empty()) {
        Some((whole_part, cents)) => {
            let cents = cents.parse().ok().filter(|c| *c > 0).map(|c| format!(" {}", cardinal(c))).unwrap_or_default();
            Some(format!("{} {name}s{cents}", number(whole_part)?))
        }
        None => Some(format!("{}{scale} {name}{plural}", number(figures)?)),
    }
}

fn percent(token: &str) -> Option<String> {
    let figures = token.strip_suffix('%')?;
    Some(format!("{} percent", number(figures).or_else(|| range(figures))?))
}

fn ordinal_number(token: &str) -> Option<String> {
    let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| token.strip_suffix(end))?;
    figures.parse().ok().map(ordinal)
}

fn time(token: &str) -> Option<String> {
    let (hours, minutes) = token.split_once(':')?;
    let hour: u64 = hours.parse().ok().filter(|h| *h < 25)?;
    let minute: u64 = minutes.parse().ok().filter(|m| *m < 60 && minutes.len() == 2)?;
    Some(match minute {
        0 => format!("{} o'clock", cardinal(hour)),
        1..10 => format!("{} oh {}", cardinal(hour), cardinal(minute)),
        _ => format!("{} {}", cardinal(hour), cardinal(minute)),
    })
}

/// Figures with a unit: "500ms", "4GB", "10x", "2k".
fn measured(token: &str) -> Option<String> {
    let figures = token.trim_end_matches(|c: char| c.is_alphabetic() || c == '/');
    let name = &token[figures.len()..];
    if name.is_empty() {
        return None;
    }
    let said = number(figures).or_else(|| range(figures))?;
    match name {
        "k" | "K" => Some(format!("{said} thousand")),
        "x" => Some(format!("{said} times")),
        "xx" => Some(format!("{said} x x")),
        _ => Some(format!("{said} {}", unit(name, figures == "1")?)),
    }
}

fn range(token: &str) -> Option<String> {
    let (from, to) = token.split_once(['-', '–', '—'])?;
    Some(format!("{} to {}", number(from)?, number(to).or_else(|| measured(to))?))
}

/// "10.0.0.0/16", "/24", "24/7".
fn address(token: &str) -> Option<String> {
    let (net, bits) = token.split_once('/')?;
    let bits = number(bits)?;
    match net {
        "" => Some(format!("slash {bits}")),
        "24" if bits == "seven" => Some("twenty four seven".to_owned()),
        _ => Some(format!("{} slash {bits}", number(net)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_with_what_belongs_to_them() {
        let cases = [
            ("99.9%", "ninety nine point nine percent"),
            ("500ms", "five hundred milliseconds"),
            ("1GB", "one gigabyte"),
            ("$5", "five dollars"),
            ("€1.2m", "one point two million euros"),
            ("$3.50", "three dollars fifty"),
            ("95th", "ninety fifth"),
            ("3:05", "three oh five"),
            ("5-10", "five to ten"),
            ("5–10%", "five to ten percent"),
            ("10.0.1.0/24", "ten dot zero dot one dot zero slash twenty four"),
            ("/26", "slash twenty six"),
            ("24/7", "twenty four seven"),
            ("5xx", "five x x"),
            ("10x", "ten times"),
            ("1.27.3", "one dot twenty seven dot three"),
            ("1.2", "one point two"),
            ("-5", "minus five"),
            ("2k", "two thousand"),
            ("100Mbps", "one hundred megabits per second"),
        ];
        for (token, words) in cases {
            assert_eq!(spoken(token).as_deref(), Some(words), "{token}");
        }
        for other in ["ec2", "x86", "v2", "main", "1.", "b2b", "10.0.x", "£", "€"] {
            assert_eq!(spoken(other), None, "{other}");
        }
    }
}
