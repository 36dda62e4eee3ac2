//! Spoils words the way a recogniser does: a letter lost, added, swapped or misheard, a word cut in two.

/// Words of this many letters and more are spoilt.
const FROM_LETTERS: usize = 5;

/// A small generator of its own, so that every machine spoils the same words (splitmix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number in `0..below`.
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % below.max(1) as u64) as usize
    }
}

/// `text` with a share (0..=1) of its longer words spoilt.
pub(super) fn spoil(text: &str, share: f64, dice: &mut Dice) -> String {
    let word = |word: &str| {
        let long = word.chars().filter(|c| c.is_alphabetic()).count() >= FROM_LETTERS;
        if long && (dice.roll(10_000) as f64) < share * 10_000.0 { spoil_word(word, dice) } else { word.to_owned() }
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn spoil_word(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.roll(letters.len() - 2);
    match dice.roll(5) {
        0 => {
            letters.remove(at);
        }
        1 => letters.swap(at, at + 1),
        2 => letters[at] = misheard(letters[at], dice),
        3 => letters.insert(at, letters[at]),
        _ => letters.insert(at, ' '),
    }
    letters.into_iter().collect()
}

/// A letter that sounds alike.
fn misheard(letter: char, dice: &mut Dice) -> char {
    const ALIKE: [&str; 7] = ["aeiouy", "bpv", "dt", "gkcq", "szx", "mn", "lrw"];
    let group = ALIKE.iter().find(|g| g.contains(letter.to_ascii_lowercase())).copied().unwrap_or("aeiou");
    let others: Vec<char> = group.chars().filter(|c| *c != letter).collect();
    others[dice.roll(others.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_stay_and_the_same_seed_spoils_the_same() {
        let text = "the balancer sends requests to one of two healthy targets";
        let all = spoil(text, 1.0, &mut Dice::new(1));
        assert_ne!(all, text);
        assert!(all.starts_with("the ") && all.contains(" to one of two "));
        assert_eq!(all, spoil(text, 1.0, &mut Dice::new(1)));
        assert_eq!(spoil(text, 0.0, &mut Dice::new(1)), text);
    }
}
