//! `outloud practice` and `outloud mock`.

use clap::{Args, ValueEnum};

use outloud_core::bank::{Kind, Level};

/// Which questions.
#[derive(Debug, Clone, Default, Args)]
pub struct FilterArgs {
    /// Only this topic, for example git; repeatable
    #[arg(long, value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// Only this kind: definition, scenario, technical, experience, behavioural, direct; repeatable
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<Kind>,
    /// Only this level: entry, mid, senior; repeatable
    #[arg(long, value_name = "LEVEL")]
    pub level: Vec<Level>,
    /// Only this question; repeatable
    #[arg(long, value_name = "ID")]
    pub question: Vec<String>,
    /// Only this bank: a file, a folder, or the id of a known bank; repeatable
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Vec<String>,
}

/// Whether and how questions are read aloud.
#[derive(Debug, Default, Clone, Copy, Args)]
pub struct VoiceArgs {
    /// Read the questions aloud; timed rounds do so anyway. The setting `speak` makes it permanent
    #[arg(long)]
    pub speak: bool,
    /// Which voice reads, in the place of that of the settings
    #[arg(long, value_enum, value_name = "VOICE")]
    pub voice: Option<VoiceName>,
}

/// A voice by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoiceName {
    /// The one that ships.
    Natural,
    /// The one of this machine.
    System,
    /// None: silence.
    None,
}

/// `outloud practice`.
#[derive(Debug, Default, Args)]
pub struct PracticeArgs {
    /// Which questions.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Your own story for experience and behavioural questions: a name from `outloud story list`, or a file
    #[arg(long, value_name = "NAME|PATH")]
    pub story: Option<String>,
    /// Whether and how the questions are read aloud.
    #[command(flatten)]
    pub voice: VoiceArgs,
    /// Show the score without asking for your own estimate first. The setting `estimate` makes it permanent
    #[arg(long)]
    pub no_estimate: bool,
}

/// `outloud mock`.
#[derive(Debug, Args)]
pub struct MockArgs {
    /// Which questions.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Start from a usual kind of round; the options below change it
    #[arg(long, value_enum, default_value_t = RoundPreset::PhoneScreen)]
    pub preset: RoundPreset,
    /// How many questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub questions: Option<u16>,
    /// Minutes for the whole round; 0: no limit
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(..=600))]
    pub minutes: Option<u32>,
    /// Seconds to think before each answer
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(..=3600))]
    pub think_time: Option<u32>,
    /// Seconds for each answer; 0: each question's own time
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(..=3600))]
    pub answer_time: Option<u32>,
    /// The seed of the shuffle: the same seed gives the same questions in the same order
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Who asks, in the place of that of the settings
    #[arg(long, value_enum, value_name = "PERSONA")]
    pub persona: Option<PersonaName>,
    /// Print what the interviewers say, as a file to be edited, and hold no round
    #[arg(long)]
    pub phrases: bool,
    /// No skipping, no pausing; the recording stops at the limit
    #[arg(long)]
    pub strict: bool,
    /// The recording stops at the limit; without it the clock turns red and you may finish
    #[arg(long)]
    pub hard_stop: bool,
    /// Whether and how the questions are read aloud.
    #[command(flatten)]
    pub voice: VoiceArgs,
    /// Show the debrief without asking for your own estimates first. The setting `estimate` makes it permanent
    #[arg(long)]
    pub no_estimate: bool,
}

impl MockArgs {
    /// A technical round of these questions.
    #[must_use]
    pub fn of(filter: FilterArgs) -> Self {
        Self {
            filter,
            preset: RoundPreset::Technical,
            questions: None,
            minutes: None,
            think_time: None,
            answer_time: None,
            seed: None,
            persona: None,
            phrases: false,
            strict: false,
            hard_stop: false,
            voice: VoiceArgs::default(),
            no_estimate: false,
        }
    }
}

/// An interviewer by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PersonaName {
    /// Greets, says why it asks, has patience.
    Friendly,
    /// Few words, and stops long answers soon.
    Brisk,
    /// The questions and nothing else.
    Silent,
}

/// A usual kind of round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoundPreset {
    /// 6 questions in 15 minutes.
    PhoneScreen,
    /// 14 technical questions in 45 minutes.
    Technical,
    /// 8 stories in 30 minutes.
    Behavioural,
    /// 10 definitions, 30 seconds each.
    RapidFire,
}
