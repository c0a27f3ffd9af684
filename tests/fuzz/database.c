/* database.c - a database that is damaged, or was made to do harm: opened, and all of it read. The
 * input says what is changed in a sound one: four bytes that say where, one that says how many, and
 * that many bytes to put there; again and again. */
#include "studio.h"

#include <stdio.h>

static void read_all(coach *c, coach_noun noun, char id[64]) {
    coach_cursor *cursor;
    const coach_cell *row;
    coach_query query = {.all = true, .limit = 100};
    if (!coach_field_at(noun, 0) || coach_list(c, noun, &query, &cursor) != COACH_OK)
        return;
    while (coach_cursor_next(cursor, &row) == COACH_OK && row)
        if (row[0].text && row[0].length < 40)
            g_strlcpy(id, row[0].text, 64);
    coach_cursor_close(cursor);
}

static void read_rest(coach *c, coach_noun noun, const char *id) {
    coach_cursor *cursor;
    const coach_cell *row;
    if (coach_show(c, noun, id, NULL, &cursor) == COACH_OK) {
        (void)!coach_cursor_next(cursor, &row);
        coach_cursor_close(cursor);
    }
    if (coach_blame(c, noun, id, NULL, &cursor) == COACH_OK)
        coach_cursor_close(cursor);
}

/* A part of all that there is, for the sake of speed: which one, the input decides. */
static void look(const char *path, size_t part) {
    coach *c = studio_new(path, true);
    char id[64];
    if (coach_open(c, COACH_PEEK) == COACH_OK) {
        for (int noun = 1 + (int)(part % 4); noun < COACH_NOUN_COUNT; noun += 4) {
            id[0] = '\0';
            read_all(c, (coach_noun)noun, id);
            if (id[0])
                read_rest(c, (coach_noun)noun, id);
        }
    }
    coach_free(c);
    c = studio_new(path, true);
    if (coach_open(c, COACH_WRITE) == COACH_OK)
        (void)!coach_undo(c, NULL, false);
    coach_free(c);
}

static void change(char *bytes, size_t length, const uint8_t *data, size_t size) {
    while (size >= 5) {
        size_t at =
            ((size_t)data[0] << 24 | (size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3]) %
            length;
        size_t count = MIN(MIN(data[4], size - 5), length - at);
        memcpy(bytes + at, data + 5, count);
        data += 5 + count;
        size -= 5 + count;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char *sound;
    static gsize length;
    if (!sound) {
        studio_make(studio_path());
        if (!g_file_get_contents(studio_path(), &sound, &length, NULL))
            abort();
    }
    char *bytes = malloc(length);
    if (!bytes)
        abort();
    memcpy(bytes, sound, length);
    change(bytes, length, data, size);
    FILE *file = fopen(studio_path(), "we");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
    free(bytes);
    look(studio_path(), size);
    g_autofree char *journal = g_strconcat(studio_path(), "-journal", NULL);
    (void)g_unlink(journal);
    (void)g_unlink(studio_path());
    return 0;
}
