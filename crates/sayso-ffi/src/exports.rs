//! The functions of `include/sayso.h`, and the types that they exchange.
//!
//! All that is unsafe in the project is here: reading what a caller's pointer leads to, and giving memory away and taking
//! it back.

#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char};
use std::ptr;

use sayso::{Labelled, Model};

use crate::boundary::{guard, with_last};

/// A model. It does not change: threads may share it.
pub struct SaysoModel {
    model: Model,
    /// The labels as C reads them.
    names: Vec<CString>,
}

/// The labelled sentences of one text.
pub struct SaysoAnswer {
    sentences: Vec<Labelled>,
}

/// One labelled sentence.
#[repr(C)]
pub struct SaysoSentence {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte in the text.
    pub end: usize,
    /// Number of its label; `sayso_label_name` has the name.
    pub label: usize,
    /// One per label, in their order, `sayso_label_count` of them; they add up to 1. Valid until the answer is freed.
    pub probabilities: *const f32,
    /// Probability of the label minus that of the best other one.
    pub margin: f32,
    /// The probability is below the model's threshold for "unsure".
    pub abstained: bool,
}

/// Opens the model file at this path. `NULL` if that fails, for which `sayso_error` has the reason.
///
/// # Safety
/// `path` is `NULL` (an error) or a string that ends with a zero byte, in UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_model_open(path: *const c_char) -> *mut SaysoModel {
    give(|| {
        if path.is_null() {
            return Err("the path is NULL".into());
        }
        // SAFETY: not null, and the caller vouches that it ends with a zero byte.
        let path = unsafe { CStr::from_ptr(path) };
        let path = path.to_str().map_err(|_| format!("{}: the path is not UTF-8", path.to_string_lossy()))?;
        model(Model::from_path(path))
    })
}

/// Opens the model inside the library. `NULL` if that fails, for which `sayso_error` has the reason.
#[unsafe(no_mangle)]
pub extern "C" fn sayso_model_embedded() -> *mut SaysoModel {
    give(|| model(Model::embedded()))
}

/// Frees a model. `NULL` is allowed.
///
/// # Safety
/// `model` is `NULL` or came from this library, was not freed yet, and is not in use on another thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_model_free(model: *mut SaysoModel) {
    // SAFETY: as the caller vouches, `give` made it and nobody else has it.
    unsafe { take_back(model) }
}

/// How many labels the model has; 0 for `NULL`.
///
/// # Safety
/// `model` is `NULL` or a model of this library that is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_label_count(model: *const SaysoModel) -> usize {
    // SAFETY: as the caller vouches.
    unsafe { lend(model, "model") }.map_or(0, |m| m.names.len())
}

/// The name of a label, in UTF-8. `NULL` if there is no such label. Valid until the model is freed.
///
/// # Safety
/// `model` is `NULL` (an error) or a model of this library that is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_label_name(model: *const SaysoModel, label: usize) -> *const c_char {
    let name = guard(|| {
        // SAFETY: as the caller vouches.
        let names = &unsafe { lend(model, "model") }?.names;
        names.get(label).ok_or_else(|| format!("label {label} of {}: there is no such label", names.len()))
    });
    name.map_or(ptr::null(), |name| name.as_ptr())
}

/// Labels the sentences of one article: `length` bytes of UTF-8, which need not end with a zero byte. `NULL` if that
/// fails, for which `sayso_error` has the reason.
///
/// # Safety
/// `model` is `NULL` (an error) or a model of this library that is not freed. `text` leads to `length` bytes that nobody
/// changes during the call; it may be `NULL` if `length` is 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_classify(
    model: *const SaysoModel,
    text: *const c_char,
    length: usize,
) -> *mut SaysoAnswer {
    give(|| {
        // SAFETY: as the caller vouches.
        let model = unsafe { lend(model, "model") }?;
        let bytes: &[u8] = match (text.is_null(), length) {
            (_, 0) => &[],
            (true, _) => return Err("the text is NULL".into()),
            // The longest slice there can be.
            (false, _) if isize::try_from(length).is_err() => return Err(format!("no text has {length} bytes")),
            // SAFETY: not null, short enough, and the caller vouches for its bytes.
            (false, _) => unsafe { std::slice::from_raw_parts(text.cast(), length) },
        };
        let text = std::str::from_utf8(bytes)
            .map_err(|e| format!("the text is not UTF-8 from byte {} on; convert it first", e.valid_up_to()))?;
        Ok(SaysoAnswer { sentences: model.model.classify(text) })
    })
}

/// Frees an answer. `NULL` is allowed.
///
/// # Safety
/// `answer` is `NULL` or came from this library, was not freed yet, and is not in use on another thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_answer_free(answer: *mut SaysoAnswer) {
    // SAFETY: as the caller vouches, `give` made it and nobody else has it.
    unsafe { take_back(answer) }
}

/// How many sentences the text has; 0 for `NULL`.
///
/// # Safety
/// `answer` is `NULL` or an answer of this library that is not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_sentence_count(answer: *const SaysoAnswer) -> usize {
    // SAFETY: as the caller vouches.
    unsafe { lend(answer, "answer") }.map_or(0, |a| a.sentences.len())
}

/// Writes sentence `index` to `sentence`. `false` if there is none, for which `sayso_error` has the reason.
///
/// # Safety
/// `answer` is `NULL` (an error) or an answer of this library that is not freed. `sentence` is `NULL` (an error) or
/// leads to room for one `SaysoSentence`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sayso_sentence(
    answer: *const SaysoAnswer,
    index: usize,
    sentence: *mut SaysoSentence,
) -> bool {
    let written = guard(|| {
        // SAFETY: as the caller vouches.
        let sentences = &unsafe { lend(answer, "answer") }?.sentences;
        let count = sentences.len();
        let Labelled { span, prediction: p } =
            sentences.get(index).ok_or_else(|| format!("sentence {index} of {count}: there is no such sentence"))?;
        if sentence.is_null() {
            return Err("the room for the sentence is NULL".into());
        }
        let found = SaysoSentence {
            start: span.start,
            end: span.end,
            label: p.label,
            probabilities: p.probabilities.as_ptr(),
            margin: p.margin,
            abstained: p.abstained,
        };
        // SAFETY: not null, and the caller vouches for the room; what was there is overwritten without being read.
        unsafe { sentence.write(found) };
        Ok(())
    });
    written.is_some()
}

/// What went wrong in the last call that failed on this thread, in UTF-8; `NULL` if none did. Valid until the next call
/// of this library on this thread.
#[unsafe(no_mangle)]
pub extern "C" fn sayso_error() -> *const c_char {
    with_last(|last| last.map_or(ptr::null(), CStr::as_ptr))
}

fn model(loaded: Result<Model, sayso::ModelError>) -> Result<SaysoModel, String> {
    let model = loaded.map_err(|e| e.to_string())?;
    let names = model.labels().iter().map(|name| {
        CString::new(name.as_str()).map_err(|_| format!("label {name:?}: a zero byte ends a name in C; rename it"))
    });
    Ok(SaysoModel { names: names.collect::<Result<_, _>>()?, model })
}

/// What `make` makes becomes the caller's; `NULL` if it fails.
fn give<T>(make: impl FnOnce() -> Result<T, String>) -> *mut T {
    guard(make).map_or(ptr::null_mut(), |made| Box::into_raw(Box::new(made)))
}

/// An object of the caller's, for the duration of a call.
///
/// # Safety
/// `object` is null, or `give` made it and it is not freed before the end of `'a`.
unsafe fn lend<'a, T>(object: *const T, what: &str) -> Result<&'a T, String> {
    // SAFETY: as the caller vouches; nothing here makes a mutable reference to such an object.
    unsafe { object.as_ref() }.ok_or_else(|| format!("the {what} is NULL; did it fail to open?"))
}

/// Frees what `give` gave.
///
/// # Safety
/// `object` is null, or `give` made it, it was not freed, and there is no reference to it.
unsafe fn take_back<T>(object: *mut T) {
    if !object.is_null() {
        // SAFETY: as the caller vouches.
        let object = unsafe { Box::from_raw(object) };
        guard(|| {
            drop(object);
            Ok(())
        });
    }
}
