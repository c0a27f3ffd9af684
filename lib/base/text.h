/* text.h - what users type: checked, measured, folded, compared. UTF-8 throughout. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/failure.h"

/* Checks a text against what may be kept in `field`: UTF-8 without NUL and without control
 * characters (C0, DEL, C1) other than newline and tab (multiline) or without any (one line), and
 * min to max code points long (max 0: no bound). A text of one line must not be blank all through
 * where min is above 0. COACH_INVALID with the field's name, and the limit where that is it. */
coach_status text_check(const char *text, bool multiline, size_t min, size_t max, const char *field,
                        struct failure *f);

/* The form in which texts are searched: compatibility decomposition (NFKD), no combining marks,
 * case folded; and plain letters for the Latin ones that have a stroke, no dot or two letters in
 * one, which Unicode leaves whole (ø, ł, ı, æ). text must be UTF-8. The result is the caller's. */
char *text_fold(const char *text);

/* The form in which names and e-mail addresses are unique: NFC, case folded (Unicode default
 * caseless matching). */
char *text_key(const char *text);

/* A LIKE pattern that finds text_fold(needle) anywhere: '%', '_' and '\' escaped by '\'. */
char *text_like(const char *needle);

/* An e-mail address as RFC 5321 limits it, of the kind people have: one '@', a local part of at
 * most 64 bytes of atom characters and dots, a domain of labels; no quoted local parts, no
 * comments, no leading '-'. Letters beyond ASCII are taken (RFC 6531). */
coach_status text_check_email(const char *text, const char *field, struct failure *f);

#endif
