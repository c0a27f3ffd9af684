/* filter.c - what else can become of rows than one of the formats: --jq and --format. */
#include "cli/filter.h"

#include "cli/escape.h"
#include "cli/unknown.h"

#include <glib.h>
#include <string.h>

/* ---- Options ---- */

static coach_status not_with(struct context *x, const char *one, const char *other) {
    complain(&x->complaint, COACH_USAGE, NULL, "%s and %s cannot be given together", one, other);
    return hint_help(&x->complaint, x->command->noun, x->command->verb);
}

static bool is_json(const char *format) {
    return strcmp(format, "json") == 0 || strcmp(format, "jsonl") == 0;
}

static coach_status check_options(struct context *x) {
    const struct globals *globals = &x->command->globals;
    const char *name = globals->format ? "--format" : "--jq";
    if (!x->command->verb->prints_rows || x->command->noun->table == COACH_NO_NOUN) {
        complain(&x->complaint, COACH_USAGE, NULL, "%s is for commands that print rows", name);
        return hint_help(&x->complaint, x->command->noun, x->command->verb);
    }
    if (globals->format && globals->jq)
        return not_with(x, "--format", "--jq");
    if (globals->format && globals->fields)
        return not_with(x, "--format", "--fields");
    if (globals->format && globals->output)
        return not_with(x, "--format", "--output");
    if (globals->jq && globals->output && !is_json(globals->output))
        return not_with(x, "--jq", "an --output that is not JSON");
    return COACH_OK;
}

static coach_status jq_failed(struct context *x) {
    const coach_failure *failure = coach_jq_failure(x->jq);
    complain(&x->complaint, failure->status, failure->field, "%s", failure->message);
    if (failure->hint)
        complain_hint(&x->complaint, "%s", failure->hint);
    return failure->status;
}

coach_status filter_prepare(struct context *x) {
    const struct globals *globals = &x->command->globals;
    if (!globals->jq && !globals->format)
        return COACH_OK;
    coach_status status = check_options(x);
    if (status != COACH_OK)
        return status;
    if (globals->format)
        return template_new(globals->format, &x->template, &x->complaint);
    return coach_jq_new(globals->jq, x->interrupted, &x->jq) == COACH_OK ? COACH_OK : jq_failed(x);
}

/* ---- Rows ---- */

struct results {
    struct context *x;
    coach_status status;
};

static void put_result(void *data, const char *result, size_t length) {
    const struct results *results = data;
    struct sink *out = results->x->out;
    if (results->x->style.terminal) {
        g_autofree char *text = g_strndup(result, length);
        g_autofree char *shown = escape_for_terminal(text, true);
        sink_puts(out, shown);
    } else {
        sink_write(out, result, length);
    }
    sink_put(out, '\n');
}

static void feed(void *data, const char *bytes, size_t length) {
    struct results *results = data;
    if (results->status == COACH_OK)
        results->status = coach_jq_feed(results->x->jq, bytes, length, put_result, results);
}

static coach_status print_results(struct context *x, coach_cursor *cursor, bool single) {
    struct results results = {x, COACH_OK};
    struct sink *json = sink_new(false, x->interrupted);
    coach_status status = render(x->coach, cursor, &x->style, single, json);
    if (status == COACH_OK) {
        sink_each(json, feed, &results);
        status = results.status == COACH_OK ? COACH_OK : jq_failed(x);
    }
    if (status == COACH_OK && json->error)
        status = complain(&x->complaint, COACH_STORAGE, NULL, "the rows cannot be put by: %s",
                          g_strerror(json->error));
    sink_free(json);
    return status;
}

bool filter_is_on(const struct context *x) {
    return x->jq || x->template;
}

coach_status filter_rows(struct context *x, coach_cursor *cursor, bool single) {
    return x->jq ? print_results(x, cursor, single)
                 : template_render(x->template, cursor, x->style.terminal, x->out);
}
