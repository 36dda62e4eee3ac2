//! What the engine hears in whole sentences: a small notation, `+` met, `-` contradicted, `.` neither.

use outloud_core::{
    bank::{Point, Priority, Question},
    scorecard::Verdict,
    transcript::Transcript,
};

use super::CompiledStatements;
use crate::{
    matching::{IndexedTranscript, Lexicon},
    pronounce::PhoneCosts,
};

pub(super) fn question(subjects: &str, says: &[&str], wrong: &[&str]) -> Question {
    let mut point = Point::new("p", Priority::Must, says);
    point.wrong = wrong.iter().map(|&w| w.to_owned()).collect();
    Question {
        subjects: serde_json::from_str(subjects).expect("subjects"),
        points: vec![point],
        ..Question::bare("q", "", "")
    }
}

pub(super) fn verdict(question: &Question, text: &str) -> char {
    let indexed = IndexedTranscript::new(&Transcript::from_text(text), &Lexicon::default());
    let verdicts = CompiledStatements::new(question).judge(&indexed, &PhoneCosts::new());
    let point = &verdicts.points[0];
    match point.verdict() {
        Verdict::Met => '+',
        Verdict::Contradicted => '-',
        Verdict::Missed => '.',
    }
}

fn all(question: &Question, cases: &[(char, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(want, text)| (want, verdict(question, text), text))
        .filter(|(want, got, _)| *want != got)
        .map(|(want, got, text)| format!("wanted {want}, got {got}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_predicate_belongs_to_its_subject() {
    let metrics = r#"[{"gauge":[],"counter":[],"histogram":[],"summary":["summaries"]}]"#;
    let gauge = question(metrics, &["gauge: up_and_down|rise_and_fall", "gauge: {increase} {decrease}"], &[]);
    all(
        &gauge,
        &[
            ('+', "A gauge goes up and down."),
            ('+', "A gauge is a level. It can go up and it can go down."),
            ('+', "a counter only goes up and a gauge can rise and fall"),
            ('+', "Unlike a counter, a gauge goes up and down."),
            ('+', "A gauge, unlike a counter, goes up and down."),
            ('-', "A counter goes up and down. A gauge only goes up."),
            ('-', "A gauge only goes up. A counter goes up and down."),
            ('-', "the counter goes up and down and the gauge is only for totals"),
            ('.', "It goes up and down."),
            ('.', "A gauge is a kind of metric."),
        ],
    );
}

#[test]
fn the_subject_is_what_the_clause_is_about() {
    let git = r#"[{"fetch":["git fetch"],"pull":["git pull"]}]"#;
    let pull = question(git, &["pull: merge|integrate|rebase"], &[]);
    all(
        &pull,
        &[
            ('+', "Pull does a fetch and then integrates the result into my branch."),
            ('+', "Pull is fetch plus merge."),
            ('+', "Fetch only downloads. Pull merges as well."),
            ('+', "with git pull you fetch and merge in one go"),
            ('-', "Fetch merges the changes right away, and pull only downloads them."),
        ],
    );
    let stores = r#"[{"secrets manager":[],"parameter store":[]}]"#;
    let config = question(stores, &["parameter_store: config*|settings"], &[]);
    all(
        &config,
        &[
            ('+', "Secrets go into Secrets Manager and config goes into Parameter Store."),
            ('+', "Parameter Store is for configuration."),
            ('-', "Secrets Manager is for config and Parameter Store is for secrets."),
        ],
    );
}

#[test]
fn a_denial_reverses_a_claim_within_its_clause() {
    let restart = question("[]", &["config* need|require restart"], &[]);
    all(
        &restart,
        &[
            ('+', "A config change needs a restart."),
            ('-', "A config change does not need a restart."),
            ('-', "You never need a restart for a config change."),
            ('+', "It's not only that config changes need a restart."),
            ('+', "I would not worry, because a config change needs a restart anyway."),
            ('.', "We didn't know that the config needed a restart."),
            ('.', "If the config did not need a restart, life would be easier."),
            ('.', "People think that config needs no restart."),
        ],
    );
    let layers = question("[]", &["not {keep}|{store} secret image|layer"], &[]);
    all(
        &layers,
        &[
            ('+', "I never keep secrets in the image."),
            ('+', "You should avoid storing secrets in an image."),
            ('+', "Mount it at build time instead of keeping the secret in the image."),
            ('-', "I keep the secret in the image."),
            ('.', "If you keep the secret in the image, anybody can read it."),
            ('.', "Keeping secrets in the image is a mistake."),
        ],
    );
}

#[test]
fn a_reversal_contradicts_and_a_loose_one_does_not_zero_a_good_answer() {
    let probe = r#"[{"liveness":["liveness probe"],"readiness":["readiness probe"]}]"#;
    let liveness = question(
        probe,
        &["liveness: fail* {restart}"],
        &["liveness: remove|take_out service|traffic", "liveness: not {restart}"],
    );
    all(
        &liveness,
        &[
            ('+', "When the liveness probe fails the container is restarted."),
            ('+', "A failing liveness probe gets the container restarted, readiness takes it out of the service."),
            ('-', "If readiness fails, the pod is restarted. The liveness probe only takes it out of the service."),
            ('-', "the liveness probe does not restart anything"),
        ],
    );
}

#[test]
fn slots_need_words_of_their_own_close_together() {
    let twice = question("[]", &["deploy deploy|release"], &[]);
    all(&twice, &[('.', "We deploy on Monday."), ('+', "We deploy what we release.")]);
    let far = question("[]", &["backup restore"], &[]);
    let filler = "and then we talked about many other things for a while in the big meeting room upstairs ".repeat(2);
    all(
        &far,
        &[
            ('+', "We restore the backup every month."),
            ('+', "We take a backup. And we restore it."),
            ('.', &format!("We take a backup {filler} and somebody can restore things")),
        ],
    );
    let two = question("[]", &["watch|measure 2of(latency|traffic|errors|saturation)"], &[]);
    all(
        &two,
        &[('.', "I watch latency."), ('+', "I watch latency and errors."), ('.', "I watch latency and latency.")],
    );
    let number = question("[]", &["wait 25..40 second|seconds"], &[]);
    all(&number, &[('+', "It waits thirty seconds."), ('.', "It waits 5 seconds.")]);
    let order = question("[]", &["test > deploy"], &[]);
    all(&order, &[('+', "We test and deploy."), ('.', "We deploy and test.")]);
}

#[test]
fn statements_are_heard_through_the_recognisers_spelling() {
    let idempotent = question("[]", &["idempotent {retry}|twice"], &[]);
    all(&idempotent, &[('+', "Make it high in Putin so that we can retry."), ('+', "idempotency lets you retry")]);
    let kubectl = question("[]", &["kubectl describe"], &[]);
    all(&kubectl, &[('+', "I run cube control describe.")]);
}

#[test]
fn a_long_transcript_costs_time_in_proportion() {
    let question = question("[]", &["we {increase} {decrease} data|time", "data data data data"], &[]);
    let text = "we increase data and decrease the time for data ".repeat(5_000);
    assert_eq!(verdict(&question, &text), '+');
}
