//! The six ways to find a term, on whole sentences.

use outloud_core::{scorecard::How, transcript::Transcript};

use crate::{
    Scorer,
    testing::{indexed, spoken},
};

use super::{IndexedTranscript, Lexicon, MatchContext, Target, find, find_as_written};

fn way(term: &str, text: &str) -> Option<How> {
    let found = Scorer::new([]).find_terms([term], &Transcript::from_text(text)).remove(0);
    found.map(|evidence| evidence.how)
}

fn all(cases: &[(&str, &str, Option<How>)]) {
    for (term, text, want) in cases {
        assert_eq!(way(term, text), *want, "{term}: {text}");
    }
}

#[test]
fn each_way_finds_what_the_ways_before_it_do_not() {
    all(&[
        ("monitoring", "We had monitoring.", Some(How::Exact)),
        ("monitoring", "We monitored everything.", Some(How::Stem)),
        ("CI/CD", "Then the C I C D ran.", Some(How::Alias)),
        ("p95", "The P ninety five went up.", Some(How::Alias)),
        ("nginx", "I put engine X in front.", Some(How::Alias)),
        ("bisect", "Get by sect, binary search.", Some(How::Alias)),
        ("rollback", "A roll back was needed.", Some(How::Joined)),
        ("health check", "There is a healthcheck.", Some(How::Joined)),
        ("Prometheus", "We ran Promethius.", Some(How::Fuzzy)),
        ("idempotent", "It was high in Putin.", Some(How::Sound)),
        ("Prometheus", "Pro Meatius scraped it.", Some(How::Sound)),
        ("nginx", "The engine was loud and the secrets leaked.", None),
        ("rollback", "We rolled out the backlog.", None),
    ]);
}

#[test]
fn words_of_a_phrase_stand_close_together_and_in_order() {
    all(&[
        ("slow query", "It was a slow database query.", Some(How::Exact)),
        ("slow query", "The slow site needed a query.", None),
        ("slow query", "The query was slow.", None),
        ("policy as code", "Policies are reviewed in code.", None),
        ("policy as code", "Our policies are code.", Some(How::Stem)),
        ("vault passwords", "Ansible has a vault. I would put the passwords in there.", None),
        ("dead letter queue", "It goes to the dead letter. Queue it was.", Some(How::Exact)),
        ("automatic rollback", "The rollback was not automatic.", None),
        ("rollback was automatic", "The rollback was not automatic.", None),
    ]);
}

#[test]
fn joined_spellings_need_letters_enough() {
    all(&[
        ("IAM", "The variable is m.", None),
        ("IAM", "I am here.", None),
        ("IAM", "We gave it an I A M role.", Some(How::Alias)),
        ("backend", "the back end", Some(How::Joined)),
        ("502", "a five oh two", Some(How::Exact)),
        ("GitLab", "We posted it to get lab.", Some(How::Alias)),
    ]);
}

#[test]
fn near_spelling_is_for_words_of_no_dictionary() {
    all(&[
        ("Terraform", "We use Terrafrom.", Some(How::Fuzzy)),
        ("Grafana dashboards", "We had Graffana dashboards.", Some(How::Fuzzy)),
        ("customize", "The customer called.", None),
        ("import", "That is important.", None),
        ("product", "It runs in production.", None),
    ]);
}

#[test]
fn sounds_must_be_alike_and_no_word_may_be_lost() {
    all(&[
        ("cache", "It sits in the cash.", Some(How::Sound)),
        ("merge request", "It is posted to emerge request.", Some(How::Sound)),
        ("idempotent", "The task is idon't put int.", Some(How::Sound)),
        ("asynchronous", "The call is synchronous.", None),
        ("cardinality", "Carpinter adds a node.", None),
        ("merge request", "That was a request.", None),
    ]);
}

#[test]
fn the_speakers_denial_leaves_a_place_out_and_the_next_one_counts() {
    let context = MatchContext::new([]);
    let target = Target::new("monitoring", []);
    let first = |text: &str| find(&indexed(text), &target, &context.costs).map(|hit| hit.first);
    assert_eq!(first("we had no monitoring"), None);
    assert_eq!(first("we had no monitoring, then monitoring came"), Some(5));
    let wanted = Target { negated_in_model: true, ..target.clone() };
    assert!(find(&indexed("we had no monitoring"), &wanted, &context.costs).is_some());
}

#[test]
fn the_surer_place_wins_and_of_equals_the_first() {
    let context = MatchContext::new([]);
    let target = Target::new("pod", []);
    let first = |words: &[(&str, f64)]| {
        let transcript = IndexedTranscript::new(&spoken(words), &Lexicon::default());
        find(&transcript, &target, &context.costs).map(|hit| hit.first)
    };
    assert_eq!(first(&[("pod", 0.9), ("and", 1.0), ("pod", 0.9)]), Some(0));
    assert_eq!(first(&[("pod", 0.3), ("and", 1.0), ("pod", 0.9)]), Some(2));
    assert_eq!(first(&[("pods", 0.9), ("and", 1.0), ("pod", 0.2)]), Some(2));
}

#[test]
fn written_text_is_not_searched_by_sound_or_near_spelling() {
    let target = Target::new("Prometheus", []);
    assert!(find_as_written(&indexed("we ran promethius"), &target).is_none());
    assert!(find_as_written(&indexed("we ran prometheus"), &target).is_some());
}
