/* ical_read.c - the events and zones of other programs, read by libical. */
#include "schedule/ical_read.h"

#include <libical/ical.h>
#include <string.h>

__attribute__((visibility("default"))) extern const struct ical_reader ical_reader;

/* ---- Values ---- */

static struct ical_moment moment_of(icalproperty *property) {
    struct ical_moment moment = {.there = false};
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    if (!value)
        return moment;
    struct icaltimetype time;
    switch (icalvalue_isa(value)) {
    case ICAL_DATE_VALUE:
        time = icalvalue_get_date(value);
        break;
    case ICAL_DATETIME_VALUE:
        time = icalvalue_get_datetime(value);
        break;
    default:
        return moment;
    }
    moment = (struct ical_moment){
        .day = icaltime_is_date(time),
        .utc = icaltime_is_utc(time),
        .local = {time.year, time.month, time.day, time.hour, time.minute, time.second},
    };
    moment.local.second = MIN(moment.local.second, 59); /* a leap second */
    moment.there = civil_valid(&moment.local) && moment.local.year > 0;
    icalparameter *zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *name = zone ? icalparameter_get_tzid(zone) : NULL;
    moment.zone = moment.utc || moment.day ? NULL : g_strdup(name);
    return moment;
}

static icalproperty *first(icalcomponent *component, icalproperty_kind kind) {
    return icalcomponent_get_first_property(component, kind);
}

static struct ical_moment moment_named(icalcomponent *component, icalproperty_kind kind) {
    return moment_of(first(component, kind));
}

static char *text_named(icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = first(component, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    return value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? g_strdup(icalvalue_get_text(value))
                                                            : NULL;
}

/* A value as it is written. */
static char *written(icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = first(component, kind);
    char *text = property ? icalproperty_get_value_as_string_r(property) : NULL;
    char *own = g_strdup(text);
    icalmemory_free_buffer(text);
    return own;
}

static int64_t seconds_of(icalcomponent *component) {
    icalproperty *property = first(component, ICAL_DURATION_PROPERTY);
    icalvalue *value = property ? icalproperty_get_value(property) : NULL;
    if (!value || icalvalue_isa(value) != ICAL_DURATION_VALUE)
        return -1;
    struct icaldurationtype d = icalvalue_get_duration(value);
    int64_t days = (int64_t)d.weeks * 7 + d.days;
    return d.is_neg ? -1
                    : days * 86400 + (int64_t)d.hours * 3600 + (int64_t)d.minutes * 60 + d.seconds;
}

/* ---- Events ---- */

static void clear_moment(void *data) {
    g_clear_pointer(&((struct ical_moment *)data)->zone, g_free);
}

static GArray *exceptions_of(icalcomponent *component) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct ical_moment));
    g_array_set_clear_func(all, clear_moment);
    icalproperty *property = first(component, ICAL_EXDATE_PROPERTY);
    for (; property; property = icalcomponent_get_next_property(component, ICAL_EXDATE_PROPERTY)) {
        struct ical_moment moment = moment_of(property);
        g_array_append_val(all, moment);
    }
    return all;
}

static int64_t sequence_of(icalcomponent *component) {
    icalproperty *property = first(component, ICAL_SEQUENCE_PROPERTY);
    return property ? MAX(icalproperty_get_sequence(property), 0) : 0;
}

/* A time is one, or it is not there. */
static bool no_moment(icalcomponent *component, icalproperty_kind kind) {
    icalproperty *property = first(component, kind);
    bool bad = false;
    for (; property && !bad; property = icalcomponent_get_next_property(component, kind)) {
        struct ical_moment moment = moment_of(property);
        bad = !moment.there;
        clear_moment(&moment);
    }
    return bad;
}

/* libical leaves out what it cannot read, and a note in its place: "Can't parse as RECUR value in
 * RRULE property. Removing …", "No value for RRULE property. Removing …". */
static bool is_noted(icalcomponent *component, const char *name) {
    g_autofree char *words = g_strdup_printf(" %s property. ", name);
    icalproperty *note = first(component, ICAL_XLICERROR_PROPERTY);
    for (; note; note = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        const char *text = icalproperty_get_xlicerror(note);
        if (text && strstr(text, words))
            return true;
    }
    return false;
}

/* The first property without which an event would be another one than was meant. */
static const char *unreadable(icalcomponent *component) {
    static const struct {
        const char *name;
        icalproperty_kind kind;
        bool time;
    } needed[] = {
        {"RECURRENCE-ID", ICAL_RECURRENCEID_PROPERTY, true},
        {"DTSTART", ICAL_DTSTART_PROPERTY, true},
        {"DTEND", ICAL_DTEND_PROPERTY, true},
        {"DURATION", ICAL_DURATION_PROPERTY, false},
        {"RRULE", ICAL_RRULE_PROPERTY, false},
        {"RDATE", ICAL_RDATE_PROPERTY, false},
        {"EXDATE", ICAL_EXDATE_PROPERTY, true},
        {"STATUS", ICAL_STATUS_PROPERTY, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
        if (is_noted(component, needed[i].name) ||
            (needed[i].time && no_moment(component, needed[i].kind)))
            return needed[i].name;
    return NULL;
}

static struct ical_event event_of(icalcomponent *component) {
    struct ical_event event = {
        .uid = text_named(component, ICAL_UID_PROPERTY),
        .summary = text_named(component, ICAL_SUMMARY_PROPERTY),
        .description = text_named(component, ICAL_DESCRIPTION_PROPERTY),
        .location = text_named(component, ICAL_LOCATION_PROPERTY),
        .status = written(component, ICAL_STATUS_PROPERTY),
        .rule = written(component, ICAL_RRULE_PROPERTY),
        .start = moment_named(component, ICAL_DTSTART_PROPERTY),
        .end = moment_named(component, ICAL_DTEND_PROPERTY),
        .recurrence = moment_named(component, ICAL_RECURRENCEID_PROPERTY),
        .modified = moment_named(component, ICAL_LASTMODIFIED_PROPERTY),
        .seconds = seconds_of(component),
        .sequence = sequence_of(component),
        .except = exceptions_of(component),
        .more = icalcomponent_count_properties(component, ICAL_RRULE_PROPERTY) > 1 ||
                icalcomponent_count_properties(component, ICAL_RDATE_PROPERTY) > 0,
        .unreadable = unreadable(component),
    };
    if (!event.modified.there)
        event.modified = moment_named(component, ICAL_DTSTAMP_PROPERTY);
    return event;
}

static icalcomponent *component_of(const char *text, icalcomponent_kind kind) {
    icalerror_set_errors_are_fatal(0);
    icalcomponent *component = icalcomponent_new_from_string(text);
    if (component && icalcomponent_isa(component) == kind)
        return component;
    if (component)
        icalcomponent_free(component);
    return NULL;
}

static bool read_event(const char *text, struct ical_event *out) {
    icalcomponent *component = component_of(text, ICAL_VEVENT_COMPONENT);
    if (!component)
        return false;
    *out = event_of(component);
    icalcomponent_free(component);
    return true;
}

static void event_clear(struct ical_event *event) {
    g_free(event->uid);
    g_free(event->summary);
    g_free(event->description);
    g_free(event->location);
    g_free(event->status);
    g_free(event->rule);
    clear_moment(&event->start);
    clear_moment(&event->end);
    clear_moment(&event->recurrence);
    clear_moment(&event->modified);
    g_array_unref(event->except);
}

/* ---- Zones ---- */

struct ical_zone {
    icaltimezone *zone;
};

enum { RULES_MOST = 32, DAYS_MOST = 7 };

/* How many values a part of a rule has. */
static size_t values_of(const char *part) {
    size_t count = 1;
    for (; (part = strchr(part, ',')); part++)
        count++;
    return count;
}

/* libical expands every rule of a zone from its beginning on: one of seconds, or of every day of
 * each month, for a very long time. The second Sunday of a month is also written as a Sunday of
 * seven days. */
static bool plain_rule(const char *rule) {
    static const char *const known[] = {
        "FREQ=YEARLY", "BYMONTH=", "BYDAY=", "BYMONTHDAY=", "UNTIL=", "WKST=", "INTERVAL=1"};
    g_auto(GStrv) parts = g_strsplit(rule, ";", -1);
    bool plain = g_strv_length(parts) <= G_N_ELEMENTS(known);
    for (char **part = parts; plain && *part; part++) {
        plain = false;
        for (size_t i = 0; !plain && i < G_N_ELEMENTS(known); i++)
            plain = g_str_has_suffix(known[i], "=") ? g_str_has_prefix(*part, known[i])
                                                    : strcmp(*part, known[i]) == 0;
        plain =
            plain && values_of(*part) <= (g_str_has_prefix(*part, "BYMONTHDAY=") ? DAYS_MOST : 1);
    }
    return plain;
}

static bool plain_rules(icalcomponent *component) {
    icalcomponent *part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    int rules = 0;
    for (; part; part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
        g_autofree char *rule = written(part, ICAL_RRULE_PROPERTY);
        if ((rule && (!plain_rule(rule) || ++rules > RULES_MOST)) ||
            icalcomponent_count_properties(part, ICAL_RRULE_PROPERTY) > 1)
            return false;
    }
    return true;
}

static struct ical_zone *read_zone(const char *text) {
    icalcomponent *component = component_of(text, ICAL_VTIMEZONE_COMPONENT);
    icaltimezone *zone = component && plain_rules(component) ? icaltimezone_new() : NULL;
    if (zone && icaltimezone_set_component(zone, component)) {
        struct ical_zone *out = g_new(struct ical_zone, 1);
        out->zone = zone;
        return out;
    }
    if (zone)
        icaltimezone_free(zone, 1);
    if (component)
        icalcomponent_free(component);
    return NULL;
}

static const char *zone_name(const struct ical_zone *zone) {
    return icaltimezone_get_tzid(zone->zone);
}

static const char *zone_location(const struct ical_zone *zone) {
    return icaltimezone_get_location(zone->zone);
}

static int zone_offset(struct ical_zone *zone, const struct civil *local) {
    struct icaltimetype time = icaltime_null_time();
    time.year = local->year;
    time.month = local->month;
    time.day = local->day;
    time.hour = local->hour;
    time.minute = local->minute;
    time.second = local->second;
    return icaltimezone_get_utc_offset(zone->zone, &time, NULL);
}

static void zone_free(struct ical_zone *zone) {
    if (!zone)
        return;
    icaltimezone_free(zone->zone, 1);
    g_free(zone);
}

const struct ical_reader ical_reader = {
    .event = read_event,
    .event_clear = event_clear,
    .zone = read_zone,
    .zone_name = zone_name,
    .zone_location = zone_location,
    .zone_offset = zone_offset,
    .zone_free = zone_free,
};
