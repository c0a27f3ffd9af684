/* fuzz.h - what is given to something that reads what others wrote: any bytes. `make fuzz` makes
 * them up; elsewhere run.c gives those of the corpus. */
#ifndef FUZZ_H
#define FUZZ_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a text that ends where the bytes do: reading past it is seen. The caller's, for free(). */
static inline char *fuzz_text(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text)
        abort();
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

/* The first line of a text, which then goes on behind it. */
static inline char *fuzz_line(char **text) {
    char *line = *text, *end = line + strcspn(line, "\n");
    *text = *end ? end + 1 : end;
    *end = '\0';
    return line;
}

/* What must hold of all that is read. */
static inline void fuzz_check(int holds) {
    if (!holds)
        abort();
}

#endif
