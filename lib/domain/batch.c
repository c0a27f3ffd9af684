/* batch.c - the requests of a batch, as a program writes them. */
#include "base/json.h"
#include "domain/domain.h"

#include <string.h>

static coach_status not_a_request(coach *c, const char *why) {
    fail(&c->failure, COACH_INVALID, "request", "the request %s", why);
    return fail_hint(&c->failure, "one is like {\"command\":[\"session\",\"list\"],\"id\":1}");
}

/* A request is one line, whose number only its reader knows. */
static coach_status not_json(coach *c) {
    g_auto(GStrv) parts = g_strsplit(c->failure.view.message, "line 1, ", 2);
    g_autofree char *message = g_strjoinv(NULL, parts);
    return fail(&c->failure, COACH_INVALID, "request", "%s", message);
}

static coach_status check_members(coach *c, const GArray *members) {
    for (guint i = 0; i < members->len; i++) {
        const char *key = g_array_index(members, struct json_member, i).key;
        if (strcmp(key, "command") == 0 || strcmp(key, "id") == 0)
            continue;
        g_autofree char *why =
            g_strdup_printf("has something else than command and id: \"%.80s\"", key);
        return not_a_request(c, why);
    }
    return COACH_OK;
}

coach_status coach_batch_read(coach *c, const char *line, coach_batch_request *out) {
    g_autoptr(GArray) members = NULL;
    failure_clear(&c->failure);
    coach_status status = json_read_object(line, "request", &members, &c->failure);
    if (status != COACH_OK)
        return not_json(c);
    const struct json_member *id = json_member_named(members, "id");
    if (id)
        out->id = g_strdup(id->value.raw);
    if ((status = check_members(c, members)) != COACH_OK)
        return status;
    const struct json_member *command = json_member_named(members, "command");
    out->words = command ? json_strings(command->value.raw) : NULL;
    bool any = out->words && out->words[0];
    return any ? COACH_OK : not_a_request(c, "needs a command, an array of words");
}

void coach_batch_clear(coach_batch_request *request) {
    g_strfreev(request->words);
    g_free(request->id);
    *request = (coach_batch_request){0};
}
