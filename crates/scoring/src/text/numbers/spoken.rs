//! Numbers said in words: digit by digit, as a whole number, with decimals.

use crate::text::token::Token;

use super::words::{scale, small};

/// Words that are looked at for one number.
const LONGEST: usize = 32;

/// Digits said one by one, three or more, or with an "oh" among them.
pub(super) fn spelt(tokens: &[Token]) -> Option<(String, usize)> {
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

/// A whole number that is being said.
#[derive(Clone, Copy)]
struct Sum {
    /// What is complete: the thousands of "two thousand and five".
    total: u64,
    /// What the next scale multiplies.
    current: u64,
    /// The next part has to be smaller.
    smallest: u64,
    /// The scale of the last complete part.
    last_scale: u64,
    /// The words that belong to it.
    used: usize,
}

impl Sum {
    fn value(self) -> u64 {
        self.total.saturating_add(self.current)
    }

    /// Adds 0..=19 or tens.
    fn add(&mut self, value: u64) -> bool {
        let room = if value >= 10 || value == 0 { 100 } else { 10 };
        if self.used > 0 && (self.smallest < room || value == 0 || (self.smallest < 100 && value >= 10)) {
            return false;
        }
        self.current += value;
        self.smallest = if value >= 20 { 10 } else { 1 };
        true
    }

    /// Multiplies what was said last.
    fn multiply(&mut self, scale: u64) -> bool {
        let twelve_hundred = self.total == 0 && (11..=99).contains(&self.current) && !self.current.is_multiple_of(10);
        let fits = match scale {
            100 => self.current < 10 || twelve_hundred,
            _ => self.current > 0 && scale < self.last_scale,
        };
        if !fits {
            return false;
        }
        self.current = self.current.max(1).saturating_mul(scale);
        if scale > 100 {
            self.total = self.total.saturating_add(self.current);
            self.current = 0;
            self.last_scale = scale;
        }
        self.smallest = scale;
        true
    }
}

/// A whole number in words, "a hundred" included. A part that does not fit begins the next number: "two thousand and three thousand".
pub(super) fn cardinal(tokens: &[Token]) -> Option<(u64, usize)> {
    let mut sum = Sum { total: 0, current: 0, smallest: u64::MAX, last_scale: u64::MAX, used: 0 };
    let mut whole = sum;
    let follows = |at: usize| tokens.get(at + 1).filter(|t| !t.starts_clause()).map(|t| t.text.as_str());
    for (at, token) in tokens.iter().take(LONGEST).enumerate() {
        let word = token.text.as_str();
        if at > 0 && token.starts_clause() {
            break;
        }
        if let Some(value) = small(word) {
            if sum.used > 0 && sum.current == 0 {
                whole = sum;
            }
            if !sum.add(value) {
                break;
            }
        } else if let Some(scale) = scale(word) {
            if !sum.multiply(scale) {
                // "One hundred and two hundred": the two belongs to the next number.
                if sum.used > 0 && (sum.current > 0 || whole.smallest == 100) && whole.used > 0 && sum.used == at {
                    sum = whole;
                }
                break;
            }
        } else if word == "a" && at == 0 && follows(0).is_some_and(|w| scale(w).is_some()) {
            sum.current = 1;
            sum.smallest = 1;
        } else if word == "and" && sum.used == at && at > 0 && sum.smallest >= 100 && follows(at).is_some_and(is_small)
        {
            whole = sum;
            continue;
        } else {
            break;
        }
        sum.used = at + 1;
    }
    let said = sum.used > 0 && tokens[sum.used - 1].text != "a";
    said.then(|| (sum.value(), sum.used))
}

fn is_small(word: &str) -> bool {
    small(word).is_some_and(|n| n > 0)
}

/// A year: "nineteen ninety five", "twenty twenty four". "Twenty thirty" may be two numbers.
pub(super) fn year(tokens: &[Token]) -> Option<(u64, usize)> {
    let century = match tokens.first()?.text.as_str() {
        "nineteen" => 19,
        "twenty" => 20,
        _ => return None,
    };
    let rest = tokens.get(1..).filter(|rest| rest.first().is_some_and(|t| !t.starts_clause()))?;
    let (years, used) = cardinal(&rest[..rest.len().min(2)])?;
    let next = rest.get(used).map_or("", |t| t.text.as_str());
    let counted = scale(next).is_some() || super::measures::is_unit(next) || small(next).is_some();
    let known = if century == 19 { 10..=99 } else { 10..=29 };
    (known.contains(&years) && !counted).then_some((100 * century + years, used + 1))
}

/// "point nine" after a number, as often as it is said: "one point two point three".
pub(super) fn decimals(tokens: &[Token], mut digits: String, mut length: usize) -> (String, usize) {
    while tokens.get(length).is_some_and(|t| t.text == "point" && !t.starts_clause()) {
        let Some((added, used)) = after_point(&tokens[length + 1..]) else { break };
        length += 1 + used;
        digits = format!("{digits}.{added}");
    }
    (digits, length)
}

fn after_point(tokens: &[Token]) -> Option<(String, usize)> {
    let first = tokens.first()?;
    if first.text.bytes().all(|b| b.is_ascii_digit()) {
        return Some((first.text.clone(), 1));
    }
    let digit = |t: &Token| match (t.text.as_str(), small(&t.text)) {
        ("oh" | "o", _) => Some('0'),
        (_, Some(digit @ 0..=9)) => Some(char::from(b'0' + digit as u8)),
        _ => None,
    };
    let one_by_one: String = tokens.iter().take(6).map_while(digit).collect();
    if !one_by_one.is_empty() {
        return Some((one_by_one.clone(), one_by_one.len()));
    }
    let (value, used) = cardinal(&tokens[..tokens.len().min(2)])?;
    (10..100).contains(&value).then(|| (value.to_string(), used))
}
