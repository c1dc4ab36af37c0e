//! Work on several threads while Python goes on and Ctrl-C is heard.
//!
//! Threads live as long as one call, so that a process may fork between calls. Only the thread that called looks for
//! signals, as Python wants it; the workers stop at the next item.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use sayso::Scratch;

/// How long Ctrl-C may go unheard.
const PATIENCE: Duration = Duration::from_millis(50);

/// Threads to use: what was asked for, or all cores.
pub fn threads(jobs: Option<NonZeroUsize>) -> NonZeroUsize {
    jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// Applies `work` to every item and gives the results in the order of the items.
///
/// # Errors
/// Whatever a signal handler raised, and `RuntimeError` if a thread cannot be started.
pub fn map<T: Sync, R: Send>(
    py: Python<'_>,
    items: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&mut Scratch, &T) -> R + Sync,
) -> PyResult<Vec<R>> {
    let jobs = threads(jobs).get().min(items.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let worker = || {
        let mut scratch = Scratch::default();
        let mut done = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(i) else { break };
            done.push((i, work(&mut scratch, item)));
        }
        done
    };
    let mut done: Vec<(usize, R)> = py.detach(|| {
        thread::scope(|scope| {
            let (sender, receiver) = channel::<()>();
            let mut started = Vec::with_capacity(jobs);
            for _ in 0..jobs {
                let alive = sender.clone();
                let run = || {
                    let done = worker();
                    drop(alive);
                    done
                };
                match thread::Builder::new().spawn_scoped(scope, run) {
                    Ok(handle) => started.push(handle),
                    Err(e) => {
                        stop.store(true, Ordering::Relaxed);
                        return Err(unstarted(&e));
                    }
                }
            }
            drop(sender);
            wait(&receiver).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            let joined = started.into_iter().flat_map(|w| w.join().unwrap_or_else(|panic| resume_unwind(panic)));
            Ok(joined.collect())
        })
    })?;
    done.sort_unstable_by_key(|(i, _)| *i);
    Ok(done.into_iter().map(|(_, r)| r).collect())
}

/// Runs `work` once on a pool of threads of its own. After a signal the call returns at once; `work` sees it in the flag.
///
/// # Errors
/// As [`map`].
pub fn background<R: Send + 'static>(
    py: Python<'_>,
    jobs: Option<NonZeroUsize>,
    work: impl FnOnce(&AtomicBool) -> R + Send + 'static,
) -> PyResult<R> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads(jobs).get()).build();
    let pool = pool.map_err(|e| PyRuntimeError::new_err(format!("threads cannot be started: {e}; lower jobs")))?;
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = channel();
    let flag = Arc::clone(&stop);
    let run = move || {
        let result = pool.install(|| work(&flag));
        drop(sender);
        result
    };
    let worker = thread::Builder::new().spawn(run).map_err(|e| unstarted(&e))?;
    py.detach(move || {
        wait(&receiver).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
        Ok(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Waits until all senders are gone.
fn wait(receiver: &Receiver<()>) -> PyResult<()> {
    while let Ok(()) | Err(RecvTimeoutError::Timeout) = receiver.recv_timeout(PATIENCE) {
        Python::attach(|py| py.check_signals())?;
    }
    Ok(())
}

fn unstarted(error: &std::io::Error) -> PyErr {
    PyRuntimeError::new_err(format!("a thread cannot be started: {error}; lower jobs"))
}
