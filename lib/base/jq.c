/* jq.c - the module jq: the only file that includes jq.h of libjq. */
#include "base/jq.h"

#include <errno.h>
#include <jq.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct jq {
    jq_state *state;
    jv_parser *parser;
    const volatile sig_atomic_t *interrupted;
    char *error;     /* the first that was reported */
    bool wants_more; /* it has asked for more input than there is */
};

/* ---- Errors ---- */

/* On one line, without what jq says of itself; frees the message. */
static char *error_text(jv message) {
    static const char self[] = "jq: error: ";
    jv text = jv_get_kind(message) == JV_KIND_STRING ? message : jv_dump_string(message, 0);
    const char *start = jv_string_value(text);
    bool named = strncmp(start, self, sizeof self - 1) == 0;
    char *line = strdup(named ? start + sizeof self - 1 : start);
    jv_free(text);
    for (char *at = line; at && (at = strchr(at, '\n'));)
        *at = ' ';
    for (size_t end = line ? strlen(line) : 0; end > 0 && line[end - 1] == ' ';)
        line[--end] = '\0';
    return line;
}

/* The one that counts how many there were comes last. */
static void keep_error(void *data, jv message) {
    struct jq *jq = data;
    char *text = error_text(message);
    if (jq->error)
        free(text);
    else
        jq->error = text;
}

/* ---- Stopping ---- */

/* An expression may go on for ever: a thread looks whether it is to stop. */
struct watch {
    struct jq *jq;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool done;
};

static struct timespec soon(void) {
    enum { PAUSE_NS = 50000000, SECOND_NS = 1000000000 };
    struct timespec at;
    (void)clock_gettime(CLOCK_REALTIME, &at);
    at.tv_nsec += PAUSE_NS;
    if (at.tv_nsec >= SECOND_NS) {
        at.tv_nsec -= SECOND_NS;
        at.tv_sec++;
    }
    return at;
}

static void *watch_run(void *data) {
    struct watch *watch = data;
    pthread_mutex_lock(&watch->lock);
    while (!watch->done && !*watch->jq->interrupted) {
        struct timespec until = soon();
        (void)pthread_cond_timedwait(&watch->over, &watch->lock, &until);
    }
    if (!watch->done && !jq_halted(watch->jq->state))
        jq_halt(watch->jq->state, jv_invalid(), jv_invalid());
    pthread_mutex_unlock(&watch->lock);
    return NULL;
}

static bool watch_begin(struct watch *watch, struct jq *jq) {
    *watch = (struct watch){.jq = jq};
    pthread_mutex_init(&watch->lock, NULL);
    pthread_cond_init(&watch->over, NULL);
    return jq->interrupted && pthread_create(&watch->thread, NULL, watch_run, watch) == 0;
}

static void watch_end(struct watch *watch, bool begun) {
    if (begun) {
        pthread_mutex_lock(&watch->lock);
        watch->done = true;
        pthread_cond_signal(&watch->over);
        pthread_mutex_unlock(&watch->lock);
        (void)pthread_join(watch->thread, NULL);
    }
    pthread_cond_destroy(&watch->over);
    pthread_mutex_destroy(&watch->lock);
}

/* ---- The expression ---- */

static void release(struct jq *jq) {
    if (!jq)
        return;
    if (jq->parser)
        jv_parser_free(jq->parser);
    if (jq->state)
        jq_teardown(&jq->state);
    free(jq->error);
    free(jq);
}

/* libjq 1.6 leaves it to chance whom `input` asks, and says "break" where there is no more. */
static jv no_more(jq_state *state, void *data) {
    (void)state;
    ((struct jq *)data)->wants_more = true;
    return jv_invalid();
}

static struct jq *compile(const char *expression, const volatile sig_atomic_t *interrupted,
                          char **error) {
    struct jq *jq = calloc(1, sizeof *jq);
    if (jq)
        *jq =
            (struct jq){.state = jq_init(), .parser = jv_parser_new(0), .interrupted = interrupted};
    if (!jq || !jq->state || !jq->parser) {
        release(jq);
        *error = strdup("out of memory");
        return NULL;
    }
    jq_set_error_cb(jq->state, keep_error, jq);
    jq_set_input_cb(jq->state, no_more, jq);
    jq_set_debug_cb(jq->state, NULL, NULL);
    /* Without it, libjq 1.6 ends the process where an expression imports a module. */
    jq_set_attr(jq->state, jv_string("JQ_LIBRARY_PATH"), jv_array());
    if (jq_compile(jq->state, expression))
        return jq;
    *error = jq->error ? jq->error : strdup("it cannot be understood");
    jq->error = NULL;
    release(jq);
    return NULL;
}

/* ---- Values ---- */

static void give(jv result, void (*take)(void *data, const char *result, size_t length),
                 void *data) {
    bool text = jv_get_kind(result) == JV_KIND_STRING;
    if (jv_get_kind(result) == JV_KIND_NULL) {
        take(data, "", 0);
        jv_free(result);
        return;
    }
    jv shown = text ? result : jv_dump_string(result, 0);
    take(data, jv_string_value(shown), (size_t)jv_string_length_bytes(jv_copy(shown)));
    jv_free(shown);
}

/* What ended the results: NULL, or an error; frees the value that says so. */
static char *ending(struct jq *jq, jv last) {
    if (!jq_halted(jq->state)) {
        if (jv_invalid_has_msg(jv_copy(last)))
            return error_text(jv_invalid_get_msg(last));
        jv_free(last);
        return NULL;
    }
    jv_free(last);
    jv message = jq_get_error_message(jq->state);
    if (jv_is_valid(message))
        return error_text(message);
    jv_free(message);
    return NULL;
}

static char *run(struct jq *jq, jv value,
                 void (*take)(void *data, const char *result, size_t length), void *data) {
    static const char none_left[] = "there is no more input: all rows are in the first";
    jv result;
    jq->wants_more = false;
    jq_start(jq->state, value, 0);
    while (jv_is_valid(result = jq_next(jq->state)))
        give(result, take, data);
    char *wrong = ending(jq, result);
    if (!wrong || !jq->wants_more || strcmp(wrong, "break") != 0)
        return wrong;
    free(wrong);
    return strdup(none_left);
}

static bool feed(struct jq *jq, const char *text, size_t length,
                 void (*take)(void *data, const char *result, size_t length), void *data,
                 char **error) {
    struct watch watch;
    char *wrong = NULL;
    jv value;
    if (jq_halted(jq->state)) /* the parser still has what it halted at */
        return true;
    bool watched = watch_begin(&watch, jq);
    jv_parser_set_buf(jq->parser, text, (int)length, 1);
    while (!wrong && !jq_halted(jq->state) && jv_is_valid(value = jv_parser_next(jq->parser)))
        wrong = run(jq, value, take, data);
    watch_end(&watch, watched);
    *error = wrong;
    return !wrong;
}

const struct jq_engine jq_engine __attribute__((visibility("default"))) = {compile, feed, release};
