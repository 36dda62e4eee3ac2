//! `outloud story`: the candidate's own stories: made from a template, listed, mapped to questions, shown, checked.

use serde::Serialize;

use super::{
    args::story::StoryCommand,
    bank_new::save,
    context::Context,
    failure::{CommandResult, Failure},
    output::{print_json, print_line, say},
    story_map,
    table::{table, text},
};
use outloud_bank_check::story::{Problem, check};
use outloud_core::story::{Block, Part};
use outloud_exchange::import::slug;
use outloud_store::stories::{self, StoredStory};

const TEMPLATE: &str = include_str!("story_template.md");

/// Runs `outloud story ...`.
///
/// # Errors
/// For unknown or unreadable stories; if `check` finds something missing.
pub fn run(context: &Context, command: &StoryCommand) -> CommandResult {
    match command {
        StoryCommand::New { name } => new(context, name),
        StoryCommand::List => list(context),
        StoryCommand::Map(args) => story_map::run(context, args),
        StoryCommand::Show { story } => show(context, story),
        StoryCommand::Check { stories } => check_all(context, stories),
    }
}

fn new(context: &Context, name: &str) -> CommandResult {
    let id = slug(name, 8);
    if id.is_empty() {
        return Err(Failure::usage(format!(
            "'{name}' has no letters for a file name. Use letters and digits: my-first-job"
        )));
    }
    let path = context.home.stories_dir().join(format!("{id}.md"));
    save(&path, TEMPLATE.replacen("My story", name.trim(), 1).as_bytes(), false)?;
    print_line(&format!("Wrote {}. Write it, then: outloud story check {id}", path.display()))
}

#[derive(Serialize)]
struct StoryRow<'a> {
    id: &'a str,
    title: &'a str,
    points: usize,
    problems: usize,
    banks: &'a [String],
    file: Option<String>,
}

fn list(context: &Context) -> CommandResult {
    let stories::Shelf { stories: all, unreadable } = stories::load_all(&context.home)?;
    for why in unreadable {
        say(&why.to_string());
    }
    let row = |s: &'_ StoredStory| (check(&s.story).len(), s.file.as_ref().map(|f| f.display().to_string()));
    let details: Vec<_> = all.iter().map(row).collect();
    let rows: Vec<StoryRow<'_>> = all
        .iter()
        .zip(details)
        .map(|(s, (problems, file))| StoryRow {
            id: &s.story.id,
            title: &s.story.title,
            points: s.story.points.len(),
            problems,
            banks: &s.story.banks,
            file,
        })
        .collect();
    if context.global.json {
        return print_json(&rows);
    }
    let mut out = table(&["story", "points", "left to do", "title", "from"]);
    for r in &rows {
        let (points, problems) = (r.points.to_string(), r.problems.to_string());
        out.add_row([r.id, &points, &problems, r.title, r.file.as_deref().unwrap_or("built in")]);
    }
    print_line(&text(&out))?;
    print_line("\n`outloud story new NAME` makes one of your own, `outloud practice --story NAME` asks for it.")
}

fn show(context: &Context, name: &str) -> CommandResult {
    let stored = stories::find(&context.home, name)?;
    if context.global.json {
        return print_json(&stored.story.story());
    }
    let mut out = String::new();
    for block in &stored.story.blocks {
        out += &match block {
            Block::Heading(level, text, _) => format!("\n{} {text}\n", "#".repeat((*level).into())),
            Block::Paragraph(text) => format!("\n{}\n", textwrap::fill(text, 100)),
            Block::Item(text) => {
                format!(
                    "{}\n",
                    textwrap::fill(text, textwrap::Options::new(100).initial_indent("- ").subsequent_indent("  "))
                )
            }
        };
    }
    print_line(out.trim())
}

#[derive(Serialize)]
struct CheckedStory {
    story: String,
    file: String,
    points: usize,
    problems: Vec<Problem>,
}

fn check_all(context: &Context, names: &[String]) -> CommandResult {
    let stored = match names {
        [] => match stories::load_all(&context.home)? {
            mut all if !all.unreadable.is_empty() => return Err(all.unreadable.swap_remove(0).into()),
            all => all.stories,
        },
        names => names.iter().map(|n| stories::find(&context.home, n)).collect::<Result<_, _>>()?,
    };
    let checked: Vec<CheckedStory> = stored.iter().map(checked).collect();
    let problems: usize = checked.iter().map(|c| c.problems.len()).sum();
    if context.global.json {
        print_json(&checked)?;
    } else {
        for c in &checked {
            for problem in &c.problems {
                print_line(&format!("{}:{}: {}", c.file, problem.line, problem.message))?;
            }
        }
        for s in &stored {
            let count = |part: Part| s.story.points.iter().filter(|(_, p)| p.part == part).count();
            let parts = Part::ALL.map(|p| format!("{} {}", count(p), p.section())).join(", ");
            print_line(&format!("{}: {parts}", s.story.id))?;
        }
    }
    match problems {
        0 => Ok(()),
        1 => Err(Failure::new("1 thing is left to do. Write it, then check again")),
        n => Err(Failure::new(format!("{n} things are left to do. Write them, then check again"))),
    }
}

fn checked(stored: &StoredStory) -> CheckedStory {
    let built_in = || format!("built-in:{}.md", stored.story.id);
    CheckedStory {
        story: stored.story.id.clone(),
        file: stored.file.as_ref().map_or_else(built_in, |f| f.display().to_string()),
        points: stored.story.points.len(),
        problems: check(&stored.story),
    }
}
