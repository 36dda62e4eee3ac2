//! Questions spoken aloud, by the voice that the platform has: a command found at run time, nothing linked, nothing
//! recorded. Optional: without such a command everything else works.

use std::{
    io::Write,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

/// The commands that can speak, best first.
const COMMANDS: [&str; 5] = ["say", "spd-say", "espeak-ng", "espeak", "powershell"];

/// Reads the text from standard input: questions contain whatever a bank's author wrote, and nothing of it may be taken
/// for an option or for code.
const POWERSHELL: &str = "Add-Type -AssemblyName System.Speech; \
    (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())";

/// Why nothing is read aloud.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// No command of the platform can speak.
    #[error("nothing on this machine can speak: none of {0} was found; install one of them, or leave out --speak")]
    NoVoice(String),
    /// The command that speaks failed.
    #[error("\"{command}\" cannot speak: {source}; leave out --speak or repair it")]
    Speak {
        /// The command.
        command: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A voice of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemVoice {
    name: &'static str,
    path: PathBuf,
}

impl SystemVoice {
    /// The best voice that this machine has.
    ///
    /// # Errors
    /// [`VoiceError::NoVoice`] if none of the known commands is installed.
    pub fn find() -> Result<Self, VoiceError> {
        let folders: Vec<PathBuf> = std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
        Self::find_in(&folders)
    }

    /// The best voice in these folders.
    ///
    /// # Errors
    /// As [`SystemVoice::find`].
    pub fn find_in(folders: &[PathBuf]) -> Result<Self, VoiceError> {
        let executable = |name: &str| {
            let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            folders.iter().map(|f| f.join(&file)).find(|p| p.is_file())
        };
        let found = COMMANDS.into_iter().find_map(|name| executable(name).map(|path| Self { name, path }));
        found.ok_or_else(|| VoiceError::NoVoice(COMMANDS.join(", ")))
    }

    /// The command's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Starts speaking and returns at once.
    ///
    /// # Errors
    /// [`VoiceError::Speak`] if the command cannot be run.
    pub fn speak(&self, text: &str) -> Result<Speaking, VoiceError> {
        let failed = |source| VoiceError::Speak { command: self.name.to_owned(), source };
        let mut child = Command::new(&self.path)
            .args(self.arguments())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            // A command that ends before it has read everything is not worth an error.
            let _ = input.write_all(text.as_bytes());
        }
        // Killing only this client would leave the speech dispatcher talking.
        let cancel = (self.name == "spd-say").then(|| self.path.clone());
        Ok(Speaking { child, cancel })
    }

    fn arguments(&self) -> &'static [&'static str] {
        match self.name {
            "say" => &["-f", "-"],
            "spd-say" => &["--wait", "--pipe-mode"],
            "powershell" => &["-NoProfile", "-NonInteractive", "-Command", POWERSHELL],
            _ => &["--stdin"],
        }
    }
}

/// A text that is being spoken. Dropping it stops the voice.
#[derive(Debug)]
pub struct Speaking {
    child: Child,
    cancel: Option<PathBuf>,
}

impl Speaking {
    /// Whether it has come to its end.
    pub fn is_over(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until it has.
    pub fn wait(mut self) {
        let _ = self.child.wait();
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        let over = self.is_over();
        if let Some(cancel) = self.cancel.take().filter(|_| !over) {
            let _ = Command::new(cancel).arg("--cancel").stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_voice_says_so() {
        let error = SystemVoice::find_in(&[]).expect_err("no folder, no voice").to_string();
        assert!(error.contains("say, spd-say, espeak-ng") && error.contains("--speak"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn the_text_goes_in_by_standard_input_and_a_long_one_can_be_stopped() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::TempDir::new().expect("a folder");
        let heard = folder.path().join("heard");
        let script = folder.path().join("espeak-ng");
        std::fs::write(&script, format!("#!/bin/sh\ncat > '{}'\nexec sleep 600\n", heard.display())).expect("written");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("executable");
        let voice = SystemVoice::find_in(&[folder.path().to_owned()]).expect("found");
        assert_eq!(voice.name(), "espeak-ng");
        let mut speaking = voice.speak("--help; $(rm -rf /) What is a pod?").expect("runs");
        while !std::fs::read_to_string(&heard).is_ok_and(|t| t.ends_with("pod?")) {
            assert!(!speaking.is_over());
            std::thread::yield_now();
        }
        drop(speaking);
    }
}
