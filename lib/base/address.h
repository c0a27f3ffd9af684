/* address.h - what names a database: the path of a file, or the address of a server.
 *
 * An address is a URL that begins with postgres:// or postgresql://, or a text that begins with
 * service=, in the forms of libpq (PostgreSQL's manual, "Connection Strings"). */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>

bool address_is_server(const char *text);

/* Words of libpq's without a service, such as "host=db password=…": the address of no database
 * here, and no path either, unless there is a file of that name. */
bool address_is_words(const char *text);

/* What a database is called, for names of files that have to do with it: the file's name without
 * what is behind its last dot, or the last word of the address. The caller's. */
char *address_stem(const char *text);

/* The same without any password that stands in it: what messages show, and what other programs are
 * told. A path stays what it is; of words that name nothing, the first is left. The result is the
 * caller's. */
char *address_without_password(const char *text);

#endif
