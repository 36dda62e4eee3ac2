//! Other ways to say a figure that are other words, and not only another spelling: "half" is 50 percent, "three nines" 99.9 percent,
//! "twice" two times, "version 1.2" v1.2, 429 "four twenty nine". Spellings of one number meet in `text::numbers` already.

use crate::text::Token;

/// Other ways to say the figure that `tokens` begin with: how many of them it covers, and each way as text.
pub(super) fn other_ways(tokens: &[Token]) -> Option<(usize, Vec<String>)> {
    let text = |at: usize| tokens.get(at).filter(|t| at == 0 || !t.starts_clause()).map_or("", |t| t.text.as_str());
    let (first, second, third) = (text(0), text(1), text(2));
    let found = share(first, second)
        .or_else(|| part(first, second, third))
        .or_else(|| nines(first, second))
        .or_else(|| duration(first, second, third))
        .or_else(|| version(first, second))
        .or_else(|| errors(first, second, third))
        .or_else(|| percentile(first, second))
        .or_else(|| times(first, second))
        .or_else(|| in_two(first, second));
    found.filter(|(_, ways)| !ways.is_empty())
}

/// Each part of a whole: as it is written, in words, in percent.
const PARTS: &[(&str, &[&str], &[&str])] = &[
    ("half", &["half"], &["50"]),
    ("1/3", &["a third", "one third"], &["33"]),
    ("2/3", &["two thirds"], &["67", "66"]),
    ("1/4", &["a quarter", "one quarter"], &["25"]),
    ("3/4", &["three quarters"], &["75"]),
    ("1/5", &["a fifth", "one fifth"], &["20"]),
    ("1/10", &["a tenth", "one tenth"], &["10"]),
];

type Ways = Option<(usize, Vec<String>)>;

fn percents(figures: &[&str]) -> impl Iterator<Item = String> {
    figures.iter().map(|figure| format!("{figure} percent")).collect::<Vec<_>>().into_iter()
}

fn owned(ways: &[&str]) -> impl Iterator<Item = String> {
    ways.iter().map(|way| (*way).to_owned()).collect::<Vec<_>>().into_iter()
}

/// "50 percent", "99.9 percent".
fn share(first: &str, second: &str) -> Ways {
    if second != "percent" {
        return None;
    }
    let words = PARTS.iter().filter(|(.., figures)| figures.contains(&first)).flat_map(|(_, words, _)| owned(words));
    let nines = NINES.iter().filter(|(figure, _)| *figure == first).map(|(_, count)| format!("{count} nines"));
    Some((2, words.chain(nines).collect()))
}

/// "half", "2/3", "a third".
fn part(first: &str, second: &str, third: &str) -> Ways {
    if first == "half" && matches!(second, "a" | "an") && matches!(third, "hour" | "second" | "day") {
        return None;
    }
    let spoken = |words: &[&str]| first == "a" && words.iter().any(|w| w.strip_prefix("a ") == Some(place(second)));
    let (written, words, figures) = PARTS.iter().find(|(written, words, _)| *written == first || spoken(words))?;
    let length = if *written == first { 1 } else { 2 };
    let others = owned(words).filter(|_| length == 1 && *written != "half");
    let own = std::iter::once((*written).to_owned()).filter(|_| length == 2);
    Some((length, percents(figures).chain(own).chain(others).collect()))
}

/// Places in a row that are parts as well: "a 5th".
fn place(word: &str) -> &str {
    match word {
        "5th" => "fifth",
        "10th" => "tenth",
        word => word,
    }
}

const NINES: &[(&str, &str)] =
    &[("99", "two"), ("99.9", "three"), ("99.99", "four"), ("99.999", "five"), ("99.9999", "six")];

/// "3 nines".
fn nines(first: &str, second: &str) -> Ways {
    let nines: usize = first.parse().ok().filter(|_| matches!(second, "nines" | "9s"))?;
    let (figure, _) = nines.checked_sub(2).and_then(|at| NINES.get(at))?;
    Some((2, vec![format!("{figure} percent"), (*figure).to_owned()]))
}

/// Spans of time that have a name: as figures, and as one says them.
const DURATIONS: &[(&[&str], &[&str])] = &[
    (&["30 minutes", "0.5 hours"], &["half an hour"]),
    (&["15 minutes"], &["a quarter of an hour"]),
    (&["90 minutes", "1.5 hours"], &["an hour and a half"]),
    (&["500 milliseconds", "0.5 seconds"], &["half a second"]),
];

fn duration(first: &str, second: &str, third: &str) -> Ways {
    let unit = second.trim_end_matches('s');
    let is_figure = |figure: &&str| {
        figure.split_once(' ').is_some_and(|(count, of)| count == first && of.trim_end_matches('s') == unit)
    };
    let is_spoken = |words: &&str| words.split(' ').eq([first, second, third.trim_end_matches('s')]);
    let said = |(figures, words): &&(&[&str], &[&str])| figures.iter().any(is_figure) || words.iter().any(is_spoken);
    let (figures, words) = DURATIONS.iter().find(said)?;
    let own = figures.iter().find(|figure| is_figure(figure));
    let others = owned(figures).filter(|other| own.is_none_or(|own| other != own));
    Some((if own.is_some() { 2 } else { 3 }, others.chain(owned(words).filter(|_| own.is_some())).collect()))
}

/// "v1.2", "version 1.2".
fn version(first: &str, second: &str) -> Ways {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(number) = first.strip_prefix('v').filter(|n| is_number(n)) {
        return Some((1, vec![format!("version {number}"), format!("v {number}")]));
    }
    let versioned = matches!(first, "v" | "version") && is_number(second);
    versioned.then(|| (2, vec![format!("v{second}"), format!("version {second}"), format!("v {second}")]))
}

/// "5xx", "500 errors", "5 x x".
fn errors(first: &str, second: &str, third: &str) -> Ways {
    const CALLED: &[&str] = &["error", "errors", "response", "responses", "code", "codes", "status", "level", "range"];
    let called = usize::from(CALLED.contains(&second));
    let class = |text: &str, end: &str| {
        text.strip_suffix(end).filter(|c| c.len() == 1 && ("1"..="5").contains(c)).map(str::to_owned)
    };
    let ways = |class: String, or: &str| {
        let of = |end: &str| format!("{class}00 {end}");
        let all = [of("errors"), of("error"), of("level"), of("range"), format!("{class}00s"), format!("{class} x x")];
        std::iter::once(format!("{class}{or}")).chain(all).collect::<Vec<String>>()
    };
    if let Some(class) = class(first, "xx") {
        return Some((1 + called, ways(class, "00s")));
    }
    if let (Some(class), "x", "x") = (class(&format!("{first}xx"), "xx"), second, third) {
        return Some((3, ways(class, "xx")));
    }
    let class = class(first, "00s").or_else(|| class(first, "00").filter(|_| called > 0))?;
    Some((1 + called, ways(class, "xx")))
}

/// "p95", "p 95", "95th percentile".
fn percentile(first: &str, second: &str) -> Ways {
    if second == "percentile" {
        let digits = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        return digits.parse::<f64>().ok().map(|_| (2, vec![format!("p{digits}"), format!("p {digits}")]));
    }
    let (number, length) = if first == "p" { (second, 2) } else { (first.strip_prefix('p')?, 1) };
    number.parse::<f64>().ok().map(|_| (length, vec![format!("{number}th percentile"), format!("p {number}")]))
}

/// "twice", "2 times".
fn times(first: &str, second: &str) -> Ways {
    match (first, second) {
        ("twice", _) => Some((1, vec!["2 times".to_owned()])),
        ("2", "times") => Some((2, vec!["twice".to_owned()])),
        ("thrice", _) => Some((1, vec!["3 times".to_owned()])),
        _ => None,
    }
}

/// Three and four digits are read out in two halves: 429 is "four twenty nine", 8080 "eighty eighty".
fn in_two(first: &str, second: &str) -> Ways {
    let whole: Option<u64> = first.parse().ok().filter(|_| first.bytes().all(|b| b.is_ascii_digit()));
    let second_half: Option<u64> = second.parse().ok().filter(|_| second.len() == 2 && !second.starts_with('0'));
    match (whole?, second_half) {
        (high @ 1..=99, Some(low)) => Some((2, vec![format!("{high}{low}")])),
        (number @ 100..=9_999, _) if number % 100 >= 10 => {
            Some((1, vec![format!("{} {}", number / 100, number % 100)]))
        }
        _ => None,
    }
}
