/* calendar_expand.c - the events of one UID become occurrences, and times become instants. */
#include "domain/calendar_import.h"

#include "schedule/recur.h"
#include "schedule/when.h"
#include "schedule/windows_zones.h"

#include <stdlib.h>
#include <string.h>

/* How far a rule without an end is taken. What is longer past is no occurrence any more. */
enum { HORIZON_DAYS = 365 };

/* ---- Zones ---- */

static int compare_windows(const void *name, const void *entry) {
    return strcmp(name, ((const struct windows_zone *)entry)->windows);
}

/* A zone of this machine that ends a longer name: "/citadel.org/20190914_1/Europe/Berlin". */
static struct zone *zone_at_end(const char *name) {
    struct zone *zone = NULL;
    const char *at = name;
    while (!zone && (at = strchr(at, '/')))
        zone = zone_new(++at);
    return zone;
}

static struct zone *zone_named(const char *name) {
    struct zone *zone = zone_new(name);
    if (zone)
        return zone;
    const struct windows_zone *windows = bsearch(name, windows_zones, G_N_ELEMENTS(windows_zones),
                                                 sizeof *windows_zones, compare_windows);
    return windows ? zone_new(windows->iana) : zone_at_end(name);
}

static const struct source_zone *zone_meant(struct import *import, const char *name) {
    struct source_zone *zone = g_hash_table_lookup(import->zones, name);
    if (!zone) {
        zone = g_new0(struct source_zone, 1);
        g_hash_table_insert(import->zones, g_strdup(name), zone);
    }
    if (!zone->known)
        zone->known = zone_named(name);
    const char *location = zone->told ? import->reader->zone_location(zone->told) : NULL;
    if (!zone->known && location)
        zone->known = zone_named(location);
    return zone->known || zone->told ? zone : NULL;
}

static int64_t utc_of(const struct civil *local) {
    return civil_days(local->year, local->month, local->day) * 86400 + local->hour * 3600 +
           local->minute * 60 + local->second;
}

/* A local time, in the zone of the moment that it goes with. */
static coach_status instant_of(struct import *import, const struct ical_moment *moment,
                               const struct civil *local, int64_t *out) {
    coach *c = import->c;
    const struct source_zone *zone = moment->zone ? zone_meant(import, moment->zone) : NULL;
    if (moment->zone && !zone) {
        fail(&c->failure, COACH_INVALID, NULL, "its time zone \"%.80s\" is not known",
             moment->zone);
        return COACH_INVALID;
    }
    if (moment->utc)
        *out = utc_of(local);
    else if (!zone)
        *out = zone_instant(reading_zone(c), local);
    else if (zone->known)
        *out = zone_instant(zone->known, local);
    else
        *out = utc_of(local) - import->reader->zone_offset(zone->told, local);
    return when_in_calendar(*out)
               ? COACH_OK
               : fail(&c->failure, COACH_INVALID, NULL, "it is not within the years 1 to 9999");
}

coach_status import_instant(struct import *import, const struct ical_moment *moment, int64_t *out) {
    return instant_of(import, moment, &moment->local, out);
}

static const char *name_of_zone(struct import *import, const struct ical_moment *moment) {
    const struct source_zone *zone = moment->zone ? zone_meant(import, moment->zone) : NULL;
    return zone && zone->known ? zone_name(zone->known) : NULL;
}

/* ---- One event ---- */

/* When it begins and how long it is, in seconds. */
static coach_status span_of(struct import *import, const struct source *source, int64_t *start,
                            int64_t *length) {
    const struct ical_event *event = &source->event;
    coach *c = import->c;
    int64_t end;
    coach_status status = source_readable(import, source);
    *start = *length = 0;
    if (status != COACH_OK ||
        source->cancel) /* when it was is nothing that it needs to say (RFC 5546, 3.2.5) */
        return status;
    if (!event->start.there)
        return fail(&c->failure, COACH_INVALID, NULL, "it does not say when it begins");
    if (event->start.day)
        return fail(&c->failure, COACH_REFUSED, NULL, "it lasts whole days and is no session");
    status = import_instant(import, &event->start, start);
    if (status != COACH_OK)
        return status;
    if (!event->end.there || event->end.day) {
        *length = MAX(event->seconds, 0);
        return COACH_OK;
    }
    status = import_instant(import, &event->end, &end);
    if (status == COACH_OK)
        *length = end - *start;
    return status;
}

static void add(struct group *group, struct occurrence one, const struct civil *original) {
    one.at = INTEGER_NONE;
    if (original)
        local_format(original, one.original);
    g_array_append_val(group->occurrences, one);
}

static coach_status add_single(struct import *import, struct group *group,
                               const struct source *source, const struct civil *original) {
    int64_t start, length;
    coach_status status = span_of(import, source, &start, &length);
    if (status == COACH_OK)
        add(group,
            (struct occurrence){.source = source,
                                .start = start,
                                .end = start + length,
                                .zone = name_of_zone(import, &source->event.start)},
            original);
    return status;
}

/* ---- One that recurs ---- */

/* What an exception or a RECURRENCE-ID is about: a day, or an instant, whatever the zone in which
 * it is written. */
struct mark {
    const struct source *source; /* what is to stand there instead; NULL: nothing */
    bool day;
    int64_t at; /* days since 1970, or the instant */
};

static int64_t day_of(const struct civil *local) {
    return civil_days(local->year, local->month, local->day);
}

static void add_mark(struct import *import, GArray *marks, const struct ical_moment *moment,
                     const struct source *source) {
    struct mark mark = {.source = source, .day = moment->day, .at = day_of(&moment->local)};
    if (!moment->there)
        return;
    if (!moment->day && import_instant(import, moment, &mark.at) != COACH_OK)
        failure_clear(&import->c->failure);
    else
        g_array_append_val(marks, mark);
}

static GArray *marks_of(struct import *import, const struct group *group) {
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    const GArray *except = group->whole->event.except;
    for (guint i = 0; i < except->len; i++)
        add_mark(import, marks, &g_array_index(except, struct ical_moment, i), NULL);
    for (guint i = 0; i < group->sources->len; i++) {
        const struct source *one = g_ptr_array_index(group->sources, i);
        add_mark(import, marks, &one->event.recurrence, one);
    }
    return marks;
}

/* What stands in the place of an occurrence; the latest of several. NULL: nothing is said of it. */
static const struct mark *mark_for(const GArray *marks, const struct civil *local,
                                   int64_t instant) {
    const struct mark *found = NULL;
    int64_t day = day_of(local);
    for (guint i = 0; i < marks->len; i++) {
        const struct mark *mark = &g_array_index(marks, struct mark, i);
        if (mark->at != (mark->day ? day : instant))
            continue;
        if (!found || !found->source ||
            (mark->source && mark->source->event.sequence >= found->source->event.sequence))
            found = mark;
    }
    return found;
}

static coach_status starts_of(struct import *import, const struct source *source, GArray *starts) {
    coach *c = import->c;
    const struct ical_event *event = &source->event;
    const struct source_zone *zone =
        event->start.zone ? zone_meant(import, event->start.zone) : NULL;
    struct zone *utc = event->start.utc ? zone_new_offset(0) : NULL;
    struct when_context context = {c->now, utc                   ? utc
                                           : zone && zone->known ? zone->known
                                                                 : reading_zone(c)};
    int64_t horizon = (int64_t)HORIZON_DAYS * 86400;
    struct civil last = zone_civil(context.zone, c->now + horizon, NULL, NULL);
    struct civil from = zone_civil(context.zone, c->now - horizon, NULL, NULL);
    g_autofree char *until = g_strdup_printf("%04d-%02d-%02d", last.year, last.month, last.day);
    g_autofree char *rule = NULL;
    bool ends = strstr(event->rule, "COUNT=") || strstr(event->rule, "UNTIL=");
    struct recur_request request = {.rule = event->rule, .until = ends ? NULL : until};
    coach_status status = recur_rule(&request, &event->start.local, &context, &rule, &c->failure);
    if (status == COACH_OK)
        status = recur_expand_from(rule, &event->start.local, &from, "rule", starts, &c->failure);
    zone_free(utc);
    return status;
}

/* One start of the rule: as it is, or as another event has it, or not at all. */
static coach_status add_start(struct import *import, struct group *group, const GArray *marks,
                              const struct civil *local, int64_t length) {
    const struct source *whole = group->whole;
    int64_t start;
    coach_status status = instant_of(import, &whole->event.start, local, &start);
    if (status != COACH_OK)
        return status;
    const struct mark *mark = mark_for(marks, local, start);
    if (!mark) {
        add(group,
            (struct occurrence){.source = whole,
                                .start = start,
                                .end = start + length,
                                .zone = name_of_zone(import, &whole->event.start)},
            local);
        return COACH_OK;
    }
    status = mark->source ? add_single(import, group, mark->source, local) : COACH_OK;
    if (status == COACH_OK || !import_goes_on(status))
        return status;
    import_problem(import, mark->source);
    add(group, (struct occurrence){.source = NULL}, local);
    return COACH_OK;
}

static coach_status add_recurring(struct import *import, struct group *group) {
    const struct source *whole = group->whole;
    g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(struct civil));
    int64_t first, length;
    coach_status status = span_of(import, whole, &first, &length);
    if (status == COACH_OK && whole->event.more)
        status = fail(&import->c->failure, COACH_REFUSED, NULL,
                      "it recurs by more than one rule, which coach does not follow");
    if (status == COACH_OK)
        status = starts_of(import, whole, starts);
    if (status != COACH_OK)
        return status;
    g_autoptr(GArray) marks = marks_of(import, group);
    for (guint i = 0; status == COACH_OK && i < starts->len; i++)
        status = add_start(import, group, marks, &g_array_index(starts, struct civil, i), length);
    return status;
}

/* ---- A group ---- */

static const struct source *whole_of(const struct group *group) {
    const struct source *whole = NULL;
    for (guint i = 0; i < group->sources->len; i++) {
        const struct source *one = g_ptr_array_index(group->sources, i);
        if (!one->event.recurrence.there &&
            (!whole || one->event.sequence >= whole->event.sequence))
            whole = one;
    }
    return whole;
}

/* Occurrences that came without the event that they belong to. */
static coach_status add_parts(struct import *import, struct group *group) {
    for (guint i = 0; i < group->sources->len; i++) {
        const struct source *one = g_ptr_array_index(group->sources, i);
        const struct ical_moment *which = &one->event.recurrence;
        coach_status status = add_single(import, group, one, &which->local);
        if (status != COACH_OK && !import_goes_on(status))
            return status;
        if (status != COACH_OK) {
            import_problem(import, one);
            continue;
        }
        struct occurrence *last =
            &g_array_index(group->occurrences, struct occurrence, group->occurrences->len - 1);
        if (!which->day && import_instant(import, which, &last->at) != COACH_OK)
            failure_clear(&import->c->failure);
    }
    return COACH_OK;
}

coach_status group_expand(struct import *import, struct group *group) {
    group->whole = whole_of(group);
    if (!group->whole)
        return add_parts(import, group);
    coach_status status = group->whole->event.rule ? add_recurring(import, group)
                                                   : add_single(import, group, group->whole, NULL);
    if (status == COACH_OK || !import_goes_on(status))
        return status;
    g_array_set_size(group->occurrences, 0);
    import_problem(import, group->whole);
    group->whole = NULL;
    return COACH_OK;
}
