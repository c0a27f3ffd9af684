/* domain.h - what the files of the domain share: the tables, how a change is run, and the checks
 * that many need. */
#ifndef DOMAIN_DOMAIN_H
#define DOMAIN_DOMAIN_H

#include "store/record.h"
#include "store/value.h"

extern const struct table user_table, trainer_table, category_table, tag_table, visibility_table,
    program_table, program_session_table, relationship_table, session_table, series_table,
    plan_table, availability_table, time_off_table, slot_table, reminder_table, status_table,
    agenda_table, trainer_category_table, trainer_tag_table, calendar_link_table, operation_table,
    difference_table, blame_table, migration_table, backup_table, fault_table, imported_table,
    problem_table;

/* "Mon" to "Sun", for 0 to 6. */
const char *weekday_name(int weekday);

/* How a database is opened on behalf of the handle. */
struct db_options options_of(const coach *c, const char *address, coach_access access);

/* Binds what status_table is about; comes before any other parameter. */
struct select;
void status_prepare(struct select *select);

/* The rows of ids (struct id), in their order. */
coach_status rows_of(coach *c, const struct table *table, GArray *ids, const coach_view *view,
                     coach_cursor **out);

/* Begins the reading of the rows that a query means: its columns and conditions. The caller's to
 * clear or to open a cursor on; where it fails there is nothing to clear. */
coach_status select_matching(coach *c, coach_noun noun, const coach_query *query,
                             struct select *select);

/* A condition for table.search: the pattern is in the names of the client or the trainer, whose ids
 * these columns are. */
#define SEARCH_TRAINER(trainer)                                                                    \
    trainer " IN (SELECT p.id FROM trainer_profile p JOIN " PEOPLE " u ON u.id = p.user_id "       \
            "WHERE u.search_text LIKE $? ESCAPE '\\')"
#define SEARCH_PAIR(client, trainer)                                                               \
    client                                                                                         \
        " IN (SELECT id FROM app_user WHERE search_text LIKE $? ESCAPE '\\') OR " SEARCH_TRAINER(  \
            trainer)

/* ---- Changes ---- */

/* One call that writes: what it was asked, and the row that it made or changed. */
struct change {
    const char *which;   /* the row, as a user names it; NULL: a new one */
    const void *request; /* the request of the call, or what else it was given */
    bool force;
    struct id id;
};

/* COACH_REFUSED for a program that a change waits for: see coach_settings, asked. */
coach_status change_allowed(coach *c);

/* Runs work in one transaction, in the name of the acting user, and gives out the id. */
typedef coach_status (*change_work)(coach *c, struct change *change);
coach_status change_run(coach *c, change_work work, struct change change, coach_id *id);

/* Fills a new row, or revises one (before: as it stood; NULL for a new one), and checks the rules.
 */
typedef coach_status (*revision)(coach *c, const void *before, void *row, struct change *change);
coach_status change_insert(coach *c, const struct table *table, revision fill,
                           struct change *change);
coach_status change_update(coach *c, const struct table *table, revision revise,
                           struct change *change);

/* Applies the change's request to the row; COACH_USAGE where an edit names nothing. */
coach_status change_apply(coach *c, const struct table *table, void *row, struct change *change);

/* Refuses what has become of a row, as the commands that make it so would: the acting user is not
 * archived, nor, unless it is forced, who has coming sessions, and the table's own check holds. */
coach_status change_check(coach *c, const struct table *table, const void *before, const void *row,
                          const struct arrival *how);

/* Makes a user as part of a change that makes more. */
coach_status user_insert(coach *c, const coach_user_request *r, struct id *id);

/* Leaves a line for people about what was understood. */
void note(coach *c, const char *format, ...) FAILURE_PRINTF(2, 3);

/* Leaves a line for people and programs about what was done otherwise than it was asked. */
void problem(coach *c, const char *format, ...) FAILURE_PRINTF(2, 3);

/* The same of something that stands in a file: in parts (NULL, 0: nothing), which are copied, and
 * as the line for people, which is taken over. */
struct problem {
    const char *file;
    int64_t line;
    const char *field, *value, *reason, *hint;
};
void problem_in(coach *c, const struct problem *parts, char *text);
void problem_free(void *problem); /* one of coach.problems */

/* Puts them in the order in which they stand in the sources. */
void problems_sort(coach *c, const coach_data_source *sources, size_t count);

/* The time has gone on: looks at the clock again, unless it stands still. */
void clock_look(coach *c);

/* Writes an instant as people read it in a zone: see coach_local_time(). */
void local_time(const struct zone *zone, int64_t instant, bool zone_name, char *out, size_t size);

/* ---- Reading what types alone do not tell: members of struct field ---- */

coach_status read_instant(coach *c, const struct field *field, const char *text, void *value);
coach_status read_date(coach *c, const struct field *field, const char *text, void *value);
coach_status read_zone(coach *c, const struct field *field, const char *text, void *value);

coach_status read_length(coach *c, const struct field *field, const char *text, void *value);

/* Reads a length of time in minutes; name: of its field, for the failure. */
coach_status read_minutes(coach *c, const char *name, const char *text, int64_t *minutes);

/* A zone by its name: read once, kept with the handle. NULL: this machine knows none of that name.
 */
const struct zone *zone_known(coach *c, const char *name);

/* The zone in which times without one are read just now. */
const struct zone *reading_zone(const coach *c);

/* The user who is a trainer, and the zone that this user lives in: the caller's, or NULL. */
coach_status trainer_user(coach *c, const struct id *trainer, struct id *user, char **zone);

/* Makes the zone of a trainer the nearest one for times that are read, until near_clear(). */
coach_status near_trainer(coach *c, const struct id *trainer);
coach_status near_person(coach *c, const struct id *user); /* the same of anybody */
void near_zone(coach *c, const char *name); /* the same by a name that is known to be one */
void near_clear(coach *c);

/* Today in the reading zone. */
void today(const coach *c, char date[11]);

/* ---- Checks ---- */

/* A status field may only move along its moves: moves[from] has a bit for each status that may
 * follow. */
coach_status check_move(coach *c, const struct table *table, const unsigned *moves, int from,
                        int to);

/* The same of a row that an import changes; from: ENUM_NONE where it is new. */
coach_status arrival_check_move(coach *c, const struct table *table, const unsigned *moves,
                                int from, int to, const struct arrival *how);

/* COACH_REFUSED where the trainer is archived, or the user who it is. */
coach_status check_trainer(coach *c, const struct id *trainer);

/* Runs a statement that gives one number; $1 is the id and, where instant is not NULL, $2 is the
 * instant. */
coach_status count_rows(coach *c, const char *sql, const struct id *id, const int64_t *instant,
                        int64_t *count);

/* The ids that a statement of the same parameters gives; the array is the caller's. */
coach_status collect_ids(coach *c, const char *sql, const struct id *id, const int64_t *instant,
                         GArray **out);

#endif
