//! Numbers as people write them, multiplied without rounding.

/// A number of at most 18 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    /// All its digits.
    digits: u64,
    /// How many of them stand behind the point.
    places: u32,
}

impl Decimal {
    pub fn whole(digits: u64) -> Self {
        Self { digits, places: 0 }
    }

    /// Reads "1.4"; not "1.2.3" or "v2".
    pub fn read(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{part}");
        let digits = !whole.is_empty() && all.len() <= 18 && all.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Some(Self { digits: all.parse().ok()?, places: part.len() as u32 }))?
    }

    /// This many times the number.
    pub fn times(self, factor: u64) -> Option<Self> {
        Some(Self { digits: self.digits.checked_mul(factor)?, ..self }.shortest())
    }

    /// The number and so many hundredths.
    pub fn plus_hundredths(self, hundredths: u64) -> Option<Self> {
        let places = self.places.max(2);
        let digits = self.digits.checked_mul(10_u64.checked_pow(places - self.places)?)?;
        let added = hundredths.checked_mul(10_u64.checked_pow(places - 2)?)?;
        Some(Self { digits: digits.checked_add(added)?, places }.shortest())
    }

    /// One of so many equal parts, if it is a whole number.
    pub fn exact_share(self, of: u64) -> Option<Self> {
        (self.places == 0 && self.digits.is_multiple_of(of)).then(|| Self::whole(self.digits / of))
    }

    pub fn is_below(self, limit: u64) -> bool {
        self.digits / 10_u64.saturating_pow(self.places) < limit
    }

    /// Without zeros at the end of its decimals.
    fn shortest(mut self) -> Self {
        while self.places > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }

    /// Digits with a point where it has decimals, none of them an idle zero.
    pub fn written(self) -> String {
        let Self { digits, places } = self.shortest();
        if places == 0 {
            return digits.to_string();
        }
        let all = format!("{digits:0>width$}", width = places as usize + 1);
        let (whole, part) = all.split_at(all.len() - places as usize);
        format!("{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_multiplied_without_rounding() {
        let times = |text: &str, factor| Some(Decimal::read(text)?.times(factor)?.written());
        assert_eq!(times("1.4", 1_000_000).as_deref(), Some("1400000"));
        assert_eq!(times("0.05", 10).as_deref(), Some("0.5"));
        assert_eq!(times("7.50", 1).as_deref(), Some("7.5"));
        assert_eq!(times("999999999999999999", 1_000), None);
        for text in ["1.2.3", "", ".5", "v2", "1234567890123456789"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
        let halves = Decimal::read("2").and_then(|n| n.plus_hundredths(50)).map(Decimal::written);
        assert_eq!(halves.as_deref(), Some("2.5"));
    }
}
