/*
 * sayso for C: labels every sentence of a news article by whose word it stands on.
 *
 * Generated from crates/sayso-ffi/src/exports.rs; do not edit.
 *
 * No function panics or ends the process: a failure gives NULL or false, and sayso_error() says why. Threads may share
 * a model. Nothing may be used after it was freed, nor freed twice.
 */

#ifndef SAYSO_H
#define SAYSO_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// The labelled sentences of one text.
typedef struct SaysoAnswer SaysoAnswer;

// A model. It does not change: threads may share it.
typedef struct SaysoModel SaysoModel;

// One labelled sentence.
typedef struct SaysoSentence {
  // First byte in the text.
  size_t start;
  // One past its last byte in the text.
  size_t end;
  // Number of its label; `sayso_label_name` has the name.
  size_t label;
  // One per label, in their order, `sayso_label_count` of them; they add up to 1. Valid until the answer is freed.
  const float *probabilities;
  // Probability of the label minus that of the best other one.
  float margin;
  // The probability is below the model's threshold for "unsure".
  bool abstained;
} SaysoSentence;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Opens the model file at this path. `NULL` if that fails, for which `sayso_error` has the reason.
//
// # Safety
// `path` is `NULL` (an error) or a string that ends with a zero byte, in UTF-8.
struct SaysoModel *sayso_model_open(const char *path);

// Opens the model inside the library. `NULL` if that fails, for which `sayso_error` has the reason.
struct SaysoModel *sayso_model_embedded(void);

// Frees a model. `NULL` is allowed.
//
// # Safety
// `model` is `NULL` or came from this library, was not freed yet, and is not in use on another thread.
void sayso_model_free(struct SaysoModel *model);

// How many labels the model has; 0 for `NULL`.
//
// # Safety
// `model` is `NULL` or a model of this library that is not freed.
size_t sayso_label_count(const struct SaysoModel *model);

// The name of a label, in UTF-8. `NULL` if there is no such label. Valid until the model is freed.
//
// # Safety
// `model` is `NULL` (an error) or a model of this library that is not freed.
const char *sayso_label_name(const struct SaysoModel *model, size_t label);

// Labels the sentences of one article: `length` bytes of UTF-8, which need not end with a zero byte. `NULL` if that
// fails, for which `sayso_error` has the reason.
//
// # Safety
// `model` is `NULL` (an error) or a model of this library that is not freed. `text` leads to `length` bytes that nobody
// changes during the call; it may be `NULL` if `length` is 0.
struct SaysoAnswer *sayso_classify(const struct SaysoModel *model,
                                   const char *text,
                                   size_t length);

// Frees an answer. `NULL` is allowed.
//
// # Safety
// `answer` is `NULL` or came from this library, was not freed yet, and is not in use on another thread.
void sayso_answer_free(struct SaysoAnswer *answer);

// How many sentences the text has; 0 for `NULL`.
//
// # Safety
// `answer` is `NULL` or an answer of this library that is not freed.
size_t sayso_sentence_count(const struct SaysoAnswer *answer);

// Writes sentence `index` to `sentence`. `false` if there is none, for which `sayso_error` has the reason.
//
// # Safety
// `answer` is `NULL` (an error) or an answer of this library that is not freed. `sentence` is `NULL` (an error) or
// leads to room for one `SaysoSentence`.
bool sayso_sentence(const struct SaysoAnswer *answer,
                    size_t index,
                    struct SaysoSentence *sentence);

// What went wrong in the last call that failed on this thread, in UTF-8; `NULL` if none did. Valid until the next call
// of this library on this thread.
const char *sayso_error(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SAYSO_H */
