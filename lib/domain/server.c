/* server.c - a database on a server: who may see and do what there. */
#include "domain/domain.h"

coach_status coach_server_setup(coach *c, bool apply, const char **sql) {
    const char *setup = c->db->engine->setup;
    if (!setup) {
        fail(&c->failure, COACH_REFUSED, NULL, "%s is a file: whoever may read it sees all of it",
             c->database);
        return fail_hint(&c->failure, "coach-server(7) says how a practice moves to a server");
    }
    coach_status status = apply ? db_execute(c->db, setup) : COACH_OK;
    if (status == COACH_OK)
        *sql = setup;
    if (status == COACH_OK && apply)
        note(c, "coach_admin, coach_trainer and coach_client are set up: make logins that are "
                "members of them, and name each with `coach user edit USER --db-role LOGIN`");
    return status;
}
