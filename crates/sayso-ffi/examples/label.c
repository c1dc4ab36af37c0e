/*
 * Labels the article on standard input. One line per sentence: label, probability, text.
 *
 *   cargo build --release -p sayso-ffi
 *   cc -Icrates/sayso-ffi/include crates/sayso-ffi/examples/label.c -Ltarget/release -lsayso_ffi -o label
 *   LD_LIBRARY_PATH=target/release ./label < article.txt
 *
 * An argument is the path of a model to use instead of the one inside the library.
 */

#include "sayso.h"

#include <stdio.h>
#include <stdlib.h>

/* All of a stream; the caller frees it. NULL without memory. */
static char *read_all(FILE *stream, size_t *length) {
    size_t room = 1 << 16;
    char *text = malloc(room);
    *length = 0;
    while (text != NULL) {
        size_t got = fread(text + *length, 1, room - *length, stream);
        *length += got;
        if (got == 0) {
            return text;
        }
        if (*length == room) {
            char *larger = realloc(text, room *= 2);
            if (larger == NULL) {
                free(text);
            }
            text = larger;
        }
    }
    return NULL;
}

static int label(const SaysoModel *model, const char *text, size_t length) {
    SaysoAnswer *answer = sayso_classify(model, text, length);
    if (answer == NULL) {
        fprintf(stderr, "error: %s\n", sayso_error());
        return EXIT_FAILURE;
    }
    SaysoSentence s;
    for (size_t i = 0; sayso_sentence(answer, i, &s); i++) {
        printf("%s\t%.3f\t%.*s\n", sayso_label_name(model, s.label), s.probabilities[s.label],
               (int)(s.end - s.start), text + s.start);
    }
    sayso_answer_free(answer);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    SaysoModel *model = argc > 1 ? sayso_model_open(argv[1]) : sayso_model_embedded();
    if (model == NULL) {
        fprintf(stderr, "error: %s\n", sayso_error());
        return EXIT_FAILURE;
    }
    size_t length;
    char *text = read_all(stdin, &length);
    int code = text == NULL ? EXIT_FAILURE : label(model, text, length);
    free(text);
    sayso_model_free(model);
    return code;
}
