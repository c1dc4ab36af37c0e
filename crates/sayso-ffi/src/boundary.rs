//! Where Rust ends and C begins: failures and panics become a message that the caller can ask for.

use std::any::Any;
use std::cell::RefCell;
use std::ffi::{CStr, CString};
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static LAST: RefCell<Option<CString>> = const { RefCell::new(None) };
}

/// Runs `action`; where it fails or panics the message is kept, and there is no value.
pub(crate) fn guard<T>(action: impl FnOnce() -> Result<T, String>) -> Option<T> {
    // What `action` holds is not used again after a panic: it only reads the caller's objects.
    let outcome = catch_unwind(AssertUnwindSafe(action)).unwrap_or_else(|payload| Err(panicked(payload.as_ref())));
    outcome.map_err(|message| keep(&message)).ok()
}

/// The message of this thread's last failure.
pub(crate) fn with_last<T>(read: impl FnOnce(Option<&CStr>) -> T) -> T {
    LAST.with_borrow(|last| read(last.as_deref()))
}

fn keep(message: &str) {
    let message = CString::new(message.replace('\0', "\u{fffd}")).unwrap_or_default();
    LAST.set(Some(message));
}

fn panicked(payload: &(dyn Any + Send)) -> String {
    let said = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied());
    format!("a bug in sayso, please report it: {}", said.unwrap_or("no message"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last() -> String {
        with_last(|last| last.unwrap().to_str().unwrap().to_owned())
    }

    #[test]
    fn failures_and_panics_leave_a_message() {
        assert_eq!(guard(|| Ok(1)), Some(1));
        assert_eq!(guard::<()>(|| Err("no\0thing".into())), None);
        assert_eq!(last(), "no\u{fffd}thing");
        let index = std::hint::black_box(3);
        assert_eq!(guard(|| Ok([1, 2][index])), None);
        assert!(last().starts_with("a bug in sayso") && last().contains("index"), "{}", last());
        assert_eq!(guard::<()>(|| panic!("as it stands")), None);
        assert!(last().ends_with("as it stands"));
        std::thread::spawn(|| assert!(with_last(|last| last.is_none()))).join().unwrap();
    }
}
