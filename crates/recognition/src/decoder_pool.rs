//! Whole recordings in words: the same chunks and the same decoding as live. Several decoders work side by side, each on a
//! chunk of its own; a single one takes the chunks in order. Where there is but one chunk, one decoder with all threads is faster than one
//! of several, and the others would need memory for nothing: they are made when there is a second chunk.

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use super::{
    SpeechError, Transcriber,
    chunker::{Chunk, ChunkRules},
    decode::{ChunkTranscript, decode},
    take::TakeDecoder,
};
use outloud_core::{
    sound::{Sound, SoundBlock},
    transcript::Transcript,
};

/// Decoders that share a loaded model: one for each thread, or a single one with all threads where the language has to be
/// detected, and while no recording had a second chunk.
pub struct DecoderPool {
    decoders: Vec<Box<dyn Transcriber>>,
    /// Whether all decoders are there.
    whole: bool,
}

impl DecoderPool {
    /// A pool of this decoder, and of its helpers when they are needed.
    #[must_use]
    pub fn new(decoder: Box<dyn Transcriber>) -> Self {
        Self { decoders: vec![decoder], whole: false }
    }

    /// As many pools as there are jobs, all on this decoder's loaded model. Each transcribes takes of its own.
    ///
    /// # Errors
    /// A [`SpeechError`] if there is no memory for their decoders.
    pub fn of_jobs(decoder: Box<dyn Transcriber>, jobs: usize) -> Result<Vec<Self>, SpeechError> {
        let others = (1..jobs).map(|_| decoder.another()).collect::<Result<Vec<_>, _>>()?;
        Ok(std::iter::once(decoder).chain(others).map(Self::new).collect())
    }

    /// How many decoders there are now.
    #[must_use]
    pub fn decoders(&self) -> usize {
        self.decoders.len()
    }

    /// Makes the helpers, once.
    fn complete(&mut self) -> Result<(), SpeechError> {
        if !self.whole
            && let Some(first) = self.decoders.first_mut()
        {
            let helpers = first.helpers()?;
            self.decoders.extend(helpers);
            self.whole = true;
        }
        Ok(())
    }

    /// The model's name.
    #[must_use]
    pub fn model_name(&self) -> String {
        self.decoders.first().map(|decoder| decoder.model_name()).unwrap_or_default()
    }

    /// Transcribes takes, each a stream of blocks, for example that of a file. `done` is given each in their order;
    /// `progress` is told the seconds decoded so far, of all together.
    ///
    /// # Errors
    /// The first of a take's own and of a decoder's [`SpeechError`], that there is no memory for the helpers included; `done` was given
    /// all takes before it.
    pub fn transcribe<B, E>(
        &mut self,
        takes: impl IntoIterator<Item = Result<B, E>>,
        done: impl FnMut(Transcript, Sound),
        progress: impl FnMut(f64),
    ) -> Result<(), E>
    where
        B: IntoIterator<Item = Result<SoundBlock, E>>,
        E: From<SpeechError>,
    {
        let (work, inbox) = sync_channel(QUEUE);
        let inbox = Mutex::new(inbox);
        let mut pool = Some(self);
        thread::scope(|scope| {
            let mut start = |alone: bool| {
                let Some(pool) = pool.take() else { return Ok(()) };
                if !alone {
                    pool.complete()?;
                }
                for decoder in &mut pool.decoders {
                    scope.spawn(|| serve(&inbox, decoder.as_mut()));
                }
                Ok(())
            };
            let mut dispatcher = ChunkDispatcher {
                work,
                held: None,
                start: &mut start,
                started: false,
                waiting: VecDeque::new(),
                passed_s: 0.0,
                done,
                progress,
            };
            let fed = takes.into_iter().try_for_each(|take| dispatcher.feed(take?));
            let last = dispatcher.hand_out_held(true);
            dispatcher.waiting.retain(|w| w.complete);
            let settled = dispatcher.settle(|reply| Some(reply.recv().unwrap_or(Err(SpeechError::Stopped))));
            last.and(settled).map_err(E::from).and(fed)
        })
    }
}

/// Chunks that wait for a decoder at most; whoever cuts more waits.
const QUEUE: usize = 4;

type Reply = Result<ChunkTranscript, SpeechError>;

/// A chunk on its way to whichever decoder is free.
struct Job {
    chunk: Chunk,
    /// Whether a take begins with it.
    first: bool,
    reply: SyncSender<Reply>,
}

/// A take some of whose chunks are still being decoded.
struct Waiting {
    take: TakeDecoder,
    complete: bool,
    replies: VecDeque<Receiver<Reply>>,
}

/// Decodes chunks until there are no more.
fn serve(inbox: &Mutex<Receiver<Job>>, decoder: &mut dyn Transcriber) {
    // A poisoned lock means that another decoder's thread panicked; its chunk is reported as stopped.
    while let Ok(job) = { inbox.lock().map_err(|_| ()).and_then(|inbox| inbox.recv().map_err(|_| ())) } {
        if job.first {
            decoder.begin();
        }
        // Nobody waits any more if another chunk failed.
        let _ = job.reply.send(decode(&job.chunk, decoder));
    }
}

/// Hands chunks to the decoders and puts the words together.
struct ChunkDispatcher<'a, D, P> {
    work: SyncSender<Job>,
    /// The first chunk of all, as long as there is no second.
    held: Option<Job>,
    /// Starts the decoders, once: one alone, or all.
    start: &'a mut dyn FnMut(bool) -> Result<(), SpeechError>,
    started: bool,
    waiting: VecDeque<Waiting>,
    /// Seconds of the takes that are done.
    passed_s: f64,
    done: D,
    progress: P,
}

impl<D: FnMut(Transcript, Sound), P: FnMut(f64)> ChunkDispatcher<'_, D, P> {
    /// Cuts a take and hands out its chunks; waits while all decoders are busy.
    fn feed<E: From<SpeechError>>(&mut self, blocks: impl IntoIterator<Item = Result<SoundBlock, E>>) -> Result<(), E> {
        let take = TakeDecoder::new(ChunkRules::default());
        self.waiting.push_back(Waiting { take, complete: false, replies: VecDeque::new() });
        let mut first = true;
        for block in blocks {
            let block = block?;
            let Some(last) = self.waiting.back_mut() else { break };
            for chunk in last.take.push(&block) {
                self.hand_out(chunk, std::mem::take(&mut first))?;
            }
        }
        if let Some(chunk) = self.waiting.back_mut().and_then(|last| last.take.rest()) {
            self.hand_out(chunk, first)?;
        }
        if let Some(last) = self.waiting.back_mut() {
            last.complete = true;
        }
        Ok(())
    }

    fn hand_out(&mut self, chunk: Chunk, first: bool) -> Result<(), SpeechError> {
        let (reply, replied) = sync_channel(1);
        let job = Job { chunk, first, reply };
        if let Some(last) = self.waiting.back_mut() {
            last.replies.push_back(replied);
        }
        if !self.started && self.held.is_none() {
            self.held = Some(job);
        } else {
            self.hand_out_held(false)?;
            self.send(job)?;
        }
        self.settle(|reply| reply.try_recv().ok())
    }

    /// Starts the decoders with the first chunk. `alone`: there is no other.
    fn hand_out_held(&mut self, alone: bool) -> Result<(), SpeechError> {
        let Some(job) = self.held.take() else { return Ok(()) };
        (self.start)(alone)?;
        self.started = true;
        self.send(job)
    }

    fn send(&self, job: Job) -> Result<(), SpeechError> {
        self.work.send(job).map_err(|_| SpeechError::Stopped)
    }

    /// Puts words in their place, in order, as long as `next` has them.
    fn settle(&mut self, next: impl Fn(&Receiver<Reply>) -> Option<Reply>) -> Result<(), SpeechError> {
        while let Some(front) = self.waiting.front_mut() {
            while let Some(reply) = front.replies.front() {
                let Some(words) = next(reply) else { return Ok(()) };
                front.replies.pop_front();
                front.take.add(words?);
                (self.progress)(self.passed_s + front.take.progress().0);
            }
            if !front.complete {
                break;
            }
            let Some(done) = self.waiting.pop_front() else { break };
            self.passed_s += done.take.progress().1;
            (self.progress)(self.passed_s);
            let (transcript, sound) = done.take.finish();
            (self.done)(transcript, sound);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Decoded, scripted::ScriptedTranscriber};
    use outloud_core::{
        sound::{FRAME_SAMPLES, SAMPLE_RATE_HZ},
        transcript::Word,
    };

    /// Says how loud a chunk is, the louder the sooner: so that later chunks overtake earlier ones.
    struct Gauge;

    impl Transcriber for Gauge {
        fn model_name(&self) -> String {
            "gauge".to_owned()
        }

        fn another(&self) -> Result<Box<dyn Transcriber>, SpeechError> {
            Ok(Box::new(Self))
        }

        fn helpers(&mut self) -> Result<Vec<Box<dyn Transcriber>>, SpeechError> {
            Ok(vec![Box::new(Self), Box::new(Self)])
        }

        fn transcribe(&mut self, samples: &[f32], _: f64) -> Result<Decoded, SpeechError> {
            let loudness = samples.iter().copied().fold(0.0, f32::max);
            thread::sleep(std::time::Duration::from_millis(if loudness > 0.5 { 0 } else { 20 }));
            let end_s = samples.len() as f64 / f64::from(SAMPLE_RATE_HZ);
            let text = loudness.to_string();
            let word =
                Word { text, start_s: Some(0.0), end_s: Some(end_s), probability: Some(1.0), hearings: Vec::new() };
            Ok(Decoded { words: vec![word], ..Decoded::default() })
        }
    }

    /// A take in which chunks of this loudness are divided by thinking pauses.
    fn take(loudness: &[f32]) -> Vec<Result<SoundBlock, SpeechError>> {
        let part = |(samples, voice): (f32, f32), seconds: usize| SoundBlock {
            samples: vec![samples; seconds * 125 * FRAME_SAMPLES / 2],
            voice: vec![voice; seconds * 125 / 2],
        };
        loudness.iter().flat_map(|l| [Ok(part((*l, 0.9), 10)), Ok(part((0.0, 0.0), 4))]).collect()
    }

    #[test]
    fn words_and_takes_keep_their_order_whoever_is_first() {
        let mut pool = DecoderPool::new(Box::new(Gauge));
        let takes = [take(&[0.25, 0.75, 0.5, 1.0]), take(&[]), take(&[1.0, 0.25])];
        let (mut texts, mut told) = (Vec::new(), Vec::new());
        pool.transcribe(takes.map(Ok), |t, _| texts.push(t.text), |s| told.push(s)).unwrap();
        assert_eq!(texts, ["0.25 0.75 0.5 1", "", "1 0.25"]);
        assert!(told.is_sorted(), "{told:?}");
        assert_eq!(pool.decoders(), 3);
        assert!((told.last().unwrap() - 84.0).abs() < 0.1, "{told:?}");
    }

    #[test]
    fn a_single_chunk_needs_no_other_decoder_and_a_second_one_makes_them_once() {
        let mut pool = DecoderPool::new(Box::new(Gauge));
        for (loudness, decoders) in [(&[0.5][..], 1), (&[], 1), (&[0.25, 0.5], 3), (&[0.75], 3), (&[0.25, 0.5], 3)] {
            let mut texts = Vec::new();
            pool.transcribe([Ok::<_, SpeechError>(take(loudness))], |t, _| texts.push(t.text), |_| ()).unwrap();
            let said: Vec<String> = loudness.iter().map(f32::to_string).collect();
            assert_eq!((texts, pool.decoders()), (vec![said.join(" ")], decoders));
        }
    }

    #[test]
    fn what_came_before_a_failure_is_told() {
        let mut pool = DecoderPool::new(Box::new(ScriptedTranscriber::new("one two")));
        let broken = vec![Err(SpeechError::BuiltWithoutWhisper)];
        let mut texts = Vec::new();
        let takes = [Ok(take(&[0.5])), Ok(broken), Ok(take(&[0.5]))];
        let told = pool.transcribe(takes, |t, _| texts.push(t.text), |_| ());
        assert!(matches!(told, Err(SpeechError::BuiltWithoutWhisper)));
        assert_eq!(texts, ["one two"]);
        let mut pool = DecoderPool::new(Box::new(ScriptedTranscriber::failing("no")));
        let told = pool.transcribe([Ok(take(&[0.5, 0.6]))], |_, _| (), |_| ());
        assert!(matches!(told, Err(SpeechError::Decode { .. })));
    }
}
