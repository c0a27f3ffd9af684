/* calendar_take_foreign.c - an event of another calendar, and the sessions that it has become: for
 * each two people their own. */
#include "domain/calendar_import.h"

#include <string.h>

/* ---- Which session stands for which occurrence ---- */

/* By its local start; or, of one that came without its rule and so may be named in any zone, by the
 * instant: the name that is known here is the right one. */
static const struct occurrence *occurrence_of(const struct group *group, const struct link *link) {
    struct occurrence *found = NULL;
    for (guint i = 0; i < group->occurrences->len; i++) {
        struct occurrence *one = &g_array_index(group->occurrences, struct occurrence, i);
        if (strcmp(one->original, link->original) == 0)
            found = one;
        if (one->at == INTEGER_NONE || one->at != link->at)
            continue;
        g_strlcpy(one->original, link->original, sizeof one->original);
        return one;
    }
    return found;
}

static bool is_gone(const struct link *link) {
    return strcmp(link->digest, LINK_GONE) == 0;
}

const struct link *links_find(const GArray *links, const struct occurrence *one) {
    const struct link *found = NULL;
    for (guint i = 0; i < links->len; i++) {
        const struct link *link = &g_array_index(links, struct link, i);
        if (link->one == one && (!found || is_gone(found)))
            found = link;
    }
    return found;
}

/* An occurrence of the day for which no link stands yet. */
static const struct occurrence *occurrence_on_day(const struct group *group, const GArray *links,
                                                  const char *original) {
    enum { DAY = 10 }; /* 2026-12-01 */
    for (guint i = 0; i < group->occurrences->len; i++) {
        const struct occurrence *one = &g_array_index(group->occurrences, struct occurrence, i);
        if (one->original[0] && strncmp(one->original, original, DAY) == 0 &&
            !links_find(links, one))
            return one;
    }
    return NULL;
}

void links_match(const struct group *group, GArray *links, bool by_day) {
    for (guint i = 0; i < links->len; i++) {
        struct link *link = &g_array_index(links, struct link, i);
        link->one = occurrence_of(group, link);
    }
    for (guint i = 0; by_day && i < links->len; i++) {
        struct link *link = &g_array_index(links, struct link, i);
        if (!link->one && !is_gone(link))
            link->one = occurrence_on_day(group, links, link->original);
    }
}

/* ---- Those that are not there any more ---- */

static coach_status cancel(struct import *import, const struct group *group,
                           const struct link *link) {
    struct source gone = *group->whole;
    struct occurrence one = {.source = &gone};
    struct taking t = {.import = import,
                       .group = group,
                       .one = &one,
                       .session = link->session,
                       .linked = !group->own};
    gone.cancel = true;
    g_strlcpy(one.original, link->original, sizeof one.original);
    return taking_run(&t);
}

coach_status links_cancel(struct import *import, const struct group *group, const GArray *links) {
    coach_status status = COACH_OK;
    for (guint i = 0; status == COACH_OK && i < links->len; i++) {
        const struct link *link = &g_array_index(links, struct link, i);
        bool later =
            !group->own && source_is_older(import, group->whole, link->sequence, link->modified);
        if (!link->one && link->coming && !later)
            status = cancel(import, group, link);
    }
    return status;
}

/* ---- Those of two people ---- */

static coach_status take_one(struct import *import, const struct group *group,
                             const struct occurrence *one, const struct link *link) {
    struct taking t = {.import = import, .group = group, .one = one, .linked = true};
    char digest[65];
    if (!one->source)
        return COACH_OK;
    occurrence_digest(one, digest);
    bool older = link && source_is_older(import, one->source, link->sequence, link->modified);
    if (link && is_gone(link) && !older)
        link = NULL;
    bool moved = link && strcmp(link->original, one->original) != 0;
    if (older || (link && !moved && strcmp(link->digest, digest) == 0) ||
        (!link && one->source->cancel)) {
        import->counts->same++;
        return COACH_OK;
    }
    /* what has been before anybody looked is nothing to be booked */
    if (!link && group->whole && one->original[0] && one->end <= import->c->now)
        return COACH_OK;
    if (link)
        t.session = link->session;
    if (moved)
        g_strlcpy(t.moved, link->original, sizeof t.moved);
    return taking_run(&t);
}

static coach_status take_pair(struct import *import, const struct group *group, GArray *links) {
    coach_status status = COACH_OK;
    bool whole = group->whole && group->occurrences->len;
    links_match(group, links, whole && group->whole->event.rule);
    if (whole)
        status = links_cancel(import, group, links); /* their time is free again */
    for (guint i = 0; status == COACH_OK && i < group->occurrences->len; i++) {
        const struct occurrence *one = &g_array_index(group->occurrences, struct occurrence, i);
        status = take_one(import, group, one, links_find(links, one));
    }
    return status;
}

/* ---- All ---- */

static bool same_pair(const struct link *a, const struct link *b) {
    return id_equal(&a->client, &b->client) && id_equal(&a->trainer, &b->trainer);
}

/* The session of which the event is the copy that coach has written: it says nothing of others that
 * the event has become. NULL: it is none. */
static const struct link *echo_of(struct import *import, const struct group *group,
                                  const GArray *links) {
    int64_t modified = group->whole ? source_modified(import, group->whole) : (int64_t)INTEGER_NONE;
    for (guint i = 0; modified != INTEGER_NONE && i < links->len; i++)
        if (g_array_index(links, struct link, i).updated == modified)
            return &g_array_index(links, struct link, i);
    return NULL;
}

coach_status foreign_take(struct import *import, struct group *group) {
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct link));
    coach_status status = links_read(import, group->uid, all);
    const struct link *echo = status == COACH_OK ? echo_of(import, group, all) : NULL;
    guint at = 0;
    do {
        g_autoptr(GArray) links = g_array_new(FALSE, FALSE, sizeof(struct link));
        const struct link *first = all->len ? &g_array_index(all, struct link, at) : NULL;
        const struct link *next = first;
        for (; at < all->len && same_pair(first, next); next++, at++)
            g_array_append_val(links, *next);
        if (status == COACH_OK && echo && !same_pair(first, echo))
            import->counts->same += links->len;
        else if (status == COACH_OK)
            status = take_pair(import, group, links);
    } while (status == COACH_OK && at < all->len);
    return status;
}
