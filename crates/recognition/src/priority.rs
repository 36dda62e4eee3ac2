//! The recogniser comes after the microphone and the screen: its threads work without a break for seconds, the others for a
//! moment at a time, and that moment should be theirs at once.

/// How far the recogniser steps back, in the system's steps of "niceness": it gets about a third of what an equal would.
#[cfg(target_os = "linux")]
const STEPS: i32 = 5;

/// Lets the other threads of the program go before this one and before those that it starts. Only Linux gives threads a
/// priority of their own in this way; where it is refused, nothing changes.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(STEPS);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_the_calling_thread_and_its_children_step_back() {
        let now = || rustix::process::nice(0).unwrap();
        let before = now();
        let (own, child) = std::thread::spawn(move || {
            step_back();
            (now(), std::thread::spawn(now).join().unwrap())
        })
        .join()
        .unwrap();
        assert_eq!((own, child, now()), (own, own, before));
        assert!(own > before || before == 19, "{own} after {before}");
    }
}
