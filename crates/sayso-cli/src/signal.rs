//! Signals that end the program become a wish that somebody looks at when the time is right.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// The wish to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicUsize>);

impl Stop {
    /// Watches for the signals. The second Ctrl-C ends the program at once.
    pub fn install() -> io::Result<Self> {
        let stop = Self::default();
        let again = Arc::new(AtomicBool::new(false));
        flag::register_conditional_shutdown(SIGINT, 128 + SIGINT, again.clone())?;
        flag::register(SIGINT, again)?;
        for signal in [SIGINT, SIGTERM] {
            flag::register_usize(signal, stop.0.clone(), usize::try_from(signal).unwrap_or(usize::MAX))?;
        }
        #[cfg(unix)]
        {
            let hangup = usize::try_from(signal_hook::consts::SIGHUP).unwrap_or(usize::MAX);
            flag::register_usize(signal_hook::consts::SIGHUP, stop.0.clone(), hangup)?;
            // Without a handler, a write beyond a limit on file sizes kills; with one it is an error like a full disk.
            flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        }
        Ok(stop)
    }

    /// The signal that asked for it.
    pub fn signal(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|s| *s > 0)
    }
}
