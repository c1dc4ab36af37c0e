//! How far a long run has come: a bar on a terminal, a line now and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::state::Counts;
use crate::console::Console;

/// Short runs show nothing.
const SILENT: Duration = Duration::from_millis(700);
/// How often a bar changes.
const BAR: Duration = Duration::from_millis(100);
/// How often a line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(10);

/// Shows progress.
pub struct Progress {
    /// Bytes of the whole input, if that is known.
    total: Option<u64>,
    bar: Option<ProgressBar>,
    quiet: bool,
    terminal: bool,
    console: Console,
    began: Instant,
    next: Instant,
}

impl Progress {
    /// Nothing is shown if `quiet`, nor a bar where the output itself is on the terminal.
    pub fn new(console: &Console, total: Option<u64>, output_on_terminal: bool) -> Self {
        let began = Instant::now();
        let terminal = console.is_terminal();
        let quiet = console.is_quiet() || (terminal && output_on_terminal);
        let next = began + if terminal { SILENT } else { LINE };
        Self { total, bar: None, quiet, terminal, console: *console, began, next }
    }

    /// Shows how far the run has come, if it is time to.
    ///
    /// `bytes` of the input are done.
    pub fn show(&mut self, bytes: u64, counts: &Counts) {
        if self.quiet || Instant::now() < self.next {
            return;
        }
        if self.terminal {
            self.next = Instant::now() + BAR;
            let total = self.total;
            let bar = self.bar.get_or_insert_with(|| bar(total));
            bar.set_message(format!("{} articles{}", counts.articles, aside(counts)));
            bar.set_position(bytes);
        } else {
            self.next = Instant::now() + LINE;
            self.console.note(line(bytes, self.total, self.began.elapsed(), counts));
        }
    }

    /// Takes the bar away.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    const KNOWN: &str = "{bar:30} {percent:>3} %  {bytes}/{total_bytes}  {binary_bytes_per_sec}  {eta} left  {msg}";
    const UNKNOWN: &str = "{spinner} {bytes}  {binary_bytes_per_sec}  {elapsed}  {msg}";
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template(if total.is_some() { KNOWN } else { UNKNOWN });
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn aside(counts: &Counts) -> String {
    if counts.rejected == 0 { String::new() } else { format!(", {} set aside", counts.rejected) }
}

fn line(bytes: u64, total: Option<u64>, elapsed: Duration, counts: &Counts) -> String {
    let rate = bytes as f64 / elapsed.as_secs_f64().max(1e-3);
    let mut line = format!("{} articles{}, {}", counts.articles, aside(counts), HumanBytes(bytes));
    if let Some(total) = total.filter(|t| *t > 0) {
        line += &format!(" of {} ({:.0} %)", HumanBytes(total), bytes as f64 * 100.0 / total as f64);
    }
    line += &format!(", {}/s", HumanBytes(rate as u64));
    if let Some(left) = total.and_then(|t| t.checked_sub(bytes)).filter(|_| rate >= 1.0) {
        line += &format!(", {} left", HumanDuration(Duration::from_secs_f64(left as f64 / rate)));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_rate_and_rest() {
        let counts = Counts { articles: 12, rejected: 1, ..Counts::default() };
        let told = line(5 << 20, Some(20 << 20), Duration::from_secs(10), &counts);
        assert_eq!(told, "12 articles, 1 set aside, 5.00 MiB of 20.00 MiB (25 %), 512.00 KiB/s, 30 seconds left");
        let told = line(0, None, Duration::from_secs(1), &Counts::default());
        assert_eq!(told, "0 articles, 0 B, 0 B/s");
    }
}
