/* batch.c - coach batch: many commands in one process. */
#include "cli/context.h"

#include "cli/hook.h"
#include "cli/request.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_LINE = 4 << 20 };

struct batch_arguments {
    const char *file;
    bool atomic;
};

static const struct argument positionals[] = {
    {"FILE", .kind = ARGUMENT_TEXT, .offset = offsetof(struct batch_arguments, file),
     .help = "The file of requests; - or none: standard input"},
    NO_MORE,
};

static const struct argument options[] = {
    {"atomic", .kind = ARGUMENT_FLAG, .offset = offsetof(struct batch_arguments, atomic),
     .help = "All or none: the first that fails takes everything back"},
    NO_MORE,
};

struct batch {
    struct context *x;
    FILE *in;
    GString *text;          /* of the line at hand */
    struct batch_line line; /* the same, as a request */
    int64_t requests, failed;
};

/* ---- Reading ---- */

static coach_status cannot_read(struct batch *b, int error) {
    struct complaint *c = &b->x->complaint;
    return error == EINTR ? complain(c, COACH_INTERRUPTED, NULL, "interrupted")
                          : complain(c, COACH_STORAGE, NULL, "the requests cannot be read: %s",
                                     g_strerror(error));
}

static bool is_blank(const GString *text) {
    return strspn(text->str, " \t\r") == text->len;
}

/* Goes to the next line that is not blank; *more: there is one. */
static coach_status next_line(struct batch *b, bool *more) {
    int byte;
    do {
        if (*b->x->interrupted)
            return cannot_read(b, EINTR);
        g_string_truncate(b->text, 0);
        while ((byte = getc_unlocked(b->in)) != EOF && byte != '\n')
            if (b->text->len <= LONGEST_LINE)
                g_string_append_c(b->text, (char)byte);
        if (ferror(b->in))
            return cannot_read(b, errno);
        b->line.number++;
    } while (byte != EOF && is_blank(b->text));
    b->line.text = b->text->str;
    *more = !is_blank(b->text);
    return COACH_OK;
}

/* What keeps a line from being read as JSON at all, or NULL. */
static const char *unreadable(const GString *text) {
    if (text->len > LONGEST_LINE)
        return "the request is longer than 4 MiB";
    return memchr(text->str, '\0', text->len) ? "the request holds a NUL (U+0000)" : NULL;
}

/* Runs the request at hand, and answers it. */
static coach_status answer(struct batch *b) {
    const char *why = unreadable(b->text);
    coach_status status = COACH_INVALID;
    if (why) {
        complain(&b->x->complaint, status, "request", "%s", why);
        request_refuse(&b->line, &b->x->complaint.view);
    } else {
        status = request_run(&b->line);
    }
    b->requests++;
    b->failed += status != COACH_OK;
    for (b->x->answered = 0; coach_problem(b->x->coach, b->x->answered);)
        b->x->answered++;
    return status;
}

/* ---- One after the other ---- */

static coach_status stopped(struct batch *b) {
    complain(&b->x->complaint, COACH_INTERRUPTED, NULL, "interrupted");
    return complain_hint(&b->x->complaint,
                         "%" G_GINT64_FORMAT " requests were done before, and stay done",
                         b->requests - b->failed);
}

static coach_status run_each(struct batch *b) {
    struct context *x = b->x;
    coach_status status;
    bool more = false;
    sink_persist(x->out);
    while ((status = next_line(b, &more)) == COACH_OK && more) {
        bool gone = answer(b) == COACH_INTERRUPTED;
        x->changed = b->requests > b->failed;
        if ((status = context_write(x)) != COACH_OK)
            return status;
        if (gone)
            return stopped(b);
    }
    if (status != COACH_OK)
        return status == COACH_INTERRUPTED ? stopped(b) : status;
    if (!b->failed)
        return COACH_OK;
    x->in_parts = false;
    return complain(&x->complaint, COACH_PARTIAL, NULL,
                    "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " requests failed", b->failed,
                    b->requests);
}

/* ---- All or none ---- */

/* Puts the requests by, so that nobody who writes them slowly holds the database, and they can be
 * run again. */
static coach_status put_by(struct batch *b) {
    char piece[8192];
    size_t length;
    int file = sink_temporary_file();
    FILE *copy = file < 0 ? NULL : fdopen(file, "w+");
    bool kept = copy != NULL;
    while (kept && (length = fread(piece, 1, sizeof piece, b->in)) > 0)
        kept = fwrite(piece, 1, length, copy) == length;
    int error = errno;
    bool unread = kept && ferror(b->in);
    kept = kept && !unread && fflush(copy) == 0;
    if (kept) {
        (void)fclose(b->in);
        b->in = copy;
        return COACH_OK;
    }
    if (copy)
        (void)fclose(copy);
    return unread ? cannot_read(b, error)
                  : complain(&b->x->complaint, COACH_STORAGE, NULL,
                             "the requests cannot be put by: %s", g_strerror(error));
}

static void begin_again(struct batch *b) {
    rewind(b->in);
    b->line.number = b->requests = b->failed = 0;
    sink_discard(b->x->out);
}

static coach_status work(coach *c, void *data) {
    struct batch *b = data;
    coach_status status;
    bool more = false;
    (void)c;
    begin_again(b);
    complaint_clear(&b->x->complaint);
    g_ptr_array_set_size(b->line.parts, 0);
    while ((status = next_line(b, &more)) == COACH_OK && more)
        if ((status = answer(b)) != COACH_OK)
            break;
    return status;
}

/* What became of a request when line `culprit` failed, or with 0 the transaction as a whole. */
static coach_failure fate(const struct batch *b, int64_t culprit, const coach_failure *why,
                          char text[64]) {
    if (culprit == 0 || b->line.number == culprit)
        return *why;
    bool before = b->line.number < culprit;
    g_snprintf(text, 64, "%s, because line %" G_GINT64_FORMAT " failed",
               before ? "taken back" : "not done", culprit);
    return (coach_failure){.status = COACH_REFUSED, .message = text};
}

/* Answers once more, now that all is taken back. */
static coach_status tell_all(struct batch *b, int64_t culprit, const coach_failure *why) {
    coach_status status;
    bool more = false;
    begin_again(b);
    while ((status = next_line(b, &more)) == COACH_OK && more) {
        char text[64];
        coach_failure failure = fate(b, culprit, why, text);
        b->line.in_parts = b->x->in_parts && b->line.number == culprit;
        request_refuse(&b->line, &failure);
    }
    return status == COACH_OK ? context_write(b->x) : status;
}

static void name_line(struct complaint *c, int64_t line) {
    g_autofree char *hint = g_strdup(c->view.hint);
    complain(c, c->view.status, c->view.field, "line %" G_GINT64_FORMAT ": %s", line,
             c->view.message);
    if (hint)
        complain_hint(c, "%s", hint);
}

/* What the transaction as a whole fell with. */
static void of_the_whole(struct batch *b, coach_status status) {
    struct complaint *c = &b->x->complaint;
    coach_failure bare;
    if (c->view.status != COACH_OK)
        return;
    const coach_failure *why = context_failure(b->x, status, &bare);
    complain(c, status, why->field, "%s", why->message);
    complain_hint(c, "%s", why->hint ? why->hint : "nothing has been changed");
}

static coach_status run_all(struct batch *b) {
    struct complaint *c = &b->x->complaint;
    coach_status status = put_by(b);
    b->line.parts = b->x->written.parts = g_ptr_array_new_with_free_func(hook_call_free);
    if (status != COACH_OK)
        return status;
    status = coach_transact(b->x->coach, COACH_WRITE, work, b);
    if (status == COACH_OK || status == COACH_INTERRUPTED)
        return status;
    int64_t culprit = b->failed ? b->line.number : 0;
    if (status == COACH_PARTIAL) /* what it has done is taken back too */
        status = c->view.status = COACH_REFUSED;
    if (!culprit)
        of_the_whole(b, status);
    coach_status told = tell_all(b, culprit, &c->view);
    if (told == COACH_OK && culprit)
        name_line(c, culprit);
    return told == COACH_OK ? status : told;
}

/* ---- The command ---- */

static coach_status open_requests(struct batch *b, const char *path) {
    bool input = !path || strcmp(path, "-") == 0;
    int file = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    b->in = file < 0 ? NULL : fdopen(file, "r");
    return b->in ? COACH_OK
                 : complain(&b->x->complaint, COACH_INVALID, "file", "%.200s: %s",
                            input ? "standard input" : path, g_strerror(errno));
}

static coach_status run(struct context *x, const void *arguments) {
    const struct batch_arguments *a = arguments;
    struct batch b = {.x = x, .text = g_string_new(NULL), .line = {x, .atomic = a->atomic}};
    coach_status status = open_requests(&b, a->file);
    x->told = true;
    if (status == COACH_OK)
        status = coach_open(x->coach, COACH_READ);
    if (status == COACH_OK)
        status = a->atomic ? run_all(&b) : run_each(&b);
    if (b.in)
        (void)fclose(b.in);
    g_string_free(b.text, TRUE);
    return status;
}

static void done(struct context *x, const void *arguments) {
    const struct batch_arguments *a = arguments;
    if (x->command->globals.dry_run && !a->atomic)
        (void)fputs("each request was rehearsed alone; with --atomic they are rehearsed together\n",
                    stderr);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .alone = "it is one itself", .rehearses = true,
     .summary = "Run many commands in one process",
     .description =
         "Reads one request a line, a JSON object with the words of a command and, where it helps, an id of any kind:\n\n"
         "{\"command\":[\"session\",\"confirm\",\"a1000001\"],\"id\":1}\n\n"
         "Each is answered at once with one line: the id, the line of the request, its exit status, its output, and its "
         "error as `-o json` prints it. The output is the JSON that the command prints, or a text where --output says "
         "something else. A program can wait for an answer before it asks again.\n\n"
         "Each request is an operation of its own, and one that fails leaves the others alone; the exit status is then "
         "5. With --atomic all of them are read before the first is run, and they are one operation: where one fails "
         "nothing is changed, every answer says so, and the exit status is that of the failure. With --dry-run each "
         "request is rehearsed alone, as if none had been made before it; with --atomic too, all of them together.\n\n"
         "Each may have its own --tz, --output and --fields, without --atomic also --as, --as-of and --dry-run. A value "
         "that begins with @ names a file here too; write @@ for an @ itself.\n\n"
         "Not part of a batch are commands that need no database: coach help, coach version, coach schema, coach "
         "config and coach completion; and those that are about more than the database that is open: coach init, coach "
         "migrate, coach restore, coach remind and coach batch itself. coach undo, coach redo, coach doctor and coach "
         "backup are none of an atomic one, nor is what writes a file, which nothing takes back. Neither is to be had what "
         "waits or reads: log --follow, an import from standard input, a backup to standard output.",
     .examples = {{"coach batch requests.jsonl", "One after the other"},
                  {"coach batch --atomic --dry-run requests.jsonl",
                   "Would all of these be possible?"}},
     .size = sizeof(struct batch_arguments), .positionals = positionals, .options = {options},
     .run = run, .done = done},
    {.run = NULL},
};

const struct noun batch_noun = {
    "batch",
    .summary = "Many commands in one process",
    .verbs = verbs,
};
