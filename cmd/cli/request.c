/* request.c - one request of a batch: a command in JSON, run on the batch's open handle, and its
 * answer as one line of JSON. */
#include "cli/request.h"

#include "cli/json_writer.h"
#include "cli/wording.h"

#include <glib.h>
#include <string.h>

struct request {
    coach_batch_request read;
    char **argv;
    struct command command;
    struct context x;
};

/* ---- What may stand in a batch ---- */

static coach_status refuse(struct request *r, const char *what, const char *why) {
    return complain(&r->x.complaint, COACH_USAGE, NULL, "%s %s", what, why);
}

/* NULL: it can be part of a batch. */
static const char *why_alone(const struct verb *verb) {
    static const char *const by_need[] = {
        [NEED_NOTHING] = "it needs no database",
        [NEED_SETTINGS] = "it needs no database",
        [NEED_CREATE] = "it makes a database",
    };
    if (verb->batching != BATCH_AS_NEEDED || verb->need == NEED_READ || verb->need == NEED_WRITE)
        return NULL;
    return verb->alone ? verb->alone : by_need[verb->need];
}

static coach_status check_verb(struct request *r, bool atomic) {
    const struct command *command = &r->command;
    g_autofree char *name = wording_command(command->noun, command->verb, ' ');
    const char *alone = why_alone(command->verb);
    if (alone) {
        g_autofree char *why = g_strdup_printf("cannot be part of a batch: %s", alone);
        refuse(r, name, why);
        return complain_hint(&r->x.complaint, "run it by itself");
    }
    if (!atomic || command->verb->batching != BATCH_APART)
        return COACH_OK;
    refuse(r, name, "stands for itself, and cannot be part of an atomic batch");
    return complain_hint(&r->x.complaint, "leave out --atomic, or run it by itself");
}

static coach_status no_verb(struct request *r) {
    refuse(r, r->command.noun ? r->command.noun->name : "a request", "needs a verb");
    return complain_hint(&r->x.complaint, "the help of coach says which there are");
}

static coach_status check_options(struct request *r, bool atomic) {
    const struct globals *globals = &r->command.globals;
    const struct {
        const char *name;
        bool given, never;
    } options[] = {
        {"--db", globals->db, true},
        {"--config", globals->config.count, true},
        {"--help", globals->help, true},
        {"--version", globals->version, true},
        {"--as", globals->as, false},
        {"--as-of", globals->as_of, false},
        {"--dry-run", globals->dry_run, false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        if (!options[i].given || !(options[i].never || atomic))
            continue;
        return refuse(r, options[i].name,
                      options[i].never ? "cannot be said of one request of a batch"
                                       : "cannot be said of one request of an atomic batch");
    }
    return COACH_OK;
}

/* ---- Reading and running ---- */

static coach_status read_request(struct request *r, const struct batch_line *line) {
    coach_status status = coach_batch_read(r->x.coach, line->text, &r->read);
    if (status != COACH_OK)
        return status;
    guint count = g_strv_length(r->read.words);
    r->argv = g_new0(char *, count + 2);
    r->argv[0] = (char *)"coach";
    memcpy(r->argv + 1, r->read.words, count * sizeof *r->argv);
    status = parse_command((int)count + 1, r->argv, &r->command, &r->x.complaint);
    if (status == COACH_OK)
        status = check_options(r, line->atomic);
    if (status == COACH_OK && !r->command.verb)
        status = no_verb(r);
    if (r->command.verb && check_verb(r, line->atomic) != COACH_OK)
        status = r->x.complaint.view.status;
    return status == COACH_OK ? command_read_files(&r->command, NULL, &r->x.complaint) : status;
}

/* ---- Answering ---- */

static void put_text(void *data, const char *bytes, size_t length) {
    json_put_escaped(data, bytes, length);
}

/* Line breaks stand between values only. */
static void put_json(void *data, const char *bytes, size_t length) {
    const char *end = bytes + length;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        sink_write(data, bytes, (size_t)((stop ? stop : end) - bytes));
        bytes = stop ? stop + 1 : end;
    }
}

static void put_output(struct json_writer *w, struct request *r) {
    struct sink *printed = r->x.out;
    json_key(w, "output");
    if (!printed || (printed->used == 0 && printed->file < 0)) {
        json_null(w);
        return;
    }
    json_raw(w, "", 0);
    if (r->command.verb->prints_rows && r->x.style.format == FORMAT_JSON && !r->x.jq) {
        sink_each(printed, put_json, w->sink);
        return;
    }
    sink_put(w->sink, '"');
    sink_each(printed, put_text, w->sink);
    sink_put(w->sink, '"');
}

static void put_problems(struct json_writer *w, const coach *c) {
    const char *problem = coach_problem(c, 0);
    if (!problem)
        return;
    json_key(w, "problems");
    json_begin_array(w);
    for (size_t n = 1; problem; n++) {
        json_text(w, problem);
        problem = coach_problem(c, n);
    }
    json_end_array(w);
}

/* failure: NULL where all went well. */
static void put_answer(struct request *r, const struct batch_line *line,
                       const coach_failure *failure) {
    struct json_writer w = {.sink = line->batch->out};
    bool done = !failure || failure->status == COACH_PARTIAL;
    json_begin_object(&w);
    json_key(&w, "id");
    json_raw(&w, r->read.id ? r->read.id : "null", strlen(r->read.id ? r->read.id : "null"));
    json_key(&w, "line");
    json_integer(&w, line->number);
    json_key(&w, "status");
    json_integer(&w, failure_exit_code(failure ? failure->status : r->x.wanting));
    if (!done)
        g_clear_pointer(&r->x.out, sink_free);
    put_output(&w, r);
    json_key(&w, "error");
    if (failure)
        failure_json(&w, failure, context_told_by(&r->x));
    else
        json_null(&w);
    if (done && !r->x.in_parts)
        put_problems(&w, r->x.coach);
    json_end_object(&w);
    json_newline(&w);
}

static void request_init(struct request *r, const struct batch_line *line) {
    const struct context *batch = line->batch;
    *r = (struct request){.x = {.batch = batch,
                                .coach = batch->coach,
                                .database = g_strdup(batch->database),
                                .interrupted = batch->interrupted}};
}

static void request_clear(struct request *r) {
    context_clear(&r->x);
    command_clear(&r->command);
    g_free(r->argv);
    coach_batch_clear(&r->read);
}

static void tell_batch(const struct request *r, const struct batch_line *line,
                       const coach_failure *failure) {
    struct complaint *told = &line->batch->complaint;
    complain(told, failure->status, failure->field, "%s", failure->message);
    if (failure->hint)
        complain_hint(told, "%s", failure->hint);
    line->batch->in_parts = r->x.in_parts;
}

coach_status request_run(const struct batch_line *line) {
    struct request r;
    coach_failure bare;
    request_init(&r, line);
    coach_status status = read_request(&r, line);
    if (status == COACH_OK) {
        context_init(&r.x, &r.command, line->batch->config);
        status = context_run_request(&r.x, line->atomic, line->parts);
    }
    const coach_failure *failure = status == COACH_OK ? NULL : context_failure(&r.x, status, &bare);
    if (failure)
        tell_batch(&r, line, failure);
    put_answer(&r, line, failure);
    request_clear(&r);
    return status;
}

void request_refuse(const struct batch_line *line, const coach_failure *failure) {
    struct request r;
    request_init(&r, line);
    r.x.in_parts = line->in_parts;
    (void)!coach_batch_read(r.x.coach, line->text, &r.read); /* for its id */
    put_answer(&r, line, failure);
    request_clear(&r);
}
