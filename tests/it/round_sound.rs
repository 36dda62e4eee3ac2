//! A whole timed round on the full screen, at real speed, with voice, interviewer and tones, on a sound server whose loudspeaker is
//! fed back into the microphone.

use std::time::{Duration, Instant};

use super::{
    microphone::SoundServer,
    terminal::Terminal,
    voice_sound::{Ear, plays, takes_in},
};

const ROUND: &str = "mock --question docker-container-vs-vm --question git-fetch-vs-pull --questions 2 --think-time 3 --answer-time 12 \
                     --persona brisk --seed 1 --no-estimate";

#[test]
#[ignore = "a minute at real speed: script/soak-sound round"]
fn nothing_of_the_interviewer_is_in_the_answers_of_a_round() {
    let server = SoundServer::start();
    let room = tempfile::tempdir().unwrap();
    let ear = Ear::open(&server, &room.path().join("room.wav"), 16_000);
    let args: Vec<&str> = ROUND.split_whitespace().collect();
    let mut round = Terminal::in_environment(&server.environment(), "xterm-256color", &args, 80, 24);
    let until = Instant::now() + Duration::from_mins(5);
    let mut recordings = 0;
    // The greeting and the first question are read to their end; then the time to think runs out by itself, with its tones.
    // What is asked later is cut short while it is being read.
    while !round.text().contains("Answers") {
        assert!(Instant::now() < until, "no debrief:\n{}", round.text());
        if round.text().contains("● Recording") {
            // Ten seconds are left after two: the tone for it sounds beside the answer.
            recordings += 1;
            round.shows("Recording  0:04").press(" ");
            while round.text().contains("● Recording") {
                std::thread::sleep(Duration::from_millis(20));
            }
        } else if recordings > 0 && round.text().contains("space show all") && plays(&server) {
            std::thread::sleep(Duration::from_millis(500));
            round.press("  ");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    round.press("q");
    assert!(round.end());
    let session = round.session();
    assert_eq!((&session["round"]["persona"], &session["round"]["seed"]), (&"brisk".into(), &1.into()));

    let takes = takes_in(&round.home.path().join("sessions"));
    assert!(takes.len() >= 2 && takes.len() == recordings, "{takes:?}");
    for take in takes {
        let sound = outloud_audio::file::read_all(&take).unwrap();
        // Where a busy machine lets the sound server run dry in the middle of a tone, its ends click for a few milliseconds. A
        // syllable would take hundreds.
        let loud = sound.samples.iter().filter(|s| s.abs() > 0.001).count();
        assert!(sound.samples.len() > 24_000 && loud < 800, "{loud} of {} samples", sound.samples.len());
    }
    let heard = outloud_audio::file::read_all(&ear.close()).unwrap();
    let loud = heard.samples.iter().filter(|s| s.abs() > 0.05).count();
    assert!(loud > 8_000, "the interviewer is heard in the room: {loud} loud samples");
}
