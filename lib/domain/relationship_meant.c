/* relationship_meant.c - which relationship a session or a plan is for. */
#include "domain/relationship.h"

/* Open relationships of a client ($1) and a trainer ($2); who is not named is bound as null. One
 * that is archived is meant only where both are named. */
static const char open_of[] =
    "SELECT id FROM client_trainer_relationship WHERE (client_id = $1 OR $1 IS NULL) AND "
    "(trainer_id = $2 OR $2 IS NULL) AND status <> 'ENDED' AND is_active ORDER BY started_at, id LIMIT 4";
static const char open_of_both[] =
    "SELECT id FROM client_trainer_relationship WHERE client_id = $1 AND trainer_id = $2 AND status <> 'ENDED'";

#define CANDIDATES 4

static coach_status find_open(coach *c, const struct id *client, const struct id *trainer,
                              struct id *ids, size_t *count) {
    bool both = !id_is_nil(client) && !id_is_nil(trainer);
    struct statement *s;
    coach_status status = db_prepare(c->db, both ? open_of_both : open_of, &s);
    if (status != COACH_OK)
        return status;
    db_bind_id(s, 1, client);
    db_bind_id(s, 2, trainer);
    bool row;
    while ((status = db_step(s, &row)) == COACH_OK && row && *count < CANDIDATES)
        ids[(*count)++] = db_id(s, 0);
    db_finish(s);
    return status;
}

static coach_status none(coach *c, const char *client, const char *trainer) {
    if (client && trainer)
        fail(&c->failure, COACH_NOT_FOUND, NULL, "%.80s and %.80s have no open relationship",
             client, trainer);
    else
        fail(&c->failure, COACH_NOT_FOUND, NULL, "%.80s has no open relationship",
             client ? client : trainer);
    return fail_hint(&c->failure,
                     "coach relationship start --client %.80s --trainer %.80s --type ONLINE",
                     client ? client : "CLIENT", trainer ? trainer : "TRAINER");
}

static coach_status several(coach *c, const char *who, const struct id *ids, size_t count) {
    fail(&c->failure, COACH_AMBIGUOUS, NULL, "%.80s has more than one open relationship", who);
    for (size_t i = 0; i < count; i++) {
        const char *label;
        char text[ID_TEXT];
        coach_status status = record_label(c, &relationship_table, &ids[i], &label);
        if (status != COACH_OK)
            return status;
        id_format(&ids[i], text);
        fail_hint(&c->failure, "--relationship %s (%s)", text, label);
    }
    return COACH_AMBIGUOUS;
}

static coach_status find_of_two(coach *c, const char *client, const char *trainer, struct id *out) {
    struct id of_client = {0}, of_trainer = {0}, ids[CANDIDATES];
    size_t count = 0;
    coach_status status = COACH_OK;
    if (client)
        status = record_find(c, &user_table, client, &of_client);
    if (status == COACH_OK && trainer)
        status = record_find(c, &trainer_table, trainer, &of_trainer);
    if (status == COACH_OK)
        status = find_open(c, &of_client, &of_trainer, ids, &count);
    if (status != COACH_OK)
        return status;
    if (count == 0)
        return none(c, client, trainer);
    if (count > 1)
        return several(c, client ? client : trainer, ids, count);
    *out = ids[0];
    return COACH_OK;
}

coach_status relationship_meant(coach *c, const char *relationship, const char *client,
                                const char *trainer, struct relationship *out) {
    struct id id;
    if (!relationship && !client && !trainer) {
        fail(&c->failure, COACH_USAGE, "client", "whose is it?");
        return fail_hint(&c->failure, "give --client and --trainer, or --relationship");
    }
    if (relationship && (client || trainer))
        return fail(&c->failure, COACH_USAGE, "relationship",
                    "give either the relationship, or its client and trainer");
    coach_status status = relationship ? record_find(c, &relationship_table, relationship, &id)
                                       : find_of_two(c, client, trainer, &id);
    return status == COACH_OK ? record_load(c, &relationship_table, &id, out) : status;
}
