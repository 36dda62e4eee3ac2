//! `outloud say` and `outloud evaluate voice`.

use std::{
    io::{self, Read as _},
    path::PathBuf,
};

use clap::Args;

/// `outloud say`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  outloud say \"What is a pod in Kubernetes?\"
  outloud say \"How does etcd store its data?\" --output question.wav --speed 1.2
  echo 'Tell me about yourself.' | outloud say - --output question.wav
  outloud say nginx --phonemes")]
pub struct SayArgs {
    /// The text; - reads it from standard input
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
    /// Write a WAV (24 kHz, mono, 16 bit) instead of playing it
    #[arg(long, short, value_name = "WAV")]
    pub output: Option<PathBuf>,
    /// The pace: 1 is the usual one, 0.5 to 2. The setting `voice_speed` makes it permanent
    #[arg(long, value_name = "X", value_parser = speed)]
    pub speed: Option<f32>,
    /// The volume: 1 is the usual one, 0 to 4. The setting `voice_volume` makes it permanent
    #[arg(long, value_name = "X", value_parser = volume)]
    pub volume: Option<f32>,
    /// The seed of the noise in the voice: the same seed gives the same wave
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print how it is said instead of saying it
    #[arg(long, conflicts_with = "output")]
    pub phonemes: bool,
}

/// No longer text is read from standard input, in bytes: a megabyte is 18 hours of talk.
const LONGEST: usize = 1024 * 1024;

impl SayArgs {
    /// What is to be said.
    ///
    /// # Errors
    /// If standard input cannot be read as text, or holds more than [`LONGEST`].
    pub fn read_text(&self) -> io::Result<String> {
        if self.text != ["-"] {
            return Ok(self.text.join(" "));
        }
        let mut text = Vec::new();
        io::stdin().take(LONGEST as u64 + 1).read_to_end(&mut text)?;
        if text.len() > LONGEST {
            let why = format!("it has more than {} MB. Divide it", LONGEST >> 20);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
        String::from_utf8(text).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
    }
}

fn speed(text: &str) -> Result<f32, String> {
    within(text, 0.5, 2.0)
}

fn volume(text: &str) -> Result<f32, String> {
    within(text, 0.0, 4.0)
}

fn within(text: &str, least: f32, most: f32) -> Result<f32, String> {
    let number = text.parse().ok().filter(|x| (least..=most).contains(x));
    number.ok_or_else(|| format!("give a number from {least} to {most}"))
}

/// `outloud evaluate voice`.
#[cfg(feature = "voice")]
#[derive(Debug, Args)]
#[command(after_help = "\
Every question of the banks, with its situation and follow-ups, is said and transcribed again by the model. Numbers and compound words
count as right however they are written.

Examples:
  outloud evaluate voice
  outloud evaluate voice --bank kubernetes --each
  outloud evaluate voice --text terms.txt --with espeak-ng")]
pub struct EvaluateVoiceArgs {
    /// Only this bank: a file, a folder, or the id of a known bank; repeatable
    #[arg(long, value_name = "PATH|ID")]
    pub bank: Vec<String>,
    /// Say the lines of a file instead
    #[arg(long, value_name = "FILE", conflicts_with = "bank")]
    pub text: Option<PathBuf>,
    /// Every Nth text only
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub every: u16,
    /// Measure this program as well; it must write a WAV by `-w FILE` of the text on its standard input
    #[arg(long, value_name = "PROGRAM")]
    pub with: Option<String>,
    /// Print each text that was not understood
    #[arg(long)]
    pub each: bool,
}
