//! What is counted: units and currencies in one spelling, times of the day, dates.

use crate::text::token::{Break, Token};

use super::{decimal::Decimal, place::place};

/// The spelling that stands for all ways to write a unit behind a number.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "x" => "times",
        "fold" => "times",
        "ns" => "nanoseconds",
        "ms" | "msec" | "msecs" | "millis" => "milliseconds",
        "sec" | "secs" => "seconds",
        "min" | "mins" => "minutes",
        "hr" | "hrs" => "hours",
        "kb" | "kilobyte" => "kilobytes",
        "mb" | "meg" | "megs" => "megabytes",
        "gb" | "gig" | "gigs" => "gigabytes",
        "tb" | "terabyte" => "terabytes",
        "kib" => "kibibytes",
        "mib" => "mebibytes",
        "gib" => "gibibytes",
        "tib" => "tebibytes",
        "pct" => "percent",
        "kg" | "kgs" | "kilos" => "kilograms",
        "km" | "kms" => "kilometers",
        _ => return currency(word),
    })
}

/// The currency that a word names.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "usd" | "buck" | "bucks" => "dollars",
        "eur" => "euros",
        "gbp" | "quid" => "pounds",
        "inr" | "rs" => "rupees",
        "dollar" | "dollars" => "dollars",
        "euro" | "euros" => "euros",
        "pounds" => "pounds",
        "rupee" | "rupees" => "rupees",
        _ => return None,
    })
}

/// The currency of a sign in front of digits.
pub(crate) fn currency_of_sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "dollars",
        '€' => "euros",
        '£' => "pounds",
        '₹' => "rupees",
        _ => return None,
    })
}

/// Whether a word is counted in numbers.
pub(super) fn is_unit(word: &str) -> bool {
    const OTHERS: [&str; 7] = ["percent", "second", "minute", "hour", "day", "week", "month"];
    unit(word).is_some() || OTHERS.contains(&word.strip_suffix('s').unwrap_or(word))
}

fn sign(token: &Token) -> Option<&'static str> {
    let mut chars = token.text.chars();
    currency_of_sign(chars.next()?).filter(|_| chars.next().is_none())
}

fn is_number(token: &Token) -> bool {
    token.text.starts_with(|c: char| c.is_ascii_digit())
        && token.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/'))
}

/// Puts what is counted behind each number, in one spelling. Signs of currencies without a number go.
pub(super) fn fold(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let (texts, length) = date(rest)
            .or_else(|| money(rest))
            .or_else(|| past_the_hour(rest))
            .or_else(|| counted(rest))
            .unwrap_or_else(|| (vec![rest[0].text.clone()], 1));
        if sign(&rest[0]).is_none() || length > 1 {
            out.extend(place(rest, length, texts));
        }
        at += length;
    }
    out
}

/// "$ 12500", "USD 500": the number, then its currency.
fn money(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let [first, number, ..] = tokens else { return None };
    let code = || matches!(first.text.as_str(), "usd" | "eur" | "gbp" | "inr" | "rs").then(|| currency(&first.text));
    let currency = sign(first).or_else(|| code().flatten())?;
    if !is_number(number) || number.starts_clause() {
        return None;
    }
    let twice = tokens.get(2).is_some_and(|t| !t.starts_clause() && self::currency(&t.text) == Some(currency));
    Some((vec![shortest(&number.text), currency.to_owned()], if twice { 3 } else { 2 }))
}

fn shortest(number: &str) -> String {
    Decimal::read(number).map_or_else(|| number.to_owned(), Decimal::written)
}

/// A number with the unit behind it, "a.m." among them.
fn counted(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let [number, next, ..] = tokens else { return None };
    if !is_number(number) || next.before == Break::Sentence {
        return None;
    }
    let third = tokens.get(2).filter(|t| !t.starts_clause() || t.attached).map_or("", |t| t.text.as_str());
    match (next.text.as_str(), third) {
        ("a", "m") => Some((vec![number.text.clone(), "am".to_owned()], 3)),
        ("p", "m") => Some((vec![number.text.clone(), "pm".to_owned()], 3)),
        ("per", "cent") => Some((vec![number.text.clone(), "percent".to_owned()], 3)),
        _ if next.starts_clause() || third == "x" => None,
        (word, _) if currency(word).is_some() => Some((vec![shortest(&number.text), currency(word)?.to_owned()], 2)),
        (word, _) => Some((vec![number.text.clone(), unit(word)?.to_owned()], 2)),
    }
}

/// "Half past nine" is "9 30", as 9:30 is.
fn past_the_hour(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let [part, past, hour, ..] = tokens else { return None };
    let hours: u64 = hour.text.parse().ok().filter(|h| (1..=24).contains(h))?;
    let (hours, minutes) = match (part.text.as_str(), past.text.as_str()) {
        ("half", "past") => (hours, "30"),
        ("quarter", "past") => (hours, "15"),
        ("quarter", "to") => (if hours == 1 { 12 } else { hours - 1 }, "45"),
        _ => return None,
    };
    Some((vec![hours.to_string(), minutes.to_owned()], 3))
}

/// A day of a month, the month first: "the 10th of December" is "december 10", as "Dec 10" and "2026-12-10" are.
fn date(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let word = |at: usize| tokens.get(at).filter(|t| at == 0 || !t.starts_clause()).map_or("", |t| t.text.as_str());
    if let [year, of_month, of_day, ..] = tokens
        && of_month.attached
        && of_day.attached
        && let (Ok(1900..=2100), Ok(number @ 1..=12)) = (year.text.parse::<u64>(), of_month.text.parse::<usize>())
        && let Some(day) = day(&of_day.text)
    {
        return Some((vec![MONTHS[number - 1].to_owned(), day.to_string(), year.text.clone()], 3));
    }
    if let (Some(month), Some(day)) = (month(word(0)), day(word(1))) {
        return Some((vec![month.to_owned(), day.to_string()], 2));
    }
    let day = day(word(0))?;
    let (of, is_ordinal) = (word(1) == "of", !word(0).ends_with(|c: char| c.is_ascii_digit()));
    let month = month(word(if of { 2 } else { 1 })).filter(|m| is_ordinal || !matches!(*m, "may" | "march"))?;
    Some((vec![month.to_owned(), day.to_string()], if of { 3 } else { 2 }))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The full name; its first three letters are enough, except where they are another word.
fn month(word: &str) -> Option<&'static str> {
    let short =
        |m: &&&str| word.len() == 3 && word != "mar" && m.starts_with(word) || word == "sept" && **m == "september";
    MONTHS.iter().find(|m| **m == word).or_else(|| MONTHS.iter().find(short)).copied()
}

/// 1..=31, as a number or as a place in a row.
fn day(word: &str) -> Option<u64> {
    let digits = match word {
        "first" => "1",
        "second" => "2",
        "third" => "3",
        _ => word
            .strip_suffix("th")
            .or_else(|| word.strip_suffix("st"))
            .or_else(|| word.strip_suffix("nd"))
            .or_else(|| word.strip_suffix("rd"))
            .unwrap_or(word),
    };
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}
