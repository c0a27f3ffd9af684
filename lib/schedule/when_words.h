/* when_words.h - the words of WHEN, what was probably meant by words that are none of them, and how
 * a message shows them. Every word is length bytes from text. Used by when.c and when_parse.c. */
#ifndef SCHEDULE_WHEN_WORDS_H
#define SCHEDULE_WHEN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes there are before the next blank or the end. */
size_t when_token(const char *text);

/* 0 Monday to 6 Sunday; -1: not a weekday. */
int when_weekday(const char *text, size_t length);

/* The word that differs from this one by a slip or two; NULL: none does. */
const char *when_word_near(const char *text, size_t length);

/* Whether a word that is no zone was probably meant to be one. */
bool when_zone_like(const char *text, size_t length);

/* The zone that has this name but for upper and lower case, or NULL. The result is the caller's. */
char *when_zone_near(const char *text, size_t length);

/* Text that a message may quote: what a terminal would act on is escaped, and after 60 characters
 * it is cut. The result is the caller's. */
char *when_quote(const char *text, size_t length);

#endif
