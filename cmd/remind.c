/* remind.c - coach remind: what is due is handed to the program that sends it. */
#include "cli/cell.h"
#include "cli/context.h"
#include "cli/transport.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct remind_arguments {
    const char *within, *trainer, *to;
    struct filters kinds;
};

static const char *const recipients[] = {
    [COACH_TO_CLIENT] = "client", [COACH_TO_TRAINER] = "trainer", [COACH_TO_BOTH] = "both", NULL};

#define AT(member) offsetof(struct remind_arguments, member)

static const struct argument options[] = {
    {.field = "kind", .kind = ARGUMENT_FILTER, .offset = AT(kinds)},
    {"within", .kind = ARGUMENT_TEXT, .offset = AT(within), .metavar = "LENGTH",
     .help =
         "How long before the start, or after the end, of a session; 24h where nothing is said"},
    {"trainer", .kind = ARGUMENT_TEXT, .offset = AT(trainer), .metavar = "TRAINER",
     .target = COACH_TRAINER, .help = "Only of the sessions of this trainer"},
    {"to", .kind = ARGUMENT_TEXT, .offset = AT(to), .metavar = "WHOM", .choices = recipients,
     .help = "Who is reminded; the client where nothing is said"},
    NO_MORE,
};

struct sending {
    struct context *x;
    coach_remind_request request;
    struct transport transport;
    coach_reminding *reminding;
    guint claimed, failed;
    GString *failures; /* a line for each */
};

/* ---- One reminder as JSON ---- */

/* What the trainer has noted is not for others to read. */
static char *session_fields(void) {
    GString *names = g_string_new(NULL);
    const coach_field *field;
    for (size_t n = 0; (field = coach_field_at(COACH_SESSION, n)); n++)
        if (strcmp(field->name, "trainer_notes") != 0)
            g_string_append_printf(names, "%s%s", names->len ? "," : "", field->name);
    return g_string_free(names, FALSE);
}

static coach_status put_session(coach *c, const coach_reminder *reminder, struct json_writer *w) {
    static const struct style style = {.format = FORMAT_JSON};
    g_autofree char *fields = session_fields();
    coach_view view = {.fields = fields};
    coach_cursor *cursor;
    coach_status status = coach_show(c, COACH_SESSION, reminder->session.text, &view, &cursor);
    if (status != COACH_OK)
        return status;
    struct sink *session = sink_new(false, NULL);
    status = render(c, cursor, &style, true, session);
    coach_cursor_close(cursor);
    json_key(w, "session");
    json_raw(w, session->bytes, session->used - 1); /* without its newline */
    sink_free(session);
    return status;
}

static void put_text(struct json_writer *w, const char *key, const char *text) {
    json_key(w, key);
    json_text(w, text);
}

static void put_instant(struct json_writer *w, const char *key, int64_t instant) {
    char text[INSTANT_LENGTH];
    instant_write(instant, text);
    json_key(w, key);
    json_plain(w, text, sizeof text);
}

/* Which event the session is in the calendars that coach writes. */
static coach_status put_event(coach *c, const coach_reminder *reminder, struct json_writer *w) {
    coach_event event;
    coach_status status = coach_calendar_event(c, reminder->session.text, &event);
    if (status != COACH_OK)
        return status;
    json_key(w, "event");
    json_begin_object(w);
    put_text(w, "uid", event.uid);
    if (event.recurs)
        put_instant(w, "recurrence_id", event.recurrence_id);
    else
        put_text(w, "recurrence_id", NULL);
    json_key(w, "sequence");
    json_integer(w, event.sequence);
    put_text(w, "status", event.status);
    json_end_object(w);
    free(event.uid);
    return COACH_OK;
}

static coach_status put_reminder(coach *c, const coach_reminder *reminder, struct sink *sink) {
    struct json_writer w = {.sink = sink};
    json_begin_object(&w);
    put_text(&w, "id", reminder->id.text);
    put_text(&w, "kind", reminder->kind);
    put_text(&w, "local_time", reminder->local_time);
    put_instant(&w, "claimed_at", reminder->claimed_at);
    json_key(&w, "attempt");
    json_integer(&w, reminder->attempt);
    json_key(&w, "recipient");
    json_begin_object(&w);
    put_text(&w, "id", reminder->recipient.text);
    put_text(&w, "role", reminder->role);
    put_text(&w, "email", reminder->email);
    put_text(&w, "first_name", reminder->first_name);
    put_text(&w, "last_name", reminder->last_name);
    put_text(&w, "time_zone", reminder->time_zone);
    json_end_object(&w);
    coach_status status = put_event(c, reminder, &w);
    if (status == COACH_OK)
        status = put_session(c, reminder, &w);
    json_end_object(&w);
    json_newline(&w);
    return status;
}

/* ---- Sending ---- */

static void note_failure(struct sending *s, const coach_reminder *reminder, const char *error) {
    s->failed++;
    g_string_append_printf(s->failures, "%s%s to %s for %s: %s", s->failures->len ? "\n" : "",
                           reminder->kind, reminder->email, reminder->local_time,
                           error ? error : "");
}

static coach_status send_one(struct sending *s, const coach_reminder *reminder) {
    struct sink *object = sink_new(false, NULL);
    g_autofree char *error = NULL;
    coach_outcome outcome = COACH_OUTCOME_RETRY;
    if (put_reminder(s->x->coach, reminder, object) == COACH_OK)
        outcome = transport_send(&s->transport, object->bytes, object->used, &error);
    else
        error = g_strdup(coach_last_failure(s->x->coach)->message);
    sink_free(object);
    coach_status status = coach_remind_settle(s->reminding, &outcome, error);
    if (status == COACH_OK && outcome == COACH_OUTCOME_FAILED)
        note_failure(s, reminder, error);
    return status;
}

/* Whoever asks to stop is heard between two reminders: what was sent is also written down. */
static coach_status send_all(struct sending *s) {
    const coach_reminder *reminder;
    coach_status status;
    do {
        if (*s->x->interrupted || signals_wait())
            return complain(&s->x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
        status = coach_remind_claim(s->reminding, &reminder);
        if (status != COACH_OK || !reminder)
            return status;
        s->claimed++;
        if (reminder->given_up)
            note_failure(s, reminder, reminder->given_up);
        else
            status = send_one(s, reminder);
    } while (status == COACH_OK);
    return status;
}

static coach_status print_claimed(struct sending *s) {
    coach_view view = view_of(s->x, false);
    coach_cursor *cursor;
    coach_status status = coach_remind_rows(s->reminding, &view, &cursor);
    return status == COACH_OK ? print_rows(s->x, cursor, false) : status;
}

/* Some have been sent, and others not: what stopped the rest is told as that. */
static coach_status tell_failures(struct sending *s, coach_status status) {
    struct complaint *c = &s->x->complaint;
    if (status != COACH_OK) {
        const coach_failure *failure =
            c->view.status != COACH_OK ? &c->view : coach_last_failure(s->x->coach);
        g_autofree char *why = g_strdup(failure->message);
        complain(c, COACH_PARTIAL, NULL, "stopped after %u reminder%s: %s", s->claimed,
                 s->claimed == 1 ? "" : "s", why);
    } else if (s->failed > 0) {
        complain(c, COACH_PARTIAL, NULL, "%u of %u reminder%s could not be sent", s->failed,
                 s->claimed, s->claimed == 1 ? "" : "s");
    } else {
        return COACH_OK;
    }
    return s->failures->len ? complain_hint(c, "%s", s->failures->str) : COACH_PARTIAL;
}

static coach_status run_transport(struct sending *s) {
    coach *c = s->x->coach;
    coach_status status = coach_remind_begin(c, &s->request, &s->reminding);
    if (status != COACH_OK)
        return status;
    struct held_signals *held = signals_hold();
    s->failures = g_string_new(NULL);
    status = send_all(s);
    if (status == COACH_OK || s->claimed > 0) {
        status = tell_failures(s, status);
        coach_status printed = print_claimed(s);
        status = printed == COACH_OK || status == COACH_PARTIAL ? status : printed;
    }
    g_string_free(s->failures, TRUE);
    coach_remind_end(s->reminding);
    signals_release(held);
    return status;
}

/* Claims all, shows them, and is taken back. */
static coach_status rehearse(coach *c, void *data) {
    struct sending *s = data;
    const coach_reminder *reminder;
    sink_discard(s->x->out);
    coach_status status = coach_remind_begin(c, &s->request, &s->reminding);
    if (status != COACH_OK)
        return status;
    do
        status = coach_remind_claim(s->reminding, &reminder);
    while (status == COACH_OK && reminder);
    if (status == COACH_OK)
        status = print_claimed(s);
    coach_remind_end(s->reminding);
    return status;
}

static coach_status run_rehearsal(struct sending *s) {
    coach_status status = coach_transact(s->x->coach, COACH_REHEARSE, rehearse, s);
    if (status == COACH_OK && !s->x->command->globals.dry_run && s->x->style.format == FORMAT_TABLE)
        (void)fputs("nothing has been sent: remind.command is not set\n", stderr);
    return status;
}

/* What --kind said, each time; NULL where it is not there. The caller's. */
static char *kinds_of(const struct filters *filters) {
    g_autoptr(GPtrArray) values = g_ptr_array_new();
    for (size_t i = 0; i < filters->count; i++)
        g_ptr_array_add(values, (char *)filters->items[i].value);
    g_ptr_array_add(values, NULL);
    return filters->count ? g_strjoinv(",", (char **)values->pdata) : NULL;
}

static coach_status run(struct context *x, const void *arguments) {
    const struct remind_arguments *a = arguments;
    g_autofree char *kinds = kinds_of(&a->kinds);
    struct sending s = {
        .x = x,
        .request = {.kinds = kinds,
                    .within = a->within,
                    .trainer = a->trainer,
                    .quiet_hours = config_get(x->config, "remind.quiet_hours", NULL)}};
    for (int i = 0; a->to && recipients[i]; i++)
        if (strcmp(recipients[i], a->to) == 0)
            s.request.to = (coach_recipients)i;
    coach_status status = transport_find(x, &s.transport);
    if (status == COACH_OK)
        status = coach_open(x->coach, COACH_WRITE);
    if (status == COACH_OK)
        status = s.transport.argv && !x->command->globals.dry_run ? run_transport(&s)
                                                                  : run_rehearsal(&s);
    transport_clear(&s.transport);
    return status;
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .alone = "it hands its reminders to another program, one by one",
     .rehearses = true, .prints_rows = true, .summary = "Send the reminders that are due",
     .description =
         "Finds what is due, and hands each reminder once to the program in remind.command, which sends it: "
         "coach-mail does so by mail. Where none is set, and with --dry-run, what is due is printed as DUE, "
         "nothing is written down, and the next call prints it again.\n\n"
         "UPCOMING reminds of a session that is to begin within the next 24 hours, or as many as --within "
         "says. FOLLOWUP comes after one that was COMPLETED, for as long after its end; FEEDBACK does where "
         "it has neither rating nor feedback, and goes to the client alone.\n\n"
         "It is made for cron, which may call it as often as it likes, also several times at once: each is "
         "sent once for each session, kind, recipient and planned start. What a call has missed, the next "
         "one catches up. A session that was moved is reminded of again; one that was cancelled or archived, "
         "or of somebody who is archived, is not. A line of crontab(5):\n\n"
         "    */10 * * * * /usr/local/bin/coach remind >/dev/null\n\n"
         "A timer of systemd, in ~/.config/systemd/user/coach-remind.timer:\n\n"
         "    [Timer]\n    OnCalendar=*:0/10\n    Persistent=true\n    [Install]\n    WantedBy=timers.target\n\n"
         "and what it starts, in coach-remind.service beside it:\n\n"
         "    [Service]\n    Type=oneshot\n    ExecStart=/usr/local/bin/coach remind\n\n"
         "The exit status is 5 where some have failed for good. coach-remind(7) says how programs are asked "
         "to send, what is tried again, and which hours are quiet.",
     .examples = {{"coach remind --dry-run", "What is due now"},
                  {"coach remind --kind upcoming,feedback --within 36h",
                   "A day and a half before a session, and as long after it"},
                  {"coach remind -c remind.command=true --trainer anna@example.org --to both",
                   "One trainer's, to the trainer too; true(1) sends nothing"}},
     .size = sizeof(struct remind_arguments), .options = {options}, .run = run},
    {"log", VERB_LIST, NEED_READ, .prints_rows = true,
     .summary = "List the reminders that were sent or tried",
     .examples = {{"coach remind log --status failed,retry --from yesterday", "What went wrong"},
                  {"coach remind log --recipient ben@example.org --json",
                   "All that was sent to somebody"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {.run = NULL},
};

const struct noun remind_noun = {
    "remind",
    .summary = "Reminders of sessions, for cron",
    .table = COACH_REMINDER,
    .verbs = verbs,
};
