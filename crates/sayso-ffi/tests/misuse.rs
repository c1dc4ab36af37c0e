//! The interface as C calls it, with what a careless caller passes.

#![allow(unsafe_code, clippy::undocumented_unsafe_blocks, clippy::unwrap_used)]

use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;
use std::ptr;

use sayso_ffi::exports::*;

fn error() -> String {
    let message = sayso_error();
    assert!(!message.is_null(), "no error is kept");
    unsafe { CStr::from_ptr(message) }.to_str().unwrap().to_owned()
}

#[test]
fn null_is_an_error_and_never_a_crash() {
    unsafe {
        assert!(sayso_model_open(ptr::null()).is_null());
        assert_eq!(error(), "the path is NULL");
        assert!(sayso_classify(ptr::null(), ptr::null(), 0).is_null());
        assert!(error().starts_with("the model is NULL"));
        assert!(sayso_label_name(ptr::null(), 0).is_null());
        assert_eq!((sayso_label_count(ptr::null()), sayso_sentence_count(ptr::null())), (0, 0));
        assert!(!sayso_sentence(ptr::null(), 0, ptr::null_mut()));
        assert!(error().starts_with("the answer is NULL"));
        sayso_model_free(ptr::null_mut());
        sayso_answer_free(ptr::null_mut());
    }
}

#[test]
fn numbers_and_lengths_are_checked() {
    let model = sayso_model_embedded();
    let text = "The mayor denied it. It rained.";
    let address: *const c_char = text.as_ptr().cast();
    unsafe {
        assert_eq!(sayso_label_count(model), 4);
        assert!(!sayso_label_name(model, 3).is_null() && sayso_label_name(model, 4).is_null());
        assert_eq!(error(), "label 4 of 4: there is no such label");
        assert!(sayso_classify(model, ptr::null(), 7).is_null());
        assert_eq!(error(), "the text is NULL");
        assert!(sayso_classify(model, address, usize::MAX).is_null());
        assert!(error().starts_with("no text has"));
        let empty = sayso_classify(model, ptr::null(), 0);
        assert_eq!(sayso_sentence_count(empty), 0);
        sayso_answer_free(empty);

        let answer = sayso_classify(model, address, text.len());
        assert_eq!(sayso_sentence_count(answer), 2);
        let mut room = MaybeUninit::<SaysoSentence>::uninit();
        assert!(!sayso_sentence(answer, 2, room.as_mut_ptr()));
        assert_eq!(error(), "sentence 2 of 2: there is no such sentence");
        assert!(!sayso_sentence(answer, 1, ptr::null_mut()));
        assert!(sayso_sentence(answer, 1, room.as_mut_ptr()));
        let s = room.assume_init();
        assert_eq!(&text[s.start..s.end], "It rained.");
        let probabilities = std::slice::from_raw_parts(s.probabilities, 4);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        assert!(probabilities.iter().all(|&p| p <= probabilities[s.label]) && s.margin > 0.0 && !s.abstained);
        sayso_answer_free(answer);
        sayso_model_free(model);
    }
}
