//! What is written is read back equal, for any session that can be made; and sessions of the first version are read for ever.

use std::path::Path;

use outloud_core::{
    bank::{Keyword, Question},
    session::{Persona, Planned, RoundSettings, Session, SessionKind, Take},
    sound::{Sound, Span},
    transcript::{Transcript, Word},
};
use outloud_store::{
    home::Home,
    sessions::{SessionStore, parse},
};
use proptest::{collection::vec, option, prelude::*};

fn seconds() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..4000.0_f64, any::<f64>().prop_filter("sessions hold no infinity", |s| s.is_finite())]
}

fn transcript() -> impl Strategy<Value = Transcript> {
    let word = (any::<String>(), option::of(seconds()), option::of(seconds()), option::of(0.0..=1.0)).prop_map(
        |(text, start_s, end_s, probability)| Word { text, start_s, end_s, probability, hearings: Vec::new() },
    );
    (any::<String>(), vec(word, 0..6)).prop_map(|(text, words)| Transcript { text, words })
}

fn sound() -> impl Strategy<Value = Sound> {
    let span = || (seconds(), seconds()).prop_map(|(start_s, end_s)| Span { start_s, end_s });
    (seconds(), vec(span(), 0..4), vec(span(), 0..3), any::<u64>(), vec(any::<String>(), 0..3)).prop_map(
        |(duration_s, speech, hesitations, dropped_frames, warnings)| Sound {
            duration_s,
            speech,
            hesitations,
            dropped_frames,
            other_language: dropped_frames % 2 == 1,
            warnings,
        },
    )
}

fn question() -> impl Strategy<Value = Question> {
    let keyword = (any::<String>(), vec(any::<String>(), 0..3), 1..=3_u8).prop_map(|(term, any, weight)| Keyword {
        term,
        any,
        weight,
    });
    ("[a-z-]{1,12}", any::<String>(), any::<String>(), option::of(any::<String>()), vec(keyword, 0..4)).prop_map(
        |(id, prompt, model, context, keywords)| Question { context, keywords, ..Question::bare(&id, &prompt, &model) },
    )
}

fn take() -> impl Strategy<Value = Take> {
    let texts = (any::<String>(), any::<String>(), option::of(any::<String>()), option::of(any::<String>()));
    let heard = (option::of(transcript()), option::of(transcript()), option::of(sound()));
    (any::<u32>(), texts, question(), heard, any::<u32>(), option::of(any::<String>())).prop_map(
        |(number, (bank, started_at, audio, model), question, (transcript, heard, sound), hints_seen, note)| {
            let mut take: Take = serde_json::from_value(serde_json::json!({
                "number": number, "bank": bank, "question": question, "started_at": started_at, "audio": audio, "model": model,
                "time_limit_s": hints_seen, "transcript": null, "sound": null, "scorecard": null, "hints_seen": hints_seen,
            }))
            .unwrap();
            (take.transcript, take.heard, take.sound, take.note) = (transcript, heard, sound, note);
            take
        },
    )
}

fn round() -> impl Strategy<Value = RoundSettings> {
    let planned = (any::<String>(), any::<String>()).prop_map(|(bank, question)| Planned { bank, question });
    let stops = (any::<bool>(), any::<bool>());
    (any::<usize>(), option::of(any::<u32>()), any::<u32>(), stops, any::<u64>(), vec(planned, 0..4)).prop_map(
        |(questions, minutes, think_time_s, (strict, hard_stop), seed, plan)| RoundSettings {
            questions,
            minutes,
            think_time_s,
            answer_time_s: minutes,
            strict,
            hard_stop,
            seed,
            persona: strict.then_some(Persona::Brisk),
            plan,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_session_is_read_back_as_it_was_written(takes in vec(take(), 1..4), round in option::of(round())) {
        let folder = tempfile::tempdir().unwrap();
        let store = SessionStore::new(&Home::at(folder.path()));
        let now = "2026-11-21T09:30:00+01:00[Europe/Berlin]".parse().unwrap();
        let mut writer = store.create(SessionKind::Mock, round, &now);
        for take in takes {
            writer.put_take(take).unwrap();
        }
        let read: Session = store.find(None).unwrap();
        prop_assert!(read == *writer.session());
    }

    #[test]
    fn any_beginning_of_a_session_is_refused_and_not_a_panic(cut in 0..1500_usize) {
        let whole = include_bytes!("../fixtures/sessions/schema-1.json");
        prop_assert!(parse(Path::new("session.json"), &whole[..cut.min(whole.len() - 4)]).is_err());
    }
}

#[test]
fn a_session_of_the_first_version_is_read_for_ever() {
    let session = parse(Path::new("schema-1.json"), include_bytes!("../fixtures/sessions/schema-1.json")).unwrap();
    let take = &session.takes[0];
    assert_eq!((take.scorecard.as_ref().unwrap().score, take.hints_seen), (41.5, 0));
    assert!(take.time_limit_s.is_some(), "derived, because the first version did not store it");
    assert_eq!(take.transcript.as_ref().unwrap().words[0].text, "A");
    assert!(take.heard.is_none() && take.sound.as_ref().unwrap().warnings.is_empty());
}
