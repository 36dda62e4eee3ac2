//! Number words to digits: "five oh two" is 502, "one hundred and thirty seven" is 137, "ninety nine point nine" is 99.9.

use super::token::Token;

/// Replaces runs of number words by one token of digits each.
pub(super) fn fold(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|t| small(&t.text).is_some() || scale(&t.text).is_some()) {
        return;
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let Some((digits, length)) = spelt(&tokens[at..]).or_else(|| cardinal(&tokens[at..])) else {
            out.push(tokens[at].clone());
            at += 1;
            continue;
        };
        let (digits, length) = decimals(&tokens[at..], digits, length);
        let last = &tokens[at + length - 1];
        out.push(Token { text: digits, last_word: last.last_word, capitals: false, ..tokens[at].clone() });
        at += length;
    }
    *tokens = out;
}

/// Digits said one by one, three or more, or with an "oh" among them.
fn spelt(tokens: &[Token]) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut zero = false;
    for (at, token) in tokens.iter().take(12).enumerate() {
        if at > 0 && token.starts_clause() {
            break;
        }
        match (small(&token.text), token.text.as_str()) {
            (Some(digit @ 0..=9), _) => digits.push(char::from(b'0' + digit as u8)),
            (_, "oh" | "o") if at > 0 => {
                zero = true;
                digits.push('0');
            }
            _ => break,
        }
    }
    while digits.ends_with('0') && digits.len() > 1 && matches!(tokens[digits.len() - 1].text.as_str(), "oh" | "o") {
        digits.pop();
    }
    (digits.len() >= 3 || (zero && digits.len() == 2)).then(|| (digits.clone(), digits.len()))
}

/// A number in words, up to the millions.
fn cardinal(tokens: &[Token]) -> Option<(String, usize)> {
    let (mut total, mut current, mut used) = (0_u64, 0_u64, 0);
    let mut smallest = u64::MAX;
    for (at, token) in tokens.iter().take(12).enumerate() {
        let word = token.text.as_str();
        if at > 0 && token.starts_clause() {
            break;
        }
        if let Some(value) = small(word) {
            let room = if value >= 10 || value == 0 { 100 } else { 10 };
            if used > 0 && (smallest < room || value == 0 || (smallest < 100 && value >= 10)) {
                break;
            }
            current += value;
            smallest = if value >= 20 { 10 } else { 1 };
            used = at + 1;
        } else if let Some(scale) = scale(word) {
            if (scale > 100 && current == 0) || (scale == 100 && current >= 10) {
                break;
            }
            current = current.max(1).saturating_mul(scale);
            if scale > 100 {
                total = total.saturating_add(current);
                current = 0;
            }
            smallest = scale;
            used = at + 1;
        } else if !(word == "and"
            && used == at
            && smallest == 100
            && tokens.get(at + 1).is_some_and(|t| small(&t.text).is_some()))
        {
            break;
        }
    }
    (used > 0).then(|| ((total + current).to_string(), used))
}

/// "point nine" after a number.
fn decimals(tokens: &[Token], mut digits: String, mut length: usize) -> (String, usize) {
    if tokens.get(length).is_some_and(|t| t.text == "point") {
        let mut added = String::new();
        for token in tokens[length + 1..].iter().take(6) {
            match small(&token.text) {
                Some(digit @ 0..=9) => added.push(char::from(b'0' + digit as u8)),
                _ => break,
            }
        }
        if !added.is_empty() {
            length += 1 + added.len();
            digits = format!("{digits}.{added}");
        }
    }
    (digits, length)
}

fn small(word: &str) -> Option<u64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if !word.is_ascii() || word.len() < 3 || word.len() > 9 {
        return None;
    }
    let unit = UNITS.iter().position(|u| *u == word);
    unit.or_else(|| TENS.iter().position(|t| *t == word).map(|t| 10 * (t + 2))).map(|value| value as u64)
}

fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::tokens_of;

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
            ("two thousand and five", "2000 and 5"),
            ("twenty five thousand", "25000"),
            ("one, two, three", "1 2 3"),
            ("oh well", "oh well"),
            ("one oh", "1 oh"),
            ("a hundred", "a 100"),
            ("three million", "3000000"),
            ("one million million million million", "1000000 million million million"),
        ];
        for (text, want) in cases {
            let got: Vec<_> = tokens_of(text).into_iter().map(|t| t.text).collect();
            assert_eq!(got.join(" "), want, "{text}");
        }
    }
}
