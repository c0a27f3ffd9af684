/* calendar_source.c - the events and zones that stand in a text of another program. */
#include "domain/calendar_import.h"

#include "base/module.h"
#include "schedule/blocks.h"

#include <string.h>

enum { TEXT_LONGEST = 64 << 20, EVENTS_MOST = 100000, UID_SHOWN = 80 };

/* ---- Problems ---- */

bool import_goes_on(coach_status status) {
    return status == COACH_CONFLICT || status == COACH_REFUSED || status == COACH_USAGE ||
           status == COACH_INVALID || status == COACH_NOT_FOUND || status == COACH_AMBIGUOUS;
}

void import_problem(struct import *import, const struct source *source) {
    const char *uid = source->event.uid ? source->event.uid : "";
    g_autofree char *shown = g_utf8_substring(uid, 0, MIN(g_utf8_strlen(uid, -1), UID_SHOWN));
    const coach_failure *why = &import->c->failure.view;
    struct problem parts = {.file = import->name,
                            .line = source->line,
                            .field = *uid ? "uid" : NULL,
                            .value = *uid ? uid : NULL,
                            .reason = why->message,
                            .hint = why->hint};
    problem_in(import->c, &parts,
               g_strdup_printf("%s%sline %u%s%s: %s", import->name ? import->name : "",
                               import->name ? ", " : "", source->line, *shown ? ", " : "", shown,
                               why->message));
    failure_clear(&import->c->failure);
    import->counts->failed++;
}

/* ---- Blocks ---- */

static void source_free(struct import *import, struct source *source) {
    if (source->event.except)
        import->reader->event_clear(&source->event);
    g_free(source);
}

static bool is_cancelled(const struct ical_event *event) {
    return event->status && g_ascii_strcasecmp(event->status, "CANCELLED") == 0;
}

/* The text of a component without its folds; NULL where what begins in it does not end in it, of
 * which libical would complain on standard error. The caller's. */
static char *unfolded(const struct block *block) {
    g_autoptr(GString) text = g_string_new_len(block->text, (gssize)block->length);
    int depth = 0;
    g_string_replace(text, "\r\n", "\n", 0);
    g_string_replace(text, "\n ", "", 0);
    g_string_replace(text, "\n\t", "", 0);
    for (const char *line = text->str; line && depth >= 0; line = strchr(line, '\n')) {
        line += *line == '\n';
        depth += g_ascii_strncasecmp(line, "BEGIN:", 6) == 0;
        depth -= g_ascii_strncasecmp(line, "END:", 4) == 0;
    }
    return depth == 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* What a METHOD makes of the events behind it (RFC 5546, 1.4). */
enum method { METHOD_TELLS, METHOD_CANCELS, METHOD_ANSWERS };

static enum method method_of(const struct block *block) {
    static const char *const telling[] = {"PUBLISH", "REQUEST", "ADD", NULL};
    g_autofree char *name = g_ascii_strup(block->text, (gssize)block->length);
    if (strcmp(g_strstrip(name), "CANCEL") == 0)
        return METHOD_CANCELS;
    return g_strv_contains(telling, name) ? METHOD_TELLS : METHOD_ANSWERS;
}

coach_status source_readable(struct import *import, const struct source *source) {
    const char *what = source->event.unreadable;
    return what ? fail(&import->c->failure, COACH_INVALID, NULL, "its %s cannot be read", what)
                : COACH_OK;
}

/* A fold may cut a character into two (RFC 5545, 3.1), so that only an unfolded text can be judged.
 * What is no UTF-8 is told by the property in which it stands, and made readable, so that the event
 * can be named. */
static coach_status check_utf8(coach *c, char **text) {
    const char *bad;
    if (g_utf8_validate(*text, -1, &bad))
        return COACH_OK;
    const char *line = bad;
    while (line > *text && line[-1] != '\n')
        line--;
    g_autofree char *name = g_strndup(line, MIN(strcspn(line, ":;"), (size_t)(bad - line)));
    char *readable = g_utf8_make_valid(*text, -1);
    g_free(*text);
    *text = readable;
    return fail(&c->failure, COACH_INVALID, NULL, "its %s is not UTF-8", name);
}

static coach_status check_event(struct import *import, const struct source *source,
                                enum method method) {
    coach *c = import->c;
    const char *uid = source->event.uid;
    if (!uid || !uid[0])
        return fail(&c->failure, COACH_INVALID, NULL, "the event has no UID");
    if (g_utf8_strlen(uid, -1) > UID_LONGEST)
        return fail(&c->failure, COACH_INVALID, NULL, "its UID is longer than %d characters",
                    UID_LONGEST);
    if (method == METHOD_ANSWERS)
        return fail(&c->failure, COACH_INVALID, NULL,
                    "it is somebody's answer, by its METHOD, and no event of a calendar");
    /* nobody knows which one it is */
    return g_strcmp0(source->event.unreadable, "RECURRENCE-ID") == 0
               ? source_readable(import, source)
               : COACH_OK;
}

static coach_status keep_event(struct import *import, const struct block *block,
                               enum method method) {
    g_autofree char *text = unfolded(block);
    struct source *source = g_new0(struct source, 1);
    source->line = block->line;
    coach *c = import->c;
    coach_status status = text ? check_utf8(c, &text) : COACH_OK;
    bool read = text && import->reader->event(text, &source->event);
    if (status == COACH_OK)
        status = read ? check_event(import, source, method)
                      : fail(&c->failure, COACH_INVALID, NULL, "the event cannot be read");
    source->cancel =
        method == METHOD_CANCELS || (source->event.except && is_cancelled(&source->event));
    if (status == COACH_OK) {
        g_ptr_array_add(import->sources, source);
        return COACH_OK;
    }
    import_problem(import, source);
    source_free(import, source);
    return COACH_OK;
}

static void zone_clear(void *data) {
    struct source_zone *zone = data;
    zone_free(zone->known);
    g_free(zone);
}

static void keep_zone(struct import *import, const struct block *block) {
    g_autofree char *text = unfolded(block);
    bool valid = text && g_utf8_validate(text, -1, NULL);
    struct ical_zone *told = valid ? import->reader->zone(text) : NULL;
    const char *name = told ? import->reader->zone_name(told) : NULL;
    if (!name || g_hash_table_contains(import->zones, name)) {
        import->reader->zone_free(told);
        return;
    }
    struct source_zone *zone = g_new0(struct source_zone, 1);
    zone->told = told;
    g_hash_table_insert(import->zones, g_strdup(name), zone);
}

static coach_status keep_broken(struct import *import, const struct block *block) {
    struct source nameless = {.line = block->line};
    fail(&import->c->failure, COACH_INVALID, NULL, "%s",
         block->length > BLOCK_LONGEST ? "it is longer than 1 MiB"
                                       : "what begins here is not ended");
    import_problem(import, &nameless);
    return COACH_OK;
}

static coach_status check_text(coach *c, const char *name, const char *text, size_t length) {
    const char *what = name ? name : "the calendar";
    if (length > TEXT_LONGEST)
        return fail(&c->failure, COACH_INVALID, NULL, "%s is larger than 64 MiB", what);
    return length == 0 || !memchr(text, '\0', length)
               ? COACH_OK
               : fail(&c->failure, COACH_INVALID, NULL, "%s holds a NUL", what);
}

static coach_status read_text(struct import *import, const char *text, size_t length) {
    coach *c = import->c;
    const void *reader;
    coach_status status = check_text(c, import->name, text, length);
    if (status == COACH_OK)
        status = module_load("ical", "ical_reader", &reader, &c->failure);
    if (status != COACH_OK)
        return status;
    import->reader = reader;
    struct blocks blocks = blocks_of(text, length);
    struct block block;
    enum method method = METHOD_TELLS;
    int calendar = 0;
    while (status == COACH_OK && (block = blocks_next(&blocks)).kind != BLOCK_NONE) {
        if (calendar != blocks.calendars)
            method = METHOD_TELLS; /* each calendar has its own */
        calendar = blocks.calendars;
        if (block.kind == BLOCK_METHOD)
            method = method_of(&block);
        else if (block.kind == BLOCK_ZONE)
            keep_zone(import, &block);
        else if (block.kind == BLOCK_BROKEN)
            status = keep_broken(import, &block);
        else if (import->sources->len == EVENTS_MOST)
            status = fail(&c->failure, COACH_INVALID, NULL, "%s holds more than %d events",
                          import->name ? import->name : "the calendar", EVENTS_MOST);
        else
            status = keep_event(import, &block, method);
    }
    if (status == COACH_OK && blocks.calendars == 0)
        status = fail(&c->failure, COACH_INVALID, NULL, "%s is not iCalendar: no BEGIN:VCALENDAR",
                      import->name ? import->name : "the text");
    return status;
}

/* One of several files that cannot be read does not keep the others from being taken. */
static void pass_over(struct import *import) {
    const coach_failure *why = &import->c->failure.view;
    problem_in(import->c,
               &(struct problem){.file = import->name, .reason = why->message, .hint = why->hint},
               g_strdup(why->message));
    failure_clear(&import->c->failure);
    import->counts->unread++;
    for (guint i = 0; i < import->sources->len; i++)
        source_free(import, g_ptr_array_index(import->sources, i));
    g_ptr_array_set_size(import->sources, 0);
}

coach_status import_read(struct import *import, const char *text, size_t length) {
    import->sources = g_ptr_array_new();
    import->zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, zone_clear);
    coach_status status = read_text(import, text, length);
    if (status != COACH_INVALID || !import->name)
        return status;
    pass_over(import);
    return COACH_OK;
}

void import_clear(struct import *import) {
    GHashTableIter iter;
    gpointer zone;
    if (!import->sources)
        return;
    for (guint i = 0; i < import->sources->len; i++)
        source_free(import, g_ptr_array_index(import->sources, i));
    g_ptr_array_unref(import->sources);
    g_hash_table_iter_init(&iter, import->zones);
    while (g_hash_table_iter_next(&iter, NULL, &zone))
        import->reader->zone_free(((struct source_zone *)zone)->told);
    g_hash_table_unref(import->zones);
}
