/* calendar_take.c - occurrences make and change sessions, each by itself. */
#include "domain/calendar_import.h"

#include <string.h>

/* One occurrence on its way. */
struct taking {
    struct import *import;
    const struct occurrence *one;
    bool own; /* it came from coach: its session tells by itself which copy is the later one */
    enum { TAKEN_SAME, TAKEN_MADE, TAKEN_CHANGED, TAKEN_CANCELLED } came_to;
};

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
    struct said said = {
        .title = clean(source->event.summary, false),
        .description = clean(source->event.description, true),
        .location = clean(source->event.location, false),
    };
    if (!said.title[0]) {
        g_free(said.title);
        said.title = g_strdup("Untitled");
    }
    return said;
}

static void said_clear(struct said *said) {
    g_free(said->title);
    g_free(said->description);
    g_free(said->location);
}

static coach_session_request request_of(const struct said *said) {
    return (coach_session_request){
        .title = said->title,
        .description = said->description[0] ? said->description : COACH_CLEAR,
        .location = said->location[0] ? said->location : COACH_CLEAR,
    };
}

static bool is_confirmed(const struct source *source) {
    const char *status = source->event.status;
    return status && g_ascii_strcasecmp(status, "CONFIRMED") == 0;
}

static int64_t modified_of(struct import *import, const struct source *source) {
    int64_t instant = INTEGER_NONE;
    if (source->event.modified.there &&
        import_instant(import, &source->event.modified, &instant) != COACH_OK)
        failure_clear(&import->c->failure);
    return instant;
}

/* All that would be taken from it, as one short text. */
static void digest_of(const struct occurrence *one, char out[65]) {
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
    int64_t own = modified_of(import, source);
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

/* The session as the event has it; its status follows where it is confirmed there. */
static coach_status adopt(struct taking *t, struct session *session) {
    struct said said = said_by(t->one->source);
    coach_session_request request = request_of(&said);
    coach *c = t->import->c;
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
    if (status == COACH_OK && !t->import->how->force && session_may_clash(old, session))
        status = session_check_free(c, session);
    return status;
}

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    struct taking *t = (struct taking *)change->request;
    const struct session *old = before;
    struct session *session = row;
    const struct source *source = t->one->source;
    if (t->own && source_is_older(t->import, source, old->sequence, old->base.updated_at))
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
    if (t->own && source->event.sequence > old->sequence)
        session->sequence = source->event.sequence - 1;
    return status;
}

static coach_status change_session(struct taking *t, struct id *id) {
    char which[ID_TEXT];
    id_format(id, which);
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

/* Counts what came of it; a problem of its own does not end the import. */
static coach_status settle(struct taking *t, coach_status status, const struct id *id) {
    coach_imported *counts = t->import->counts;
    if (status != COACH_OK && !import_goes_on(status))
        return status;
    if (status != COACH_OK) {
        import_problem(t->import, t->one->source);
        return COACH_OK;
    }
    counts->made += t->came_to == TAKEN_MADE;
    counts->changed += t->came_to == TAKEN_CHANGED;
    counts->cancelled += t->came_to == TAKEN_CANCELLED;
    counts->same += t->came_to == TAKEN_SAME;
    if (t->came_to != TAKEN_SAME)
        g_array_append_val(t->import->c->changed, *id);
    return COACH_OK;
}

coach_status occurrence_take(struct import *import, const struct occurrence *one,
                             const struct id *session, bool versioned) {
    struct taking t = {.import = import, .one = one, .own = versioned};
    struct id id = *session;
    if (!one->source)
        return COACH_OK;
    return settle(&t, change_session(&t, &id), &id);
}

static coach_status take_linked(struct import *import, const char *uid,
                                const struct occurrence *one) {
    struct taking t = {.import = import, .one = one};
    struct link link = {.sequence = 0}, next = {.sequence = 0};
    bool found = false;
    coach *c = import->c;
    if (!one->source)
        return COACH_OK;
    next.sequence = one->source->event.sequence;
    next.modified = modified_of(import, one->source);
    digest_of(one, next.digest);
    coach_status status = link_find(import, uid, one->original, &link, &found);
    if (status != COACH_OK)
        return status;
    if (found ? strcmp(link.digest, next.digest) == 0 ||
                    source_is_older(import, one->source, link.sequence, link.modified)
              : one->source->cancel)
        return settle(&t, COACH_OK, &link.session);
    next.session = link.session;
    status = found ? change_session(&t, &next.session) : make_session(&t, &next.session);
    if (status == COACH_OK)
        status = link_keep(c, uid, one->original, &next);
    return settle(&t, status, &next.session);
}

/* ---- Those that are not there any more ---- */

static bool has_original(const struct group *group, const char *original) {
    for (guint i = 0; i < group->occurrences->len; i++)
        if (strcmp(g_array_index(group->occurrences, struct occurrence, i).original, original) == 0)
            return true;
    return false;
}

/* Cancels a session to come whose occurrence the event does not have any more. */
static coach_status cancel_vanished(struct import *import, struct group *group,
                                    const struct linked *linked) {
    struct source gone = *group->whole;
    struct occurrence one = {.source = &gone};
    struct link link = {.sequence = 0};
    bool found = false;
    coach_status status = COACH_OK;
    if (has_original(group, linked->original))
        return COACH_OK;
    if (!group->own)
        status = link_find(import, group->uid, linked->original, &link, &found);
    if (status != COACH_OK ||
        (found && source_is_older(import, group->whole, link.sequence, link.modified)))
        return status;
    gone.cancel = true;
    return occurrence_take(import, &one, &linked->session, false);
}

coach_status vanished_cancel(struct import *import, struct group *group, const GArray *coming) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < coming->len; i++)
        status = cancel_vanished(import, group, &g_array_index(coming, struct linked, i));
    return status;
}

/* ---- A group ---- */

static coach_status take_foreign(struct import *import, struct group *group) {
    g_autoptr(GArray) coming = g_array_new(FALSE, FALSE, sizeof(struct linked));
    coach_status status = group->whole && group->occurrences->len
                              ? link_coming(import, group->uid, coming)
                              : COACH_OK;
    if (status == COACH_OK)
        status = vanished_cancel(import, group, coming); /* their time is free again */
    for (guint i = 0; status == COACH_OK && i < group->occurrences->len; i++)
        status = take_linked(import, group->uid,
                             &g_array_index(group->occurrences, struct occurrence, i));
    return status;
}

static coach_status session_exists(coach *c, const struct id *id, bool *exists) {
    struct statement *s;
    coach_status status = db_prepare(c->db, "SELECT 1 FROM training_session WHERE id = $1", &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, id);
    status = db_step(s, exists);
    db_finish(s);
    return status;
}

coach_status group_take(struct import *import, struct group *group) {
    struct id id;
    bool session = false, series = false;
    coach_status status = COACH_OK;
    if (id_parse(group->uid, &id)) {
        status = session_exists(import->c, &id, &session);
        if (status == COACH_OK && !session)
            status = series_exists(import->c, &id, &series);
    }
    if (status != COACH_OK)
        return status;
    group->own = session || series;
    if (series)
        return series_take(import, group, &id);
    if (!session)
        return take_foreign(import, group);
    if (group->whole && group->whole->event.rule) {
        fail(&import->c->failure, COACH_REFUSED, NULL,
             "it recurs there now; coach session schedule --repeat books a series");
        import_problem(import, group->whole);
        return COACH_OK;
    }
    for (guint i = 0; status == COACH_OK && i < group->occurrences->len; i++)
        status = occurrence_take(import, &g_array_index(group->occurrences, struct occurrence, i),
                                 &id, true);
    return status;
}
