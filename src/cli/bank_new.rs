//! `outloud bank new` and `outloud bank import`: banks of one's own, from a template or from notes.

use std::path::Path;

use super::{Outcome, args::NotesFormat, context::Context, failure::Failure, print_line};
use crate::{
    domain::{
        bank::{BANK_SCHEMA, Bank, FollowUp, Keyword, Kind, Level, Priority, Question, RubricPoint},
        import::{self, Draft, slug},
        scorer::Scorer,
    },
    runtime::store::{atomic, banks},
};

/// Notes are read whole; nobody's are larger.
const MAX_NOTES_BYTES: u64 = 64 * 1024 * 1024;

/// `bank new`: writes a bank with one complete question that explains itself.
///
/// # Errors
/// If the file exists or cannot be written.
pub fn new(context: &Context, path: Option<&Path>) -> Outcome {
    let path = path.map_or_else(|| context.home.questions_dir().join("my-bank.json"), Path::to_path_buf);
    let stem = path.file_stem().map(|s| slug(&s.to_string_lossy(), 8)).unwrap_or_default();
    let id = if banks::is_id(&stem) { stem } else { "my-bank".to_owned() };
    save(&path, &template(&id), false)?;
    print_line(&format!("Wrote {}. Edit it, then: outloud bank check {0}", path.display()))
}

/// `bank import`: reads notes, proposes keywords, writes a bank and says what is left to do.
///
/// # Errors
/// With the line for notes that cannot be read; if the bank exists and `force` is off.
pub fn import(context: &Context, notes: &Path, format: Option<NotesFormat>, to: Option<&Path>, force: bool) -> Outcome {
    let format = format.or_else(|| NotesFormat::of(notes)).ok_or_else(|| {
        let message = format!(
            "cannot tell what '{}' is by its name. Say it: --format markdown, csv, tsv or anki",
            notes.display()
        );
        Failure::usage(message)
    })?;
    let name = notes.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let drafts = read(notes, format)?;
    let known = context.banks(&[])?;
    let scorer = Scorer::new(known.iter().map(|b| &b.bank));
    let id = Some(slug(&name, 8)).filter(|id| banks::is_id(id)).unwrap_or_else(|| "my-notes".to_owned());
    let bank = import::to_bank(&id, &name, &drafts, |question| scorer.propose_keywords(question));
    let path = to.map_or_else(|| context.home.questions_dir().join(format!("{id}.json")), Path::to_path_buf);
    save(&path, &bank, force)?;
    let todo = import::left_to_do(&bank);
    if context.global.json {
        return context
            .print_json(&serde_json::json!({ "bank": path, "questions": bank.questions.len(), "left_to_do": todo }));
    }
    print_line(&format!("{} questions from {} into {}", bank.questions.len(), notes.display(), path.display()))?;
    for line in &todo {
        print_line(&format!("  {line}"))?;
    }
    print_line(&format!("Keywords are proposals: read them. Then: outloud bank check {}", path.display()))
}

fn read(notes: &Path, format: NotesFormat) -> Result<Vec<Draft>, Failure> {
    let failed = |problem: String| Failure::new(format!("cannot import '{}': {problem}", notes.display()));
    let size = std::fs::metadata(notes).map_err(|e| failed(format!("{e}. Check the path")))?.len();
    if size > MAX_NOTES_BYTES {
        return Err(failed(format!("it has {size} bytes, notes at most {MAX_NOTES_BYTES}. Split the file")));
    }
    let text = || {
        let bytes = std::fs::read(notes).map_err(|e| failed(e.to_string()))?;
        String::from_utf8(bytes).map_err(|e| {
            let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            failed(format!("line {line} is not UTF-8 text. Save the file as UTF-8"))
        })
    };
    let drafts = match format {
        NotesFormat::Markdown => import::from_markdown(&text()?),
        NotesFormat::Csv => import::from_table(&text()?, b','),
        NotesFormat::Tsv => import::from_table(&text()?, b'\t'),
        NotesFormat::Anki => import::from_anki_text(&text()?),
    };
    drafts.map_err(|e| failed(e.to_string()))
}

fn save(path: &Path, bank: &Bank, force: bool) -> Outcome {
    if path.exists() && !force {
        return Err(Failure::new(format!(
            "'{}' exists already. Choose another name, or --force to replace it",
            path.display()
        )));
    }
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        atomic::create_private_folder(folder)?;
    }
    let mut json = serde_json::to_vec_pretty(bank).map_err(|e| Failure::new(e.to_string()))?;
    json.push(b'\n');
    Ok(atomic::write(path, &json)?)
}

/// A complete question about writing questions, which passes `bank check`.
fn template(id: &str) -> Bank {
    let text = |t: &str| t.to_owned();
    let list = |items: &[&str]| items.iter().map(|i| (*i).to_owned()).collect::<Vec<_>>();
    let keyword = |term: &str, any: &[&str], weight| Keyword { term: text(term), any: list(any), weight };
    let point = |point: &str, priority, any: &[&str]| RubricPoint {
        point: text(point),
        priority,
        any: list(any),
        all: Vec::new(),
    };
    let question = Question {
        id: text("template-question"),
        kind: Kind::Definition,
        topic: text("writing-banks"),
        level: Level::Entry,
        prompt: text(
            "What belongs into a good question of this file? Replace this with your first question, as you would say it.",
        ),
        context: None,
        why_asked: text("One sentence on what the interviewer is really finding out."),
        hints: list(&["A lead that gives nothing away: think of what is listened for, and of what comes after."]),
        model_answer: text(
            "I write the model answer the way I would say it out loud, sixty to a hundred and fifty words of it. Then I pick \
             the keywords: the terms that a listener would wait for, each with a weight and with its synonyms, because people \
             use their own words. After that comes the rubric, which is what the recruiter wants to hear, and every point of \
             it gets short phrasings. I mark what is a must and what is only a bonus. Last I write a follow-up for whatever \
             was left out, and I name the pitfalls, the typical mistakes. Then I let the linter check it.",
        ),
        keywords: vec![
            keyword("keywords", &["key terms", "terms to listen for"], 3),
            keyword("weight", &["importance", "how much it counts"], 2),
            keyword("synonyms", &["other ways to say it", "aliases"], 2),
            keyword("rubric", &["recruiter's list", "checklist"], 3),
            keyword("follow-up", &["next question", "probing question"], 1),
        ],
        rubric: vec![
            point(
                "You write the answer as speech",
                Priority::Must,
                &["say it out loud", "spoken", "as I would say", "aloud"],
            ),
            point(
                "You allow for other people's words",
                Priority::Should,
                &["own words", "synonyms", "phrasings", "different wording"],
            ),
            point("You check your work", Priority::Bonus, &["linter", "bank check", "validate"]),
        ],
        follow_ups: vec![FollowUp {
            prompt: text("How do you find out whether the question is fair?"),
            when_missing: Some(text("You check your work")),
            model_answer: text(
                "I answer it once in my own words, as a good candidate would, and once vaguely. The good answer should reach \
                 seventy, the vague one should stay below forty. If not, I mend the phrasings and not the candidate.",
            ),
            keywords: vec![
                keyword("own words", &["my words"], 2),
                keyword("vague", &["weak answer"], 1),
                keyword("seventy", &["70"], 1),
            ],
        }],
        pitfalls: list(&["Keywords that every answer contains: they measure nothing."]),
        answer_time_s: 90,
    };
    Bank {
        schema: BANK_SCHEMA,
        id: text(id),
        title: text("My bank"),
        language: text("en"),
        description: text("Replace this with one sentence on what the bank is for."),
        questions: vec![question],
    }
}

impl NotesFormat {
    /// The format that a file's name tells.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "txt" => Some(Self::Anki),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_template_is_a_bank() {
        let json = serde_json::to_vec(&template("mine")).unwrap();
        assert_eq!(banks::parse("mine.json", &json).unwrap().questions.len(), 1);
    }

    #[test]
    fn names_tell_formats() {
        assert_eq!(NotesFormat::of(&PathBuf::from("a/NOTES.MD")), Some(NotesFormat::Markdown));
        assert_eq!(NotesFormat::of(&PathBuf::from("deck.txt")), Some(NotesFormat::Anki));
        assert_eq!(NotesFormat::of(&PathBuf::from("x.pdf")), None);
    }
}
