//! `outloud evaluate voice`: whether the voice is understood, by the recogniser's word errors and by the technical terms that
//! come through, and how soon it speaks. Another program that speaks is measured in the same run.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use serde::Serialize;

use super::{
    args::voice::EvaluateVoiceArgs,
    context::Context,
    equipment::equipment,
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    progress,
    table::{table, text},
    transcriber::FileTranscriber,
};
use outloud_audio::file;
use outloud_evaluation::spoken::{SpokenReport, TextHeard, report};
use outloud_store::banks::StoredBank;
use outloud_voice::natural::{NaturalVoice, SAMPLE_RATE_HZ, Tone};

/// One voice, as `evaluate voice --json` shows it.
#[derive(Debug, Serialize)]
struct VoiceFigures {
    voice: String,
    #[serde(flatten)]
    report: SpokenReport,
    audio_s: f64,
    /// Seconds of work per second of sound.
    real_time_factor: f64,
    /// From the text to the first samples that can be played, with the voice loaded.
    first_sound_median_ms: f64,
    first_sound_p95_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    load_ms: Option<f64>,
}

/// The document of `evaluate voice --json`.
#[derive(Debug, Serialize)]
struct VoiceDocument {
    model: String,
    voices: Vec<VoiceFigures>,
}

/// What was said by one voice.
#[derive(Default)]
struct Said {
    wavs: Vec<PathBuf>,
    audio_s: f64,
    work_s: f64,
    first_ms: Vec<f64>,
    load_ms: Option<f64>,
}

/// Runs `outloud evaluate voice`.
///
/// # Errors
/// If the texts cannot be read, or the other program cannot speak.
pub fn run(context: &Context, args: &EvaluateVoiceArgs) -> CommandResult {
    let (banks, scorer) = context.banks_and_scorer(&args.bank)?;
    let texts: Vec<String> = texts(banks, args)?.into_iter().step_by(args.every.into()).collect();
    if texts.is_empty() {
        return Err(Failure::new("there is no text to say; choose another --bank or --text"));
    }
    let folder = tempfile::tempdir().map_err(|e| Failure::new(format!("no temporary folder can be made: {e}")))?;
    let mut transcriber = FileTranscriber::load(context)?;
    let tone = equipment(context).tone();
    let mut voices = vec![("natural".to_owned(), by_the_natural_voice(&texts, tone, folder.path())?)];
    if let Some(program) = &args.with {
        voices.push((program.clone(), by_program(program, &texts, folder.path())?));
    }
    let mut document = VoiceDocument { model: transcriber.model_name(), voices: Vec::new() };
    for (voice, said) in voices {
        let mut heard = Vec::new();
        let wavs: Vec<&Path> = said.wavs.iter().map(PathBuf::as_path).collect();
        transcriber.transcribe_all(&wavs, |transcript, _| heard.push(transcript.text))?;
        let pairs = texts.iter().zip(heard).map(|(text, heard)| TextHeard { text: text.clone(), heard });
        let report = report(pairs.collect(), &scorer);
        if args.each && !context.global.json {
            for wrong in report.texts.iter().filter(|t| t.errors > 0) {
                print_line(&format!("{voice}: {}\n  heard: {}", wrong.text, wrong.heard))?;
            }
        }
        document.voices.push(figures(voice, report, said));
    }
    if context.global.json { print_json(&document) } else { print(&document) }
}

fn texts(banks: Vec<StoredBank>, args: &EvaluateVoiceArgs) -> Result<Vec<String>, Failure> {
    if let Some(path) = &args.text {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|e| Failure::new(format!("cannot read '{}': {e}", path.display())))?;
        return Ok(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect());
    }
    let mut texts = Vec::new();
    for question in banks.into_iter().flat_map(|b| b.bank.questions) {
        texts.extend(question.context);
        texts.push(question.prompt);
        texts.extend(question.follow_ups.into_iter().map(|f| f.prompt));
    }
    Ok(texts)
}

fn by_the_natural_voice(texts: &[String], tone: Tone, folder: &Path) -> Result<Said, Failure> {
    let begun = Instant::now();
    let voice = NaturalVoice::load()?;
    let mut said = Said { load_ms: Some(begun.elapsed().as_secs_f64() * 1000.0), ..Said::default() };
    let bar = progress::bar(texts.len() as u64, "{wide_bar} {pos}/{len}", "speaking the texts");
    for (number, text) in texts.iter().enumerate() {
        let (begun, mut first, mut wave) = (Instant::now(), None, Vec::new());
        for sentence in NaturalVoice::sentences(text) {
            wave.extend(voice.speak(&sentence, tone)?);
            first.get_or_insert(begun.elapsed());
        }
        said.work_s += begun.elapsed().as_secs_f64();
        said.audio_s += wave.len() as f64 / f64::from(SAMPLE_RATE_HZ);
        said.first_ms.push(first.unwrap_or_default().as_secs_f64() * 1000.0);
        let wav = folder.join(format!("natural-{number}.wav"));
        file::write(&wav, &wave, SAMPLE_RATE_HZ)?;
        said.wavs.push(wav);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(said)
}

fn by_program(program: &str, texts: &[String], folder: &Path) -> Result<Said, Failure> {
    let failed = |why: String| Failure::new(format!("\"{program}\" cannot speak: {why}"));
    let mut said = Said::default();
    let bar = progress::bar(texts.len() as u64, "{wide_bar} {pos}/{len}", "speaking the texts");
    for (number, text) in texts.iter().enumerate() {
        let wav = folder.join(format!("other-{number}.wav"));
        let begun = Instant::now();
        let mut child = Command::new(program)
            .arg("-w")
            .arg(&wav)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|e| failed(e.to_string()))?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes()).map_err(|e| failed(e.to_string()))?;
        }
        let status = child.wait().map_err(|e| failed(e.to_string()))?;
        if !status.success() {
            return Err(failed(status.to_string()));
        }
        // It writes whole files: nothing can be played before its end.
        said.first_ms.push(begun.elapsed().as_secs_f64() * 1000.0);
        said.work_s += begun.elapsed().as_secs_f64();
        said.audio_s += file::blocks(&wav)?.duration_s();
        said.wavs.push(wav);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(said)
}

fn figures(voice: String, report: SpokenReport, mut said: Said) -> VoiceFigures {
    said.first_ms.sort_by(f64::total_cmp);
    let at = |share: f64| said.first_ms[((said.first_ms.len() - 1) as f64 * share) as usize];
    VoiceFigures {
        voice,
        report,
        audio_s: said.audio_s,
        real_time_factor: if said.audio_s > 0.0 { said.work_s / said.audio_s } else { 0.0 },
        first_sound_median_ms: at(0.5),
        first_sound_p95_ms: at(0.95),
        load_ms: said.load_ms,
    }
}

fn print(document: &VoiceDocument) -> CommandResult {
    let mut out =
        table(&["voice", "texts", "words", "word errors", "terms right", "real-time factor", "first sound", "p95"]);
    for voice in &document.voices {
        let report = &voice.report;
        out.add_row([
            voice.voice.clone(),
            report.texts.len().to_string(),
            report.words.to_string(),
            format!("{:.2} %", report.wer * 100.0),
            format!("{} of {}", report.terms_right, report.terms),
            format!("{:.4}", voice.real_time_factor),
            format!("{:.0} ms", voice.first_sound_median_ms),
            format!("{:.0} ms", voice.first_sound_p95_ms),
        ]);
    }
    print_line(&text(&out))?;
    for voice in &document.voices {
        let missed: Vec<String> = voice.report.missed.iter().map(|(term, times)| format!("{term} ({times})")).collect();
        if !missed.is_empty() {
            print_line(&format!("{}: terms not heard: {}", voice.voice, missed.join(", ")))?;
        }
    }
    Ok(())
}
