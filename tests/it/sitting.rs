//! A session on scripted ports: the real driver, threads, scorer and disk, without a microphone or a model.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
    mpsc::{Receiver, channel},
};

use outloud::{
    app::{
        App, Banks, Driver, EventSender, Headless, Plan, PortEvent, Recovered, Settings, Step,
        equipment::{CustomModel, Equipment, ModelSource, SoundSource},
        rescore::correct,
        run_headless,
    },
    tui::error::TuiError,
};
use outloud_audio::{AudioEvent, MicWarning, scripted::ScriptedRecorder};
use outloud_core::{
    bank::Question,
    session::{Session, Take},
    sound::SoundBlock,
};
use outloud_engine::{Asked, Command, Phase, Rules};
use outloud_recognition::{Transcriber, scripted::ScriptedTranscriber};
use outloud_scoring::Scorer;
use outloud_store::{banks, home::Home};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.wav");
const SAID: &str = "a container shares the kernel of the host but a virtual machine brings its own";

struct Room {
    folder: tempfile::TempDir,
    app: App,
}

impl Room {
    fn new(recorder: ScriptedRecorder, transcriber: ScriptedTranscriber) -> Self {
        Self::with_model(recorder, ModelSource::Script(transcriber))
    }

    fn with_model(recorder: ScriptedRecorder, model: ModelSource) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let banks = banks::built_in().unwrap().into_iter().map(|b| b.bank).collect();
        let source = Some(SoundSource::Script(recorder));
        let equipment = Equipment { source, model: Some(model), ..Equipment::default() };
        let app = App::new(&Home::at(folder.path()), Banks::of(banks), equipment);
        Self { folder, app }
    }

    fn sit(&self, rules: Rules, questions: usize) -> (Driver, Receiver<PortEvent>) {
        let core = self.app.banks().all().iter().find(|b| b.id == "devops-core").unwrap();
        let queue = core.questions.iter().take(questions).map(|q| Asked::new(&core.id, q.clone())).collect();
        let (sender, inbox) = channel();
        let events: EventSender = Arc::new(move |event| {
            let _ = sender.send(event);
        });
        (self.app.begin(Plan::new(rules, queue), &events).unwrap(), inbox)
    }

    fn run(&self, questions: usize) -> (Result<Session, String>, Vec<String>) {
        let (mut driver, inbox) = self.sit(Rules::practice(), questions);
        let mut told = Vec::new();
        let headless = Headless { questions, think: false };
        let done = run_headless(&mut driver, &inbox, headless, &mut |step| match step {
            Step::Asked(interview) => told.push(format!("asked {}", interview.position().0)),
            Step::Notice(notice) => told.push(format!("notice {notice}")),
            Step::Done(take) => told.push(format!("done {}", take.take.number)),
            Step::Recording(_) | Step::Transcribing(_) => {}
        });
        let closed = driver.close();
        (done.map_err(|e| e.to_string()).and(closed.map_err(|e| e.to_string())), told)
    }
}

/// Two seconds of a tone that counts as voice.
fn voice() -> SoundBlock {
    let samples = (0..32_000).map(|n| (n as f32 * 0.1).sin() * 0.3).collect::<Vec<_>>();
    SoundBlock { voice: vec![0.99; samples.len().div_ceil(256)], samples }
}

fn hearing() -> ScriptedRecorder {
    ScriptedRecorder::hearing(voice())
}

#[test]
fn two_answers_run_through_by_themselves_and_are_stored() {
    let room = Room::new(hearing(), ScriptedTranscriber::new(SAID));
    let (session, told) = room.run(2);
    assert_eq!(told, ["asked 1", "done 1", "asked 2", "done 2"]);
    let session = session.unwrap();
    let stored = room.app.sessions().find(None).unwrap();
    assert!(stored == session, "what is read back is what was written");
    assert_eq!(stored.takes.len(), 2);
    for take in &stored.takes {
        assert_eq!(take.transcript.as_ref().unwrap().text, SAID);
        assert_eq!(take.model.as_deref(), Some("script"));
        assert_eq!(take.sound.as_ref().unwrap().duration_s, 2.0);
        assert!(take.scorecard.is_some());
        let wav = room.app.sessions().audio_of(&stored, take).unwrap();
        assert_eq!(std::fs::metadata(wav).unwrap().len(), 44 + 2 * 32_000);
    }
}

/// The loader counts: two rounds at once, a change of settings that leaves the model alone, and a recovery need one load.
#[test]
fn the_model_is_loaded_once_in_a_run_of_the_program() {
    let loads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&loads);
    let load = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(Box::new(ScriptedTranscriber::new(SAID)) as Box<dyn Transcriber>)
    };
    let room = Room::with_model(hearing(), ModelSource::Custom(CustomModel(Arc::new(load))));
    assert_eq!(room.run(1).0.unwrap().takes.len(), 1);
    room.app.apply_settings(&Settings { speak: false, live: false, ..Settings::default() });
    let session = room.run(2).0.unwrap();
    assert_eq!(session.takes.len(), 2);
    let mut writer = room.app.sessions().open(&session.id).unwrap();
    let lost = Take { transcript: None, scorecard: None, ..session.takes[1].clone() };
    writer.put_take(lost).unwrap();
    drop(writer);
    let lost = outloud::app::interrupted(room.app.sessions(), &room.app.sessions().list().unwrap().sessions);
    let recovered = room.app.recovery().unwrap().score(&lost[0], |_, _| ()).unwrap();
    let Recovered::Scored(take) = recovered else { panic!("{recovered:?}") };
    assert_eq!(
        (take.model.as_deref(), take.transcript.as_ref()),
        (Some("script"), session.takes[1].transcript.as_ref())
    );
    assert_eq!(loads.load(Ordering::Relaxed), 1);
}

#[test]
fn a_microphone_that_cannot_be_opened_is_told_and_nothing_is_stored() {
    let room = Room::new(ScriptedRecorder::failing("it is unplugged"), ScriptedTranscriber::new(SAID));
    let (session, _) = room.run(1);
    let why = session.unwrap_err();
    assert!(why.contains("it is unplugged"), "{why}");
    assert!(room.app.sessions().ids().unwrap().is_empty());
}

#[test]
fn a_recogniser_that_fails_leaves_the_recording() {
    let room = Room::new(hearing(), ScriptedTranscriber::failing("out of memory"));
    let (session, told) = room.run(1);
    assert!(session.unwrap_err().contains("out of memory"));
    assert_eq!((told[0].as_str(), told.last().unwrap().as_str()), ("asked 1", "done 1"), "{told:?}");
    let stored = room.app.sessions().find(None).unwrap();
    let take = &stored.takes[0];
    assert_eq!((take.transcript.as_ref(), take.scorecard.as_ref()), (None, None));
    assert!(room.app.sessions().audio_of(&stored, take).unwrap().is_file());
}

#[test]
fn a_home_that_cannot_be_written_is_named() {
    let room = Room::new(hearing(), ScriptedTranscriber::new(SAID));
    std::fs::write(room.folder.path().join("sessions"), "in the way").unwrap();
    let why = room.run(1).0.unwrap_err();
    assert!(why.contains("sessions"), "{why}");
}

#[test]
fn what_the_microphone_does_wrong_is_told_and_stored() {
    let events = [AudioEvent::Started, AudioEvent::Warning(MicWarning::Clipping), AudioEvent::Block(voice())];
    let recorder = ScriptedRecorder::new(events.into_iter().chain([AudioEvent::SourceEnded]).collect());
    let room = Room::new(recorder, ScriptedTranscriber::new(SAID));
    let (session, told) = room.run(1);
    assert!(told.iter().any(|t| t.starts_with("notice the microphone is too loud")), "{told:?}");
    assert!(session.unwrap().takes[0].sound.as_ref().unwrap().warnings[0].contains("too loud"));
}

#[test]
fn a_stream_that_dies_is_transcribed_as_far_as_it_came() {
    let events = vec![AudioEvent::Started, AudioEvent::Block(voice()), AudioEvent::Failed("unplugged".to_owned())];
    let room = Room::new(ScriptedRecorder::new(events), ScriptedTranscriber::new(SAID));
    let (session, told) = room.run(1);
    assert!(told.contains(&"notice unplugged".to_owned()), "{told:?}");
    assert!(session.unwrap().takes[0].scorecard.is_some());
}

/// Lets the sitting go on until `done`.
fn until(driver: &mut Driver, inbox: &Receiver<PortEvent>, done: impl Fn(&Driver) -> bool) {
    while !done(driver) {
        driver.receive(inbox.recv_timeout(std::time::Duration::from_secs(20)).unwrap());
    }
}

/// A recorder that never comes to its end, like a real one.
fn open_ended() -> ScriptedRecorder {
    ScriptedRecorder::new(vec![AudioEvent::Started, AudioEvent::Block(voice())])
}

fn is_running(driver: &Driver) -> bool {
    matches!(driver.interview().phase(), Phase::Recording { since_ms: Some(_), .. })
}

/// Practice of one question, while its answer is being recorded.
fn recording(room: &Room) -> (Driver, Receiver<PortEvent>) {
    let (mut driver, inbox) = room.sit(Rules::practice(), 1);
    driver.command(Command::Go);
    driver.command(Command::Go);
    until(&mut driver, &inbox, is_running);
    (driver, inbox)
}

#[test]
fn what_is_thrown_away_leaves_no_file() {
    let room = Room::new(open_ended(), ScriptedTranscriber::new(SAID));
    let (mut driver, _inbox) = recording(&room);
    driver.command(Command::Discard);
    let session = driver.close().unwrap();
    assert!(session.takes.is_empty());
    assert!(!room.folder.path().join("sessions").join(&session.id).exists());
}

#[test]
fn leaving_in_the_middle_of_an_answer_stores_its_sound() {
    let room = Room::new(open_ended(), ScriptedTranscriber::new(SAID));
    let (mut driver, inbox) = recording(&room);
    while driver.finish_recording() {
        driver.receive(inbox.recv_timeout(std::time::Duration::from_secs(20)).unwrap());
    }
    let session = driver.close().unwrap();
    assert_eq!(session.takes[0].sound.as_ref().unwrap().duration_s, 2.0);
}

#[test]
fn a_panic_of_the_thread_that_draws_leaves_the_answer_whole_and_on_offer() {
    let room = Room::new(open_ended(), ScriptedTranscriber::new(SAID));
    let (driver, _inbox) = recording(&room);
    let drawing = std::panic::AssertUnwindSafe(|| {
        let _driver = driver;
        panic!("while drawing, on purpose");
    });
    assert!(std::panic::catch_unwind(drawing).is_err());
    let store = room.app.sessions();
    let lost = outloud::app::interrupted(store, &store.list().unwrap().sessions);
    assert_eq!(lost.iter().map(|l| l.duration_s).collect::<Vec<_>>(), [2.0]);
}

#[test]
fn keywords_are_ticked_off_while_one_speaks() {
    let room = Room::new(open_ended(), ScriptedTranscriber::new("shared responsibility"));
    let (mut driver, inbox) = recording(&room);
    driver.command(Command::Go);
    until(&mut driver, &inbox, |d| !d.live().ticks.keywords.is_empty());
    let question = &driver.interview().current().unwrap().question;
    let at = question.keywords.iter().position(|k| k.term == "shared responsibility").unwrap();
    assert!(driver.live().ticks.keywords[at], "{:?}", driver.live().ticks);
}

#[test]
fn a_typed_answer_is_scored_and_dated() {
    let room = Room::new(ScriptedRecorder::failing("none here"), ScriptedTranscriber::new(SAID));
    let (mut driver, inbox) = room.sit(Rules::practice(), 1);
    driver.command(Command::Type);
    driver.command(Command::Submit("shared responsibility and small changes".to_owned()));
    until(&mut driver, &inbox, |d| matches!(d.interview().phase(), Phase::Scored { .. }));
    let session = driver.close().unwrap();
    let take = &session.takes[0];
    assert!(take.scorecard.as_ref().unwrap().score > 0.0);
    assert!(take.started_at.len() > 18 && take.audio.is_none() && take.sound.is_none(), "{}", take.started_at);
}

/// What a user of `--plain` reads after typing these lines.
fn plain(room: &Room, rules: Rules, questions: usize, lines: &'static str) -> (Result<Session, TuiError>, String) {
    let core = room.app.banks().all().iter().find(|b| b.id == "devops-core").unwrap();
    let queue = core.questions.iter().take(questions).map(|q| Asked::new(&core.id, q.clone())).collect();
    let mut output = Vec::new();
    let session = outloud::tui::plain::run(&room.app, Plan::new(rules, queue), lines.as_bytes(), &mut output);
    (session, String::from_utf8(output).unwrap())
}

#[test]
fn the_whole_main_job_in_lines() {
    let room = Room::new(hearing(), ScriptedTranscriber::new("shared responsibility, not silos"));
    let (session, text) =
        plain(&room, Rules::practice(), 2, "build\nhint\n\n\n\nmodel\nbuild\nnote slower\njump\nnext\nquit\n");
    let expected = [
        "Question 1 of 2\nHow would you explain DevOps",
        "[Enter shows it all; hint; type; skip; end; build; quit]",
        "How to build the answer\n1. ",
        "Hint: Start with the people on both sides",
        "Transcribing your answer.",
        " of 100",
        "yes 0:00  shared responsibility",
        "no        automation",
        "[Enter shows the next page; ",
        "1  Start with the people",
        "A model answer\nDevOps means that",
        "How to build the answer\n1. ",
        "Words worth knowing\n",
        "'jump' cannot be done here.",
        "Question 2 of 2",
    ];
    let mut rest = text.as_str();
    for part in expected {
        let at = rest.find(part).unwrap_or_else(|| panic!("no '{part}' in:\n{rest}"));
        rest = &rest[at + part.len()..];
    }
    assert!(!text.contains('\u{1b}'), "no escape sequence in plain text");
    let take = session.unwrap().takes.remove(0);
    assert_eq!((take.note.as_deref(), take.hints_seen), (Some("slower"), 1));
}

#[test]
fn an_estimate_in_lines_is_asked_for_and_stored() {
    let room = Room::new(hearing(), ScriptedTranscriber::new("shared responsibility, not silos"));
    let rules = Rules { estimate: true, ..Rules::practice() };
    let (session, text) = plain(&room, rules, 1, "\n\n11\n7\n");
    assert!(text.contains("How good was your answer?\n[a number from 0 to 10; Enter skips it; quit]"), "{text}");
    assert!(text.contains("'11' cannot be done here.") && text.contains("You said 70, measured "), "{text}");
    assert_eq!(session.unwrap().takes[0].estimate, Some(70));
    let session = room.app.sessions().find(None).unwrap();
    let progress = outloud_engine::progress::of(&[session]);
    assert_eq!(progress.calibration.unwrap().answers, 1);
    let (session, _) = plain(&room, Rules { estimate: true, ..Rules::practice() }, 1, "\n\n");
    assert!(session.unwrap().takes[0].scorecard.is_some(), "the end of the input skips it");
}

#[test]
fn a_typed_answer_in_lines_that_end_with_the_input() {
    let room = Room::new(ScriptedRecorder::failing("none here"), ScriptedTranscriber::new(""));
    let (session, text) = plain(&room, Rules::practice(), 1, "\n\ntype\nshared responsibility\nand automation");
    assert!(text.contains("! ") && text.contains("none here"), "{text}");
    let take = session.unwrap().takes.remove(0);
    assert_eq!(take.transcript.unwrap().text, "shared responsibility\nand automation");
    assert!(take.scorecard.unwrap().score > 0.0);
}

#[test]
fn a_recording_that_nobody_can_end_any_more_ends_in_time() {
    let room = Room::new(open_ended(), ScriptedTranscriber::new(SAID));
    let core = room.app.banks().all().iter().find(|b| b.id == "devops-core").unwrap();
    let question = Question { answer_time_s: 1, ..core.questions[0].clone() };
    let plan = Plan::new(Rules::practice(), vec![Asked::new(&core.id, question)]);
    let mut output = Vec::new();
    let session = outloud::tui::plain::run(&room.app, plan, "\n\n".as_bytes(), &mut output);
    let text = String::from_utf8(output).unwrap();
    assert!(text.contains("The input has ended: the recording stops after 0:01."), "{text}");
    assert!(session.unwrap().takes[0].scorecard.is_some(), "{text}");
}

#[test]
fn settings_hold_for_every_sitting_and_a_story_that_is_not_there_is_named() {
    let root = tempfile::tempdir().unwrap();
    let home = Home::at(root.path());
    std::fs::create_dir_all(home.stories_dir()).unwrap();
    std::fs::write(home.stories_dir().join("mine.md"), "# Mine\n\n## Context\nA shop for parrots.\n").unwrap();
    let all = banks::built_in().unwrap();
    let told = all.iter().flat_map(|b| &b.bank.questions).find(|q| q.kind.asks_for_a_story()).unwrap();
    let plan = || Plan::new(Rules::practice(), vec![Asked::new("b", told.clone())]);
    let mut settings = Settings { story: Some("mine".into()), think_time_s: 7, ..Settings::default() };
    let mut own = plan();
    assert!(own.apply_settings(&settings, &home).unwrap().iter().any(|s| s.id == "mine"));
    assert_eq!(own.queue[0].question.story.as_ref().unwrap().id, "mine");
    assert_eq!((own.rules.think_s, own.rules.chars_per_s), (Some(7), Some(16.0)));
    assert!(own.rules.estimate, "practice asks for own estimates");
    let mut drill = Plan::new(Rules::drill(), Vec::new());
    drill.apply_settings(&Settings::default(), &home).unwrap();
    let mut unasked = Plan { no_estimate: true, ..plan() };
    unasked.apply_settings(&settings, &home).unwrap();
    assert!(!drill.rules.estimate && !unasked.rules.estimate);
    settings.story = Some("nobody's".into());
    assert!(plan().apply_settings(&settings, &home).unwrap_err().to_string().contains("no story 'nobody's'"));
}

#[test]
fn a_word_corrected_in_a_stored_take_changes_the_score_and_what_was_heard_stays() {
    let room = Room::new(hearing(), ScriptedTranscriber::new("they want small changes and banana"));
    let before = room.run(1).0.unwrap();
    let scorer = Scorer::new(room.app.banks().all());
    let correct = |word, text| correct(room.app.sessions(), &scorer, &before.id, 1, word, text);
    let after = correct(5, "automation").unwrap();
    assert!(after == room.app.sessions().find(None).unwrap(), "what is given back is what is stored");
    assert_eq!(after.takes[0].transcript.as_ref().unwrap().text, "they want small changes and automation");
    assert!(after.takes[0].heard.as_ref().unwrap().text.contains("banana"));
    let score = |s: &Session| s.takes[0].scorecard.as_ref().unwrap().score;
    assert!(score(&after) > score(&before), "{} after {}", score(&after), score(&before));
    let hit = |s: &Session| s.takes[0].scorecard.as_ref().unwrap().keywords.hit.iter().any(|k| k.term == "automation");
    assert!(hit(&after) && !hit(&before));
    let why = correct(99, "x").unwrap_err().to_string();
    assert!(why.contains("has no word 100 in take 1"), "{why}");
}

/// The binary without a model: `--speech-from` recognises a text, or the words of a transcript at their seconds.
#[test]
fn a_script_stands_in_for_speech_and_doubtful_transcripts_are_told() {
    let home = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let score = |script: &str| {
        let args = ["score", "--question", "docker-container-vs-vm", "--audio", DEMO, "--speech-from", script];
        crate::cli::outloud(home.path(), &args)
    };
    let text = |script: &str| String::from_utf8(score(script).stdout).unwrap();

    let answer = "A container shares the kernel of the host and starts fast. ".repeat(3);
    let plain = text(&file("answer.json", &crate::cli::spoken_throughout(&answer)));
    assert!(plain.contains("kernel") && plain.contains('✓') && !plain.contains('!'), "{plain}");
    let word = |start_s: f64| format!(r#"{{"text":"hypervisor","start_s":{start_s},"end_s":22.0,"probability":0.9}}"#);
    let timed = text(&file("timed.json", &format!(r#"{{"text":"hypervisor","words":[{}]}}"#, word(21.5))));
    assert!(timed.contains("✓   0:21  hypervisor"), "{timed}");
    assert!(timed.contains("! this does not sound like English"), "one word in 30 s of speech: {timed}");
    assert!(timed.contains("I did not hear you well enough") && timed.contains("Measured all the same: "), "{timed}");
    assert!(!plain.contains("did not hear you"), "{plain}");
    let args = ["score", "--question", "docker-container-vs-vm", "--audio", DEMO, "--json", "--speech-from"];
    let timed = file("timed.json", &format!(r#"{{"text":"hypervisor","words":[{}]}}"#, word(21.5)));
    let document = crate::cli::json(&crate::cli::outloud(home.path(), &[&args[..], &[timed.as_str()]].concat()));
    assert!(document["score"].is_number() && document["heard"]["enough"] == false, "{document}");
    assert_eq!(document["heard"]["reasons"][0], "few_words");
    let foreign = text(&file("foreign.txt", &format!("(speaking in foreign language) {answer}")));
    assert!(foreign.contains("! this does not sound like English"), "{foreign}");
    let looped = text(&file("loop.txt", &format!("{answer} {}", "thank you. ".repeat(5))));
    assert!(looped.contains("! \"thank you.\" was recognised 5 times in a row"), "{looped}");
    let broken = crate::cli::stderr(&score(&file("broken.json", "{")));
    assert!(broken.contains("neither a text nor a transcript"), "{broken}");
}
