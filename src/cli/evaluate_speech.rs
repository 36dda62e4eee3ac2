//! `outloud evaluate speech`: word errors and speed on recordings with known text, and how exact the words' times are
//! where those are known. Other programs' transcripts are measured by the same rule.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::Instant,
};

use serde::Serialize;

use super::{
    args::evaluate::SpeechArgs,
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    table::{table, text},
    transcriber::FileTranscriber,
};
use crate::app::equipment::Equipment;
use outloud_audio::file;
use outloud_core::{hearing::Heard, sound::Sound, transcript::Transcript};
use outloud_evaluation::{
    times::{self, TimesReport, TrueWord},
    words::{WordErrors, errors},
};
use outloud_recognition::Transcriber;

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

/// Errors and time (of the clock, however many threads worked) over some recordings.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    files: usize,
    audio_s: f64,
    work_s: f64,
    errors: WordErrors,
    /// Recordings whose transcript is trusted, and those of which that was asked.
    heard: (usize, usize),
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.audio_s += other.audio_s;
        self.work_s += other.work_s;
        self.errors += other.errors;
        self.heard = (self.heard.0 + other.heard.0, self.heard.1 + other.heard.1);
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
    /// Share of the recordings that were heard well enough for a score to be shown, 0..=1; null where that is not measured.
    heard_enough: Option<f64>,
}

/// One recording as `evaluate speech --json` shows it.
#[derive(Debug, Serialize)]
struct ClipFigures {
    set: String,
    id: String,
    wer: f64,
    /// Null where that is not measured: for whole clips and another program's transcripts.
    heard: Option<Heard>,
}

/// The document of `evaluate speech --json`.
#[derive(Debug, Serialize)]
struct SpeechDocument {
    #[serde(flatten)]
    all: Figures,
    /// None for another program's transcripts.
    model: Option<String>,
    sets: Vec<Figures>,
    clips: Vec<ClipFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_times: Option<TimesReport>,
}

/// Runs `outloud evaluate speech`.
///
/// # Errors
/// For recordings and texts that are missing or cannot be read.
pub fn run(context: &Context, args: &SpeechArgs) -> CommandResult {
    let sets = read_sets(&args.audio)?;
    let mut source = match &args.heard {
        Some(tsv) => TranscriptSource::Given(read_tsv(tsv)?.into_iter().collect()),
        None if args.whole => {
            TranscriptSource::WholeClips(Equipment { whole_clips: true, ..equipment(context) }.load()?)
        }
        None => TranscriptSource::Chunks(FileTranscriber::load(context)?),
    };
    let (mut all, mut rows, mut lateness) = (Tally::default(), Vec::new(), Vec::new());
    let mut clips = Vec::new();
    // What was heard can be told of the sound as every command hears it.
    let scorer = match &source {
        TranscriptSource::Chunks(_) => Some(context.banks_and_scorer(&[])?.1),
        _ => None,
    };
    for set in &sets {
        let mut tally = Tally::default();
        let begun = Instant::now();
        let transcripts = source.transcripts(set)?;
        tally.work_s = begun.elapsed().as_secs_f64();
        for (clip, (transcript, sound)) in set.clips.iter().zip(&transcripts) {
            let heard = scorer.as_ref().map(|scorer| scorer.heard(transcript, sound));
            let wrong = errors(&clip.text, &transcript.text);
            tally.files += 1;
            tally.audio_s += sound.duration_s;
            tally.errors += wrong;
            tally.heard.0 += usize::from(heard.as_ref().is_some_and(|heard| heard.enough));
            tally.heard.1 += usize::from(heard.is_some());
            clips.push(ClipFigures { set: set.name.clone(), id: clip.id.clone(), wer: wrong.rate(), heard });
            lateness.extend(times::lateness(&clip.truth, transcript));
        }
        rows.push(figures(Some(set.name.clone()), tally));
        all += tally;
    }
    let document = SpeechDocument {
        all: figures(None, all),
        model: source.model(),
        sets: rows,
        clips,
        word_times: (!lateness.is_empty()).then(|| times::report(&lateness)),
    };
    if context.global.json { print_json(&document) } else { print(&document) }
}

/// Where transcripts come from.
enum TranscriptSource {
    /// As every command transcribes.
    Chunks(FileTranscriber),
    /// Each recording decoded whole.
    WholeClips(Box<dyn Transcriber>),
    /// Another program's.
    Given(HashMap<String, String>),
}

impl TranscriptSource {
    /// The transcripts of a set, each with what is known of the recording's sound.
    fn transcripts(&mut self, set: &Set) -> Result<Vec<(Transcript, Sound)>, Failure> {
        match self {
            Self::Chunks(transcriber) => {
                let wavs: Vec<&Path> = set.clips.iter().map(|c| c.wav.as_path()).collect();
                let mut found = Vec::new();
                transcriber.transcribe_all(&wavs, |transcript, sound| found.push((transcript, sound)))?;
                Ok(found)
            }
            Self::WholeClips(transcriber) => set.clips.iter().map(|clip| whole(transcriber.as_mut(), clip)).collect(),
            Self::Given(texts) => set.clips.iter().map(|clip| given(texts, &set.name, clip)).collect(),
        }
    }

    fn model(&self) -> Option<String> {
        match self {
            Self::Chunks(transcriber) => Some(transcriber.model_name()),
            Self::WholeClips(transcriber) => Some(transcriber.model_name()),
            Self::Given(_) => None,
        }
    }
}

fn whole(transcriber: &mut dyn Transcriber, clip: &Clip) -> Result<(Transcript, Sound), Failure> {
    let samples = file::read_all(&clip.wav)?.samples;
    transcriber.begin();
    let words = transcriber.transcribe(&samples, 0.0)?.words;
    let sound = Sound { duration_s: file::seconds(samples.len()), ..Sound::default() };
    Ok((Transcript::from_words(words), sound))
}

fn given(texts: &HashMap<String, String>, set: &str, clip: &Clip) -> Result<(Transcript, Sound), Failure> {
    let text = texts.get(&format!("{set}/{}", clip.id)).or_else(|| texts.get(&clip.id));
    let missing = || Failure::new(format!("there is no transcript of '{}' ('{set}/{0}')", clip.id));
    Ok((Transcript::from_text(text.ok_or_else(missing)?), Sound::default()))
}

fn figures(set: Option<String>, tally: Tally) -> Figures {
    Figures {
        set,
        files: tally.files,
        audio_s: tally.audio_s,
        wer: tally.errors.rate(),
        words: tally.errors.words,
        real_time_factor: if tally.audio_s > 0.0 { tally.work_s / tally.audio_s } else { 0.0 },
        heard_enough: (tally.heard.1 > 0).then(|| tally.heard.0 as f64 / tally.heard.1 as f64),
    }
}

fn print(document: &SpeechDocument) -> CommandResult {
    let mut out = table(&["set", "files", "minutes", "words", "word errors", "real-time factor", "heard enough"]);
    for row in document.sets.iter().chain([&document.all]) {
        out.add_row([
            row.set.clone().unwrap_or_else(|| "all".to_owned()),
            row.files.to_string(),
            format!("{:.1}", row.audio_s / 60.0),
            row.words.to_string(),
            format!("{:.2} %", row.wer * 100.0),
            format!("{:.4}", row.real_time_factor),
            row.heard_enough.map_or("-".to_owned(), |share| format!("{:.1} %", share * 100.0)),
        ]);
    }
    print_line(&text(&out))?;
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
    let clip = |(id, text): (String, String)| -> Result<Clip, Failure> {
        let missing = || {
            Failure::new(format!("'{}' is missing, which refs.tsv names", folder.join(format!("{id}.wav")).display()))
        };
        let wav = file::recording_of(folder, &id).ok_or_else(missing)?;
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
        Err(_) => Err(Failure::new(format!(
            "'{}': '{start}' is not a time in seconds; lines are start<TAB>word",
            path.display()
        ))),
    };
    read_tsv(path)?.into_iter().map(word).collect()
}
