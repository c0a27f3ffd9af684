/* session_busy.c - a session takes only time in which its trainer and its client are free. */
#include "domain/session.h"

#include <string.h>

/* What a group was called is gone where one of its clients has been erased. */
static bool one_title(const char *a, const char *b) {
    return g_strcmp0(a, b) == 0 || g_strcmp0(a, SESSION_ERASED) == 0 ||
           g_strcmp0(b, SESSION_ERASED) == 0;
}

bool session_shares(const struct busy_span *a, const struct busy_span *b) {
    return a->kind == BUSY_SESSION && b->kind == BUSY_SESSION && a->group && b->group &&
           a->starts_at == b->starts_at && a->ends_at == b->ends_at &&
           id_equal(&a->trainer, &b->trainer) && !id_equal(&a->client, &b->client) &&
           one_title(a->text, b->text);
}

static const struct busy_span *first_in_the_way(const struct session *session,
                                                const GArray *spans) {
    const struct busy_span taken = {.kind = BUSY_SESSION,
                                    .group = session->session_type == SESSION_GROUP,
                                    .text = session->title,
                                    .starts_at = session->scheduled_at,
                                    .ends_at = session->ends_at,
                                    .trainer = session->trainer_id,
                                    .client = session->client_id};
    for (guint i = 0; i < spans->len; i++) {
        const struct busy_span *span = &g_array_index(spans, struct busy_span, i);
        bool own = span->kind == BUSY_SESSION && id_equal(&span->id, &session->base.id);
        if (!own && !session_shares(&taken, span))
            return span;
    }
    return NULL;
}

/* ---- How it is refused ---- */

/* What has been booked or moved by the same call goes when the call is refused. *of: "series" or
 * "plan" where both sessions are of one; NULL: the other stands by itself. */
static coach_status find_kin(coach *c, const struct session *session, const struct id *id,
                             const char **of) {
    struct session other;
    bool made = false;
    *of = NULL;
    for (guint i = 0; !made && i < c->changed->len; i++)
        made = id_equal(&g_array_index(c->changed, struct id, i), id);
    coach_status status = made ? record_load(c, &session_table, id, &other) : COACH_OK;
    if (!made || status != COACH_OK)
        return status;
    if (!id_is_nil(&session->series_id) && id_equal(&session->series_id, &other.series_id))
        *of = "series";
    else if (!id_is_nil(&session->plan_id) && id_equal(&session->plan_id, &other.plan_id))
        *of = "plan";
    record_clear(&session_table, &other);
    return COACH_OK;
}

/* who: "the trainer Anna Berg" */
static coach_status refuse_session(coach *c, const struct session *session, const char *who,
                                   const struct busy_span *other, int64_t buffer) {
    char from[48], to[48], id[ID_TEXT];
    g_autofree char *apart = NULL;
    coach_local_time(c, other->starts_at, true, from, sizeof from);
    coach_local_time(c, other->ends_at, true, to, sizeof to);
    id_format(&other->id, id);
    if (other->ends_at <= session->scheduled_at || other->starts_at >= session->ends_at)
        apart =
            g_strdup_printf("; %d minutes before and after it are kept free", (int)(buffer / 60));
    if (id_is_nil(&other->id)) /* not for everybody to see */
        return fail(&c->failure, COACH_CONFLICT, "scheduled_at", "%s is busy, %s to %s%s", who,
                    from, to, apart ? apart : "");
    const char *of;
    coach_status status = find_kin(c, session, &other->id, &of);
    if (status != COACH_OK)
        return status;
    if (of)
        return fail(&c->failure, COACH_CONFLICT, "scheduled_at",
                    "%s is busy: another session of this %s, \"%s\", %s to %s%s", who, of,
                    other->text, from, to, apart ? apart : "");
    return fail(&c->failure, COACH_CONFLICT, "scheduled_at", "%s is busy: \"%s\", %s to %s (%s)%s",
                who, other->text, from, to, id, apart ? apart : "");
}

static coach_status refuse_time_off(coach *c, const char *who, const struct busy_span *off) {
    char from[48], to[48];
    coach_local_time(c, off->starts_at, true, from, sizeof from);
    coach_local_time(c, off->ends_at, true, to, sizeof to);
    return fail(&c->failure, COACH_CONFLICT, "scheduled_at", "%s is off from %s to %s%s%s", who,
                from, to, off->text ? ": " : "", off->text ? off->text : "");
}

static coach_status refuse_closed(coach *c, const char *who, const struct id *trainer,
                                  const struct busy_span *closed) {
    g_autofree char *said = NULL;
    coach_status status = busy_hours(c, trainer, closed->from, &said);
    return status == COACH_OK ? fail(&c->failure, COACH_REFUSED, "scheduled_at", "%s %s", who, said)
                              : status;
}

static coach_status email_of(coach *c, const struct id *user, char **email) {
    struct statement *s;
    coach_status status = db_first(c->db, "SELECT email FROM " PEOPLE " WHERE id = $1", user, &s);
    if (status == COACH_OK)
        *email = g_strdup(s ? db_text(s, 0, NULL) : "");
    db_finish(s);
    return status;
}

/* What to do instead; the failure that is there is kept. */
static coach_status hint_free(coach *c, const struct session *session, const struct id *trainer,
                              coach_status status) {
    g_autofree char *of_trainer = NULL, *of_client = NULL;
    if (status != COACH_CONFLICT && status != COACH_REFUSED)
        return status;
    coach_status found = email_of(c, trainer, &of_trainer);
    if (found == COACH_OK)
        found = email_of(c, &session->client_id, &of_client);
    if (found != COACH_OK)
        return found;
    fail_hint(&c->failure, "choose another time, or book it all the same with --force");
    return fail_hint(&c->failure, "coach slots --trainer %s --client %s --duration %dm%s",
                     of_trainer, of_client, (int)((session->ends_at - session->scheduled_at) / 60),
                     session->session_type == SESSION_CONSULTATION ? " --type CONSULTATION" : "");
}

/* ---- The check ---- */

static coach_status refuse(coach *c, const struct session *session,
                           const struct busy_person *person, const char *role,
                           const struct busy_span *span) {
    const char *name;
    coach_status status = record_label(c, &user_table, &person->user, &name);
    if (status != COACH_OK)
        return status;
    g_autofree char *who = g_strdup_printf("the %s %s", role, name);
    switch (span->kind) {
    case BUSY_SESSION:
        return refuse_session(c, session, who, span, person->buffer);
    case BUSY_TIME_OFF:
        return refuse_time_off(c, who, span);
    default:
        return refuse_closed(c, who, &person->trainer, span);
    }
}

static coach_status check_person(coach *c, const struct session *session,
                                 const struct busy_person *person, const char *role) {
    g_autoptr(GArray) spans = busy_spans_new();
    coach_status status = busy_read(c, person, session->scheduled_at, session->ends_at, spans);
    const struct busy_span *span = status == COACH_OK ? first_in_the_way(session, spans) : NULL;
    return span ? refuse(c, session, person, role, span) : status;
}

coach_status session_check_free_of(coach *c, const struct session *session,
                                   const struct busy_person *trainer,
                                   const struct busy_person *client) {
    coach_status status = check_person(c, session, trainer, "trainer");
    if (status == COACH_OK)
        status = check_person(c, session, client, "client");
    return status == COACH_OK ? status : hint_free(c, session, &trainer->user, status);
}

bool session_occupies(const struct session *session) {
    return session->base.is_active && session->status <= SESSION_IN_PROGRESS;
}

coach_status session_check_free(coach *c, const struct session *session) {
    struct busy_person trainer, client;
    if (!session_occupies(session))
        return COACH_OK;
    coach_status status =
        busy_people(c, &session->trainer_id, &session->client_id, &trainer, &client);
    return status == COACH_OK ? session_check_free_of(c, session, &trainer, &client) : status;
}
