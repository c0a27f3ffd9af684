/* import.c - a file to import: the first byte says how it is written and taken, the second what it
 * holds. What is taken is sound, and is taken back; of what is not, something is said. */
#include "studio.h"

#include <stdio.h>

struct bytes {
    const char *all;
    size_t length, at, piece;
};

static long give(void *data, char *out, size_t size) {
    struct bytes *bytes = data;
    size_t count = MIN(MIN(size, bytes->length - bytes->at), bytes->piece);
    if (count)
        memcpy(out, bytes->all + bytes->at, count);
    bytes->at += count;
    return (long)count;
}

static int rewind_bytes(void *data) {
    ((struct bytes *)data)->at = 0;
    return 0;
}

/* ---- What is there ---- */

static void hash_cells(GChecksum *sum, const coach_cell *row, size_t count) {
    for (size_t i = 0; i < count; i++) {
        g_checksum_update(sum, (const guchar *)&row[i].integer, sizeof row[i].integer);
        if (row[i].text)
            g_checksum_update(sum, (const guchar *)row[i].text, (gssize)row[i].length);
        g_checksum_update(sum, (const guchar *)"\x01", 1);
    }
}

static char *everything(coach *c) {
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    coach_cursor *cursor;
    const coach_cell *row;
    for (size_t n = 0; coach_data_noun(n) != COACH_NO_NOUN; n++) {
        studio_must(c, coach_export(c, coach_data_noun(n), &cursor));
        size_t count = coach_cursor_columns(cursor);
        coach_status status;
        while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row)
            hash_cells(sum, row, count);
        studio_must(c, status);
        coach_cursor_close(cursor);
    }
    return g_strdup(g_checksum_get_string(sum));
}

static void must_be_sound(coach *c) {
    coach_view view = {.fields = NULL};
    coach_health health = {0};
    coach_cursor *cursor;
    const coach_cell *row;
    studio_must(c, coach_doctor(c, false, &view, &health, &cursor));
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        for (int i = 0; i < 6; i++)
            g_printerr("%s ", row[i].text ? row[i].text : "-");
    coach_cursor_close(cursor);
    fuzz_check(health.wrong == 0);
}

/* ---- One import ---- */

static coach_status take(coach *c, coach_data_import *how, int64_t *changed) {
    coach_view view = {.fields = "made,changed"};
    coach_cursor *cursor;
    const coach_cell *row;
    coach_status status = coach_import_data(c, how, &view, &cursor);
    if (status != COACH_OK)
        return status;
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        *changed += row[0].integer + row[1].integer;
    coach_cursor_close(cursor);
    return status;
}

static void look_at_problems(coach *c, const coach_data_import *how) {
    size_t told = 0;
    for (const char *line; (line = coach_problem(c, told)); told++)
        fuzz_check(g_utf8_validate(line, -1, NULL) && !strchr(line, '\n'));
    fuzz_check(told >= how->failed);
}

/* Whoever acts may have been archived by it: then nothing can be taken back in this name. */
static void take_back(coach *c, const char *before) {
    if (coach_undo(c, NULL, false) != COACH_OK) {
        const char *message = coach_last_failure(c)->message;
        if (!strstr(message, "archived") && !strstr(message, "ada@example.org"))
            studio_must(c, COACH_CONFLICT);
        return;
    }
    must_be_sound(c);
    g_autofree char *after = everything(c);
    fuzz_check(strcmp(after, before) == 0);
}

/* Only those of a column that may be there: of others, all is refused. */
static size_t choose_maps(const struct bytes *bytes, const char *maps[]) {
    static const char *const all[][2] = {{"Mail", "Mail=email"},
                                         {"Left", "Left out="},
                                         {"Date", "Date+Time=scheduled_at"},
                                         {"First", "First+Last=description"}};
    size_t count = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (g_strstr_len(bytes->all, (gssize)bytes->length, all[i][0]))
            maps[count++] = all[i][1];
    return count;
}

static void import(const coach_data_source *source, int dates, int on_conflict, bool best_effort,
                   bool keep, const char *before) {
    const char *maps[4];
    coach *c = studio_new(studio_path(), !keep);
    coach_data_import how = {.sources = source,
                             .source_count = 1,
                             .maps = maps,
                             .map_count = choose_maps(source->data, maps),
                             .dates = dates,
                             .on_conflict = on_conflict,
                             .best_effort = best_effort};
    int64_t changed = 0;
    studio_must(c, coach_open(c, COACH_WRITE));
    coach_status status = take(c, &how, &changed);
    fuzz_check(status != COACH_OK || best_effort || !how.failed);
    look_at_problems(c, &how);
    if (status != COACH_OK)
        fuzz_check(coach_last_failure(c)->message &&
                   g_utf8_validate(coach_last_failure(c)->message, -1, NULL));
    if (keep && status == COACH_OK) {
        must_be_sound(c);
        if (changed)
            take_back(c, before);
    }
    coach_free(c);
}

/* ---- The studio ---- */

struct studio {
    char *bytes, *everything;
    gsize length;
};

static void begin(struct studio *studio) {
    studio_make(studio_path());
    if (!g_file_get_contents(studio_path(), &studio->bytes, &studio->length, NULL))
        abort();
    coach *c = studio_new(studio_path(), true);
    studio_must(c, coach_open(c, COACH_READ));
    studio->everything = everything(c);
    coach_free(c);
}

static void put_back(const struct studio *studio) {
    FILE *file = fopen(studio_path(), "we");
    if (!file || fwrite(studio->bytes, 1, studio->length, file) != studio->length ||
        fclose(file) != 0)
        abort();
}

/* The first byte, from its low end: three bits say how it is written, two what becomes of what is
 * there, one whether it is kept, one whether what can be taken is. The second: five bits say what
 * it holds, one whether it is read at once, two in which order its dates are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct studio studio;
    static const char delimiters[] = ",,,;\t";
    if (size < 2)
        return 0;
    if (!studio.bytes)
        begin(&studio);
    int written = (data[0] & 7) % 5, taken = data[0] >> 3;
    char *text = fuzz_text(data + 2, size - 2);
    struct bytes bytes = {text, size - 2, 0, data[1] & 0x20 ? size : 5};
    coach_data_source source = {.name = "a file",
                                .format = MIN(written, COACH_DATA_CSV),
                                .noun = coach_data_noun((data[1] & 31) % 18),
                                .delimiter = delimiters[written],
                                .size = (int64_t)size,
                                .read = give,
                                .rewind = rewind_bytes,
                                .data = &bytes};
    bool keep = taken & 4;
    import(&source, (data[1] >> 6) % 3, (taken & 3) % 3, taken & 8, keep, studio.everything);
    if (keep)
        put_back(&studio);
    free(text);
    return 0;
}
