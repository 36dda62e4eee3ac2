//! The kinds and levels of questions and the priorities of points: what banks and commands choose by name.

use serde::{Deserialize, Serialize};

/// What sort of answer a question expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// "What is X?"
    Definition,
    /// "This happens. What do you do?"
    Scenario,
    /// How a thing works, and its trade-offs.
    Technical,
    /// "Tell me about a time when you built or fixed something."
    Experience,
    /// "Tell me about a time when people were the difficulty."
    Behavioural,
    /// "What is your notice period?" A plain answer about yourself or your work, no story.
    Direct,
}

/// How senior the candidate is who should have no trouble with a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// First job.
    #[default]
    Entry,
    /// A few years in.
    Mid,
    /// Leads others.
    Senior,
}

/// How much a rubric point matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Without it the answer fails.
    Must,
    /// A solid answer has it.
    Should,
    /// It makes the answer stand out.
    Bonus,
}

impl Kind {
    /// Whether it asks for something that the candidate lived through.
    #[must_use]
    pub fn asks_for_a_story(self) -> bool {
        matches!(self, Self::Experience | Self::Behavioural)
    }
}

/// A kind, level or priority that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownNameError {
    name: String,
    known: &'static [&'static str],
}

impl std::fmt::Display for UnknownNameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "'{}' is not one of {}", self.name, self.known.join(", "))
    }
}

impl std::error::Error for UnknownNameError {}

macro_rules! named {
    ($name:ident { $($variant:ident => $text:literal),+ }) => {
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The name as banks and commands write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = UnknownNameError;
            fn from_str(s: &str) -> Result<Self, UnknownNameError> {
                match s {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownNameError { name: s.to_owned(), known: &[$($text),+] }),
                }
            }
        }
    };
}

named!(Kind {
    Definition => "definition", Scenario => "scenario", Technical => "technical",
    Experience => "experience", Behavioural => "behavioural", Direct => "direct"
});
named!(Level { Entry => "entry", Mid => "mid", Senior => "senior" });
named!(Priority { Must => "must", Should => "should", Bonus => "bonus" });
