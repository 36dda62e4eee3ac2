//! Numbers in one form, however they are written or said: "five oh two" is 502, "a quarter of a million" and "250k" are 250000, "$1.4M" is
//! "1400000 dollars", "ninety nine point nine per cent" is "99.9 percent", "the tenth of December" is "december 10".
//!
//! First each number is read, in digits ([`written`]) or in words ([`spoken`], [`parts`]); then what it counts is put behind it
//! ([`measures`]).

mod decimal;
mod measures;
mod parts;
mod place;
mod spoken;
mod words;
mod written;

use super::token::Token;

use decimal::Decimal;
use place::place;
use words::{ordinal, scale_after_number, small, written_ordinal};

pub(super) use measures::currency_of_sign;
pub(crate) use words::{TENS, UNITS};

/// Replaces each number, with what it counts, by one token a word: digits first.
pub(super) fn fold(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(words::is_part_of_one) {
        return;
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (texts, length) = {
            let before = out.last().map_or("", |t| t.text.as_str());
            read(&tokens[at..], before).unwrap_or_else(|| (vec![std::mem::take(&mut tokens[at].text)], 1))
        };
        out.extend(place(&tokens[at..], length, texts));
        at += length;
    }
    *tokens = measures::fold(out);
}

/// A number, and a unit that is attached to it, and how many tokens they were. `before`: the word before them.
fn read(rest: &[Token], before: &str) -> Option<(Vec<String>, usize)> {
    if let Some(part) = parts::read(rest) {
        return Some(part);
    }
    let next = rest.get(1).map_or("", |t| t.text.as_str());
    let is_money = before.chars().next().and_then(currency_of_sign).is_some()
        || [before, next].into_iter().any(|word| measures::currency(word).is_some());
    if let Some(written) = written::read(&rest[0], is_money, before) {
        let (text, length) = if written.plain { continued(rest, written.text, 1) } else { (written.text, 1) };
        return Some((std::iter::once(text).chain(written.unit.map(str::to_owned)).collect(), length));
    }
    if let Some(times) = fold_of(&rest[0].text) {
        return Some((vec![times.to_string(), "times".to_owned()], 1));
    }
    let spelt = spoken::spelt(rest).or_else(|| spoken::year(rest).map(|(value, used)| (value.to_string(), used)));
    let (text, length) = match (spelt, spoken::cardinal(rest)) {
        (Some((digits, used)), _) => spoken::decimals(rest, digits, used),
        (None, Some((value, used))) => match placed(rest, value, used) {
            Some(placed) => placed,
            None => continued(rest, value.to_string(), used),
        },
        (None, None) => match ordinal(&rest[0].text)? {
            0..=3 => return None,
            place => (written_ordinal(place), 1),
        },
    };
    Some((vec![text], length))
}

/// "Twenty first", and "five hundreds" for errors from 500 on. "Twenty second" is a time.
fn placed(tokens: &[Token], value: u64, used: usize) -> Option<(String, usize)> {
    let next = tokens.get(used).filter(|t| !t.starts_clause())?.text.as_str();
    match next {
        "hundreds" if value < 10 => Some((format!("{value}00s"), used + 1)),
        "second" => None,
        _ => ordinal(next)
            .filter(|n| *n < 10 && (20..=90).contains(&(value % 100)) && value.is_multiple_of(10))
            .map(|n| (written_ordinal(value + n), used + 1)),
    }
}

/// "Tenfold".
fn fold_of(word: &str) -> Option<u64> {
    let count = word.strip_suffix("fold")?;
    small(count).or_else(|| words::scale(count)).filter(|n| *n > 1)
}

/// What follows a number and changes it: decimals, "and a half", "million".
fn continued(tokens: &[Token], text: String, length: usize) -> (String, usize) {
    let (mut text, mut length) = spoken::decimals(tokens, text, length);
    let word = |at: usize| tokens.get(at).filter(|t| !t.starts_clause()).map_or("", |t| t.text.as_str());
    let half = |at: usize| match (word(at), word(at + 1), word(at + 2)) {
        ("and", "a" | "one", "half") => Some(50),
        ("and", "a" | "one", "quarter") => Some(25),
        ("and", "three", "quarters") => Some(75),
        _ => None,
    };
    let scaled_already = length > 1 && words::scale(&tokens[length - 1].text).is_some();
    if let (Some(hundredths), Some(value)) = (half(length), Decimal::read(&text)) {
        // "A million and a half" is half a million more.
        let scale = words::scale(&tokens[length - 1].text).filter(|_| scaled_already).unwrap_or(1);
        let more = hundredths * scale;
        if let Some(sum) = value.plus_hundredths(more) {
            (text, length) = (sum.written(), length + 3);
        }
    }
    if let (false, Some(scale), Some(value)) = (scaled_already, scale_after_number(word(length)), Decimal::read(&text))
        && value.is_below(if scale == 100 { 100 } else { 10_000 })
        && let Some(product) = value.times(scale)
    {
        return (product.written(), length + 1);
    }
    (text, length)
}

#[cfg(test)]
mod tests {
    use crate::text::tokens_of;

    fn folded(text: &str) -> String {
        tokens_of(text).into_iter().map(|t| t.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_are_folded() {
        let cases = [
            ("five oh two", "502"),
            ("four oh four errors", "404 errors"),
            ("one hundred thirty seven", "137"),
            ("five hundred and two", "502"),
            ("p ninety five", "p 95"),
            ("ninety nine point nine", "99.9"),
            ("one two", "1 2"),
            ("one twenty seven", "1 27"),
            ("twenty thirty", "20 30"),
            ("two thousand and five", "2005"),
            ("twenty five thousand", "25000"),
            ("one, two, three", "1 2 3"),
            ("oh well", "oh well"),
            ("one oh", "1 oh"),
            ("a hundred", "100"),
            ("a hundred and fifty thousand", "150000"),
            ("twelve hundred", "1200"),
            ("three million", "3000000"),
            ("one million million million million", "1000000 million million million"),
            ("between one hundred and two hundred", "between 100 and 200"),
            ("between two thousand and three thousand", "between 2000 and 3000"),
            ("a lot of a thing", "a lot of a thing"),
            ("high five, a second one", "high 5 a second 1"),
        ];
        for (text, want) in cases {
            assert_eq!(folded(text), want, "{text}");
        }
    }

    /// Each line: ways to write and say one thing.
    const SAME: &[&[&str]] = &[
        &[
            "250k",
            "250 k",
            "250K",
            "two hundred and fifty thousand",
            "a quarter of a million",
            "250,000",
            "2.5 lakh",
            "2,50,000",
        ],
        &[
            "$1.4M",
            "$1,400,000",
            "one point four million dollars",
            "1.4 million dollars",
            "1.4m USD",
            "USD 1.4m",
            "$1.4 million",
        ],
        &["$12,500", "12,500 dollars", "twelve thousand five hundred dollars", "12.5k dollars", "$12,500.00", "$12.5k"],
        &["€20", "20 euros", "twenty euros", "20 EUR", "EUR 20"],
        &["£500", "500 pounds", "five hundred quid"],
        &["₹2 crore", "two crore rupees", "20 million rupees", "Rs 2 crore"],
        &["3 million users", "3,000,000 users", "three million users", "3M users", "3mn users"],
        &["99.9%", "99.9 %", "ninety nine point nine percent", "99.9 per cent", "99.9 pct"],
        &["half a million", "500k", "500,000", "five hundred thousand", "a half million", "five lakh"],
        &["a million and a half", "1.5 million", "one and a half million", "1.5M"],
        &["three quarters of a million", "750k"],
        &["2/3", "two thirds", "two-thirds"],
        &["1/3 of them", "one third of them", "a third of them"],
        &["1/4 of it", "one quarter of it", "a quarter of it"],
        &["1/2", "half", "one half"],
        &["10x", "10 x", "ten times", "tenfold", "ten-fold", "10-fold"],
        &["1.5 seconds", "one and a half seconds", "one point five seconds", "1.5s", "1.5 sec"],
        &["200ms", "200 ms", "200 milliseconds", "two hundred milliseconds"],
        &["30s", "30 seconds", "thirty seconds", "30 secs"],
        &["5m", "5 min", "five minutes"],
        &["24h", "24 hrs", "twenty four hours"],
        &["512MB", "512 mb", "five hundred and twelve megabytes", "512 megs"],
        &["a dozen", "12", "twelve"],
        &["half a dozen", "6", "six"],
        &["two dozen", "24", "twenty-four"],
        &["five grand", "5k", "five thousand"],
        &["9am", "9 a.m.", "nine am", "9 AM"],
        &["9:30", "nine thirty", "half past nine"],
        &["9:45", "nine forty five", "quarter to ten"],
        &["December 10", "Dec 10", "December 10th", "the tenth of December", "10 December", "10th December"],
        &["2026-12-10", "December 10th, 2026", "10 December twenty twenty six"],
        &["2024", "twenty twenty four", "two thousand and twenty four"],
        &["1995", "nineteen ninety five"],
        &["95th percentile", "ninety-fifth percentile"],
        &["the 3rd time", "the third time"],
        &["the 21st", "the twenty first"],
        &["1.2.3", "one point two point three"],
        &["3.11", "three point eleven", "three point one one"],
        &["1.0", "one point oh", "one point zero"],
        &["500s", "five hundreds"],
        &["24/7", "twenty four seven"],
    ];

    #[test]
    fn the_same_number_written_or_said_is_the_same_text() {
        // "The" says nothing.
        let one = |text: &str| folded(text).replace("the ", "");
        let others = SAME.iter().flat_map(|line| line[1..].iter().map(|other| (one(line[0]), one(other))));
        let apart: Vec<_> = others.filter(|(one, other)| one != other).collect();
        assert!(apart.is_empty(), "{apart:?}");
    }

    #[test]
    fn other_things_stay_what_they_are() {
        let cases = [
            ("a twenty second timeout", "a 20 second timeout"),
            ("the first and second of them", "the first and second of them"),
            ("the 90s", "the 90s"),
            ("500s and 5xx", "500s and 5xx"),
            ("k8s, s3, p95, v1.2, 2FA, 3D and m5.2xlarge", "k8s s3 p95 v1.2 2fa 3d and m5.2xlarge"),
            ("Python 3.10", "python 3.10"),
            ("once a quarter", "once a quarter"),
            ("24/7 CI/CD 1/2/2026", "24 7 ci cd 1 2 2026"),
            ("$HOME and 5$", "home and 5"),
            ("the 10 may fail", "the 10 may fail"),
            ("three us regions", "3 us regions"),
            ("007", "007"),
            ("12345678901234567890123k", "12345678901234567890123k"),
        ];
        let apart: Vec<_> = cases.iter().map(|(text, want)| (folded(text), want)).filter(|(a, b)| a != *b).collect();
        assert!(apart.is_empty(), "{apart:?}");
    }
}
