//! Layouts of Markdown notes, each with what has to come out.

use super::*;
use crate::import::{Draft, QuestionLayout, Reason};

fn reading(text: &str) -> Reading {
    from_markdown(text, ReadOptions::default()).unwrap()
}

fn drafts(text: &str) -> Vec<Draft> {
    reading(text).drafts
}

fn sides(text: &str) -> Vec<(String, String)> {
    drafts(text).into_iter().map(|d| (d.prompt, d.answer)).collect()
}

fn prompts(text: &str) -> Vec<String> {
    drafts(text).into_iter().map(|d| d.prompt).collect()
}

fn pair(prompt: &str, answer: &str) -> (String, String) {
    (prompt.to_owned(), answer.to_owned())
}

fn left_out(text: &str) -> Vec<(Reason, String)> {
    reading(text).left_out.into_iter().map(|l| (l.reason, l.name)).collect()
}

#[test]
fn labelled_lines() {
    let expected = [pair("What is Git?", "A version control system."), pair("Why?", "History.")];
    assert_eq!(sides("Q: What is Git?\nA: A version control system.\n\n**Q2.** Why?\n\n**A:** History."), expected);
}

#[test]
fn everything_up_to_the_answer_is_the_question() {
    let text = "Q: A job fails only at night and the log shows nothing\nunusual. Where do you look\nfirst?\nA: At what else\nruns then.\n\n\
                Question: Two queues grow.\n\nOne of them is read by nobody. Which one?\n\nAnswer: The second.";
    let expected = [
        pair(
            "A job fails only at night and the log shows nothing unusual. Where do you look first?",
            "At what else runs then.",
        ),
        pair("Two queues grow. One of them is read by nobody. Which one?", "The second."),
    ];
    assert_eq!(sides(text), expected);
}

#[test]
fn what_is_labelled_is_a_question_without_mark_and_answer() {
    let text = "Q: Tell me about a failure.\n\nQ: Your greatest strength\n\nQ: Why here?\nA: The work.";
    assert_eq!(prompts(text), ["Tell me about a failure.", "Your greatest strength", "Why here?"]);
    assert_eq!(reading(text).unanswered(), 2);
}

#[test]
fn headings_with_answers_and_the_topic_above() {
    let text =
        "# Git\n\n## 1. What is a branch?\n\nA line of work.\n\n- cheap\n- local\n\n## Merge or rebase?\n\nBoth.";
    assert_eq!(
        sides(text),
        [pair("What is a branch?", "A line of work.\n- cheap\n- local"), pair("Merge or rebase?", "Both.")]
    );
    assert_eq!(drafts(text)[0].topic, "Git");
}

#[test]
fn deeper_headings_belong_to_the_answer_unless_they_ask_themselves() {
    let text = "# All questions\n\n## Contents\n\n- [Map or set?](#map-or-set)\n\n## Map or set?\n\nBoth hold keys.\n\n### Map\n\nValues too.\n\n\
                #### Why is it so?\n\nSpeed.\n\n**[↥ Back to top](#contents)**\n\n### 2. What is a heap?\n\nA tree.\n\n## License\n\nFree.";
    assert_eq!(
        sides(text),
        [
            pair("Map or set?", "Both hold keys.\nMap\nValues too.\nWhy is it so?\nSpeed."),
            pair("What is a heap?", "A tree.")
        ]
    );
    assert_eq!(left_out(text), [(Reason::Contents, "Contents".into()), (Reason::Prose, "License".into())]);
}

#[test]
fn a_heading_that_asks_nothing_is_a_question_among_questions() {
    let text = "## What is a mutex?\n\nA lock.\n\n## Deadlock\n\nTwo wait for each other.\n\n## What is a race?\n\nOrder matters.\n";
    assert_eq!(prompts(text), ["What is a mutex?", "Deadlock", "What is a race?"]);
    let terms = "# Terms\n\n## DNS\n\nNames.\n\n## Pod\n\nContainers.";
    assert_eq!(sides(terms), [pair("DNS", "Names."), pair("Pod", "Containers.")]);
    assert!(from_markdown("# A story\n\nOnce.", ReadOptions::default()).is_err());
}

#[test]
fn only_numbering_is_taken_off_a_heading() {
    let text = "## 502 vs 504: what is the difference?\n\nA.\n\n## 3-tier design: name the tiers\n\nB.\n\n## 12) What is 2FA?\n\nC.";
    assert_eq!(prompts(text), ["502 vs 504: what is the difference?", "3-tier design: name the tiers", "What is 2FA?"]);
}

#[test]
fn details_hide_hints_and_answers() {
    let text = "## What is DNS?\n\n<details>\n<summary>💡 Hint</summary>\n\nA phone book.\n\n</details>\n\n\
                <details><summary>Show the answer</summary>Names to <b>addresses</b>.</details>";
    let draft = &drafts(text)[0];
    assert_eq!((draft.answer.as_str(), draft.hints.clone()), ("Names to addresses.", vec!["A phone book.".to_owned()]));
}

#[test]
fn a_summary_is_the_question_unless_it_is_a_label() {
    let text = "<details>\n<summary>Explain how a view shows one solution</summary><br><b>\nIt hides the rest.\n</b></details>\n\n\
                <details>\n<summary>Open files: count them</summary>\n\n`lsof`\n</details>\n\n<details><summary>Why?</summary></details>";
    let expected = [
        pair("Explain how a view shows one solution", "It hides the rest."),
        pair("Open files: count them", "lsof"),
        pair("Why?", ""),
    ];
    assert_eq!(sides(text), expected);
}

#[test]
fn lists_and_code_in_a_summary_belong_to_its_question() {
    let text = "<details>\n<summary>What is a hub?</summary><br>\n\nA box.\n</details>\n\n<details>\n<summary>What do these do?\n\n  * ping\n  * dig\n\
                </summary><br>\n\nReach, resolve.\n</details>\n\n<details>\n<summary>What is printed?\n\n```\nx = 1\n\necho $x\n```\n</summary>\n\nNothing.\n</details>";
    let all = drafts(text);
    assert_eq!(all.iter().map(|d| d.answer.as_str()).collect::<Vec<_>>(), ["A box.", "Reach, resolve.", "Nothing."]);
    assert_eq!((all[1].prompt.as_str(), all[1].context.as_str()), ("What do these do?", "- ping\n- dig"));
    assert_eq!(all[2].context, "x = 1\n\necho $x");
}

#[test]
fn options_are_shown_with_the_question_and_the_letter_is_the_answer() {
    let text = "###### 7. What is printed?\n\n```js\nlog(1 + \"1\")\n```\n\n- A: `2`\n- B: `11`\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n\
                #### Answer: B\n\nA number and a string give a string.\n\n</p>\n</details>\n";
    let draft = &drafts(text)[0];
    assert_eq!(
        (draft.prompt.as_str(), draft.context.as_str()),
        ("What is printed?", "log(1 + \"1\")\n- A: 2\n- B: 11")
    );
    assert_eq!(draft.answer, "B: 11\nA number and a string give a string.");
}

#[test]
fn bold_questions_below_topics() {
    let text = "# Theory\n\n## Sorting\n\n**What is quicksort? 🔑**\n\nDivide.\n\n**Fast** on average.\n\n<br/>\n\n**Name two others.**\nMerge, heap.\n\n## Graphs\n\n\
                **What is a tree?**\n\nNo cycles.";
    let expected = [
        pair("What is quicksort?", "Divide.\nFast on average."),
        pair("Name two others.", "Merge, heap."),
        pair("What is a tree?", "No cycles."),
    ];
    assert_eq!(sides(text), expected);
    assert_eq!(drafts(text)[2].topic, "Graphs");
}

#[test]
fn numbered_questions_with_answers_inside_or_below() {
    let text = "# Git\n\n1. **What is a hook?**\n\n   A script.\n\n2. What is a blob?\n   - Bytes.\n\n3. Explain reflog.\n\n   It logs refs.";
    let expected = [
        pair("What is a hook?", "A script."),
        pair("What is a blob?", "Bytes."),
        pair("Explain reflog.", "It logs refs."),
    ];
    assert_eq!(sides(text), expected);
    let apart = "1. What is a hook?\n\nA script.\n\n2. What is a blob?\n\nBytes.";
    assert_eq!(sides(apart), [pair("What is a hook?", "A script."), pair("What is a blob?", "Bytes.")]);
}

#[test]
fn front_matter_is_no_question_and_items_that_ask_are() {
    let text = "---\ntitle: Web\nlayout: page\n---\n\n* What is a cache?\n* Explain these codes:\n  * 301\n  * 404\n* [What else?](https://example.org)\n* Nothing here\n";
    let read = reading(text);
    assert_eq!(read.title.as_deref(), Some("Web"));
    assert_eq!(prompts(text), ["What is a cache?", "Explain these codes:"]);
    assert_eq!(read.drafts[1].context, "- 301\n- 404");
    assert_eq!(read.drafts[1].line, 7);
}

#[test]
fn obsidian_and_hashcards() {
    let text = "#flashcards\n\nWhat is a node?::A machine\n\nWhat is a taint?\n?\nA repellent\n\n## What is a label? #card\n\nA key and a value.\n\n> [!question]- What is a job?\n> It ends.\n";
    let expected = [
        pair("What is a node?", "A machine"),
        pair("What is a taint?", "A repellent"),
        pair("What is a label?", "A key and a value."),
        pair("What is a job?", "It ends."),
    ];
    assert_eq!(sides(text), expected);
    let hash = "Q: What is a node?\nA: A machine.\n\nIt has:\n\n- a kernel\n\n---\n\nC: The port of [SSH] is [22].\n\n---\n\nQ: Why?\nA: So.";
    let expected = [
        pair("What is a node?", "A machine.\nIt has:\n- a kernel"),
        pair("Complete this: The port of ... is ....", "The port of SSH is 22."),
        pair("Why?", "So."),
    ];
    assert_eq!(sides(hash), expected);
}

#[test]
fn links_pictures_and_tables() {
    let text = "### [What is a `NULL`?](https://example.org)\n\nNo *value*. See&nbsp;[docs](https://example.org) and ![a picture](y.png).\n\n![picture](x.png)\n\nUseful resources:\n\n\
                - [one](https://example.org)\n\n### How do they differ?\n\n| Name | Map | Set |\n|---|---|---|\n| Keys | yes | yes |\n";
    let expected = [
        pair("What is a NULL?", "No value. See docs and a picture."),
        pair("How do they differ?", "Name | Map | Set\nKeys | yes | yes"),
    ];
    assert_eq!(sides(text), expected);
}

#[test]
fn a_hint_is_a_hint_wherever_it_stands() {
    for text in [
        "Q: What is a port?\nA: A number.\nHint: Think of a door.\nHint 2: There are\nmany of them.\n\nIt names a service.",
        "## What is a port?\n\nA number.\n\n**Hint 1:** Think of a door.\n\n*Hint* - There are many of them.\n\nIt names a service.",
        "### What is a port?\nHint: Think of a door.\n\nA number.<br/>Hint: There are many of them.\n\nIt names a service.",
        "## What is a port?\n\nHints:\n\n- Think of a door.\n- There are many of them.\n\nAnswer: A number.\n\nIt names a service.",
    ] {
        let draft = &drafts(text)[0];
        let hints = ["Think of a door.", "There are many of them."].map(str::to_owned).to_vec();
        assert_eq!((draft.answer.as_str(), draft.hints.clone()), ("A number.\nIt names a service.", hints), "{text}");
    }
}

#[test]
fn code_has_no_labels() {
    let text = "## What is YAML?\n\nIndented data:\n\n```yaml\na: 1\nq: 2\n```";
    assert_eq!(sides(text), [pair("What is YAML?", "Indented data:\na: 1\nq: 2")]);
}

#[test]
fn code_that_a_question_shows_is_no_answer() {
    let text = "Question: What is the value of `n`?\n```js\nvar n = 1\n```\n\nQuestion: How do you write a loop?\n```js\nfor (;;) {}\n```\n";
    let all = drafts(text);
    assert_eq!((all[0].context.as_str(), all[0].answer.as_str()), ("var n = 1", ""));
    assert_eq!((all[1].context.as_str(), all[1].answer.as_str()), ("", "for (;;) {}"));
}

#[test]
fn headings_in_items_and_what_they_hold() {
    let text = "1. ### What is a closure\n\n    A function:\n\n    1. **Scope:**\n\n       What is around it.\n\n  ## Key Points\n\n  Memory.\n\n2. ### What is a class\n\n    A template.\n\n    ```js\n    class A {}\n    ```\n";
    let expected = [
        pair("What is a closure", "A function:\n- Scope:\nWhat is around it.\nKey Points\nMemory."),
        pair("What is a class", "A template.\nclass A {}"),
    ];
    assert_eq!(sides(text), expected);
}

#[test]
fn the_layout_can_be_told() {
    let text = "## What do you know of sorting?\n\nIntroduction.\n\n**What is quicksort?**\n\nDivide.\n\n**What is heapsort?**\n\nA heap.\n\n**What is a bucket?**\n\nBins.\n";
    assert_eq!(prompts(text), ["What do you know of sorting?"]);
    assert_eq!(reading(text).other_layout(), Some((QuestionLayout::Bold, 3)));
    let bold = from_markdown(text, ReadOptions { layout: Some(QuestionLayout::Bold), keep_unanswered: false }).unwrap();
    assert_eq!(bold.drafts.len(), 3);
}

#[test]
fn placeholders_are_no_answers_and_unanswered_titles_are_left_out() {
    let text = "## What is a fork?\n\nTo be completed.\n\n## Threads\n\n## What is a join?\n\nWaiting.\n";
    assert_eq!(sides(text), [pair("What is a fork?", ""), pair("What is a join?", "Waiting.")]);
    assert_eq!(left_out(text), [(Reason::Unanswered, "Threads".into())]);
    let kept = from_markdown(text, ReadOptions { keep_unanswered: true, layout: None }).unwrap();
    assert_eq!(kept.drafts.len(), 3);
}

#[test]
fn titles_above_questions() {
    let text = "# Design\n\n## Globals\n\nWhy are globals evil? Show it.\n\n## Cohesion\n\nWhat is cohesion?\n\n```\nx\n```\n\n## Locks\n\nExplain locks.\n\n\
                ## Trees\n\nHow deep is a tree?\n\n## Credits\n\nThanks.\n";
    assert_eq!(
        prompts(text),
        ["Why are globals evil? Show it.", "What is cohesion?", "Explain locks.", "How deep is a tree?"]
    );
    let second = &drafts(text)[1];
    assert_eq!((second.topic.as_str(), second.context.as_str(), second.answer.as_str()), ("Cohesion", "x", ""));
}

#[test]
fn a_list_of_things_to_do_beside_questions_is_none() {
    let text = "# Guide\n\n- Solve exercises\n- Explain nothing\n\n<details><summary>What is a pod?</summary>\n\nContainers.\n\n</details>\n\n- What now?\n- Tell me more.\n";
    assert_eq!(prompts(text), ["What is a pod?", "What now?", "Tell me more."]);
}

#[test]
fn plain_lines_that_ask() {
    assert_eq!(
        sides("What is a pod?\nContainers.\n\nWhat is DNS?\nNames.\n\nAnd more.\n"),
        [pair("What is a pod?", "Containers."), pair("What is DNS?", "Names.\nAnd more.")]
    );
    assert_eq!(
        prompts("What is a pod?\nWhat is DNS?\nHow do you sleep?\n"),
        ["What is a pod?", "What is DNS?", "How do you sleep?"]
    );
}

#[test]
fn what_is_missing_is_named_with_its_line() {
    let problem = |text: &str| from_markdown(text, ReadOptions::default()).unwrap_err().to_string();
    assert!(problem("intro\n\nA: lonely").starts_with("line 3: 'A: lonely' stands before any question"));
    assert!(problem(&format!("A: {}", "on and on ".repeat(1_000))).len() < 200);
    assert!(problem("a::b").contains("nothing here looks like a question"));
    assert!(problem("just prose").contains("nothing here looks like a question"));
}
