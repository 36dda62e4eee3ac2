//! Whisper, through whisper.cpp: one chunk in, words with times and probabilities out.
//!
//! Greedy, flash attention off (slower on a CPU with tinyBLAS), the encoder's window fitted to the chunk. Of the callbacks of
//! whisper-rs only the one that aborts is used, in the one way that is sound.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState, install_logging_hooks,
};

use super::{
    Decoded, LiveTakes, SpeechError, TermFinder, Transcriber,
    attempt::Attempt,
    ear::Ear,
    language::{AUTO, check_language, detected, known_language},
    noise,
    parallelism::probe_parallelism,
};
use outloud_core::{sound::SAMPLE_RATE_HZ, transcript::Word};

pub use super::options::{WhisperOptions, physical_cores};

/// Encoder positions per second of sound.
const POSITIONS_PER_S: f64 = 50.0;
/// The encoder's whole window.
const ALL_POSITIONS: u16 = 1500;
/// Fitted windows are a multiple of this: tinyBLAS leaves attention over other lengths to a loop several times as slow.
const STEP: usize = 64;
/// The largest fitted window; it holds the longest chunk.
const LARGEST: usize = ALL_POSITIONS as usize / STEP * STEP;
/// Whisper does not look at less than this, in samples; shorter chunks are followed by silence.
const SHORTEST_SAMPLES: usize = SAMPLE_RATE_HZ as usize * 3 / 2;

/// The temperatures at which a doubtful chunk is decoded again.
const FALLBACKS: [f32; 2] = [0.4, 0.8];

/// A loaded model.
pub struct Whisper {
    name: String,
    context: Arc<WhisperContext>,
    /// None only after making one failed.
    state: Option<WhisperState>,
    options: WhisperOptions,
    /// The language of this take, once it is known.
    language: Option<&'static str>,
    /// What was known of it before the last chunk.
    language_before: Option<&'static str>,
    /// The language that the last preview detected.
    previewed_language: Option<&'static str>,
    /// Ends a preview.
    interrupt: Arc<AtomicBool>,
    /// The parameters of a preview in a language. whisper-rs never frees the callback and the language of its parameters, so that
    /// they are made once and copied.
    prepared: Option<(&'static str, FullParams<'static, 'static>)>,
    /// Verifies terms by ear; none: words are taken as they are written.
    ear: Option<Ear>,
    /// How many threads decoded the last chunk.
    threads: usize,
    /// Takes that go before everything that is decoded here; none: nothing does.
    gives_way_to: Option<LiveTakes>,
}

/// A callback in the one type with which whisper-rs 0.16 sets it soundly. It stores a `Box<dyn FnMut() -> bool>` whatever it is
/// given, and calls it as the type that it was given.
type Abort = Box<dyn FnMut() -> bool>;

impl Whisper {
    /// Loads the model at `path`; `name` is what scorecards will call it. Takes a tenth of a second for the smallest
    /// model, seconds for large ones.
    ///
    /// # Errors
    /// [`SpeechError::Load`] if Whisper refuses the file, [`SpeechError::Language`] if it does not know the language.
    pub fn load(path: &Path, name: &str, options: WhisperOptions) -> Result<Self, SpeechError> {
        super::cpu::check()?;
        install_logging_hooks();
        let refused = |why: String| SpeechError::Load { path: PathBuf::from(path), why };
        let context =
            WhisperContext::new_with_params(path, context_parameters()).map_err(|e| refused(e.to_string()))?;
        check_language(&context, name, options.language.as_deref())?;
        let state = context.create_state().map_err(|e| refused(e.to_string()))?;
        Ok(Self::new(name, Arc::new(context), state, options))
    }

    /// Loads a model from memory, as [`Whisper::load`] does from a file.
    ///
    /// # Errors
    /// As [`Whisper::load`]; the path in the message is the name.
    pub fn load_bytes(bytes: &[u8], name: &str, options: WhisperOptions) -> Result<Self, SpeechError> {
        super::cpu::check()?;
        install_logging_hooks();
        let refused = |why: String| SpeechError::Load { path: PathBuf::from(name), why };
        let context = WhisperContext::new_from_buffer_with_params(bytes, context_parameters())
            .map_err(|e| refused(e.to_string()))?;
        check_language(&context, name, options.language.as_deref())?;
        let state = context.create_state().map_err(|e| refused(e.to_string()))?;
        Ok(Self::new(name, Arc::new(context), state, options))
    }

    fn new(name: &str, context: Arc<WhisperContext>, state: WhisperState, options: WhisperOptions) -> Self {
        Self {
            name: name.to_owned(),
            context,
            state: Some(state),
            options,
            language: None,
            language_before: None,
            previewed_language: None,
            interrupt: Arc::default(),
            prepared: None,
            ear: None,
            threads: 1,
            gives_way_to: None,
        }
    }

    /// Verifies terms by ear from now on: those that `finder` proposes for the words of a chunk.
    #[must_use]
    pub fn with_terms(self, finder: Option<TermFinder>) -> Self {
        Self { ear: finder.map(Ear::new), ..self }
    }

    /// Stops while there are live takes, and decodes the chunk it was at anew when they are over. It shows no previews.
    #[must_use]
    pub fn giving_way_to(self, live: LiveTakes) -> Self {
        Self { gives_way_to: Some(live), ..self }
    }

    /// The parameters for a language; decoding with them ends when it is interrupted.
    fn parameters(&mut self, language: &'static str) -> FullParams<'static, 'static> {
        let known = self.prepared.take().filter(|(of, _)| *of == language);
        let prepare = || {
            let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
            let (interrupt, live) = (Arc::clone(&self.interrupt), self.gives_way_to.clone());
            let abort: Abort = Box::new(move || {
                if live.as_ref().is_some_and(LiveTakes::any) {
                    interrupt.store(true, Ordering::Relaxed);
                }
                interrupt.load(Ordering::Relaxed)
            });
            params.set_abort_callback_safe::<_, Abort>(abort);
            params.set_language(Some(language));
            params.set_no_context(true);
            params.set_token_timestamps(self.options.word_times);
            // Fallbacks are decided here, where loops are recognised too.
            params.set_temperature_inc(0.0);
            params.set_print_progress(false);
            params.set_print_timestamps(false);
            (language, params)
        };
        self.prepared.insert(known.unwrap_or_else(prepare)).1.clone()
    }

    fn attempt(&mut self, samples: &[f32], temperature: f32) -> Result<Attempt, SpeechError> {
        if temperature > 0.0 {
            // A fresh state brings a fresh random generator: the same sound always gives the same text. The old one goes
            // first, so that the new one takes its place: side by side, the holes that they leave add up with every answer.
            self.state = None;
        }
        let language = self.wanted_language();
        let mut params = self.parameters(language);
        if self.gives_way_to.is_none() {
            params.set_abort_callback_safe::<_, Abort>(None);
        }
        params.set_temperature(temperature);
        let state = self.run_undisturbed(&params, samples)?;
        if language == AUTO {
            let id = state.full_lang_id_from_state();
            self.language = whisper_rs::get_lang_str(id);
        }
        let attempt = Attempt::of(&self.context, &state, self.options.word_times);
        self.state = Some(state);
        Ok(attempt)
    }

    /// As [`Self::run`], beginning anew if a live take ended it.
    fn run_undisturbed(
        &mut self,
        params: &FullParams<'static, 'static>,
        samples: &[f32],
    ) -> Result<WhisperState, SpeechError> {
        loop {
            if let Some(live) = &self.gives_way_to {
                live.wait_for_none();
                self.interrupt.store(false, Ordering::Relaxed);
            }
            match self.run(params.clone(), samples) {
                Err(_) if self.gives_way_to.is_some() && self.interrupt.load(Ordering::Relaxed) => {
                    tracing::debug!("gave way to a live take");
                }
                done => return done,
            }
        }
    }

    /// Decodes samples; what came of it is in the state. After a failure the state is in its place again.
    fn run(&mut self, mut params: FullParams<'_, '_>, samples: &[f32]) -> Result<WhisperState, SpeechError> {
        let failed = |why: String| SpeechError::Decode { at_s: 0.0, why };
        let mut state = match self.state.take() {
            Some(state) => state,
            None => self.context.create_state().map_err(|e| failed(e.to_string()))?,
        };
        let threads = probe_parallelism(self.options.threads);
        self.threads = threads;
        tracing::debug!(threads, samples = samples.len(), "decoding");
        params.set_n_threads(i32::try_from(threads).unwrap_or(1));
        params.set_audio_ctx(self.positions(samples.len()));
        match state.full(params, samples) {
            Ok(()) => Ok(state),
            Err(why) => {
                self.state = Some(state);
                Err(failed(why.to_string()))
            }
        }
    }

    /// Verifies terms by ear in what was decoded last.
    fn listen(&mut self, attempt: &mut Attempt) -> Result<(), SpeechError> {
        let (Some(ear), Some(script), Some(state)) = (&self.ear, &attempt.script, &mut self.state) else {
            return Ok(());
        };
        ear.listen(&self.context, state, script, self.threads, &mut attempt.words)
    }

    fn wanted_language(&self) -> &'static str {
        let default = if self.context.is_multilingual() { AUTO } else { "en" };
        let wanted = self.options.language.as_deref().map(|l| known_language(l).unwrap_or(AUTO));
        self.language.or(wanted).unwrap_or(default)
    }

    /// The samples without their steady noise; none if they are left as they came.
    fn without_noise(&self, samples: &[f32]) -> Option<Vec<f32>> {
        self.options.suppress_noise.then(|| noise::suppressed(samples)).flatten()
    }

    /// The window for a chunk: its length and a margin, because the last words suffer when the window ends with them.
    fn positions(&self, samples: usize) -> i32 {
        let own = (samples as f64 / f64::from(SAMPLE_RATE_HZ) * POSITIONS_PER_S).ceil() as usize;
        let fitted = self.options.margin.map(|margin| (own + margin).next_multiple_of(STEP).min(LARGEST));
        let whole = || i32::from(ALL_POSITIONS);
        fitted.filter(|fitted| own <= *fitted).and_then(|fitted| i32::try_from(fitted).ok()).unwrap_or_else(whole)
    }
}

impl Transcriber for Whisper {
    fn model_name(&self) -> String {
        self.name.clone()
    }

    fn begin(&mut self) {
        (self.language, self.language_before, self.previewed_language) = (None, None, None);
    }

    fn roll_back_language(&mut self) {
        self.language = self.language_before.take();
    }

    fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
        let failed = |e: whisper_rs::WhisperError| SpeechError::Decode { at_s: 0.0, why: e.to_string() };
        let state = self.context.create_state().map_err(failed)?;
        let another = Self::new(&self.name, Arc::clone(&self.context), state, self.options.clone());
        Ok(Box::new(Self { ear: self.ear.clone(), gives_way_to: self.gives_way_to.clone(), ..another }))
    }

    fn helpers(&mut self) -> Result<Vec<Box<dyn Transcriber>>, SpeechError> {
        if self.wanted_language() == AUTO {
            // A take's first chunk tells the language of the others.
            return Ok(Vec::new());
        }
        let count = std::mem::replace(&mut self.options.threads, 1).max(1) - 1;
        (0..count).map(|_| self.another()).collect()
    }

    fn transcribe(&mut self, samples: &[f32], _at_s: f64) -> Result<Decoded, SpeechError> {
        self.language_before = self.language;
        let quieter = self.without_noise(samples);
        let prepared = padded(quieter.as_deref().unwrap_or(samples));
        let mut best = self.attempt(&prepared, 0.0)?;
        if quieter.is_some() && !(best.is_good() && best.covers(samples)) {
            // Now and then the recogniser leaves out, without the noise, what it hears with it.
            let as_it_came = self.attempt(&padded(samples), 0.0)?;
            best = if as_it_came.is_good() && (!best.is_good() || as_it_came.words.len() > best.words.len()) {
                as_it_came
            } else {
                // The state holds the other attempt now.
                best.script = None;
                best
            };
        }
        let guarded = self.options.guarded;
        if !guarded || best.is_good() {
            self.listen(&mut best)?;
        }
        for temperature in FALLBACKS {
            if !guarded || best.is_good() {
                break;
            }
            best = best.or_better(self.attempt(&prepared, temperature)?);
        }
        Ok(Decoded { words: within(samples, best.words), foreign: best.foreign, language: self.language.map(detected) })
    }

    fn interrupt(&self) -> Option<Arc<AtomicBool>> {
        self.gives_way_to.is_none().then(|| Arc::clone(&self.interrupt))
    }

    /// Once, without the attempts that a doubtful chunk is worth. whisper.cpp looks for an interruption behind the encoder and
    /// behind each token.
    fn preview(&mut self, samples: &[f32], _at_s: f64) -> Result<Option<Decoded>, SpeechError> {
        let language = match (self.wanted_language(), self.previewed_language) {
            (AUTO, Some(known)) => known,
            (wanted, _) => wanted,
        };
        let params = self.parameters(language);
        let state = match self.run(params, &padded(self.without_noise(samples).as_deref().unwrap_or(samples))) {
            Ok(state) => state,
            Err(_) if self.interrupt.load(Ordering::Relaxed) => return Ok(None),
            Err(why) => return Err(why),
        };
        if language == AUTO {
            self.previewed_language = whisper_rs::get_lang_str(state.full_lang_id_from_state());
        }
        let Attempt { words, foreign, .. } = Attempt::of(&self.context, &state, self.options.word_times);
        self.state = Some(state);
        Ok(Some(Decoded { words: within(samples, words), foreign, language: None }))
    }
}

/// The samples, and silence behind them if they are too few for Whisper.
fn padded(samples: &[f32]) -> Vec<f32> {
    let mut padded = samples.to_vec();
    padded.resize(samples.len().max(SHORTEST_SAMPLES), 0.0);
    padded
}

/// Words with times inside of the samples that they were heard in.
fn within(samples: &[f32], words: Vec<Word>) -> Vec<Word> {
    let end_s = samples.len() as f64 / f64::from(SAMPLE_RATE_HZ);
    let clip = |s: Option<f64>| s.map(|s| s.min(end_s));
    words.into_iter().map(|w| Word { start_s: clip(w.start_s), end_s: clip(w.end_s), ..w }).collect()
}

fn context_parameters<'a>() -> WhisperContextParameters<'a> {
    let mut parameters = WhisperContextParameters::new();
    parameters.use_gpu(cfg!(any(feature = "cuda", feature = "vulkan", feature = "metal")));
    parameters.flash_attn(false);
    parameters
}
