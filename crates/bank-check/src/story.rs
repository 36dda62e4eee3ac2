//! What a story still lacks before it can be rehearsed with.

use outloud_core::story::{Block, Part, SECTIONS, StoryFile, StoryPoint};
use outloud_scoring::text::{self, Class};

/// Longer points are whole anecdotes, too long for one statement.
const LONGEST_POINT: usize = 30;

/// Something to mend in a story.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// Everything worth mending, in the order of the file.
#[must_use]
pub fn check(story: &StoryFile) -> Vec<Problem> {
    let mut problems = sections(story);
    for (n, (line, point)) in story.points.iter().enumerate() {
        let twin = story.points[..n].iter().find(|(_, other)| stems(&other.point) == stems(&point.point));
        let message = fault(point).or_else(|| {
            twin.map(|(first, _)| format!("'{}' stands in line {first} already. Keep one of them", point.point))
        });
        problems.extend(message.map(|message| Problem { line: *line, message }));
    }
    problems.sort_by_key(|p| p.line);
    problems
}

/// Sections that are missing, or have nothing in them.
fn sections(story: &StoryFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, part) in SECTIONS {
        let at = story
            .blocks
            .iter()
            .position(|b| matches!(b, Block::Heading(_, text, _) if text.eq_ignore_ascii_case(name)));
        let Some(at) = at else {
            problems.push(Problem {
                line: 1,
                message: format!("there is no section '## {name}'. `outloud story new` shows all of them"),
            });
            continue;
        };
        let Block::Heading(_, _, line) = story.blocks[at] else { continue };
        let empty = match part {
            Some(part) => !story.points.iter().any(|(_, p)| p.part == part),
            None => matches!(story.blocks.get(at + 1), None | Some(Block::Heading(1 | 2, ..))),
        };
        if empty {
            let what = if part.is_some() { "list items ('- ...')" } else { "a few sentences" };
            problems.push(Problem { line, message: format!("'{name}' is empty. Write {what} under it") });
        }
    }
    problems
}

fn fault(StoryPoint { part, point, .. }: &StoryPoint) -> Option<String> {
    let words = point.split_whitespace().count();
    let tokens = text::tokens_of(point);
    if !tokens.iter().any(|t| t.class == Class::Content) {
        Some(format!("'{point}' has no word that could be listened for. Say what it was"))
    } else if words > LONGEST_POINT {
        Some(format!("this point has {words} words, which nobody says in one go. Split it, at most {LONGEST_POINT}"))
    } else if *part == Part::Number && !tokens.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit())) {
        Some(format!("'{point}' has no number in it. Give it one, or move it to 'What I did'"))
    } else {
        None
    }
}

fn stems(point: &str) -> Vec<String> {
    text::tokens_of(point).into_iter().filter(|t| t.class == Class::Content).map(|t| t.stem).collect()
}

#[cfg(test)]
mod tests {
    use outloud_store::{banks, stories, story_markdown};

    use super::*;

    #[test]
    fn the_story_that_ships_lacks_nothing_and_says_which_bank_it_is_for() {
        let stories = stories::built_in();
        let banks = banks::built_in().unwrap();
        assert!(!stories.is_empty());
        for stories::StoredStory { story, .. } in stories {
            assert_eq!(check(&story), [], "{}", story.id);
            assert!(!story.banks.is_empty());
            for bank in &story.banks {
                assert!(banks.iter().any(|b| b.bank.id == *bank), "{bank}");
            }
        }
    }

    const STORY: &str = "# Shop\n\nFor: git, docker\n\n<!-- a comment -->\n## Context\nA web shop.\n\n## Stack\nRust, S3.\n\n\
        ## What I did\n- Moved images to *S3*\n  in a week (or: object storage; the bucket)\n- Cut the bill\n\n\
        ## Numbers\n- From 9 to six minutes\n\n## What I learned\n- Measure first\n";

    #[test]
    fn a_story_is_read_with_its_points() {
        let story = story_markdown::read("shop", STORY);
        assert_eq!(
            (story.title.as_str(), story.banks.as_slice()),
            ("Shop", &["git".to_owned(), "docker".to_owned()][..])
        );
        let (line, first) = &story.points[0];
        assert_eq!((*line, first.part, first.point.as_str()), (13, Part::Did, "Moved images to S3 in a week"));
        assert_eq!(first.any, ["object storage", "the bucket"]);
        assert_eq!(story.points.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [13, 15, 18, 21]);
        assert!(story.blocks.contains(&Block::Paragraph("A web shop.".to_owned())), "{:?}", story.blocks);
        assert_eq!(check(&story), []);
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let cases = [
            ("## Stack\nRust, S3.\n", "", 1, "there is no section '## Stack'"),
            ("A web shop.\n", "", 6, "'Context' is empty"),
            ("- Measure first\n", "", 20, "'What I learned' is empty"),
            ("- From 9 to six minutes", "- Much faster", 18, "'Much faster' has no number"),
            ("- Cut the bill", "- It was so", 15, "'It was so' has no word"),
            ("- Cut the bill", "- Move the images to S3 in weeks", 15, "stands in line 13 already"),
        ];
        for (from, to, line, expected) in cases {
            assert!(STORY.contains(from), "{from}");
            let problems = check(&story_markdown::read("shop", &STORY.replace(from, to)));
            let fits = problems.iter().any(|p| p.line == line && p.message.contains(expected));
            assert!(fits, "{from} -> {to}: {problems:?}");
        }
        assert_eq!(check(&story_markdown::read("x", "")).len(), 5);
    }
}
