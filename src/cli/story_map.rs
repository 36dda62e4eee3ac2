//! `outloud story map`: which stories answer which questions, and which questions have none yet.

use super::{
    args::story::MapArgs,
    context::Context,
    failure::{CommandResult, Failure},
    output::{is_plain, print_json, print_line, say},
    table::{table, text},
};
use outloud_bank_check::story_map::{self, Fit, MappedStory, StoryMap};
use outloud_core::story::StoryFile;
use outloud_store::stories::{self, StoredStory};

/// Columns of a prompt in the table.
const PROMPT_COLUMNS: usize = 60;
/// Pairs of story and question from which on the work is announced: it takes a second or more.
const ANNOUNCED_FROM: usize = 150;

/// Runs `outloud story map`.
///
/// # Errors
/// For unknown stories and banks, and where no question asks for a story.
pub fn run(context: &Context, args: &MapArgs) -> CommandResult {
    let stored = chosen(context, &args.stories)?;
    let files: Vec<&StoryFile> = stored.iter().map(|s| &s.story).collect();
    let (banks, scorer) = context.banks_and_scorer(&args.bank)?;
    let every = || banks.iter().flat_map(|b| b.bank.questions.iter().map(|q| (b.bank.id.as_str(), q)));
    let asking = every().filter(|(_, q)| q.kind.asks_for_a_story()).count();
    if asking == 0 {
        return Err(Failure::new("no question of these banks asks for a story. --bank names others"));
    }
    if asking * files.len() >= ANNOUNCED_FROM {
        say(&format!("comparing {} stories with {asking} questions", files.len()));
    }
    let map = story_map::map(&files, every(), &scorer);
    if context.global.json { print_json(&map) } else { print(&map) }
}

/// The stories that are named; else all of one's own; else those that ship.
fn chosen(context: &Context, names: &[String]) -> Result<Vec<StoredStory>, Failure> {
    if !names.is_empty() {
        return Ok(names.iter().map(|name| stories::find(&context.home, name)).collect::<Result<_, _>>()?);
    }
    let stories::Shelf { stories: mut all, unreadable } = stories::load_all(&context.home)?;
    for why in unreadable {
        say(&why.to_string());
    }
    if all.iter().any(|s| s.file.is_some()) {
        all.retain(|s| s.file.is_some());
    } else {
        say("you have no story of your own yet: this is the one that ships. `outloud story new NAME` makes one");
    }
    Ok(all)
}

fn print(map: &StoryMap) -> CommandResult {
    let mut parts = table(&["", "story", "situation", "task", "action", "result", "answers"]);
    for (number, story) in (1..).zip(&map.stories) {
        parts.add_row(story_row(number, story));
    }
    print_line(&format!("{}\n", text(&parts)))?;
    let numbers: Vec<String> =
        (1..=map.stories.len()).map(|n| if is_plain() { format!("story {n}") } else { n.to_string() }).collect();
    let headings: Vec<&str> = ["question", "asks"].into_iter().chain(numbers.iter().map(String::as_str)).collect();
    let mut matrix = table(&headings);
    for question in &map.questions {
        let cells = question.cells.iter().map(|cell| match cell.fit {
            Fit::No if is_plain() => "no".to_owned(),
            Fit::Partly if is_plain() => format!("in part, {} of {} points", cell.points_met, cell.points),
            Fit::Answers if is_plain() => format!("answers it, {} of {} points", cell.points_met, cell.points),
            Fit::No => "·".to_owned(),
            Fit::Partly => format!("○ {}/{}", cell.points_met, cell.points),
            Fit::Answers => format!("● {}/{}", cell.points_met, cell.points),
        });
        let prompt = textwrap::wrap(&question.prompt, PROMPT_COLUMNS);
        let short = prompt.first().map_or("", |line| line.as_ref());
        let more = if prompt.len() > 1 { " …" } else { "" };
        matrix.add_row([question.question.clone(), format!("{short}{more}")].into_iter().chain(cells));
    }
    print_line(&format!("{}\n", text(&matrix)))?;
    if !is_plain() {
        print_line("● answers it, ○ in part, with the points of the question that it makes; · not.")?;
    }
    match map.without.as_slice() {
        [] => print_line("Every question has a story."),
        without => print_line(&format!(
            "{} of {} questions have no story yet. `outloud story new NAME` makes one.",
            without.len(),
            map.questions.len()
        )),
    }
}

fn story_row(number: usize, story: &MappedStory) -> Vec<String> {
    let heard = |name: &str| story.parts.iter().any(|part| part.name == name && part.heard);
    let part = |name: &str| if heard(name) { "yes" } else { "missing" }.to_owned();
    let parts = ["situation", "task", "action", "result"].map(part);
    let named = [number.to_string(), story.story.clone()].into_iter();
    named.chain(parts).chain([story.answers.to_string()]).collect()
}
