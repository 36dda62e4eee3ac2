//! Finding word by word: the same words, the same stems, and nearly the same letters.

use outloud_core::scorecard::How;

use super::{
    hit::Hit,
    params,
    target::{Form, FormWord, Target},
    transcript::IndexedTranscript,
};

/// Places where a form's words stand in order, in any inflection. `aliases` chooses the other forms instead of the own.
pub(super) fn find(indexed: &IndexedTranscript, target: &Target, aliases: bool, hits: &mut Vec<Hit>) {
    for form in target.forms.iter().filter(|f| f.alias == aliases) {
        if form.literal {
            literal(indexed, form, hits);
            continue;
        }
        let places: Option<Vec<Places<'_>>> =
            form.words.iter().map(|w| indexed.by_stem.get(&w.stem).map(|at| Places { sure: at, near: &[] })).collect();
        if let Some(places) = places {
            chain(indexed, form, &places, hits);
        }
    }
}

/// Places where at least one word is only nearly the same. Words that a dictionary has are what they are.
pub(super) fn find_nearly(indexed: &IndexedTranscript, target: &Target, hits: &mut Vec<Hit>) {
    if indexed.odd.is_empty() {
        return;
    }
    for form in target.forms.iter().filter(|f| !f.literal) {
        let near: Vec<Vec<(u32, f64)>> = form.words.iter().map(|word| near(indexed, word)).collect();
        if near.iter().all(Vec::is_empty) {
            continue;
        }
        let sure = |word: &FormWord| indexed.by_stem.get(&word.stem).map_or(&[][..], Vec::as_slice);
        let places: Vec<Places<'_>> =
            form.words.iter().zip(&near).map(|(word, near)| Places { sure: sure(word), near }).collect();
        if places.iter().all(|p| !p.sure.is_empty() || !p.near.is_empty()) {
            chain(indexed, form, &places, hits);
        }
    }
}

/// Where one word stands: surely, and nearly with its likeness.
struct Places<'a> {
    sure: &'a [u32],
    near: &'a [(u32, f64)],
}

/// Places of odd words that are spelt almost like `word`. A number with another digit is another number.
fn near(indexed: &IndexedTranscript, word: &FormWord) -> Vec<(u32, f64)> {
    let length = word.text.chars().count();
    if length < params::FUZZY_SHORTEST || word.text.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let allowed = |letters: usize| (letters / params::FUZZY_LETTERS_PER_EDIT).clamp(1, params::FUZZY_MOST_EDITS);
    let like = |place: &u32| {
        let token = &indexed.tokens[indexed.content[*place as usize] as usize];
        let other = token.text.chars().count();
        if other.abs_diff(length) > allowed(length) || other < params::FUZZY_SHORTEST - 1 || token.stem == word.stem {
            return None;
        }
        let pairs = [(&token.text, &word.text), (&token.stem, &word.stem)];
        let near = pairs.into_iter().filter_map(|(indexed, wanted)| {
            let distance = strsim::osa_distance(indexed, wanted);
            (distance <= allowed(wanted.chars().count())).then_some(distance)
        });
        near.min().map(|distance| (*place, 1.0 - distance as f64 / length as f64))
    };
    indexed.odd.iter().filter_map(like).collect()
}

/// Follows the words of a form from each place of its first one, with few words in between.
fn chain(indexed: &IndexedTranscript, form: &Form, places: &[Places<'_>], hits: &mut Vec<Hit>) {
    let starts = places[0].sure.iter().map(|&at| (at, 1.0)).chain(places[0].near.iter().copied());
    for (start, likeness) in starts {
        let (mut at, mut quality, mut gaps) = (start, likeness, 0);
        let mut fuzzy = likeness < 1.0;
        let complete = places[1..].iter().zip(&form.words[1..]).all(|(next, word)| {
            let Some((place, likeness)) = following(indexed, next, at, word.gap) else { return false };
            if indexed.denied_between(at, place) || indexed.parted(at, place) {
                return false;
            }
            gaps += indexed.gap(at, place);
            quality = f64::min(quality, likeness);
            fuzzy |= likeness < 1.0;
            at = place;
            true
        });
        if complete {
            let (first, last) = (indexed.content[start as usize] as usize, indexed.content[at as usize] as usize);
            let how = if fuzzy { How::Fuzzy } else { how(indexed, form, first, last) };
            let quality = params::confidence(how) * quality - params::GAP_COST * gaps as f64;
            hits.push(Hit { first, last, how, quality });
        }
    }
}

/// The nearest place of the next word after `at` within the allowed gap.
fn following(indexed: &IndexedTranscript, next: &Places<'_>, at: u32, gap: usize) -> Option<(u32, f64)> {
    let sure = next.sure.get(next.sure.partition_point(|&p| p <= at)).map(|&p| (p, 1.0));
    let near = next.near.iter().copied().find(|(p, _)| *p > at);
    let best = match (sure, near) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    best.filter(|(place, _)| indexed.gap(at, *place) <= gap)
}

fn how(indexed: &IndexedTranscript, form: &Form, first: usize, last: usize) -> How {
    if form.alias {
        return How::Alias;
    }
    let mut wanted = form.words.iter().peekable();
    for token in &indexed.tokens[first..=last] {
        wanted.next_if(|word| word.text == token.text);
    }
    if wanted.peek().is_none() { How::Exact } else { How::Stem }
}

/// A form of small words or letters must stand there word for word.
fn literal(indexed: &IndexedTranscript, form: &Form, hits: &mut Vec<Hit>) {
    let length = form.words.len();
    for (first, window) in indexed.tokens.windows(length).enumerate() {
        if window.iter().zip(&form.words).all(|(token, word)| token.stem == word.stem) {
            let how = how(indexed, form, first, first + length - 1);
            hits.push(Hit { first, last: first + length - 1, how, quality: params::confidence(how) });
        }
    }
}
