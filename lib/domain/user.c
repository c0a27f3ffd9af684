/* user.c - people: clients, trainers and who keeps the books alike. */
#include "domain/domain.h"

#include <string.h>

struct user {
    struct base base;
    char *email, *first_name, *last_name, *date_of_birth, *phone, *notes, *time_zone, *db_role;
    struct id visibility_id;
};

#define USER(member) ASKED(struct user, coach_user_request, member)

static const struct field fields[] = {
    ID_FIELD("user"),
    {.view = {"email", .doc = "E-mail address, by which the user is known everywhere",
              .type = COACH_TYPE_EMAIL, .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 3,
              .max = 255},
     USER(email),
     .key = "email_key",
     .unique = "email_key",
     .erased = "erased-%@erased.invalid"},
    {.view = {"first_name", .doc = "First name", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     USER(first_name),
     .erased = "Erased"},
    {.view = {"last_name", .doc = "Last name", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .min = 1, .max = 255},
     USER(last_name),
     .erased = "person"},
    {.view = {"date_of_birth", .doc = "Date of birth", .type = COACH_TYPE_DATE,
              .flags = COACH_FIELD_OPTIONAL},
     USER(date_of_birth),
     .read = read_date,
     .erased = ERASED},
    {.view = {"phone", .doc = "Telephone number", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .max = 32},
     USER(phone),
     .erased = ERASED},
    {.view = {"db_role", .doc = "The login on a database server that is this user's",
              .type = COACH_TYPE_LINE, .flags = COACH_FIELD_OPTIONAL, .min = 1, .max = 63},
     USER(db_role),
     .unique = "db_role",
     .erased = ERASED},
    {.view = {"notes", .doc = "Notes about the user", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     USER(notes),
     .erased = ERASED},
    {.view = {"time_zone", .doc = "Where the user lives by the clock, such as Europe/Berlin",
              .type = COACH_TYPE_ZONE, .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     USER(time_zone),
     .read = read_zone,
     .erased = ERASED},
    {.view = {"visibility", .doc = "Name of the visibility", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED, .target = COACH_VISIBILITY},
     DERIVED,
     .sql = "t.visibility_id",
     .label = true},
    {.view = {"visibility_id", "visibility", "Who may see the user", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .initial = "PRIVATE", .target = COACH_VISIBILITY},
     USER(visibility_id),
     .active = true},
    BASE_FIELDS,
};

static coach_status check_birth(coach *c, const struct user *user) {
    char date[11];
    today(c, date);
    if (!user->date_of_birth || strcmp(user->date_of_birth, date) <= 0)
        return COACH_OK;
    return fail(&c->failure, COACH_INVALID, "date_of_birth",
                "a date of birth cannot be in the future");
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    (void)before, (void)how;
    return check_birth(c, row);
}

const struct table user_table = {
    .noun = COACH_USER,
    .name = "app_user",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct user),
    .from = "app_user t",
    .order = "lower(t.last_name), lower(t.first_name)",
    .time = "created_at",
    .label = "SELECT first_name || ' ' || last_name FROM " PEOPLE " WHERE id = $1",
    .by_key = "SELECT id, email FROM app_user WHERE email_key = $1",
    .search = "t.search_text LIKE $? ESCAPE '\\'",
    .arrive = arrive,
};

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    coach_status status = change_apply(c, &user_table, row, change);
    return status == COACH_OK ? check_birth(c, row) : status;
}

static coach_status add(coach *c, struct change *change) {
    return change_insert(c, &user_table, revise, change);
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &user_table, revise, change);
}

coach_status user_insert(coach *c, const coach_user_request *r, struct id *id) {
    struct change change = {.request = r};
    coach_status status = add(c, &change);
    if (status == COACH_OK)
        *id = change.id;
    return status;
}

coach_status coach_user_add(coach *c, const coach_user_request *r, coach_id *id) {
    return change_run(c, add, (struct change){.request = r}, id);
}

coach_status coach_user_edit(coach *c, const char *which, const coach_user_request *r,
                             coach_id *id) {
    return change_run(c, edit, (struct change){.which = which, .request = r}, id);
}

/* ---- The first one ---- */

static coach_status add_visibilities(coach *c) {
    static const coach_label_request first[] = {
        {.name = "PUBLIC", .description = "Everybody"},
        {.name = "CLIENTS", .description = "The trainer's own clients"},
        {.name = "PRIVATE", .description = "Nobody else"},
    };
    coach_status status = COACH_OK;
    for (size_t i = 0; status == COACH_OK && i < G_N_ELEMENTS(first); i++) {
        coach_id unused;
        status = coach_label_add(c, COACH_VISIBILITY, &first[i], &unused);
    }
    return status;
}

static coach_status add_first(coach *c, struct change *change) {
    coach_status status = add_visibilities(c);
    return status == COACH_OK ? add(c, change) : status;
}

coach_status coach_init(coach *c, const coach_user_request *first, coach_id *id) {
    c->actor = id_random();
    coach_status status =
        change_run(c, add_first, (struct change){.request = first, .id = c->actor}, id);
    if (status != COACH_OK)
        c->actor = (struct id){0};
    return status;
}
