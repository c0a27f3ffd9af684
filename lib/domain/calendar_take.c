/* calendar_take.c - an occurrence makes or changes a session. */
#include "domain/calendar_import.h"

#include <string.h>

/* ---- What an event says ---- */

/* A text without control characters; on one line, or with its newlines and tabs. */
static char *clean(const char *text, bool lines) {
    GString *out = g_string_new(NULL);
    for (const char *at = text; at && *at; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        bool blank = letter == '\n' || letter == '\t';
        if (!g_unichar_iscntrl(letter) || (blank && lines))
            g_string_append_unichar(out, letter);
        else if (blank)
            g_string_append_c(out, ' ');
    }
    return g_strstrip(g_string_free(out, FALSE));
}

struct said {
    char *title, *description, *location;
};

static struct said said_by(const struct source *source) {
    return (struct said){
        .title = clean(source->event.summary, false),
        .description = clean(source->event.description, true),
        .location = clean(source->event.location, false),
    };
}

static void said_clear(struct said *said) {
    g_free(said->title);
    g_free(said->description);
    g_free(said->location);
}

/* A session has a title in any case. */
static coach_session_request request_of(const struct said *said) {
    return (coach_session_request){
        .title = said->title[0] ? said->title : NULL,
        .description = said->description[0] ? said->description : COACH_CLEAR,
        .location = said->location[0] ? said->location : COACH_CLEAR,
    };
}

char *title_said(const struct source *source) {
    return clean(source->event.summary, false);
}

static bool is_confirmed(const struct source *source) {
    const char *status = source->event.status;
    return status && g_ascii_strcasecmp(status, "CONFIRMED") == 0;
}

int64_t source_modified(struct import *import, const struct source *source) {
    int64_t instant = INTEGER_NONE;
    if (source->event.modified.there &&
        import_instant(import, &source->event.modified, &instant) != COACH_OK)
        failure_clear(&import->c->failure);
    return instant;
}

void occurrence_digest(const struct occurrence *one, char out[65]) {
    struct said said = said_by(one->source);
    g_autofree char *all =
        g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d\n%s\r%s\r%s", one->start,
                        one->end, one->source->cancel, is_confirmed(one->source), said.title,
                        said.description, said.location);
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
    g_strlcpy(out, digest, 65);
    said_clear(&said);
}

/* ---- A session that is there ---- */

bool source_is_older(struct import *import, const struct source *source, int64_t sequence,
                     int64_t modified) {
    if (source->event.sequence != sequence)
        return source->event.sequence < sequence;
    int64_t own = source_modified(import, source);
    return own != INTEGER_NONE && modified != INTEGER_NONE && own < modified;
}

static coach_status check_whose(const struct import *import, const struct session *session) {
    bool other_trainer =
        !id_is_nil(&import->trainer) && !id_equal(&import->trainer, &session->trainer_id);
    bool other_client =
        !id_is_nil(&import->of.base.id) && !id_equal(&import->of.client_id, &session->client_id);
    if (!other_trainer && !other_client)
        return COACH_OK;
    return fail(&import->c->failure, COACH_REFUSED, NULL, "it is the session of another %s",
                other_trainer ? "trainer" : "client");
}

static bool differs(const struct session *a, const struct session *b) {
    return a->scheduled_at != b->scheduled_at || a->ends_at != b->ends_at ||
           a->status != b->status || strcmp(a->title, b->title) != 0 ||
           g_strcmp0(a->description, b->description) != 0 ||
           g_strcmp0(a->location, b->location) != 0;
}

/* What is to become of a text: NULL, to stay, where what was said is what is left of it on its way
 * through a calendar, which takes away blanks at its ends. */
static const char *unless_kept(const char *said, const char *there, bool lines) {
    g_autofree char *left = clean(there, lines);
    return said && strcmp(said == COACH_CLEAR ? "" : said, left) == 0 ? NULL : said;
}

/* The session as the event has it; its status follows where it is confirmed there. */
static coach_status adopt(struct taking *t, struct session *session) {
    struct said said = said_by(t->one->source);
    coach_session_request request = request_of(&said);
    coach *c = t->import->c;
    request.title = unless_kept(request.title, session->title, false);
    request.description = unless_kept(request.description, session->description, true);
    request.location = unless_kept(request.location, session->location, false);
    coach_status status = record_apply(c, &session_table, &request, false, session, NULL);
    said_clear(&said);
    session->scheduled_at = t->one->start;
    session->ends_at = t->one->end;
    if (session->status == SESSION_SCHEDULED && is_confirmed(t->one->source))
        session->status = SESSION_CONFIRMED;
    return status;
}

static coach_status check_changed(struct taking *t, const struct session *old,
                                  struct session *session) {
    static const coach_session_request ends = {.ends_at = ""};
    coach *c = t->import->c;
    coach_status status = COACH_OK;
    if (old->status > SESSION_CONFIRMED)
        return fail(&c->failure, COACH_REFUSED, "status", "the session is %s and stays as it is",
                    field_named(&session_table, "status")->view.values[old->status]);
    if (session->scheduled_at != old->scheduled_at || session->ends_at != old->ends_at)
        status = session_check_bookable(c, old);
    if (status == COACH_OK)
        status = session_set_end(c, &ends, session, 0);
    if (status == COACH_OK && !t->import->how->force && !t->free && session_may_clash(old, session))
        status = session_check_free(c, session);
    return status;
}

/* A session that came from coach tells by itself which copy is the later one. The event of a whole
 * series goes out with the highest SEQUENCE of all, which says nothing of one that has changed less
 * often: up to there, time tells. */
static bool is_older(struct taking *t, const struct session *old) {
    const struct source *source = t->one->source;
    int64_t sequence = old->sequence;
    if (!source->event.recurrence.there && source->event.sequence > sequence)
        sequence = MIN(source->event.sequence, t->group->sequence);
    return source_is_older(t->import, source, sequence, old->base.updated_at);
}

/* What is done stays as it was, whatever becomes of the event that it was one of; and what is past,
 * unless it is named by itself. */
static bool stays(const struct taking *t, const struct session *old) {
    bool named = t->one->source->event.recurrence.there;
    return t->one->original[0] &&
           (old->status > SESSION_CONFIRMED || (!named && old->scheduled_at <= t->import->c->now));
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    struct taking *t = (struct taking *)change->request;
    const struct session *old = before;
    struct session *session = row;
    const struct source *source = t->one->source;
    if ((t->group->own && is_older(t, old)) || stays(t, old))
        return COACH_OK;
    coach_status status = check_whose(t->import, old);
    if (status != COACH_OK)
        return status;
    if (source->cancel) {
        if (old->status == SESSION_CANCELLED || old->status == SESSION_LATE_CANCELLED)
            return COACH_OK;
        status = session_call_off(c, session);
        t->came_to = TAKEN_CANCELLED;
    } else {
        status = adopt(t, session);
        if (status != COACH_OK || !differs(old, session))
            return status;
        status = check_changed(t, old, session);
        t->came_to = TAKEN_CHANGED;
    }
    /* the copies that go out from here are no older than the one that came in */
    if (t->group->own && source->event.sequence > old->sequence)
        session->sequence = source->event.sequence - 1;
    return status;
}

static coach_status change_session(struct taking *t) {
    char which[ID_TEXT];
    id_format(&t->session, which);
    struct change change = {.which = which, .request = t};
    return change_update(t->import->c, &session_table, revise, &change);
}

/* ---- A new session ---- */

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const struct taking *t = change->request;
    const struct import *import = t->import;
    const struct relationship *r = &import->of;
    struct session *session = row;
    struct said said = said_by(t->one->source);
    coach_session_request request = request_of(&said);
    if (!request.title)
        request.title = "Untitled";
    request.session_type = import->how->session_type ? import->how->session_type : "ONE_ON_ONE";
    request.time_zone = t->one->zone ? t->one->zone : zone_name(reading_zone(c));
    session->scheduled_at = t->one->start;
    coach_status status = session_fill(c, r, &request, session);
    said_clear(&said);
    session->ends_at = t->one->end;
    request.ends_at = "";
    if (status == COACH_OK)
        status = session_set_end(c, &request, session, 0);
    if (status == COACH_OK && is_confirmed(t->one->source))
        session->status = SESSION_CONFIRMED;
    if (status == COACH_OK)
        status = session_check_open(c, r, session);
    if (status == COACH_OK)
        status = session_check_people(c, r);
    return status == COACH_OK && !import->how->force ? session_check_free(c, session) : status;
}

static coach_status make_session(struct taking *t, struct id *id) {
    coach *c = t->import->c;
    if (id_is_nil(&t->import->of.base.id))
        return fail(&c->failure, COACH_REFUSED, NULL,
                    "it is new; give --trainer and --client to book it");
    struct change change = {.request = t};
    t->came_to = TAKEN_MADE;
    coach_status status = change_insert(c, &session_table, fill, &change);
    *id = change.id;
    return status;
}

/* ---- One occurrence ---- */

/* Remembers which session it is, and what it was like. */
static coach_status keep(struct taking *t, const struct id *id) {
    const struct source *source = t->one->source;
    struct link next = {.session = *id,
                        .sequence = source->event.sequence,
                        .modified = source_modified(t->import, source)};
    coach_status status = COACH_OK;
    if (source->cancel)
        g_strlcpy(next.digest, LINK_GONE, sizeof next.digest);
    else
        occurrence_digest(t->one, next.digest);
    if (t->moved[0])
        status = link_move(t->import->c, t->group->uid, id, t->moved, t->one->original);
    return status == COACH_OK ? link_keep(t->import->c, t->group->uid, t->one->original, &next)
                              : status;
}

static coach_status attempt(struct taking *t, struct id *id) {
    bool is_new = id_is_nil(&t->session);
    *id = t->session;
    t->came_to = TAKEN_SAME;
    coach_status status = is_new ? make_session(t, id) : change_session(t);
    return status == COACH_OK && t->linked ? keep(t, id) : status;
}

static void count(const struct taking *t, const struct id *id) {
    coach_imported *counts = t->import->counts;
    counts->made += t->came_to == TAKEN_MADE;
    counts->changed += t->came_to == TAKEN_CHANGED;
    counts->cancelled += t->came_to == TAKEN_CANCELLED;
    counts->same += t->came_to == TAKEN_SAME;
    if (t->came_to != TAKEN_SAME)
        g_array_append_val(t->import->c->changed, *id);
}

coach_status taking_run(struct taking *t) {
    struct import *import = t->import;
    struct id id;
    coach_status status = attempt(t, &id);
    if (status == COACH_OK) {
        count(t, &id);
    } else if (status == COACH_CONFLICT && import->put_off) {
        failure_clear(&import->c->failure);
        g_array_append_val(import->put_off, *t);
    } else if (import_goes_on(status)) {
        import_problem(import, t->one->source);
    } else {
        return status;
    }
    return COACH_OK;
}

coach_status occurrence_take(struct import *import, const struct group *group,
                             const struct occurrence *one, const struct id *session) {
    struct taking t = {.import = import, .group = group, .one = one, .session = *session};
    return one->source ? taking_run(&t) : COACH_OK;
}
