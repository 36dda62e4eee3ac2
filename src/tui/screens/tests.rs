//! Pictures of the places at three sizes, and where their keys lead.

use super::{
    banks::BanksScreen, browse::BrowseScreen, doctor::DoctorScreen, drill::DrillScreen, home::HomeScreen,
    review::ReviewScreen, round::RoundScreen, session::stage::question, sessions::SessionsScreen,
    settings::SettingsScreen, testing::*, trends::TrendsScreen,
};
use crate::{
    app::{Choices, Interrupted, Library, Settings},
    tui::{message::Message, screen::Transition},
};
use outloud_core::{
    bank::{Kind, Question},
    session::{Persona, SessionKind, Take},
    transcript::Transcript,
};
use outloud_engine::{Filter, choose, round};

macro_rules! picture {
    ($stage:expr, $name:literal) => {
        insta::assert_snapshot!($name, $stage.picture(80, 24));
    };
    ($stage:expr, $name:literal, small) => {
        insta::assert_snapshot!(concat!($name, "-60x18"), $stage.picture(60, 18));
    };
}

fn browse() -> Stage {
    Stage::new(|cx| Box::new(BrowseScreen::new(cx)))
}

fn round_form() -> Stage {
    Stage::new(|cx| Box::new(RoundScreen::new(cx)))
}

/// Whether this opens the screen with this title.
fn opens(next: Transition, title: &str) -> bool {
    matches!(next, Transition::Push(screen) if screen.title() == title)
}

/// The settings that are saved.
fn saved(next: Transition) -> Settings {
    let Transition::Save(settings) = next else { panic!("nothing is saved") };
    *settings
}

#[test]
fn home() {
    picture!(Stage::of(HomeScreen::default()), "home");
    let mut stage = Stage::of(HomeScreen::default());
    assert!(opens(stage.press("enter"), "practice"));
    assert!(opens(stage.press("down enter"), "mock interview"));
    assert!(opens(stage.press("down enter"), "drill"));
    assert!(opens(stage.press("down space"), "review"));
    assert!(opens(stage.press("down enter"), "banks"));
    assert!(matches!(stage.press("down enter"), Transition::TestMicrophone));
    assert!(opens(stage.press("down enter"), "doctor"));
    assert!(opens(stage.press("down enter"), "settings"));
    assert!(matches!(stage.press("down down q"), Transition::Leave));
}

#[test]
fn an_interrupted_round_can_be_continued_from_home() {
    let mut stage = Stage::of(HomeScreen::default());
    let (_, queue, settings) =
        round(choose(&stage.banks, &Filter::default()), outloud_engine::PRESETS[0].settings(1, true));
    let answered = Take { question: queue[0].question.clone(), ..take(1, 5, 50.0) };
    let mut cut = session(5, SessionKind::Mock, vec![answered]);
    cut.round = Some(settings);
    stage.library = Library::of(vec![cut], Vec::new());
    assert!(stage.picture(80, 24).contains("Continue"));
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!((plan.queue.len(), plan.resume.as_deref()), (3, Some("2026-03-05T09-30-00-mock")));
    assert!(plan.rules.hard_stop, "a strict round goes on strictly");
}

#[test]
fn what_is_chosen_stays_chosen_when_the_sessions_are_read() {
    let mut stage = Stage::of(HomeScreen::default());
    let library = std::mem::take(&mut stage.library);
    stage.press("down");
    stage.library = library;
    let mut cut = session(5, SessionKind::Practice, vec![Take { transcript: None, ..take(1, 5, 50.0) }]);
    cut.takes[0].scorecard = None;
    stage.library.interrupted = vec![Interrupted {
        session: cut.id.clone(),
        take: 1,
        question: "q".to_owned(),
        prompt: "Why?".to_owned(),
        started_at: cut.started_at.clone(),
        duration_s: 9.0,
    }];
    assert!(stage.picture(80, 24).contains("Score it now"));
    assert!(opens(stage.press("enter"), "mock interview"), "not the one above it");
    assert!(matches!(stage.press("up up enter"), Transition::Recover(_)));
}

#[test]
fn screens_opened_before_the_banks_are_read_get_them_then() {
    let mut home = Stage::of(HomeScreen::default());
    home.banks.clear();
    assert!(home.picture(80, 24).contains("Practice          …"));
    for open in ["enter", "down enter"] {
        let mut stage = Stage::of(HomeScreen::default());
        let banks = std::mem::take(&mut stage.banks);
        stage.go(open);
        assert!(!matches!(stage.press("enter"), Transition::Begin(_)));
        stage.banks = banks;
        stage.receive(Message::Banks);
        assert!(matches!(stage.press("enter"), Transition::Begin(_)), "{}", stage.title());
    }
}

#[test]
fn filters_set_before_the_banks_are_read_stay() {
    let mut stage = Stage::of(HomeScreen::default());
    let banks = std::mem::take(&mut stage.banks);
    stage.go("enter");
    stage.press("f f right f");
    let chosen = stage.picture(80, 24).lines().find(|l| l.contains("kind")).unwrap().to_owned();
    assert!(chosen.contains("‹ level all ›") && !chosen.contains("kind all"), "{chosen}");
    stage.banks = banks;
    stage.receive(Message::Banks);
    assert!(stage.picture(80, 24).contains(chosen.trim()), "{}", stage.picture(80, 24));
}

#[test]
fn browsing() {
    picture!(browse(), "browse");
    let mut stage = browse();
    let Transition::Begin(plan) = stage.press("down down enter") else { panic!("no session") };
    assert_eq!(plan.queue.iter().map(|a| a.question.id.as_str()).collect::<Vec<_>>(), ["conflict", "git-merge-rebase"]);
}

#[test]
fn searching_is_fuzzy_and_takes_every_letter() {
    let mut stage = browse();
    stage.press("/ q o d p o d backspace");
    stage.press("backspace backspace backspace backspace backspace p o d");
    insta::assert_snapshot!("browse-search", stage.picture(80, 24));
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!(plan.queue[0].question.topic, "kubernetes");
    assert!(matches!(stage.press("esc esc"), Transition::Pop));
}

#[test]
fn filters_change_with_the_arrows() {
    let mut stage = browse();
    stage.press("f right right");
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!(plan.queue.len(), 2, "the topic kubernetes has two");
    stage.press("f right");
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!(plan.queue.len(), 1, "of which one is a definition");
}

#[test]
fn a_round_is_set_up() {
    picture!(round_form(), "round");
    let mut stage = round_form();
    stage.press("down right down left down right down left down down right");
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    let settings = plan.round.unwrap();
    assert_eq!((settings.minutes, settings.think_time_s, settings.answer_time_s), (Some(10), 20, Some(75)));
    assert!(settings.strict && settings.plan.len() == 4);
    assert_eq!(settings.persona, None, "the interviewer of the settings");
    stage.press("up up up up up up right right");
    stage.press("end up up up up right right");
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!(plan.round.as_ref().unwrap().persona, Some(Persona::Brisk));
    assert!(plan.queue.iter().all(|a| a.question.kind == Kind::Behavioural));
}

#[test]
fn drilling() {
    picture!(Stage::of(DrillScreen::default()), "drill");
    let mut stage = Stage::of(DrillScreen::default());
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!((plan.queue.len(), plan.rules.kind), (1, SessionKind::Drill));
    let Transition::Begin(plan) = stage.press("z") else { panic!("no session") };
    assert_eq!(plan.queue.iter().map(|a| a.answer_s).collect::<Vec<_>>(), [Some(120), Some(60), Some(30)]);
    let follow_up = question().follow_ups[0].as_question(&question(), 1);
    let answered = Take { question: follow_up.clone(), ..take(1, 1, 20.0) };
    stage.library = Library::of(vec![session(1, SessionKind::Practice, vec![answered])], Vec::new());
    let Transition::Begin(plan) = stage.press("enter") else { panic!("no session") };
    assert_eq!(plan.queue[0].question, follow_up, "a follow-up comes back too");
    stage.library = Library::default();
    assert!(matches!(stage.press("enter"), Transition::Stay));
    assert!(stage.picture(80, 24).contains("Nothing to drill yet"));
}

#[test]
fn the_doctor_tells_part_by_part() {
    use crate::app::doctor::Check;
    let mut stage = Stage::of(DoctorScreen::default());
    assert!(stage.picture(80, 24).contains("Checking each part"));
    stage.receive(Message::Check(Some(Check::works("disk", "12 GB free in the home"))));
    stage.receive(Message::Check(Some(Check::limited(
        "loudspeaker",
        "no output device was found",
        "Recordings cannot be played here.",
    ))));
    stage.receive(Message::Check(Some(Check::broken(
        "microphone",
        "it sends nothing but zeros",
        "Allow the terminal to use it.",
    ))));
    stage.receive(Message::Check(None));
    picture!(stage, "doctor");
}

#[test]
fn banks_lead_to_their_questions() {
    picture!(Stage::of(BanksScreen::default()), "banks");
    let mut stage = Stage::of(BanksScreen::default());
    stage.go("enter");
    assert!(stage.picture(80, 24).contains("bank devops-core"));
}

#[test]
fn microphones_and_models_are_chosen_among_those_there_are() {
    let mut stage = Stage::of(SettingsScreen::default());
    stage.press("down ".repeat(10).trim());
    assert!(stage.picture(80, 24).contains("Looking for microphones"));
    stage.choices = Some(Choices {
        microphones: vec!["USB".to_owned()],
        models: vec!["base.en".to_owned()],
        stories: vec!["shop".to_owned()],
        themes: vec!["nord".to_owned()],
    });
    let settings = saved(stage.press("right"));
    assert_eq!(settings.microphone.as_deref(), Some("USB"));
    stage.settings = settings;
    let settings = saved(stage.press("right"));
    assert_eq!(settings.microphone, None, "round to the default");
    let settings = saved(stage.press("down left"));
    assert_eq!(settings.model.as_deref(), Some("base.en"));
    assert!(matches!(stage.press("enter"), Transition::RecommendModel), "one key takes the recommended one");
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.retranscribe_model.as_deref(), Some("base.en"));
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.story.as_deref(), Some("shop"));
    stage.settings.keep_audio_days = 10;
    assert!(!saved(stage.press("down right")).estimate, "estimates are asked for unless one does not want them");
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.keep_audio_days, 30, "the next longer time");
    let settings = saved(stage.press("left"));
    assert_eq!(settings.keep_audio_days, 7);
    assert_eq!(saved(stage.press("g left")).colors, "nord", "before auto, in a circle");
}

#[test]
fn keys_are_bound_by_pressing_them() {
    let mut stage = Stage::of(SettingsScreen::default());
    stage.go(&format!("{}enter", "down ".repeat(17)));
    picture!(stage, "keys");
    stage.press("enter");
    assert!(stage.picture(80, 24).contains("Press the new key"));
    let settings = saved(stage.press("q"));
    assert_eq!(settings.keys, [("go".to_owned(), "q".to_owned())], "even a key that means something here");
    stage.settings = settings;
    assert!(matches!(stage.press("enter esc"), Transition::Stay), "Esc leaves it");
    let settings = saved(stage.press("x"));
    assert!(settings.keys.is_empty(), "as it was");
}

#[test]
fn a_search_opens_the_take_in_which_it_was_said() {
    let mut stage = Stage::of(SessionsScreen::default());
    stage.library.sessions[0].takes[1].transcript = Some(outloud_core::transcript::Transcript::from_text("The zebra."));
    stage.library = Library::of(std::mem::take(&mut stage.library.sessions), Vec::new());
    stage.press("/ Z e b r a");
    let picture = stage.picture(80, 24);
    assert!(picture.contains("1 session") && picture.contains("The zebra."), "{picture}");
    stage.go("enter");
    assert!(stage.picture(80, 24).contains("take 2 of 2"));
}

#[test]
fn take_against_take() {
    let mut stage = review();
    stage.press("right v");
    picture!(stage, "compare");
}

#[test]
fn progress() {
    picture!(Stage::of(TrendsScreen::default()), "trends");
}

#[test]
fn settings() {
    picture!(Stage::of(SettingsScreen::default()), "settings");
    let mut stage = Stage::of(SettingsScreen::default());
    let settings = saved(stage.press("right"));
    assert_eq!(settings.colors, "dark");
    let settings = saved(stage.press("down right"));
    assert!(settings.live && !settings.partials, "at pauses");
    let settings = saved(stage.press("left"));
    assert!(!settings.live && !settings.partials, "hidden");
    let settings = saved(stage.press("down down right"));
    assert!(settings.speak);
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.voice, "system");
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.voice_speed, 110);
    let settings = saved(stage.press("down left"));
    assert_eq!(settings.voice_volume, 80);
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.cues, "always");
    let settings = saved(stage.press("down right"));
    assert_eq!(settings.interviewer, "brisk");
}

#[test]
fn any_size() {
    for stage in [Stage::of(HomeScreen::default()), browse(), round_form(), review()] {
        for (columns, rows) in [(1, 1), (20, 5), (60, 18), (61, 19), (250, 70)] {
            stage.picture(columns, rows);
        }
    }
}

#[test]
fn sessions_come_in_three_orders_and_lead_to_progress() {
    let mut stage = Stage::of(SessionsScreen::default());
    for order in ["best first", "by topic", "newest first"] {
        stage.press("o");
        assert!(stage.picture(80, 24).contains(order), "{order}");
    }
    stage.press("o down");
    assert!(opens(stage.press("space"), "review"));
    assert!(opens(stage.press("t"), "progress"));
    assert!(matches!(stage.press("esc"), Transition::Pop));
}

#[test]
fn long_pages_scroll_to_their_end_and_back() {
    let mut trends = Stage::of(TrendsScreen::default());
    let topic =
        |n: usize| Take { question: Question { topic: format!("topic {n}"), ..question() }, ..take(1, 4, 50.0) };
    let takes = (0..30).map(topic).collect();
    trends.library = Library::of(vec![session(4, SessionKind::Practice, takes)], Vec::new());
    let mut doctor = Stage::of(DoctorScreen::default());
    for n in 0..30 {
        let check = crate::app::doctor::Check::works("disk", format!("part {n}"));
        doctor.receive(Message::Check(Some(check)));
    }
    doctor.receive(Message::Check(None));
    for mut stage in [trends, doctor] {
        let top = stage.picture(80, 24);
        stage.press("down pagedown G");
        let end = stage.picture(80, 24);
        assert!(end != top && end.contains('↑'), "{end}");
        stage.press("up ctrl-u g");
        assert_eq!(stage.picture(80, 24), top);
        assert!(matches!(stage.press("esc"), Transition::Pop));
    }
}

#[test]
fn another_take_and_the_end_of_the_page_are_a_key_away() {
    let long = Transcript::from_text(&"many words ".repeat(200));
    let takes = [1, 2].map(|n| Take { transcript: Some(long.clone()), ..take(n, 4, 50.0) });
    let mut stage = Stage::of(ReviewScreen::new(session(4, SessionKind::Practice, takes.to_vec()), None));
    stage.press("right");
    assert!(stage.picture(80, 24).contains("take 2 of 2"));
    stage.press("left pagedown G");
    let picture = stage.picture(80, 24);
    assert!(picture.contains('↑') && !picture.contains("take 1 of 2"), "{picture}");
    stage.press("g");
    assert!(stage.picture(80, 24).contains("take 1 of 2"));
    assert!(matches!(stage.press("q"), Transition::Leave));
}

#[test]
fn the_pace_of_questions_and_the_time_to_think_are_set() {
    let mut stage = Stage::of(SettingsScreen::default());
    let settings = saved(stage.press("down down right"));
    assert_eq!(settings.letters_per_second, 20);
    let settings = saved(stage.press(&format!("{}right", "down ".repeat(7))));
    assert_eq!(settings.think_time_s, 5);
    assert!(matches!(stage.press("left esc"), Transition::Pop));
}

#[test]
fn a_letter_means_nothing_where_no_key_is_bound_to_it() {
    let stages = [
        Stage::of(HomeScreen::default()),
        Stage::of(DrillScreen::default()),
        Stage::of(SessionsScreen::default()),
        Stage::of(TrendsScreen::default()),
    ];
    for mut stage in stages {
        let before = stage.picture(80, 24);
        assert!(matches!(stage.press("y u i tab f9"), Transition::Stay));
        assert_eq!(stage.picture(80, 24), before);
    }
}
