/* zone.c - time zones: which names there are, what is the system's, local time ↔ instants. */
#include "schedule/zone.h"

#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY_SECONDS = 86400, NAME_LONGEST = 64 };

/* Reading a zone's file takes a good part of a short command, so it waits for the first question.
 */
struct rules {
    GTimeZone *glib; /* NULL: not read yet, or a fixed offset */
};

struct zone {
    char *name;
    bool fixed;
    int offset; /* of a fixed zone */
    struct rules *rules;
};

/* ---- Names ---- */

/* Whether name has the form of an IANA name. GLib would read offsets, POSIX rules and paths too. */
static bool name_plain(const char *name) {
    if (!g_ascii_isupper(name[0]) || strlen(name) > NAME_LONGEST)
        return false;
    for (const char *at = name; *at; at++) {
        bool first = at == name || at[-1] == '/';
        if (first ? !g_ascii_isalpha(*at)
                  : !g_ascii_isalnum(*at) && *at != '/' && *at != '_' && *at != '+' && *at != '-')
            return false;
    }
    return name[strlen(name) - 1] != '/';
}

/* Whether the zone's file is there: it stands where GLib will look for it, and is one. */
static bool name_installed(const char *name) {
    const char *base = g_getenv("TZDIR");
    g_autofree char *path =
        g_build_filename(base && *base ? base : "/usr/share/zoneinfo", name, NULL);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return false;
    struct stat about;
    char magic[4];
    bool is_zone = fstat(file, &about) == 0 && S_ISREG(about.st_mode) &&
                   read(file, magic, sizeof magic) == (ssize_t)sizeof magic &&
                   memcmp(magic, "TZif", sizeof magic) == 0;
    close(file);
    return is_zone;
}

/* ---- Making zones ---- */

static struct zone *zone_make(struct zone with) {
    struct zone *zone = g_new(struct zone, 1);
    *zone = with;
    zone->rules = g_new0(struct rules, 1);
    return zone;
}

struct zone *zone_new(const char *name) {
    if (!name)
        return NULL;
    if (strcmp(name, "UTC") == 0)
        return zone_new_offset(0);
    if (!name_plain(name) || !name_installed(name))
        return NULL;
    return zone_make((struct zone){.name = g_strdup(name)});
}

struct zone *zone_new_offset(int seconds) {
    if (seconds <= -DAY_SECONDS || seconds >= DAY_SECONDS)
        return NULL;
    unsigned distance = (unsigned)abs(seconds);
    GString *name = g_string_new(NULL);
    if (seconds == 0)
        g_string_assign(name, "UTC");
    else
        g_string_printf(name, "%c%02u:%02u", seconds < 0 ? '-' : '+', distance / 3600,
                        distance / 60 % 60);
    if (distance % 60)
        g_string_append_printf(name, ":%02u", distance % 60);
    return zone_make(
        (struct zone){.name = g_string_free(name, FALSE), .fixed = true, .offset = seconds});
}

/* A zone by what TZ or a link says: a name, or a path that ends in one. */
static struct zone *zone_from_place(const char *place) {
    static const char marker[] = "/zoneinfo/";
    const char *found = g_strrstr(place, marker);
    const char *name = found ? found + strlen(marker) : place;
    return zone_new(g_str_has_prefix(name, "posix/") ? name + strlen("posix/") : name);
}

static struct zone *zone_from_variable(void) {
    const char *value = g_getenv("TZ");
    if (!value)
        return NULL;
    if (*value == ':')
        value++;
    return *value ? zone_from_place(value) : zone_new_offset(0);
}

static struct zone *zone_from_link(void) {
    char target[4096];
    ssize_t length = readlink("/etc/localtime", target, sizeof target - 1);
    if (length < 0)
        return NULL;
    target[length] = '\0';
    struct zone *zone = zone_from_place(target);
    if (zone)
        return zone;
    char *resolved = realpath("/etc/localtime", NULL);
    zone = resolved ? zone_from_place(resolved) : NULL;
    free(resolved);
    return zone;
}

static struct zone *zone_from_file(void) {
    g_autofree char *name = NULL;
    if (!g_file_get_contents("/etc/timezone", &name, NULL, NULL))
        return NULL;
    return zone_new(g_strstrip(name));
}

struct zone *zone_new_system(void) {
    struct zone *zone = zone_from_variable();
    if (!zone)
        zone = zone_from_link();
    if (!zone)
        zone = zone_from_file();
    return zone ? zone : zone_new_offset(0);
}

void zone_free(struct zone *zone) {
    if (!zone)
        return;
    if (zone->rules->glib)
        g_time_zone_unref(zone->rules->glib);
    g_free(zone->rules);
    g_free(zone->name);
    g_free(zone);
}

GHashTable *zones_new(void) {
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)zone_free);
}

const struct zone *zones_find(GHashTable *zones, const char *name) {
    struct zone *zone = g_hash_table_lookup(zones, name);
    if (!zone) {
        zone = zone_new(name);
        if (!zone)
            zone = zone_new_offset(0);
        g_hash_table_insert(zones, g_strdup(name), zone);
    }
    return zone;
}

const char *zone_name(const struct zone *zone) {
    return zone->name;
}

/* ---- Local time ↔ instants ---- */

static int zone_offset(const struct zone *zone, int64_t instant, const char **abbreviation) {
    struct rules *rules = zone->rules;
    if (!zone->fixed && !rules->glib)
        rules->glib = g_time_zone_new_identifier(zone->name);
    if (!rules->glib) {
        if (abbreviation)
            *abbreviation = zone->name;
        return zone->offset;
    }
    int interval = g_time_zone_find_interval(rules->glib, G_TIME_TYPE_UNIVERSAL, instant);
    if (abbreviation)
        *abbreviation = g_time_zone_get_abbreviation(rules->glib, interval);
    return g_time_zone_get_offset(rules->glib, interval);
}

/* An offset is right for a local time when it holds at the instant that it makes of it. */
int64_t zone_instant(const struct zone *zone, const struct civil *local) {
    int64_t wall = civil_seconds(local);
    int64_t by_before = wall - zone_offset(zone, wall - DAY_SECONDS, NULL);
    int64_t by_after = wall - zone_offset(zone, wall + DAY_SECONDS, NULL);
    if (by_before == by_after)
        return by_before;
    bool before_holds = wall - zone_offset(zone, by_before, NULL) == by_before;
    bool after_holds = wall - zone_offset(zone, by_after, NULL) == by_after;
    if (before_holds && after_holds)
        return MIN(by_before, by_after);
    return after_holds ? by_after : by_before;
}

struct civil zone_civil(const struct zone *zone, int64_t instant, int *offset,
                        const char **abbreviation) {
    int east = zone_offset(zone, instant, abbreviation);
    int64_t days = instant / DAY_SECONDS;
    int64_t second = instant % DAY_SECONDS + east;
    int64_t carry =
        second >= 0 ? second / DAY_SECONDS : -((DAY_SECONDS - 1 - second) / DAY_SECONDS);
    second -= carry * DAY_SECONDS;
    struct civil civil = civil_from_days(days + carry);
    civil.hour = (int)(second / 3600);
    civil.minute = (int)(second / 60 % 60);
    civil.second = (int)(second % 60);
    if (offset)
        *offset = east;
    return civil;
}

int64_t zone_change(const struct zone *zone, int64_t before, int64_t after) {
    int wanted = zone_offset(zone, after, NULL);
    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;
        *(zone_offset(zone, middle, NULL) == wanted ? &after : &before) = middle;
    }
    return after;
}
