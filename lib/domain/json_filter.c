/* json_filter.c - JSON through an expression of jq, which a module understands. */
#include "base/jq.h"
#include "base/module.h"
#include "domain/domain.h"

#include <stdlib.h>

struct coach_jq {
    const struct jq_engine *engine;
    struct jq *jq;
    const volatile sig_atomic_t *interrupted;
    struct failure failure;
};

/* How much of a message is told: an expression may put whole rows into it. */
static int cut(const char *why) {
    enum { LONGEST = 200 };
    bool longer = why && g_utf8_strlen(why, -1) > LONGEST;
    return longer ? (int)(g_utf8_offset_to_pointer(why, LONGEST) - why) : -1;
}

static coach_status refuse(coach_jq *jq, char *why) {
    fail(&jq->failure, COACH_USAGE, "jq", "--jq: %.*s", cut(why), why ? why : "out of memory");
    free(why);
    return COACH_USAGE;
}

coach_status coach_jq_new(const char *expression, const volatile sig_atomic_t *interrupted,
                          coach_jq **out) {
    coach_jq *jq = g_new0(coach_jq, 1);
    const void *engine;
    char *error = NULL;
    jq->interrupted = interrupted;
    *out = jq;
    coach_status status = module_load("jq", "jq_engine", &engine, &jq->failure);
    if (status != COACH_OK)
        return status;
    jq->engine = engine;
    jq->jq = jq->engine->compile(expression, interrupted, &error);
    return jq->jq ? COACH_OK : refuse(jq, error);
}

coach_status coach_jq_feed(coach_jq *jq, const char *json, size_t length, coach_jq_take take,
                           void *data) {
    char *error = NULL;
    bool fed = jq->engine->feed(jq->jq, json, length, take, data, &error);
    if (jq->interrupted && *jq->interrupted) {
        free(error);
        return fail(&jq->failure, COACH_INTERRUPTED, NULL, "interrupted");
    }
    return fed ? COACH_OK : refuse(jq, error);
}

const coach_failure *coach_jq_failure(const coach_jq *jq) {
    return &jq->failure.view;
}

void coach_jq_free(coach_jq *jq) {
    if (!jq)
        return;
    if (jq->jq)
        jq->engine->free(jq->jq);
    failure_clear(&jq->failure);
    g_free(jq);
}
