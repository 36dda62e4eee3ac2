//! `outloud score`: one answer, headless; from a recording or from text.

use std::{io::Read, path::Path};

use serde::Serialize;

use super::{
    args::answers::ScoreArgs,
    context::{Context, find_question},
    failure::{Failure, Outcome},
    listening::Listener,
    output::{print_json, print_line},
    scorecard,
};
use crate::app::score_take;
use outloud_core::{bank::Question, scorecard::Scorecard, session::Take, sound::Sound, transcript::Transcript};
use outloud_store::stories;

/// A typed answer is read whole; nobody's is longer.
pub(super) const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// The document of `score --json`.
#[derive(Debug, Serialize)]
pub struct ScoreDocument<'a> {
    /// The question's id.
    pub question: &'a str,
    /// The recogniser's model; none for text.
    pub model: Option<String>,
    /// What was said.
    pub transcript: &'a Transcript,
    /// The card's fields.
    #[serde(flatten)]
    pub card: &'a Scorecard,
}

/// What was said, and by which model it was written down.
struct Said {
    transcript: Transcript,
    sound: Option<Sound>,
    model: Option<String>,
}

/// Runs `outloud score`.
///
/// # Errors
/// For unknown questions, and answers that cannot be read.
pub fn run(context: &Context, args: &ScoreArgs) -> Outcome {
    let (banks, scorer) = context.banks_and_scorer(args.bank.as_slice())?;
    let (bank, question) = find_question(&banks, &args.question)?;
    let story = args.story.as_deref().map(|name| stories::find(&context.home, name)).transpose()?;
    let question = &Question { story: story.map(|s| s.story.story()), ..question.clone() };
    let said = match (&args.audio, &args.text) {
        (Some(wav), _) => heard(context, wav)?,
        (None, Some(text)) => Said { transcript: Transcript::from_text(&read_text(text)?), sound: None, model: None },
        (None, None) => return Err(Failure::usage("say what to score: --audio WAV, or --text FILE")),
    };
    let compiled = scorer.compile(question);
    let Said { transcript, sound, model } = said;
    let take = Take { transcript: Some(transcript.clone()), sound, ..Take::new(1, &bank.id, question.clone()) };
    let card = score_take(&compiled, &take).ok_or_else(|| Failure::new("there is no answer to score"))?;
    if context.global.json {
        return print_json(&ScoreDocument { question: &question.id, model, transcript: &transcript, card: &card });
    }
    print_line(&format!("{}\n", question.prompt))?;
    print_line(&scorecard::text(&card, &transcript, take.hints_seen))?;
    if args.explain {
        print_line(&format!("\n{}", compiled.explain(&card)))?;
    }
    Ok(())
}

fn heard(context: &Context, wav: &Path) -> Result<Said, Failure> {
    let mut listener = Listener::new(context)?;
    let (transcript, sound) = listener.listen(wav)?;
    Ok(Said { transcript, sound: Some(sound), model: Some(listener.model_name()) })
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let file = std::fs::File::open(path);
        Box::new(file.map_err(|e| Failure::new(format!("cannot read '{}': {e}. Check the path", path.display())))?)
    };
    let mut bytes = Vec::new();
    let read = source.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|e| Failure::new(format!("cannot read '{}': {e}", path.display())))?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        let megabytes = MAX_TEXT_BYTES >> 20;
        return Err(Failure::new(format!("'{}' has more than {megabytes} MB. Is this an answer?", path.display())));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
