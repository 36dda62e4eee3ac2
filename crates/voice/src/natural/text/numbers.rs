//! Numbers in words, as they are said in American English.

const ONES: [&str; 20] = [
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
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 4] =
    [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

/// "one hundred twenty three".
pub(super) fn cardinal(n: u64) -> String {
    for (scale, name) in SCALES {
        if n >= scale {
            return joined(&format!("{} {name}", cardinal(n / scale)), n % scale);
        }
    }
    match n {
        0..20 => ONES[n as usize].to_owned(),
        20..100 => joined(TENS[n as usize / 10], n % 10),
        _ => joined(&format!("{} hundred", ONES[n as usize / 100]), n % 100),
    }
}

fn joined(large: &str, rest: u64) -> String {
    if rest == 0 { large.to_owned() } else { format!("{large} {}", cardinal(rest)) }
}

/// "one hundred twenty third".
pub(super) fn ordinal(n: u64) -> String {
    let words = cardinal(n);
    let (before, last) = words.rsplit_once(' ').map_or(("", words.as_str()), |(b, l)| (b, l));
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        tens if tens.ends_with('y') => format!("{}ieth", &tens[..tens.len() - 1]),
        other => format!("{other}th"),
    };
    format!("{before} {last}").trim().to_owned()
}

/// Digits one by one.
pub(super) fn digits(text: &str) -> String {
    let names: Vec<_> = text.chars().filter_map(|c| Some(ONES[c.to_digit(10)? as usize])).collect();
    names.join(" ")
}

/// Two digits after other digits: "twenty four", "oh four", "hundred".
fn pair(n: u64) -> String {
    match n {
        0 => "hundred".to_owned(),
        1..10 => format!("oh {}", ONES[n as usize]),
        _ => cardinal(n),
    }
}

/// A whole number as it is usual for its size: years and ports in pairs, codes of HTTP by digit and pair.
pub(super) fn whole(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != ',' && *c != '_').collect();
    let Ok(n) = plain.parse::<u64>() else { return digits(&plain) };
    let grouped = plain.len() != text.len();
    match n {
        _ if plain.len() > 1 && plain.starts_with('0') => digits(&plain),
        301..=308 | 400..=451 | 501..=511 if !grouped => format!("{} {}", ONES[n as usize / 100], pair(n % 100)),
        1_100..2_000 | 2_010..2_100 if !grouped && n % 100 != 0 => format!("{} {}", cardinal(n / 100), pair(n % 100)),
        2_100..10_000 if !grouped && n % 100 >= 10 => format!("{} {}", cardinal(n / 100), pair(n % 100)),
        _ if plain.len() > 15 => digits(&plain),
        _ => cardinal(n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        let cases = [
            ("0", "zero"),
            ("15", "fifteen"),
            ("42", "forty two"),
            ("100", "one hundred"),
            ("137", "one hundred thirty seven"),
            ("404", "four oh four"),
            ("400", "four hundred"),
            ("502", "five oh two"),
            ("429", "four twenty nine"),
            ("512", "five hundred twelve"),
            ("8080", "eighty eighty"),
            ("2024", "twenty twenty four"),
            ("1999", "nineteen ninety nine"),
            ("2001", "two thousand one"),
            ("5,000", "five thousand"),
            ("27001", "twenty seven thousand one"),
            ("007", "zero zero seven"),
            ("1,234,567", "one million two hundred thirty four thousand five hundred sixty seven"),
            (
                "99999999999999999999",
                "nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine",
            ),
        ];
        for (figures, words) in cases {
            assert_eq!(whole(figures), words, "{figures}");
        }
        assert_eq!(
            [1, 12, 20, 23, 95, 100].map(ordinal),
            ["first", "twelfth", "twentieth", "twenty third", "ninety fifth", "one hundredth"]
        );
    }
}
