//! Parts of a whole: "two thirds", "a quarter of a million", "half a dozen".

use crate::text::token::Token;

use super::{
    decimal::Decimal,
    words::{denominator, scale, small, written_part},
};

/// A part at the beginning of `tokens`. "A third" alone may be one more: it has to be "a third of".
pub(super) fn read(tokens: &[Token]) -> Option<(Vec<String>, usize)> {
    let word = |at: usize| tokens.get(at).filter(|t| at == 0 || !t.starts_clause()).map_or("", |t| t.text.as_str());
    if let Some((parts, of)) = word(0).split_once('/') {
        let part = written_part(parts.parse().ok()?, of.parse().ok()?);
        return Some((vec![part], 1));
    }
    let (parts, of, length) = match (word(0), denominator(word(0)), denominator(word(1))) {
        ("half", ..) => (1, 2, 1),
        ("a", ..) if word(1) == "dozen" => return Some((vec!["12".to_owned()], 2)),
        ("quarter", ..) if word(1) == "of" => (1, 4, 1),
        ("a", _, Some(2)) if whole_number(&tokens[2..]).is_some() => (1, 2, 2),
        ("a", _, Some(of)) if of > 2 && (word(2) == "of" || whole_number(&tokens[2..]).is_some()) => (1, of, 2),
        ("one", _, Some(of)) => (1, of, 2),
        (number, _, Some(of)) if word(1).ends_with('s') => (small(number).filter(|n| (2..of).contains(n))?, of, 2),
        _ => return None,
    };
    let is_of = usize::from(word(length) == "of");
    let whole = tokens.get(length + is_of..).and_then(whole_number);
    if let Some((whole, used)) = whole
        && let Some(part) = Decimal::whole(whole * parts).exact_share(of)
    {
        return Some((vec![part.written()], length + is_of + used));
    }
    (length > 1 || word(0) == "quarter").then(|| (vec![written_part(parts, of)], length))
}

/// What a part is taken of: "a million", "million", "a dozen".
fn whole_number(tokens: &[Token]) -> Option<(u64, usize)> {
    let article = usize::from(matches!(tokens.first()?.text.as_str(), "a" | "one"));
    let word = tokens.get(article).filter(|t| !t.starts_clause())?;
    let whole = if word.text == "dozen" { Some(12) } else { scale(&word.text) };
    Some((whole?, article + 1))
}
