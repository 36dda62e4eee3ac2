//! `outloud score`: one answer, headless; from a recording or from text.

use std::{io::Read, path::Path};

use super::{
    answer::{AnswerInput, MAX_TEXT_BYTES, document},
    args::answers::ScoreArgs,
    context::{Context, find_question},
    failure::{CommandResult, Failure},
    output::{print_json, print_line},
    scorecard,
    transcriber::FileTranscriber,
};
use outloud_core::bank::Question;
use outloud_store::stories;

/// Runs `outloud score`.
///
/// # Errors
/// For unknown questions, and answers that cannot be read.
pub fn run(context: &Context, args: &ScoreArgs) -> CommandResult {
    let (banks, scorer) = context.banks_and_scorer(args.bank.as_slice())?;
    let (bank, question) = find_question(&banks, &args.question)?;
    let story = args.story.as_deref().map(|name| stories::find(&context.home, name)).transpose()?;
    let question = &Question { story: story.map(|s| s.story.story()), ..question.clone() };
    let answer = match (&args.audio, &args.text) {
        (Some(wav), _) => AnswerInput::from(FileTranscriber::load(context)?.transcribe(wav)?),
        (None, Some(text)) => AnswerInput::typed(&read_text(text)?),
        (None, None) => return Err(Failure::usage("name the answer to score: --audio WAV, or --text FILE")),
    };
    let compiled = scorer.compile(question);
    let take = answer.score(&compiled, &bank.id);
    if context.global.json {
        return print_json(&document(&take));
    }
    print_line(&format!("{}\n", question.prompt))?;
    print_line(&scorecard::text(&take).unwrap_or_default())?;
    if let Some(card) = take.scorecard.as_ref().filter(|card| card.unheard().is_some()) {
        print_line(&format!("\nMeasured all the same: {:.0} of 100.", card.score))?;
    }
    if let Some(card) = take.scorecard.filter(|_| args.explain) {
        print_line(&format!("\n{}", compiled.explain(&card)))?;
    }
    Ok(())
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
