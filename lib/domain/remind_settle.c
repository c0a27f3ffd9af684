/* remind_settle.c - what came of a reminder that was claimed. */
#include "domain/reminder.h"

enum { FIRST_PAUSE = 60, LONGEST_PAUSE = 3600, ERROR_LENGTH = 255 };

struct settling {
    coach_reminding *r;
    coach_outcome said, outcome;
    char *error;
};

/* One line that fits its column, whatever a program has said. */
static char *error_line(const char *text) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *line = g_string_new(NULL);
    long length = 0;
    for (const char *at = valid; *at && length < ERROR_LENGTH;
         at = g_utf8_next_char(at), length++) {
        gunichar one = g_utf8_get_char(at);
        g_string_append_unichar(line, g_unichar_iscntrl(one) ? ' ' : one);
    }
    return g_string_free(line, FALSE);
}

/* The pause doubles with each try. */
static int64_t next_try(const coach *c, const struct reminder *row) {
    return c->now + MIN((int64_t)FIRST_PAUSE << (row->attempts - 1), LONGEST_PAUSE);
}

static void set_outcome(const coach *c, struct settling *settling, struct reminder *row) {
    int64_t next = next_try(c, row);
    settling->outcome = settling->said;
    if (settling->said == COACH_OUTCOME_RETRY &&
        (row->attempts >= REMINDER_ATTEMPTS ||
         (row->kind == REMINDER_UPCOMING && next >= row->planned_at)))
        settling->outcome = COACH_OUTCOME_FAILED;
    static const int statuses[] = {
        [COACH_OUTCOME_SENT] = REMINDER_SENT,
        [COACH_OUTCOME_RETRY] = REMINDER_RETRY,
        [COACH_OUTCOME_FAILED] = REMINDER_FAILED,
    };
    row->status = statuses[settling->outcome];
    row->sent_at = settling->outcome == COACH_OUTCOME_SENT ? c->now : INTEGER_NONE;
    row->next_at = settling->outcome == COACH_OUTCOME_RETRY ? next : INTEGER_NONE;
    g_free(row->error);
    row->error = g_strdup(settling->error);
}

static coach_status settle(coach *c, void *data) {
    struct settling *settling = data;
    const coach_reminder *shown = &settling->r->shown;
    struct reminder before, row;
    struct id id;
    coach_status status = actor_require(c);
    if (status == COACH_OK && !id_parse(shown->id.text, &id))
        status = fail(&c->failure, COACH_USAGE, NULL, "no reminder has been claimed");
    if (status == COACH_OK)
        status = record_load(c, &reminder_table, &id, &before);
    if (status != COACH_OK)
        return status;
    if ((status = record_load(c, &reminder_table, &id, &row)) == COACH_OK) {
        /* where it took so long that another one has it by now, that one says what came of it */
        if (row.status == REMINDER_CLAIMED && row.attempts == shown->attempt) {
            set_outcome(c, settling, &row);
            status = record_update(c, &reminder_table, &before, &row);
        }
        record_clear(&reminder_table, &row);
    }
    record_clear(&reminder_table, &before);
    return status;
}

coach_status coach_remind_settle(coach_reminding *r, coach_outcome *outcome, const char *error) {
    g_autofree char *line = error ? error_line(error) : NULL;
    struct settling settling = {r, *outcome, *outcome, line};
    clock_look(r->c);
    coach_status status = coach_transact(r->c, COACH_WRITE, settle, &settling);
    if (status == COACH_OK)
        *outcome = settling.outcome;
    return status;
}
