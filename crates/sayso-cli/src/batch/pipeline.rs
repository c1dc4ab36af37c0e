//! One reader, some workers, one writer. Records are numbered, and what comes back is put in order again, so the
//! output does not depend on the number of workers. A budget of bytes bounds everything that is on the way, whatever
//! the size of a record and whichever worker is slow.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Error, Result, bail};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError, bounded, unbounded};
use sayso::Scratch;

use super::reader::{Reader, Record};
use super::worker::{Outcome, Worker};
use crate::exit::Interrupted;
use crate::signal::Stop;

/// Bytes of records that may be on the way from the reader to the writer.
const ON_THE_WAY: usize = 8 << 20;
/// What a record counts beside its text.
const RECORD: usize = 1 << 10;
/// How often the writer looks up when nothing comes.
const LOOK_UP: Duration = Duration::from_millis(50);
/// Stack of a worker. Trees of web pages are walked by recursion.
const STACK: usize = 64 << 20;

/// Takes what the workers made, in order.
pub trait Sink {
    /// Takes the outcome of a record.
    fn take(&mut self, outcome: Outcome) -> Result<()>;
    /// Nothing has come for a moment.
    fn idle(&mut self) -> Result<()>;
}

/// Bounds what is on the way.
#[derive(Default)]
struct Budget {
    used: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    /// Waits until `bytes` fit in, or until nothing else is on the way.
    fn acquire(&self, bytes: usize) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |used: &mut usize| *used > 0 && *used + bytes > ON_THE_WAY;
        let mut used = self.freed.wait_while(used, full).unwrap_or_else(PoisonError::into_inner);
        *used += bytes;
    }

    fn release(&self, bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(bytes);
        self.freed.notify_one();
    }
}

/// A record on its way to a worker.
struct Job {
    number: u64,
    weight: usize,
    record: Record,
}

/// What comes to the writer.
enum Message {
    /// What became of a record.
    Done { number: u64, weight: usize, outcome: Box<Outcome> },
    /// There were so many records.
    End(u64),
    /// Reading cannot even begin.
    Failed(Error),
}

/// Reads, labels and writes until the input ends.
///
/// # Errors
/// Those of the sink, those of `reader`, and [`Interrupted`] if a signal asks for an end.
pub fn run(
    reader: impl FnOnce() -> Result<Reader> + Send + 'static,
    worker: &Arc<Worker>,
    jobs: usize,
    stop: &Stop,
    sink: &mut dyn Sink,
) -> Result<()> {
    let budget = Arc::new(Budget::default());
    let (to_workers, jobs_in) = bounded::<Job>(1 << 12);
    let (to_writer, messages) = unbounded::<Message>();
    for _ in 0..jobs.max(1) {
        let (jobs_in, to_writer, worker) = (jobs_in.clone(), to_writer.clone(), worker.clone());
        let body = move || work(&worker, &jobs_in, &to_writer);
        thread::Builder::new().name("worker".into()).stack_size(STACK).spawn(body).context("cannot start a thread")?;
    }
    let for_reader = budget.clone();
    let body = move || read(reader, &for_reader, &to_workers, &to_writer);
    thread::Builder::new().name("reader".into()).spawn(body).context("cannot start a thread")?;
    write(&messages, &budget, stop, sink)
}

fn read(
    reader: impl FnOnce() -> Result<Reader>,
    budget: &Budget,
    to_workers: &Sender<Job>,
    to_writer: &Sender<Message>,
) {
    let reader = match reader() {
        Ok(reader) => reader,
        Err(error) => {
            // If nobody listens any more, the program is ending.
            let _ = to_writer.send(Message::Failed(error));
            return;
        }
    };
    let mut number = 0;
    for record in reader {
        let weight = record.payload.weight() + RECORD;
        budget.acquire(weight);
        if to_workers.send(Job { number, weight, record }).is_err() {
            return;
        }
        number += 1;
    }
    let _ = to_writer.send(Message::End(number));
}

fn work(worker: &Worker, jobs: &Receiver<Job>, to_writer: &Sender<Message>) {
    let mut scratch = Scratch::default();
    for Job { number, weight, record } in jobs {
        let outcome = Box::new(worker.work(record, &mut scratch));
        if to_writer.send(Message::Done { number, weight, outcome }).is_err() {
            return;
        }
    }
}

fn write(messages: &Receiver<Message>, budget: &Budget, stop: &Stop, sink: &mut dyn Sink) -> Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut total = None;
    while total != Some(next) {
        if let Some(signal) = stop.signal() {
            return Err(Interrupted { signal, resume: false }.into());
        }
        let Some(message) = receive(messages, sink)? else { continue };
        match message {
            Message::Done { number, weight, outcome } => {
                waiting.insert(number, (weight, outcome));
            }
            Message::End(records) => total = Some(records),
            Message::Failed(error) => return Err(error),
        }
        while let Some((weight, outcome)) = waiting.remove(&next) {
            next += 1;
            sink.take(*outcome)?;
            budget.release(weight);
        }
    }
    Ok(())
}

/// The next message; none if none has come for a moment.
fn receive(messages: &Receiver<Message>, sink: &mut dyn Sink) -> Result<Option<Message>> {
    match messages.try_recv() {
        Ok(message) => return Ok(Some(message)),
        Err(TryRecvError::Empty) => sink.idle()?,
        Err(TryRecvError::Disconnected) => {}
    }
    match messages.recv_timeout(LOOK_UP) {
        Ok(message) => Ok(Some(message)),
        Err(RecvTimeoutError::Timeout) => Ok(None),
        Err(RecvTimeoutError::Disconnected) => bail!("a worker ended early; please report this as a fault of sayso"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn the_budget_bounds_and_lets_a_giant_pass_alone() {
        let budget = Arc::new(Budget::default());
        budget.acquire(2 * ON_THE_WAY);
        let (passed, other) = (Arc::new(AtomicUsize::new(0)), budget.clone());
        let seen = passed.clone();
        let thread = thread::spawn(move || {
            other.acquire(1);
            seen.store(1, Ordering::SeqCst);
        });
        assert_eq!(passed.load(Ordering::SeqCst), 0);
        budget.release(2 * ON_THE_WAY);
        thread.join().unwrap();
        assert_eq!(passed.load(Ordering::SeqCst), 1);
    }
}
