//! The elements that are listened for, read once from `elements.txt`.

use std::{
    collections::{BTreeMap, HashSet},
    sync::OnceLock,
};

use crate::statements::CompiledStatements;

use super::speaker::Speaker;

/// What `elements.txt` says, compiled.
pub(super) struct Catalogue {
    /// Each kind of element, in the file's order.
    pub kinds: Vec<Kind>,
    /// The patterns of each kind.
    pub statements: CompiledStatements,
    /// Irregular verbs in the past.
    pub past: HashSet<String>,
    /// Verbs in the past that are no deeds: "was", "thought".
    pub states: HashSet<String>,
}

/// A kind of element, such as the "when" of a frame.
pub(super) struct Kind {
    /// The element and, after a dot, its kind: "frame.when".
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Who has to do what each pattern says; none: anybody.
    pub doers: Vec<Option<Speaker>>,
}

/// The file, line by line.
#[derive(Default)]
struct Lines {
    terms: BTreeMap<String, Vec<String>>,
    kinds: Vec<Kind>,
    patterns: Vec<Vec<String>>,
}

impl Catalogue {
    /// The catalogue that ships with the program.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Catalogue> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            let Lines { terms, kinds, patterns } = Lines::read(include_str!("elements.txt"));
            let set = |name: &str| terms.get(name).into_iter().flatten().cloned().collect();
            let (past, states) = (set("past"), set("state"));
            Self { statements: CompiledStatements::of_everyday_words(&patterns, &terms), kinds, past, states }
        })
    }

    /// The kind of this id, and where it stands.
    pub fn kind(&self, id: &str) -> Option<(usize, &Kind)> {
        self.kinds.iter().enumerate().find(|(_, kind)| kind.id == id)
    }
}

impl Kind {
    /// Whether its patterns are acts.
    pub fn names_acts(&self) -> bool {
        ["action", "together", "harm", "omission", "dismissal"].iter().any(|element| self.id.starts_with(element))
    }
}

impl Lines {
    fn read(text: &str) -> Self {
        let mut lines = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.split_once(']')) {
                Some(("terms", _)) => {}
                Some((id, title)) => {
                    let (id, title) = (id.to_owned(), title.trim().to_owned());
                    lines.kinds.push(Kind { id, title, doers: Vec::new() });
                    lines.patterns.push(Vec::new());
                }
                None => lines.add(line),
            }
        }
        lines
    }

    /// A term before the first element, a pattern after it.
    fn add(&mut self, line: &str) {
        if let (Some(kind), Some(patterns)) = (self.kinds.last_mut(), self.patterns.last_mut()) {
            let (doer, pattern) = Speaker::of_pattern(line);
            kind.doers.push(doer);
            patterns.push(pattern.to_owned());
        } else if let Some((name, ways)) = line.split_once(':') {
            let ways = ways.trim().split('|').map(str::to_owned);
            self.terms.entry(name.to_owned()).or_default().extend(ways);
        }
    }
}

#[cfg(test)]
mod tests {
    use outloud_core::pattern::Pattern;

    use super::*;
    use crate::elements::table;

    #[test]
    fn every_line_of_the_file_can_be_read() {
        let lines = Lines::read(include_str!("elements.txt"));
        for pattern in lines.patterns.iter().flatten() {
            assert!(Pattern::parse(pattern).is_ok(), "{pattern}: {:?}", Pattern::parse(pattern));
        }
        for term in lines.patterns.iter().flatten().flat_map(|p| p.split('{').skip(1)) {
            let name = term.split('}').next().expect("a name");
            assert!(lines.terms.contains_key(name), "{name}");
        }
    }

    #[test]
    fn the_file_and_the_table_have_the_same_kinds() {
        let listed: Vec<&str> = table::EVENT.iter().chain(&table::WAY).chain(&table::COSTS).map(|row| row.id).collect();
        let catalogue = Catalogue::built_in();
        for kind in &catalogue.kinds {
            assert!(listed.contains(&kind.id.as_str()) && !kind.title.is_empty(), "{}", kind.id);
        }
        for id in listed {
            assert!(catalogue.kind(id).is_some(), "{id}");
        }
    }

    #[test]
    fn terms_may_stand_on_several_lines_and_patterns_have_a_doer() {
        let lines =
            Lines::read("# a comment\n[terms]\nwho: boss|lead\nwho: chef\n[x.y] A title\ni: =told {who}\nin_the_end\n");
        assert_eq!(lines.terms["who"], ["boss", "lead", "chef"]);
        assert_eq!((lines.kinds[0].id.as_str(), lines.kinds[0].title.as_str()), ("x.y", "A title"));
        assert_eq!(lines.kinds[0].doers, [Some(Speaker::I), None]);
        assert_eq!(lines.patterns[0], ["=told {who}", "in_the_end"]);
    }
}
