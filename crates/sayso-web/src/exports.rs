//! The module's interface: a request buffer, an answer buffer, and one function per question.
//!
//! The caller asks [`request`] for room, writes the request there, calls a function, which returns the length of the
//! answer, and reads that many bytes from [`answer`]. Both are UTF-8, the answer is JSON; one with the key `error` says
//! what went wrong. Both addresses hold until the next call.
//!
//! Nothing here follows an address: the buffers belong to this module, and only the caller's side of the boundary,
//! which WebAssembly confines to this module's memory, reads and writes by address. What `unsafe_code` is allowed for
//! is the attribute that exports a function under its own name.

#![allow(unsafe_code)]

use std::cell::RefCell;

use serde::Serialize;

use crate::answer::Failure;
use crate::engine::Engine;
use crate::pack;

#[derive(Default)]
struct Desk {
    engine: Engine,
    request: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Room for a request of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn request(length: usize) -> *mut u8 {
    DESK.with_borrow_mut(|desk| {
        desk.request.clear();
        desk.request.resize(length, 0);
        desk.request.as_mut_ptr()
    })
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    DESK.with_borrow(|desk| desk.answer.as_ptr())
}

/// Loads the model file in the request; the answer is [`crate::answer::About`].
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    reply(|desk| json(desk.engine.load(&std::mem::take(&mut desk.request))))
}

/// Loads the packed model (see [`crate::pack`]) in the request; the answer is [`crate::answer::About`].
#[unsafe(no_mangle)]
pub extern "C" fn load_packed() -> usize {
    reply(|desk| match pack::unpack(&std::mem::take(&mut desk.request)) {
        Ok(file) => json(desk.engine.load(&file)),
        Err(error) => json::<(), _>(Err(error)),
    })
}

/// Labels the article in the request; the answer is [`crate::answer::Article`].
#[unsafe(no_mangle)]
pub extern "C" fn classify() -> usize {
    reply(|desk| {
        let text = String::from_utf8(std::mem::take(&mut desk.request));
        // The page encodes its text itself, so it is UTF-8; any other bytes are read as the command's `--lossy` does.
        let text = text.unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        json(desk.engine.classify(text))
    })
}

/// Accounts for a sentence of that article; the answer is [`crate::answer::Account`].
#[unsafe(no_mangle)]
pub extern "C" fn explain(index: usize) -> usize {
    reply(|desk| json(desk.engine.explain(index)))
}

/// Keeps the answer; its length.
fn reply(answer: impl FnOnce(&mut Desk) -> Vec<u8>) -> usize {
    DESK.with_borrow_mut(|desk| {
        desk.answer = answer(desk);
        desk.answer.len()
    })
}

fn json<T: Serialize, E: ToString>(answer: Result<T, E>) -> Vec<u8> {
    let failure = |error: &dyn ToString| serde_json::to_vec(&Failure { error: error.to_string() });
    let text = match answer {
        Ok(answer) => serde_json::to_vec(&answer).or_else(|error| failure(&error)),
        Err(error) => failure(&error),
    };
    text.unwrap_or_default()
}
