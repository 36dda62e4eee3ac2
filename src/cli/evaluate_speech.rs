//! `outloud evaluate speech`: word errors and speed on recordings with known text, and how exact the words' times are
//! where those are known. Other programs' transcripts are measured by the same rule.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use serde::Serialize;

use super::{
    Outcome,
    context::Context,
    failure::Failure,
    listening::{Listener, equipment},
    print_line,
    table::table,
};
use crate::domain::{
    evaluate::{
        times::{self, TimesReport, TrueWord},
        words::{WordErrors, errors},
    },
    transcript::Transcript,
};
use crate::runtime::{audio::file, equipment::Equipment, speech::Transcriber};

/// `outloud evaluate speech`.
#[derive(Debug, Args)]
#[command(after_help = "\
DIR holds <id>.wav and refs.tsv (id<TAB>text), or folders that do. Where <id>.words stands beside a recording, with lines of
start<TAB>word in seconds, the words' times are measured as well.

Examples:
  outloud evaluate speech --audio recordings
  outloud evaluate speech --audio recordings --whole
  outloud evaluate speech --audio recordings --heard other-program.tsv")]
pub struct SpeechArgs {
    /// The recordings and their texts
    #[arg(long, value_name = "DIR")]
    audio: PathBuf,
    /// Decode each recording whole as well, without chunks, greedily: what chunks must not be worse than
    #[arg(long)]
    whole: bool,
    /// Decode nothing: measure another program's transcripts, lines of id<TAB>text or set/id<TAB>text
    #[arg(long, value_name = "TSV", conflicts_with = "whole")]
    heard: Option<PathBuf>,
}

/// A recording with its text.
struct Clip {
    id: String,
    wav: PathBuf,
    text: String,
    truth: Vec<TrueWord>,
}

/// The recordings of one folder.
struct Set {
    name: String,
    clips: Vec<Clip>,
}

/// Errors and time over some recordings.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    files: usize,
    audio_s: f64,
    work_s: f64,
    errors: WordErrors,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.audio_s += other.audio_s;
        self.work_s += other.work_s;
        self.errors += other.errors;
    }
}

/// A set, or all, as `evaluate speech --json` shows it.
#[derive(Debug, Serialize)]
struct Figures {
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<String>,
    files: usize,
    audio_s: f64,
    /// Word errors per word of the reference.
    wer: f64,
    words: usize,
    real_time_factor: f64,
    /// The same of decoding each recording whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<WholeFigures>,
}

#[derive(Debug, Serialize)]
struct WholeFigures {
    wer: f64,
    real_time_factor: f64,
}

/// The document of `evaluate speech --json`.
#[derive(Debug, Serialize)]
struct Document {
    #[serde(flatten)]
    all: Figures,
    /// None for another program's transcripts.
    model: Option<String>,
    sets: Vec<Figures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_times: Option<TimesReport>,
}

/// Runs `outloud evaluate speech`.
///
/// # Errors
/// For recordings and texts that are missing or cannot be read.
pub fn run(context: &Context, args: &SpeechArgs) -> Outcome {
    let sets = read_sets(&args.audio)?;
    let mut ear = match &args.heard {
        Some(tsv) => Ear::Read(read_tsv(tsv)?.into_iter().collect()),
        None => {
            let whole = Equipment { whole_clips: true, ..equipment(context) };
            let whole = if args.whole { Some(whole.load()?) } else { None };
            Ear::Listens { listener: Listener::new(context)?, whole }
        }
    };
    let mut lateness = Vec::new();
    let (mut own, mut whole, mut rows) = (Tally::default(), Tally::default(), Vec::new());
    for set in &sets {
        let (mut set_own, mut set_whole) = (Tally::default(), Tally::default());
        for clip in &set.clips {
            let heard = ear.hear(&set.name, clip)?;
            set_own += heard.own;
            set_whole += heard.whole;
            lateness.extend(times::lateness(&clip.truth, &heard.transcript));
        }
        rows.push(figures(Some(set.name.clone()), set_own, args.whole.then_some(set_whole)));
        own += set_own;
        whole += set_whole;
    }
    let document = Document {
        all: figures(None, own, args.whole.then_some(whole)),
        model: ear.model(),
        sets: rows,
        word_times: (!lateness.is_empty()).then(|| times::report(&lateness)),
    };
    if context.global.json { context.print_json(&document) } else { print(&document) }
}

/// Where transcripts come from.
enum Ear {
    Listens { listener: Listener, whole: Option<Box<dyn Transcriber>> },
    Read(HashMap<String, String>),
}

struct Heard {
    transcript: Transcript,
    own: Tally,
    whole: Tally,
}

impl Ear {
    fn hear(&mut self, set: &str, clip: &Clip) -> Result<Heard, Failure> {
        match self {
            Self::Listens { listener, whole } => {
                let begun = Instant::now();
                let (transcript, sound) = listener.listen(&clip.wav)?;
                let own = tally(clip, &transcript.text, sound.duration_s, begun);
                let Some(whole) = whole else { return Ok(Heard { transcript, own, whole: Tally::default() }) };
                let begun = Instant::now();
                whole.begin();
                let words = whole.transcribe(&file::read_all(&clip.wav)?.samples)?;
                let text = Transcript::from_words(words).text;
                Ok(Heard { transcript, own, whole: tally(clip, &text, sound.duration_s, begun) })
            }
            Self::Read(heard) => {
                let text = heard.get(&format!("{set}/{}", clip.id)).or_else(|| heard.get(&clip.id));
                let missing = || Failure::new(format!("there is no transcript of '{}' ('{set}/{0}')", clip.id));
                let transcript = Transcript::from_text(text.ok_or_else(missing)?);
                let own = tally(clip, &transcript.text, 0.0, Instant::now());
                Ok(Heard { transcript, own, whole: Tally::default() })
            }
        }
    }

    fn model(&self) -> Option<String> {
        match self {
            Self::Listens { listener, .. } => Some(listener.model_name()),
            Self::Read(_) => None,
        }
    }
}

fn tally(clip: &Clip, heard: &str, audio_s: f64, begun: Instant) -> Tally {
    Tally { files: 1, audio_s, work_s: begun.elapsed().as_secs_f64(), errors: errors(&clip.text, heard) }
}

fn figures(set: Option<String>, own: Tally, whole: Option<Tally>) -> Figures {
    let factor = |t: Tally| if t.audio_s > 0.0 { t.work_s / t.audio_s } else { 0.0 };
    Figures {
        set,
        files: own.files,
        audio_s: own.audio_s,
        wer: own.errors.rate(),
        words: own.errors.words,
        real_time_factor: factor(own),
        whole: whole.map(|w| WholeFigures { wer: w.errors.rate(), real_time_factor: factor(w) }),
    }
}

fn print(document: &Document) -> Outcome {
    let mut out =
        table(&["set", "files", "minutes", "words", "word errors", "real-time factor", "whole clip: errors", "factor"]);
    for row in document.sets.iter().chain([&document.all]) {
        let percent = |share: f64| format!("{:.2} %", share * 100.0);
        let (whole_wer, whole_factor) = row
            .whole
            .as_ref()
            .map_or_else(Default::default, |w| (percent(w.wer), format!("{:.4}", w.real_time_factor)));
        out.add_row([
            row.set.clone().unwrap_or_else(|| "all".to_owned()),
            row.files.to_string(),
            format!("{:.1}", row.audio_s / 60.0),
            row.words.to_string(),
            percent(row.wer),
            format!("{:.4}", row.real_time_factor),
            whole_wer,
            whole_factor,
        ]);
    }
    print_line(&out.to_string())?;
    let Some(times) = document.word_times else { return Ok(()) };
    print_line(&format!(
        "\nword times: {} words, start off by {:.2} s in the median, {:.2} s in nine of ten; {:.0} % within {} s",
        times.words,
        times.median_start_error_s,
        times.p90_start_error_s,
        times.share_good * 100.0,
        times::GOOD_S
    ))
}

/// The folder itself if it has references, else those of its folders that have.
fn read_sets(folder: &Path) -> Result<Vec<Set>, Failure> {
    let has_refs = |f: &PathBuf| f.join("refs.tsv").is_file();
    let mut folders = vec![folder.to_owned()];
    if !has_refs(&folders[0]) {
        let unreadable = |e| Failure::new(format!("cannot read '{}': {e}", folder.display()));
        folders = std::fs::read_dir(folder).map_err(unreadable)?.flatten().map(|e| e.path()).filter(has_refs).collect();
        folders.sort();
    }
    if folders.is_empty() {
        let where_ = folder.display();
        return Err(Failure::new(format!(
            "'{where_}' has no refs.tsv (lines of id<TAB>text), and no folder in it has"
        )));
    }
    folders.iter().map(|f| read_set(f)).collect()
}

fn read_set(folder: &Path) -> Result<Set, Failure> {
    let clip = |(id, text): (String, String)| {
        let wav = folder.join(format!("{id}.wav"));
        if !wav.is_file() {
            return Err(Failure::new(format!("'{}' is missing, which refs.tsv names", wav.display())));
        }
        let truth = read_truth(&folder.join(format!("{id}.words")))?;
        Ok(Clip { id, wav, text, truth })
    };
    let clips = read_tsv(&folder.join("refs.tsv"))?.into_iter().map(clip).collect::<Result<_, _>>()?;
    let name = folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok(Set { name, clips })
}

fn read_tsv(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|e| Failure::new(format!("cannot read '{}': {e}", path.display())))?;
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    Ok(lines
        .map(|l| l.split_once('\t').map_or((l.trim(), ""), |(id, t)| (id.trim(), t)))
        .map(|(id, t)| (id.to_owned(), t.to_owned()))
        .collect())
}

fn read_truth(path: &Path) -> Result<Vec<TrueWord>, Failure> {
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let word = |(start, word): (String, String)| match start.parse() {
        Ok(start_s) => Ok((start_s, word)),
        Err(_) => Err(Failure::new(format!("'{}': '{start}' is no second; lines are start<TAB>word", path.display()))),
    };
    read_tsv(path)?.into_iter().map(word).collect()
}
