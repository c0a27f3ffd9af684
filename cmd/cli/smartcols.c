/* smartcols.c - libsmartcols, loaded when the first table is laid out.
 *
 * Loading it takes a tenth of the time of a short command, and most commands of a script print no
 * table. So it is not linked: these functions have its names, look up its own at their first call,
 * and pass everything on. */
#include "cli/failure.h"

#include <dlfcn.h>
#include <libsmartcols/libsmartcols.h>
#include <stdlib.h>

#define LIBRARY "libsmartcols.so.1"

static void *find(const char *name) {
    void *library = dlopen(LIBRARY, RTLD_NOW), *found = library ? dlsym(library, name) : NULL;
    if (found)
        return found;
    coach_failure missing = {
        .status = COACH_STORAGE,
        .message = "tables need " LIBRARY ", which cannot be loaded",
        .hint = "install libsmartcols, or ask for another --output",
    };
    exit(failure_print(
        &missing, FORMAT_TABLE,
        NULL)); /* what is not committed is taken back by the next to open the database */
}

/* A pointer to an object becomes one to a function, as dlsym(3) says. */
#define REAL(type, name, parameters)                                                               \
    static type(*real) parameters;                                                                 \
    if (real == NULL)                                                                              \
    *(void **)&real = find(#name)

#define PASS_ON(type, name, parameters, arguments)                                                 \
    type name parameters {                                                                         \
        REAL(type, name, parameters);                                                              \
        return real arguments;                                                                     \
    }
#define PASS_ON_VOID(name, parameters, arguments)                                                  \
    void name parameters {                                                                         \
        REAL(void, name, parameters);                                                              \
        real arguments;                                                                            \
    }

typedef struct libscols_table table;
typedef struct libscols_column column;
typedef struct libscols_line line;
typedef struct libscols_cell cell;
typedef size_t measurer(const column *, const char *, void *);
typedef char *splitter(const column *, char *, void *);

PASS_ON(table *, scols_new_table, (void), ())
PASS_ON(int, scols_table_enable_noencoding, (table * t, int on), (t, on))
PASS_ON(int, scols_table_enable_minout, (table * t, int on), (t, on))
PASS_ON(int, scols_table_enable_noheadings, (table * t, int on), (t, on))
PASS_ON(int, scols_table_enable_colors, (table * t, int on), (t, on))
PASS_ON(int, scols_table_set_column_separator, (table * t, const char *text), (t, text))
PASS_ON(int, scols_table_set_termforce, (table * t, int force), (t, force))
PASS_ON(column *, scols_table_new_column, (table * t, const char *name, double hint, int flags),
        (t, name, hint, flags))
PASS_ON(column *, scols_table_get_column, (table * t, size_t n), (t, n))
PASS_ON(line *, scols_table_new_line, (table * t, line *parent), (t, parent))
PASS_ON_VOID(scols_table_remove_lines, (table * t), (t))
PASS_ON(int, scols_print_table_to_string, (table * t, char **out), (t, out))
PASS_ON_VOID(scols_unref_table, (table * t), (t))

PASS_ON(int, scols_column_set_whint, (column * c, double hint), (c, hint))
PASS_ON(int, scols_column_set_wrapfunc, (column * c, measurer *measure, splitter *next, void *data),
        (c, measure, next, data))
PASS_ON(cell *, scols_line_get_cell, (line * l, size_t n), (l, n))
PASS_ON(int, scols_line_set_data, (line * l, size_t n, const char *text), (l, n, text))
PASS_ON(const char *, scols_cell_get_data, (const cell *c), (c))
PASS_ON(int, scols_cell_set_data, (cell * c, const char *text), (c, text))
PASS_ON(int, scols_cell_set_color, (cell * c, const char *colour), (c, colour))
