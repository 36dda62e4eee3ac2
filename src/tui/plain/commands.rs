//! The words that are typed instead of keys.

use crate::app::view::no_preparation;
use outloud_core::challenge::{Judged, JudgedKind, judged_of};
use outloud_engine::{Command, Interview, Page, Phase};

/// The command that a word, and what follows it, stand for now.
pub(super) fn command(interview: &Interview, word: &str, rest: &str) -> Option<Command> {
    let scored = matches!(interview.phase(), Phase::Scored { .. });
    let estimating = matches!(interview.phase(), Phase::Estimating { .. });
    Some(match word {
        "" if estimating => Command::Estimate(None),
        number if estimating && number.bytes().all(|b| b.is_ascii_digit()) => {
            Command::Estimate(Some(number.parse::<u8>().ok().filter(|n| *n <= 10)? * 10))
        }
        "all" => Command::SkipEstimates,
        "" => Command::Go,
        "skip" | "next" | "n" => Command::Next,
        "hint" | "h" if !scored => Command::Hint,
        "hints" | "hint" | "h" => Command::Page(Page::Hints),
        "score" => Command::Page(Page::Score),
        "model" => Command::Page(Page::Model),
        "wanted" => Command::Page(Page::Recruiter),
        "follow-up" => Command::Page(Page::FollowUp),
        "answer" => Command::FollowUp,
        "retake" | "r" => Command::Retake,
        "type" | "t" => Command::Type,
        "discard" => Command::Discard,
        "pause" => Command::Pause,
        "end" => Command::Finish,
        "challenge" => {
            let card = interview.current_take()?.take.scorecard.as_ref()?;
            Command::Challenge(judged_of(card, rest)?)
        }
        "note" => Command::Note(rest.to_owned()),
        "correct" => {
            let (number, text) = rest.split_once(' ').unwrap_or((rest, ""));
            Command::Correct { word: number.parse::<usize>().ok()?.checked_sub(1)?, text: text.to_owned() }
        }
        _ => return None,
    })
}

/// The word that shows the preparation.
pub(super) const BUILD: &str = "build";

/// The words that mean something now, the obvious next step first.
pub(super) fn choices(interview: &Interview) -> String {
    let scored = matches!(interview.phase(), Phase::Scored { .. });
    let go = match interview.phase() {
        Phase::Asking { .. } => "Enter shows it all",
        Phase::Thinking { .. } => "Enter starts the recording",
        Phase::Recording { .. } => "Enter ends the recording",
        Phase::Scored { .. } => "Enter shows the next page",
        _ => "Enter",
    };
    let words = [
        (Command::Estimate(None), "a number from 0 to 10; Enter skips it"),
        (Command::SkipEstimates, "all (skips all)"),
        (Command::Go, go),
        (Command::Hint, "hint"),
        (Command::Type, "type"),
        (Command::Page(Page::Score), "score, hints, model, wanted, follow-up"),
        (Command::FollowUp, "answer (the follow-up)"),
        (Command::Retake, "retake"),
        (Command::Next, if scored { "next" } else { "skip" }),
        (Command::Challenge(Judged::new(JudgedKind::Point, "")), "challenge WORDS (of a verdict that is wrong)"),
        (Command::Note(String::new()), "note TEXT"),
        (Command::Correct { word: 0, text: String::new() }, "correct NUMBER WORD"),
        (Command::Discard, "discard"),
        (Command::Finish, "end"),
    ];
    let known = words.iter().filter(|(command, _)| interview.allows(command)).map(|(_, word)| *word);
    known
        .chain(no_preparation(interview, &[]).is_none().then_some(BUILD))
        .chain(["quit"])
        .collect::<Vec<_>>()
        .join("; ")
}
