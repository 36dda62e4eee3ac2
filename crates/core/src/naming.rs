//! Names of things in running text: whether a text speaks of a container, a pod or the USE method.

/// Words as names are compared: without hyphens, capitals and the s of the plural. Words in capitals keep them, so that USE is
/// not "use".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a text. A sign other than a hyphen or an apostrophe ends a name: it stands among them as `.`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = Vec::new();
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_alphanumeric() || matches!(c, '+' | '#') {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                words.push(compared(&std::mem::take(&mut word)));
            }
            if !c.is_whitespace() && !matches!(c, '-' | '_' | '\'' | '’' | '/') {
                words.push(".".to_owned());
            }
        }
        Self(words)
    }

    /// Whether `name` stands among these words, whole and in its order.
    #[must_use]
    pub fn have(&self, name: &Self) -> bool {
        let name: Vec<&String> = name.0.iter().filter(|word| *word != ".").collect();
        !name.is_empty() && self.0.windows(name.len()).any(|place| place.iter().eq(name.iter().copied()))
    }

    /// Every run of at most `longest` words that no sign cuts.
    pub fn runs(&self, longest: usize) -> impl Iterator<Item = Self> {
        let windows = (1..=longest).flat_map(|length| self.0.windows(length));
        windows.filter(|words| words.iter().all(|word| word != ".")).map(|words| Self(words.to_vec()))
    }

    /// How many words.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().filter(|word| *word != ".").count()
    }

    /// The words with spaces between.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.join(" ")
    }
}

/// A word as it is compared.
fn compared(word: &str) -> String {
    let capitals = word.strip_suffix('s').unwrap_or(word);
    if capitals.chars().count() > 1 && capitals.chars().all(|c| c.is_uppercase() || c.is_numeric()) {
        return capitals.to_owned();
    }
    let word = word.to_lowercase();
    let no_plural = word.chars().count() < 4 || ["ss", "us", "is", "ies"].iter().any(|end| word.ends_with(end));
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if stem.chars().count() > 1 => format!("{stem}y"),
        (_, Some(stem)) if !no_plural => stem.to_owned(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whole_in_any_number_and_spelling() {
        let has = |text: &str, name: &str| Words::of(text).have(&Words::of(name));
        assert!(has("You name two health checks.", "health-check"));
        assert!(has("Policies of a bucket", "policy") && has("It loses status", "status"));
        assert!(has("Both VPCs are peered", "VPC") && has("a feature-flag service", "feature flag"));
        assert!(!has("You use a tool", "USE") && has("The USE method", "USE"));
        assert!(!has("podium", "pod") && !has("blue. Green", "blue green"));
        assert!(!has("anything", "") && !has("anything", "..."));
    }

    #[test]
    fn runs_end_at_signs() {
        let runs: Vec<String> = Words::of("blue green, pods").runs(2).map(|words| words.text()).collect();
        assert_eq!(runs, ["blue", "green", "pod", "blue green"]);
        assert_eq!(Words::of("blue green, pods").count(), 3);
    }

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        assert_eq!(Words::of("Read replicas").text(), "read replica");
        assert_eq!(Words::of("read-replica"), Words::of("Read Replica"));
    }
}
