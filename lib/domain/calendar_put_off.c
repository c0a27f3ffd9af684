/* calendar_put_off.c - what clashed makes room for each other: two that are moved by half an hour
 * are in each other's way only as long as one of them has not moved yet. */
#include "domain/calendar_import.h"

#include "domain/session.h"

#include <string.h>

/* One that is to move, and what it is like until then. */
struct moving {
    struct taking *taking;
    char *title, *new_title;
    int64_t start, end;
    bool there; /* it is in its new place */
};

static void moving_clear(void *data) {
    struct moving *moving = data;
    g_free(moving->title);
    g_free(moving->new_title);
}

/* Puts a session where it is to be, or back; what counts its changes does not see it. */
static coach_status put(coach *c, struct moving *moving, bool there) {
    const struct occurrence *one = moving->taking->one;
    struct statement *s;
    bool row;
    coach_status status = db_prepare(
        c->db,
        "UPDATE training_session SET scheduled_at = $1, ends_at = $2, title = $3 WHERE id = $4",
        &s);
    if (status != COACH_OK)
        return status;
    db_bind_instant(s, 1, there ? one->start : moving->start);
    db_bind_instant(s, 2, there ? one->end : moving->end);
    db_bind_text(s, 3, there ? moving->new_title : moving->title);
    db_bind_id(s, 4, &moving->taking->session);
    status = db_step(s, &row);
    db_finish(s);
    moving->there = there;
    return status;
}

static coach_status add(coach *c, struct taking *taking, GArray *all) {
    struct session session;
    coach_status status = record_load(c, &session_table, &taking->session, &session);
    if (status != COACH_OK)
        return status;
    struct moving moving = {.taking = taking,
                            .title = g_strdup(session.title),
                            .new_title = title_said(taking->one->source),
                            .start = session.scheduled_at,
                            .end = session.ends_at};
    if (!moving.new_title[0]) {
        g_free(moving.new_title);
        moving.new_title = g_strdup(moving.title);
    }
    record_clear(&session_table, &session);
    g_array_append_val(all, moving);
    return put(c, &g_array_index(all, struct moving, all->len - 1), true);
}

static coach_status check(coach *c, const struct moving *moving) {
    struct session session;
    coach_status status = record_load(c, &session_table, &moving->taking->session, &session);
    if (status != COACH_OK)
        return status;
    status = session_check_free(c, &session);
    record_clear(&session_table, &session);
    return status;
}

/* Whoever cannot stay goes back, and may be in the way of others there: until all can stay. To and
 * fro, because such a chain has one direction, in which one round is enough for it. */
static coach_status settle(coach *c, GArray *all) {
    bool again = true;
    for (guint round = 0; again; round++) {
        again = false;
        for (guint i = 0; i < all->len; i++) {
            guint at = round % 2 ? all->len - 1 - i : i;
            struct moving *moving = &g_array_index(all, struct moving, at);
            coach_status status = moving->there ? check(c, moving) : COACH_OK;
            if (status == COACH_OK)
                continue;
            if (!import_goes_on(status))
                return status;
            failure_clear(&c->failure);
            again = true;
            if ((status = put(c, moving, false)) != COACH_OK)
                return status;
        }
    }
    return COACH_OK;
}

/* Those that can stay move as any other does, without being asked again whether they may. */
static coach_status move(coach *c, GArray *all) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < all->len; i++) {
        struct moving *moving = &g_array_index(all, struct moving, i);
        moving->taking->free = moving->there;
        status = moving->there ? put(c, moving, false) : COACH_OK;
    }
    return status;
}

coach_status put_off_take(coach *c, GArray *put_off) {
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct moving));
    coach_status status = COACH_OK;
    g_array_set_clear_func(all, moving_clear);
    for (guint i = 0; status == COACH_OK && i < put_off->len; i++) {
        struct taking *taking = &g_array_index(put_off, struct taking, i);
        taking->import->put_off = NULL;
        if (!id_is_nil(&taking->session))
            status = add(c, taking, all);
    }
    if (status == COACH_OK)
        status = settle(c, all);
    if (status == COACH_OK)
        status = move(c, all);
    /* those that are free first: they leave their places to the others */
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; status == COACH_OK && i < put_off->len; i++)
            if (g_array_index(put_off, struct taking, i).free == (pass == 0))
                status = taking_run(&g_array_index(put_off, struct taking, i));
    return status;
}
