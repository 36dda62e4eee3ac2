//! `outloud evaluate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use outloud_core::bank::Kind;

/// `outloud evaluate ...`.
#[derive(Debug, Subcommand)]
pub enum EvaluateCommand {
    /// Agreement of the score with grades that people gave
    #[command(
        after_help = "The CSV has the columns question_id, question, reference_answer, student_answer, score.\n\nExamples:\n  outloud evaluate grading --csv graded.csv\n  outloud evaluate grading --csv graded.csv --damage 0.3"
    )]
    Grading {
        /// The graded answers
        #[arg(long, value_name = "FILE")]
        csv: PathBuf,
        /// Distort this share (0 to 1) of the words of five letters or more, as a recogniser does
        #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
        damage: f64,
    },
    /// How the score orders answers that people wrote and graded
    Answers(AnswersArgs),
    /// Terms found in the transcripts of spoken answers, and terms found that were not said
    #[command(
        after_help = "DIR holds pairs <id>.wav (or .m4a, .mp3, ...) and <id>.json {id, text, terms}.\n\nExample:\n  outloud evaluate terms --dir spoken"
    )]
    Terms {
        /// The recordings and their texts
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
    /// Word errors and speed on recordings with known text
    Speech(SpeechArgs),
    /// How often outloud was right about you, by the verdicts that you challenged
    #[command(
        after_help = "A verdict is challenged on the score screen, in review, or with `outloud sessions challenge`.\n\nExamples:\n  outloud evaluate mine\n  outloud evaluate mine --json"
    )]
    Mine,
    /// The wait for the scorecard after the last word
    Latency(LatencyArgs),
    /// Whether the voice that reads the questions is understood, and how soon it speaks
    #[cfg(feature = "voice")]
    Voice(super::voice::EvaluateVoiceArgs),
}

/// `outloud evaluate answers`.
#[derive(Debug, Args)]
#[command(after_help = "\
FILE is a JSON list of {question, bank?, variant?, grade, text}; a grade is 0 to 100, or right, half, wrong, vague, opposite, other.

Examples:
  outloud evaluate answers --file graded.json
  outloud evaluate answers --file graded.json --notes
  outloud evaluate answers --file questions/examples/git.json --each")]
pub struct AnswersArgs {
    /// The graded answers
    #[arg(long, value_name = "FILE")]
    pub file: Vec<PathBuf>,
    /// A bank file, or an id, to take the questions from; may be repeated
    #[arg(long, value_name = "BANK")]
    pub bank: Vec<String>,
    /// Score as imported notes are: from question and model answer alone
    #[arg(long)]
    pub notes: bool,
    /// Only questions of this kind; may be repeated
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<Kind>,
    /// Print a line for each answer
    #[arg(long)]
    pub each: bool,
}

/// `outloud evaluate speech`.
#[derive(Debug, Args)]
#[command(after_help = "\
DIR holds <id>.wav (or .m4a, .mp3, ...) and refs.tsv (id<TAB>text), or folders that do. Where <id>.words stands beside a recording, with lines of
start<TAB>word in seconds, the words' times are measured as well.

Examples:
  outloud evaluate speech --audio recordings
  outloud evaluate speech --audio recordings --whole
  outloud evaluate speech --audio recordings --heard other-program.tsv")]
pub struct SpeechArgs {
    /// The recordings and their texts
    #[arg(long, value_name = "DIR")]
    pub audio: PathBuf,
    /// Decode each recording as one clip, greedily, without chunking and filters: the baseline
    #[arg(long)]
    pub whole: bool,
    /// Measure another program's transcripts instead of decoding, lines of id<TAB>text or set/id<TAB>text
    #[arg(long, value_name = "TSV", conflicts_with = "whole")]
    pub heard: Option<PathBuf>,
}

/// `outloud evaluate latency`.
#[derive(Debug, Args)]
#[command(after_help = "\
Each run takes as long as the recording. Nothing is kept.

Examples:
  outloud evaluate latency --audio answer.wav
  outloud evaluate latency --audio answer.wav --runs 10 --json
  outloud evaluate latency --audio answer.wav --runs 5 --partials")]
pub struct LatencyArgs {
    /// The spoken answer
    #[arg(long, value_name = "WAV")]
    pub audio: PathBuf,
    /// The question to score it on; it need not answer that question
    #[arg(long, value_name = "ID", default_value = "docker-container-vs-vm")]
    pub question: String,
    /// How many times to play it
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub runs: u16,
    /// Play each run twice, without and with words decoded while they are said; tell how far they come behind the speaker
    #[arg(long)]
    pub partials: bool,
}
