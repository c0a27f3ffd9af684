/* calendar_file.c - what stands in a file already: which of two copies is the later one, and whose
 * it is. */
#include "domain/calendar.h"

#include <stdlib.h>
#include <string.h>

/* How late a copy is: SEQUENCE counts the changes, LAST-MODIFIED tells equal ones apart. */
struct version {
    int64_t sequence;
    char modified[17]; /* 20261201T180000Z: in the order of time */
};

static void note_line(struct version *version, const char *line, size_t length) {
    static const char sequence[] = "SEQUENCE:", modified[] = "LAST-MODIFIED:";
    char value[sizeof version->modified] = "";
    if (g_ascii_strncasecmp(line, sequence, strlen(sequence)) == 0) {
        int64_t number = g_ascii_strtoll(line + strlen(sequence), NULL, 10);
        version->sequence = MAX(version->sequence, number);
    } else if (g_ascii_strncasecmp(line, modified, strlen(modified)) == 0) {
        g_strlcpy(value, line + strlen(modified), MIN(sizeof value, length - strlen(modified) + 1));
        if (strcmp(value, version->modified) > 0)
            g_strlcpy(version->modified, value, sizeof version->modified);
    }
}

/* The latest of all events in a calendar. The text ends with a NUL. */
static struct version version_of(const char *text) {
    struct version version = {.sequence = 0};
    const char *line = strstr(text, "BEGIN:VEVENT");
    while (line && *line) {
        size_t length = strcspn(line, "\r\n");
        note_line(&version, line, length);
        line += length;
        line += strspn(line, "\r\n");
    }
    return version;
}

bool coach_calendar_replaces(const coach_calendar_piece *piece, const char *there, size_t length) {
    if (piece->length == length && memcmp(piece->text, there, length) == 0)
        return false;
    struct version own = version_of(piece->text), other = version_of(there);
    if (own.sequence != other.sequence)
        return own.sequence > other.sequence;
    return strcmp(own.modified, other.modified) >= 0;
}

coach_status coach_calendar_owns(coach *c, const char *uid, bool *owns) {
    struct id id;
    *owns = false;
    if (!id_parse(uid, &id))
        return COACH_OK;
    struct statement *s;
    coach_status status = db_first(c->db,
                                   "SELECT 1 FROM training_session WHERE id = $1 UNION "
                                   "SELECT 1 FROM session_series WHERE id = $1",
                                   &id, &s);
    *owns = s != NULL;
    db_finish(s);
    return status;
}
