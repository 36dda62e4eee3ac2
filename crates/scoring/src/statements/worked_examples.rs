//! The worked examples of `questions/README.md`, tried out.

use super::tests::{question, verdict};

const README: &str = include_str!("../../../../questions/README.md");
const RIVALS: &str = r#"[{"gauge":[],"counter":[]},{"fetch":[],"pull":[]},{"liveness":[],"readiness":[]}]"#;

#[test]
fn the_worked_examples_are_heard_as_the_readme_says() {
    let table = README.split("| pattern | met by |").nth(1).expect("the table");
    let rows = table.lines().skip(2).take_while(|l| l.starts_with('|'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows {
        let cells: Vec<String> = row
            .replace("\\|", "\u{1}")
            .split('|')
            .map(|c| c.trim().replace('\u{1}', "|"))
            .filter(|c| !c.is_empty())
            .collect();
        let [pattern, met, contradicted, neither] = cells.as_slice() else { panic!("{row}") };
        let pattern = pattern.trim_matches('`');
        let question = question(RIVALS, &[pattern], &[]);
        count += 1;
        for (want, text) in [('+', met), ('-', contradicted), ('.', neither)] {
            let got = verdict(&question, text);
            if got != want {
                wrong.push(format!("{pattern}: wanted {want}, got {got}: {text}"));
            }
        }
    }
    assert_eq!(count, 10);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
