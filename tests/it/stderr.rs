//! Where stderr leads, whoever wants it elsewhere and in whatever order they are done. It belongs to the whole process, so
//! the steps run in one of their own: this very test binary.

use std::{os::unix::fs::PermissionsExt, path::PathBuf, process::Command, sync::mpsc::channel};

use outloud_audio::stderr::{end_redirect, force_restore, redirect_to, silenced};

/// Names the log for the process of its own.
const LOG: &str = "OUTLOUD_TEST_STDERR_LOG";

#[test]
fn stderr_leads_where_it_is_wanted_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("sessions/outloud.log");
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "stderr::takes_the_steps_of_the_other_test", "--nocapture"])
        .env(LOG, &log)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    assert_eq!(said.lines().collect::<Vec<_>>(), ["before", "between", "aloud", "after"]);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), "on screen\ndevice opened on screen\n");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(log.parent().unwrap()), mode(&log)), (0o700, 0o600));
}

/// Not a test of its own: the process of the one above, and nothing at all without its variable.
#[test]
fn takes_the_steps_of_the_other_test() {
    let Some(log) = std::env::var_os(LOG).map(PathBuf::from) else { return };
    eprintln!("before");
    redirect_to(&log);
    eprintln!("on screen");
    // A device is being opened on another thread when the screens are left, and for a while after that.
    let ((opening, begun), (opened, end)) = (channel(), channel::<()>());
    let device = std::thread::spawn(move || {
        silenced(|| {
            eprintln!("device opened on screen");
            opening.send(()).unwrap();
            end.recv().unwrap();
        });
    });
    begun.recv().unwrap();
    end_redirect();
    eprintln!("to nobody: the device is still noisy");
    opened.send(()).unwrap();
    device.join().unwrap();
    eprintln!("between");
    silenced(|| {
        silenced(|| eprintln!("to nobody"));
        eprintln!("to nobody: one of two is done");
        force_restore();
        eprintln!("aloud");
    });
    eprintln!("after");
}
