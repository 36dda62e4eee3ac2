//! What an import says: what arrived, what was left out and why, what is left to do.

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;

use super::super::{
    failure::CommandResult,
    output::{print_json, print_line, say},
    table::{table, text},
};
use outloud_bank_check::{Filed, Finding, check};
use outloud_core::bank::Bank;
use outloud_exchange::import::{Draft, LeftOut, Reading, Reason};

/// How many names of what is left out, and how many lines of what is left to do, are printed; `--json` has all.
const SHOWN: usize = 8;

/// The document of `bank import --json`.
#[derive(Serialize)]
struct ImportDocument<'a> {
    bank: &'a Path,
    dry_run: bool,
    questions: usize,
    unanswered: usize,
    left_out: usize,
    left_out_items: &'a [LeftOut],
    layouts: &'a BTreeMap<outloud_exchange::import::QuestionLayout, usize>,
    left_to_do: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drafts: Option<&'a [Draft]>,
}

/// What an import made, or would make.
pub struct Report<'a> {
    pub notes: &'a Path,
    pub to: &'a Path,
    pub bank: &'a Bank,
    pub reading: &'a Reading,
    pub dry_run: bool,
    pub proposed: bool,
}

impl Report<'_> {
    /// As JSON.
    ///
    /// # Errors
    /// If stdout is closed.
    pub fn print_json(&self) -> CommandResult {
        print_json(&ImportDocument {
            bank: self.to,
            dry_run: self.dry_run,
            questions: self.bank.questions.len(),
            unanswered: self.reading.unanswered(),
            left_out: self.reading.left_out.len(),
            left_out_items: &self.reading.left_out,
            layouts: &self.reading.layouts,
            left_to_do: self.left_to_do(),
            drafts: self.dry_run.then_some(self.reading.drafts.as_slice()),
        })
    }

    /// As text; what is left out is named on stderr.
    ///
    /// # Errors
    /// If stdout is closed.
    pub fn print(&self) -> CommandResult {
        let count = self.bank.questions.len();
        let questions = if count == 1 { "question" } else { "questions" };
        if self.dry_run {
            self.preview()?;
            print_line(&format!("\n{count} {questions} in {}; nothing was written", self.notes.display()))?;
        } else {
            print_line(&format!("{count} {questions} from {} into {}", self.notes.display(), self.to.display()))?;
        }
        match self.reading.unanswered() {
            0 => {}
            1 => print_line("1 has no answer yet: it can be asked, but not scored")?,
            many => print_line(&format!("{many} have no answer yet: they can be asked, but not scored"))?,
        }
        self.say_left_out();
        if let Some((layout, count)) = self.reading.other_layout() {
            say(&format!("{count} lines inside these answers ask as well. --layout {layout} makes them the questions"));
        }
        if self.dry_run {
            return Ok(());
        }
        let todo = self.left_to_do_by_message();
        if !todo.is_empty() {
            print_line("Left to do:")?;
        }
        for line in todo.iter().take(SHOWN) {
            print_line(&format!("  {line}"))?;
        }
        if todo.len() > SHOWN {
            print_line(&format!("  and {} more", todo.len() - SHOWN))?;
        }
        let read = if self.proposed { "Keywords are proposals: read them. Then: " } else { "Next: " };
        print_line(&format!("{read}outloud bank check {}", self.to.display()))
    }

    /// The table of what was understood.
    fn preview(&self) -> CommandResult {
        let mut out = table(&["line", "question", "answer", "shown with it", "hints", "topic"]);
        for draft in &self.reading.drafts {
            let words = |text: &str| match text.split_whitespace().count() {
                0 => "-".to_owned(),
                1 => "1 word".to_owned(),
                many => format!("{many} words"),
            };
            let hints = if draft.hints.is_empty() { String::new() } else { draft.hints.len().to_string() };
            let shown = if draft.context.is_empty() { String::new() } else { words(&draft.context) };
            let prompt = short(&draft.prompt);
            out.add_row([draft.line.to_string(), prompt, words(&draft.answer), shown, hints, short(&draft.topic)]);
        }
        print_line(&text(&out))
    }

    /// "12 left out: 9 have no answer (--keep-unanswered), 3 are lists of links", then their names.
    fn say_left_out(&self) {
        let left_out = &self.reading.left_out;
        if left_out.is_empty() {
            return;
        }
        let mut by_reason: BTreeMap<Reason, Vec<&LeftOut>> = BTreeMap::new();
        for l in left_out {
            by_reason.entry(l.reason).or_default().push(l);
        }
        let counts: Vec<String> = by_reason.iter().map(|(reason, all)| reason.count(all.len())).collect();
        say(&format!("{} left out: {}", left_out.len(), counts.join(", ")));
        for (reason, all) in by_reason {
            let names: Vec<String> =
                all.iter().take(SHOWN).map(|l| format!("'{}' (line {})", l.name, l.line)).collect();
            let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
            say(&format!("  {}: {}{more}", reason.count(all.len()), names.join(", ")));
        }
    }

    /// What `bank check` finds in the bank: a line a question.
    fn left_to_do(&self) -> Vec<String> {
        let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for finding in self.findings() {
            of.entry(finding.question.unwrap_or_default()).or_default().push(finding.message);
        }
        let line = |id: &String| of.get(id).map(|messages| format!("{id}: {}", messages.join("; ")));
        self.bank.questions.iter().filter_map(|q| line(&q.id)).collect()
    }

    /// The same: a line for what many questions have in common, then a line a question.
    fn left_to_do_by_message(&self) -> Vec<String> {
        let mut of: Vec<(String, Vec<String>)> = Vec::new();
        for finding in self.findings() {
            let id = finding.question.unwrap_or_default();
            match of.iter_mut().find(|(message, _)| *message == finding.message) {
                Some((_, ids)) => ids.push(id),
                None => of.push((finding.message, vec![id])),
            }
        }
        of.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len()));
        let line = |(message, ids): (String, Vec<String>)| match ids.as_slice() {
            [only] => format!("{only}: {message}"),
            many => format!("{} questions: {message}", many.len()),
        };
        of.into_iter().map(line).collect()
    }

    fn findings(&self) -> Vec<Finding> {
        check(&[Filed { file: &self.to.display().to_string(), bank: self.bank }], &[])
    }
}

/// At most the first line's 70 characters.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 70 {
        line.to_owned()
    } else {
        format!("{}…", line.chars().take(69).collect::<String>())
    }
}
