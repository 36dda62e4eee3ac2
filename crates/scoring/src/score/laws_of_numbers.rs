//! The same number meets itself, written or said, and no other: in keywords, in patterns, in the figures of stories.

use outloud_core::bank::{Priority, Question};
use proptest::prelude::*;

use crate::{
    testing::{compiled, keyword, point, score, story_card},
    text::numbers::{TENS, UNITS},
};

/// How `n`, below a thousand million, is said.
fn words(n: u64, and: &str) -> String {
    let with = |whole: u64, name: &str, rest: u64| {
        let joint = if rest == 0 {
            String::new()
        } else {
            format!("{}{}", if rest < 100 { and } else { " " }, words(rest, and))
        };
        format!("{} {name}{joint}", words(whole, and))
    };
    match n {
        0..=19 => UNITS[n as usize].to_owned(),
        20..=99 if n.is_multiple_of(10) => TENS[n as usize / 10 - 2].to_owned(),
        20..=99 => format!("{} {}", TENS[n as usize / 10 - 2], UNITS[n as usize % 10]),
        100..=999 => with(n / 100, "hundred", n % 100),
        1_000..=999_999 => with(n / 1_000, "thousand", n % 1_000),
        _ => with(n / 1_000_000, "million", n % 1_000_000),
    }
}

/// Whether a question with the keyword `term` hears it in `answer`.
fn hears(term: &str, answer: &str) -> bool {
    let mut question = Question::bare("q", "How many?", "");
    question.keywords = vec![keyword(term, 1)];
    !score(&compiled(&question), answer).keywords.hit.is_empty()
}

/// Whether a question with the pattern `says` is met by `answer`.
fn meets(says: &str, answer: &str) -> bool {
    let mut question = Question::bare("q", "How many?", "");
    question.points = vec![point("p", Priority::Must, &[says], &[])];
    score(&compiled(&question), answer).rubric[0].met
}

/// Numbers of every length alike.
fn numbers() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..100, 100_u64..1_000, 1_000_u64..100_000, 100_000_u64..1_000_000_000]
}

/// "1,234,567".
fn with_commas(n: u64) -> String {
    let digits = n.to_string();
    let group = |(at, digit): (usize, char)| {
        let comma = at > 0 && (digits.len() - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain(std::iter::once(digit))
    };
    digits.chars().enumerate().flat_map(group).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_number_meets_itself_both_ways_and_no_other(n in numbers(), m in numbers(), and in prop_oneof![Just(" and "), Just(" ")]) {
        let said = format!("We ran {} servers.", words(n, and));
        for written in [n.to_string(), with_commas(n)] {
            prop_assert!(hears(&format!("{written} servers"), &said), "{written} in {said}");
            let answer = format!("We ran {written} servers.");
            prop_assert!(hears(&format!("{} servers", words(n, and)), &answer), "{} in {answer}", words(n, and));
            let pattern = format!("{n}..{n} server");
            prop_assert!(meets(&pattern, &said) && meets(&pattern, &answer), "{pattern}");
        }
        for other in [m, n * 10, n + 1, n * 1_000].into_iter().filter(|other| *other != n) {
            let said = format!("We ran {} servers.", words(other, and));
            prop_assert!(!hears(&format!("{n} servers"), &said), "{n} in {said}");
            let pattern = format!("{n}..{n} server");
            prop_assert!(!meets(&pattern, &said), "{pattern} in {said}");
        }
    }

    #[test]
    fn money_meets_itself_both_ways(n in 1_u64..100_000) {
        let (written, said) = (format!("${}", with_commas(n)), format!("{} dollars", words(n, " and ")));
        prop_assert!(hears(&written, &format!("It cost {said} a month.")), "{written} {said}");
        prop_assert!(hears(&said, &format!("It cost {written} a month.")), "{said} {written}");
        let answer = format!("It cost {written} a month.");
        prop_assert!(meets("cost dollars", &answer), "{answer}");
        let figure = |cost: &str| story_card(&format!("Last year I moved it and the bill dropped to {cost}.")).score;
        prop_assert!((figure(&written) - figure(&said)).abs() < 1e-9, "{written} {said}");
    }

    #[test]
    fn percentages_and_decimals_meet_themselves_both_ways(whole in 0_u64..100, part in 1_u64..10) {
        let (written, said) = (format!("{whole}.{part}%"), format!("{} point {} percent", words(whole, " "), words(part, " ")));
        prop_assert!(hears(&written, &format!("It was up {said} of the time.")), "{written} {said}");
        prop_assert!(hears(&said, &format!("It was up {written} of the time.")), "{said} {written}");
        prop_assert!(!hears(&written, &format!("It was up {whole}% of the time.")), "{written}");
    }
}

/// Ways to say one thing in other words, each heard where any other is wanted.
const SAME: &[&[&str]] = &[
    &["50%", "half", "fifty percent"],
    &["25%", "a quarter", "1/4", "one quarter"],
    &["33%", "a third", "one third", "1/3"],
    &["2/3", "two thirds", "67 percent"],
    &["3/4", "three quarters", "75%"],
    &["99.9%", "three nines", "99.9 percent"],
    &["99.99%", "four nines"],
    &["twice", "two times", "2x", "2 times"],
    &["half a second", "0.5 seconds", "500ms", "500 milliseconds"],
    &["half an hour", "30 minutes", "thirty minutes", "30 min"],
    &["v1.2", "version 1.2", "version one point two", "v one point two"],
    &["5xx", "500s", "five hundred errors", "500 errors", "five hundreds", "five x x"],
    &["p95", "95th percentile", "ninety fifth percentile", "p ninety five"],
    &["p75", "75th percentile", "seventy fifth percentile", "p seventy five"],
    &["429", "four twenty nine", "four hundred and twenty nine"],
    &["8080", "eighty eighty"],
    &["250k users", "two hundred and fifty thousand users", "a quarter of a million users"],
    &["$1.4M", "one point four million dollars"],
    &["a dozen servers", "12 servers", "twelve servers"],
];

#[test]
fn what_is_said_in_other_words_meets_both_ways() {
    let mut apart = Vec::new();
    for line in SAME {
        for (wanted, said) in line.iter().flat_map(|a| line.iter().map(move |b| (a, b))) {
            if !hears(wanted, &format!("I saw {said} there, and that was enough.")) {
                apart.push((wanted, said, "keyword"));
            }
            let slot = wanted.replace(' ', "_").replace('%', "_percent");
            let pattern = !slot.contains(['/', '.', '$', ',']);
            if pattern && !meets(&format!("saw {slot}"), &format!("I saw {said} there, and that was enough.")) {
                apart.push((wanted, said, "pattern"));
            }
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn other_figures_do_not_meet() {
    let cases = [
        ("5 servers", "We had 50 servers."),
        ("50 servers", "We had five servers."),
        ("15 servers", "We had fifty servers."),
        ("25%", "It happened in the last quarter."),
        ("5xx", "We had 500 users."),
        ("99.9%", "It was up 99.99 percent of the time."),
        ("twice", "It ran three times."),
        ("half", "I have had it."),
        ("v1.2", "We ran version 1.3."),
        ("429", "We had four servers and twenty nine users."),
        ("30 minutes", "It took half a day."),
        ("$5", "It took five days."),
    ];
    for (term, answer) in cases {
        assert!(!hears(term, answer), "{term} in {answer}");
    }
}
