/* when_parse.c - the grammar of WHEN, one function for each of its rules. */
#include "schedule/when_parse.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "schedule/when_words.h"

struct reader {
    const char *text, *at; /* the text without blanks around it, and how far it is read */
    const struct when_wanted *wanted;
    struct failure *f;
};

/* ---- Failures ---- */

static coach_status refuse(struct reader *r, const char *from, size_t length, const char *what) {
    g_autofree char *quoted = when_quote(from, length);
    return fail(r->f, COACH_INVALID, r->wanted->field, "\"%s\" %s", quoted, what);
}

static coach_status refuse_hint(struct reader *r, const char *from, size_t length, const char *what,
                                const char *hint) {
    refuse(r, from, length, what);
    return fail_hint(r->f, "%s", hint);
}

static coach_status hint_near(struct reader *r, const char *word, size_t length) {
    const char *meant = when_word_near(word, length);
    return meant ? fail_hint(r->f, "did you mean \"%s\"?", meant)
                 : fail_hint(r->f, "%s", r->wanted->forms);
}

static coach_status refuse_left_over(struct reader *r) {
    g_autofree char *whole = when_quote(r->text, strlen(r->text));
    g_autofree char *rest = when_quote(r->at, strlen(r->at));
    fail(r->f, COACH_INVALID, r->wanted->field, "\"%s\": \"%s\" is left over", whole, rest);
    return hint_near(r, r->at, when_token(r->at));
}

static coach_status refuse_all(struct reader *r) {
    if (!*r->text) {
        fail(r->f, COACH_INVALID, r->wanted->field, "an empty text is not a %s", r->wanted->thing);
        return fail_hint(r->f, "%s", r->wanted->forms);
    }
    g_autofree char *what = g_strdup_printf("is not a %s that coach understands", r->wanted->thing);
    refuse(r, r->text, strlen(r->text), what);
    return hint_near(r, r->at, when_token(r->at));
}

static coach_status refuse_no_day(struct reader *r) {
    return refuse_hint(r, r->text, strlen(r->text), "does not begin with a day",
                       "say the day first: \"today 18:00\", \"tomorrow 6pm\"");
}

/* ---- Characters ---- */

static bool is_break(char c) {
    return c == '\0' || c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *at) {
    return at + strspn(at, " \t");
}

static bool take_word(struct reader *r, const char *word) {
    size_t length = when_token(r->at);
    if (length != strlen(word) || g_ascii_strncasecmp(r->at, word, length) != 0)
        return false;
    r->at = skip_blanks(r->at + length);
    return true;
}

/* Exactly count digits. */
static bool take_digits(const char **at, size_t count, int *number) {
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit((*at)[i]))
            return false;
        sum = sum * 10 + ((*at)[i] - '0');
    }
    *number = sum;
    *at += count;
    return true;
}

/* ---- ZONE ---- */

static struct zone *zone_from_offset(const char *text, size_t length) {
    const char *at = text + 1, *end = text + length;
    int hours, minutes = 0;
    if (!take_digits(&at, 2, &hours))
        return NULL;
    if (at < end) {
        at += *at == ':';
        if (!take_digits(&at, 2, &minutes))
            return NULL;
    }
    if (at != end || hours > 23 || minutes > 59)
        return NULL;
    int seconds = (hours * 60 + minutes) * 60;
    return zone_new_offset(*text == '-' ? -seconds : seconds);
}

static coach_status refuse_zone(struct reader *r, size_t length) {
    refuse(r, r->at, length, "is not a time zone that this machine knows");
    g_autofree char *meant = when_zone_near(r->at, length);
    return meant ? fail_hint(r->f, "did you mean \"%s\"?", meant)
                 : fail_hint(r->f, "a zone is a name such as \"Europe/Berlin\", \"Z\" or an offset "
                                   "such as \"+02:00\"");
}

static coach_status read_zone(struct reader *r, struct when_said *said) {
    size_t length = when_token(r->at);
    if (length == 0)
        return COACH_OK;
    if (length == 1 && g_ascii_toupper(*r->at) == 'Z') {
        said->zone = zone_new_offset(0);
    } else if (*r->at == '+' || *r->at == '-') {
        said->zone = zone_from_offset(r->at, length);
        if (!said->zone)
            return refuse_hint(r, r->at, length, "is not an offset from UTC",
                               "an offset is written \"+02:00\", \"+0200\" or \"+02\"");
    } else {
        g_autofree char *name = g_strndup(r->at, length);
        said->zone = zone_new(name);
        if (!said->zone)
            return when_zone_like(r->at, length) ? refuse_zone(r, length) : COACH_OK;
    }
    r->at = skip_blanks(r->at + length);
    return COACH_OK;
}

/* ---- TIME ---- */

/* hh:mm[:ss]; also h:mm[:ss] and h where loose. */
static bool take_clock(const char **at, bool loose, struct civil *time, bool *minutes) {
    bool one_digit = loose && !g_ascii_isdigit((*at)[1]);
    if (!take_digits(at, one_digit ? 1 : 2, &time->hour))
        return false;
    *minutes = **at == ':';
    if (!*minutes)
        return loose;
    ++*at;
    if (!take_digits(at, 2, &time->minute))
        return false;
    if (**at != ':')
        return true;
    ++*at;
    return take_digits(at, 2, &time->second);
}

/* am or pm after the hours 1 to 12, or nothing after hours that have minutes. */
static bool take_half(const char **at, bool minutes, int *hour) {
    const char *next = skip_blanks(*at);
    char half = g_ascii_tolower(next[0]);
    bool said = (half == 'a' || half == 'p') && g_ascii_tolower(next[1]) == 'm' &&
                !g_ascii_isalnum(next[2]) && next[2] != '/' && next[2] != '_';
    if (!said)
        return minutes;
    *at = next + 2;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (half == 'p' ? 12 : 0);
    return true;
}

/* A time in digits, a zone perhaps right behind it. *at is also moved where it is none, to where
 * that showed. */
static bool take_time(const char **at, bool loose, struct civil *local) {
    struct civil time = *local;
    bool minutes;
    if (!take_clock(at, loose, &time, &minutes))
        return false;
    if (loose && !take_half(at, minutes, &time.hour))
        return false;
    bool ends = is_break(**at) || **at == '+' || **at == '-' || g_ascii_isalpha(**at);
    if (!ends || !civil_valid(&time))
        return false;
    *local = time;
    return true;
}

static coach_status read_time(struct reader *r, struct when_said *said, bool loose) {
    bool noon = loose && take_word(r, "noon");
    if (noon || (loose && take_word(r, "midnight"))) {
        said->local.hour = noon ? 12 : 0;
        said->timed = true;
        return COACH_OK;
    }
    if (loose && !g_ascii_isdigit(*r->at))
        return COACH_OK;
    const char *next = r->at;
    if (!take_time(&next, loose, &said->local)) {
        size_t length = MAX(when_token(r->at), (size_t)(next - r->at));
        if (length == 0)
            return refuse_all(r);
        return refuse_hint(r, r->at, length, "is not a time of day",
                           "a time of day is written \"18:00\", \"18:00:30\", \"6pm\", \"noon\" or "
                           "\"midnight\"");
    }
    r->at = skip_blanks(next);
    said->timed = true;
    return COACH_OK;
}

/* ---- DAY ---- */

static bool looks_like_date(const char *at) {
    int year;
    return take_digits(&at, 4, &year) && *at == '-';
}

static coach_status read_date(struct reader *r, struct when_said *said) {
    const char *next = r->at;
    struct civil date = {0};
    bool formed = take_digits(&next, 4, &date.year) && *next++ == '-' &&
                  take_digits(&next, 2, &date.month) && *next++ == '-' &&
                  take_digits(&next, 2, &date.day);
    bool stamp = formed && g_ascii_toupper(*next) == 'T';
    if (!formed || (!stamp && !is_break(*next)) || !civil_valid(&date))
        return refuse_hint(r, r->at, when_token(r->at), "is not a day of the calendar",
                           "a date is written year, month, day: \"2026-12-01\"");
    said->day = DAY_DATE;
    said->local = date;
    r->at = stamp ? next + 1 : skip_blanks(next);
    return stamp ? read_time(r, said, false) : read_time(r, said, true);
}

static coach_status read_weekday(struct reader *r, struct when_said *said, enum when_day which) {
    size_t length = when_token(r->at);
    int weekday = when_weekday(r->at, length);
    if (weekday < 0) {
        size_t asked = (size_t)(r->at + length - r->text);
        refuse(r, r->text, asked,
               which == DAY_NEXT ? "does not say which weekday is next"
                                 : "does not say which weekday was last");
        const char *meant = when_word_near(r->at, length);
        if (meant && when_weekday(meant, strlen(meant)) >= 0)
            return fail_hint(r->f, "did you mean \"%s\"?", meant);
        return fail_hint(r->f, "try \"%s\" or \"%s\"",
                         which == DAY_NEXT ? "next friday" : "last friday",
                         which == DAY_NEXT ? "in 1 week" : "1 week ago");
    }
    said->day = which;
    said->number = weekday;
    r->at = skip_blanks(r->at + length);
    return read_time(r, said, true);
}

static coach_status read_named_day(struct reader *r, struct when_said *said) {
    static const struct {
        const char *word;
        int days;
    } near[] = {{"today", 0}, {"tomorrow", 1}, {"yesterday", -1}};
    for (size_t i = 0; i < G_N_ELEMENTS(near); i++)
        if (take_word(r, near[i].word)) {
            said->day = DAY_STEP;
            said->number = near[i].days;
            return read_time(r, said, true);
        }
    if (take_word(r, "next"))
        return read_weekday(r, said, DAY_NEXT);
    if (take_word(r, "last"))
        return read_weekday(r, said, DAY_LAST);
    if (when_weekday(r->at, when_token(r->at)) >= 0)
        return read_weekday(r, said, DAY_WEEKDAY);
    if (take_word(r, "noon") || take_word(r, "midnight"))
        return refuse_no_day(r);
    return refuse_all(r);
}

static coach_status read_day(struct reader *r, struct when_said *said) {
    said->kind = WHEN_DAY;
    /* Any date: civil_valid() looks at the time of days that are named. */
    said->local = (struct civil){.year = 1, .month = 1, .day = 1};
    coach_status status = looks_like_date(r->at) ? read_date(r, said) : read_named_day(r, said);
    return status == COACH_OK ? read_zone(r, said) : status;
}

/* ---- Steps ---- */

static coach_status refuse_step(struct reader *r, enum length_result result) {
    size_t length = strlen(r->text);
    if (result == LENGTH_TOO_LARGE)
        return refuse_hint(r, r->text, length, "is too far away",
                           "times lie within the years 1 to 9999");
    if (result == LENGTH_NO_UNIT) {
        const char *unit = skip_blanks(r->at + strspn(r->at, "0123456789"));
        const char *meant = when_word_near(unit, when_token(unit));
        refuse(r, r->text, length, "has a number without a unit");
        if (meant)
            return fail_hint(r->f, "did you mean \"%s\"?", meant);
        return fail_hint(r->f, "try \"+2h30m\", \"in 3 days\" or \"2 hours ago\"");
    }
    return refuse_all(r);
}

/* What follows "+" or "in". */
static coach_status read_step(struct reader *r, struct when_said *said) {
    said->kind = WHEN_STEP;
    enum length_result result = length_take(&r->at, &said->step);
    if (result != LENGTH_TAKEN)
        return refuse_step(r, result);
    if (is_break(*r->at))
        r->at = skip_blanks(r->at);
    return COACH_OK;
}

/* A text that begins with a number and is no date: "2 hours ago", or something near to a time. */
static coach_status read_ago(struct reader *r, struct when_said *said) {
    struct civil any = {.year = 1, .month = 1, .day = 1};
    const char *next = r->at;
    if (take_time(&next, true, &any))
        return refuse_no_day(r);
    said->kind = WHEN_STEP;
    said->back = true;
    enum length_result result = length_take(&r->at, &said->step);
    if (result == LENGTH_TOO_LARGE)
        return refuse_step(r, result);
    if (result != LENGTH_TAKEN) {
        r->at = skip_blanks(r->at + strspn(r->at, "0123456789"));
        return refuse_all(r);
    }
    r->at = skip_blanks(r->at);
    if (!*r->at)
        return refuse_hint(r, r->text, strlen(r->text), "is a length of time",
                           "say \"in\" before it or \"ago\" behind it");
    return take_word(r, "ago") ? COACH_OK : refuse_left_over(r);
}

/* ---- The whole ---- */

static coach_status read_said(struct reader *r, struct when_said *said) {
    if (g_ascii_isdigit(*r->at) && !looks_like_date(r->at))
        return read_ago(r, said);
    if (*r->at == '+') {
        r->at++;
        return read_step(r, said);
    }
    if (take_word(r, "in"))
        return read_step(r, said);
    if (take_word(r, "now")) {
        said->kind = WHEN_NOW;
        return COACH_OK;
    }
    return read_day(r, said);
}

coach_status when_parse(const char *text, const struct when_wanted *wanted, struct when_said *said,
                        struct failure *f) {
    const char *start = skip_blanks(text ? text : "");
    size_t length = strlen(start);
    while (length > 0 && is_break(start[length - 1]))
        length--;
    g_autofree char *trimmed = g_strndup(start, length);
    struct reader r = {.text = trimmed, .at = trimmed, .wanted = wanted, .f = f};
    struct when_said read = {0};
    coach_status status = read_said(&r, &read);
    if (status == COACH_OK && *r.at)
        status = refuse_left_over(&r);
    if (status == COACH_OK)
        *said = read;
    else
        when_said_clear(&read);
    return status;
}

void when_said_clear(struct when_said *said) {
    zone_free(said->zone);
    said->zone = NULL;
}
