//! Lines in, lines out, in the same order, by several threads, in bounded memory: what `batch` runs on.
//!
//! Every line that is handed to a worker leaves a slot in a short queue; the writer waits for the slots one after the
//! other. Nothing is sorted and nothing piles up: when the queue is full, reading waits.

use std::{
    io::{self, BufRead, Read},
    sync::{
        Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// Lines longer than this are not read whole, in bytes.
pub const MAX_LINE_BYTES: u64 = 8 * 1024 * 1024;

/// Lines that may wait for each worker.
const AHEAD: usize = 4;

/// A line of input.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Counts from 1, blank lines included.
    pub number: u64,
    /// Its bytes without the line's end; none if there were more than [`MAX_LINE_BYTES`].
    pub bytes: Option<Vec<u8>>,
}

/// Hands every line of `input` that is not blank to one of `jobs` workers and their results to `sink`, in the order of
/// the lines. Each thread makes its own worker.
///
/// # Errors
/// What reading gave, or `sink`: then nothing more is read.
pub fn each_line<W: FnMut(Line) -> String>(
    input: &mut impl BufRead,
    jobs: usize,
    worker: impl Fn() -> W + Sync,
    sink: impl FnMut(&str) -> io::Result<()> + Send,
) -> io::Result<()> {
    type Job = (Line, SyncSender<String>);
    let jobs = jobs.max(1);
    let (work, inbox) = sync_channel::<Job>(jobs);
    let (slots, results) = sync_channel::<Receiver<String>>(jobs * AHEAD);
    let inbox = Mutex::new(inbox);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut work_on = worker();
                // A poisoned lock means that another worker panicked: its slot stays empty and ends the writer.
                while let Ok((line, slot)) =
                    { inbox.lock().map_err(|_| ()).and_then(|inbox| inbox.recv().map_err(|_| ())) }
                {
                    // The writer has ended if the output was closed.
                    let _ = slot.send(work_on(line));
                }
            });
        }
        let writer = scope.spawn(move || write_all(&results, sink));
        let mut number = 0;
        let read = loop {
            match next_line(input, &mut number) {
                Ok(Some(line)) => {
                    let (slot, result) = sync_channel(1);
                    if slots.send(result).is_err() || work.send((line, slot)).is_err() {
                        break Ok(());
                    }
                }
                Ok(None) => break Ok(()),
                Err(e) => break Err(e),
            }
        };
        drop((work, slots));
        let written = writer.join().unwrap_or_else(|_| Err(io::Error::other("the writer stopped")));
        read.and(written)
    })
}

fn write_all(results: &Receiver<Receiver<String>>, mut sink: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    for result in results {
        let text = result.recv().map_err(|_| io::Error::other("a worker stopped before its line was done"))?;
        sink(&text)?;
    }
    Ok(())
}

/// The next line that is not blank. `number` is the last line's and becomes this one's.
fn next_line(input: &mut impl BufRead, number: &mut u64) -> io::Result<Option<Line>> {
    loop {
        let mut bytes = Vec::new();
        if input.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        *number += 1;
        let whole = bytes.last() == Some(&b'\n') || bytes.len() as u64 <= MAX_LINE_BYTES;
        if !whole {
            input.skip_until(b'\n')?;
            return Ok(Some(Line { number: *number, bytes: None }));
        }
        let trimmed = bytes.trim_ascii();
        if !trimmed.is_empty() {
            return Ok(Some(Line { number: *number, bytes: Some(trimmed.to_vec()) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &[u8], jobs: usize) -> Vec<String> {
        let mut out = Vec::new();
        let worker = || {
            |line: Line| match line.bytes {
                Some(bytes) => format!("{} {}", line.number, String::from_utf8_lossy(&bytes)),
                None => format!("{} too long", line.number),
            }
        };
        each_line(&mut &*input, jobs, worker, |text| {
            out.push(text.to_owned());
            Ok(())
        })
        .unwrap();
        out
    }

    #[test]
    fn the_order_is_kept_whatever_the_number_of_jobs() {
        let input: String = (0..500).map(|n| format!("line {n}\n")).collect();
        let expected: Vec<String> = (0..500).map(|n| format!("{} line {n}", n + 1)).collect();
        for jobs in [1, 2, 7] {
            assert_eq!(run(input.as_bytes(), jobs), expected);
        }
    }

    #[test]
    fn blank_lines_count_and_an_endless_line_is_passed_over() {
        let mut input = b"a\r\n\n  \n".to_vec();
        input.extend(vec![b'x'; MAX_LINE_BYTES as usize + 5]);
        input.extend(b"\nlast without an end");
        assert_eq!(run(&input, 2), ["1 a", "4 too long", "5 last without an end"]);
    }

    #[test]
    fn a_closed_output_ends_the_reading() {
        let mut endless = io::BufReader::new(Endless);
        let closed = |_: &str| Err(io::Error::from(io::ErrorKind::BrokenPipe));
        let ended = each_line(&mut endless, 2, || |_: Line| String::new(), closed);
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    /// Gives "x\n" for ever.
    struct Endless;

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = buffer.len() / 2 * 2;
            for pair in buffer[..n].chunks_mut(2) {
                pair.copy_from_slice(b"x\n");
            }
            Ok(n)
        }
    }
}
