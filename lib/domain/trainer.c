/* trainer.c - trainers: what they offer, at which rate, and whether they take new clients. */
#include "domain/domain.h"

#include "base/money.h"

#include <string.h>

struct trainer {
    struct base base;
    struct id user_id, visibility_id;
    char *specializations, *bio, *hourly_rate, *currency, *certifications;
    bool is_independent, accepts_new_clients;
    int64_t buffer_minutes;
};

#define TRAINER(member) ASKED(struct trainer, coach_trainer_request, member)
#define LINKED(link, target, column)                                                               \
    "SELECT n.name FROM " link " x JOIN " target " n ON n.id = x." column                          \
    " WHERE x.trainer_id = $1 AND x.is_active ORDER BY "

static const struct field fields[] = {
    ID_FIELD("trainer"),
    {.view = {"name", .doc = "First and last name of the user", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,
              .target = COACH_USER},
     DERIVED,
     .sql = "t.user_id",
     .label = true},
    {.view = {"email", .doc = "E-mail address of the user", .type = COACH_TYPE_EMAIL,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH},
     DERIVED,
     .sql = "u.email"},
    {.view = {"user_id", "user", "The user who is the trainer", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .target = COACH_USER},
     COLUMN(struct trainer, user_id),
     .unique = "user_id"},
    {.view = {"specializations", .doc = "What the trainer is good at", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH, .max = 255},
     TRAINER(specializations),
     .erased = ERASED},
    {.view = {"bio", .doc = "What the trainer says about themselves", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_SEARCH, .max = 2000},
     TRAINER(bio),
     .erased = ERASED},
    {.view = {"hourly_rate", "rate", "Price of an hour, in the currency", COACH_TYPE_DECIMAL,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF, .max = 20},
     TRAINER(hourly_rate)},
    {.view = {"currency", .doc = "ISO 4217 code, such as EUR", .type = COACH_TYPE_CURRENCY,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF},
     TRAINER(currency)},
    {.view = {"certifications", .doc = "Any JSON value, at most 64 KiB and 64 levels deep",
              .type = COACH_TYPE_JSON, .flags = COACH_FIELD_OPTIONAL},
     TRAINER(certifications),
     .erased = ERASED},
    {.view = {"categories", "category", "Names of the categories, the primary one first",
              COACH_TYPE_NAMES,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_FILTER | COACH_FIELD_BRIEF,
              .target = COACH_CATEGORY},
     DERIVED,
     .names = LINKED("trainer_category", "category",
                     "category_id") "x.is_primary DESC, lower(n.name), n.id",
     .link =
         "EXISTS (SELECT 1 FROM trainer_category x WHERE x.trainer_id = t.id AND x.category_id = $? "
         "AND x.is_active)"},
    {.view = {"primary_category", .doc = "Name of the primary category", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_DERIVED},
     DERIVED,
     .sql = "(SELECT n.name FROM trainer_category x JOIN category n ON n.id = x.category_id "
            "WHERE x.trainer_id = t.id AND x.is_primary AND x.is_active)"},
    {.view = {"tags", "tag", "Names of the tags", COACH_TYPE_NAMES,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_FILTER | COACH_FIELD_BRIEF,
              .target = COACH_TAG},
     DERIVED,
     .names = LINKED("trainer_tag", "tag", "tag_id") "lower(n.name), n.id",
     .link =
         "EXISTS (SELECT 1 FROM trainer_tag x WHERE x.trainer_id = t.id AND x.tag_id = $? AND x.is_active)"},
    {.view = {"is_independent", "independent", "Works on their own account", COACH_TYPE_BOOLEAN,
              .flags = COACH_FIELD_FILTER, .initial = "true"},
     TRAINER(is_independent)},
    {.view = {"accepts_new_clients", "accepts-clients", "Takes new clients", COACH_TYPE_BOOLEAN,
              .flags = COACH_FIELD_FILTER, .initial = "true"},
     TRAINER(accepts_new_clients)},
    {.view = {"buffer_minutes", "buffer", "Minutes that are kept free around each session",
              COACH_TYPE_INTEGER, .max = 480, .initial = "0"},
     TRAINER(buffer_minutes),
     .read = read_length},
    {.view = {"visibility", .doc = "Name of the visibility", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED, .target = COACH_VISIBILITY},
     DERIVED,
     .sql = "t.visibility_id",
     .label = true},
    {.view = {"visibility_id", "visibility", "Who may see the profile", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .initial = "PUBLIC", .target = COACH_VISIBILITY},
     TRAINER(visibility_id),
     .active = true},
    BASE_FIELDS,
};

/* Rate and currency come together, the rate with as many decimals as the currency has. */
static coach_status check_rate(coach *c, struct trainer *trainer) {
    if (!trainer->hourly_rate != !trainer->currency) {
        const char *missing = trainer->currency ? "hourly_rate" : "currency";
        fail(&c->failure, COACH_REFUSED, missing,
             "hourly_rate and currency come together or not at all");
        return fail_hint(&c->failure, "%s",
                         trainer->currency
                             ? "give --rate too, or take the currency away with --no-currency"
                             : "give --currency too, or take the rate away with --no-rate");
    }
    if (!trainer->hourly_rate)
        return COACH_OK;
    char *exact;
    coach_status status = decimal_parse(trainer->hourly_rate, currency_decimals(trainer->currency),
                                        "hourly_rate", &exact, &c->failure);
    if (status == COACH_OK) {
        g_free(trainer->hourly_rate);
        trainer->hourly_rate = exact;
    }
    return status;
}

static coach_status arrive(coach *c, const void *before, void *row, const struct arrival *how) {
    struct trainer *trainer = row;
    const struct trainer *old = before;
    if (old && !id_equal(&old->user_id, &trainer->user_id))
        return fail(&c->failure, COACH_REFUSED, "user_id", "who the trainer is cannot be changed");
    coach_status status = check_rate(c, trainer);
    return status == COACH_OK && !old && how->made && !id_is_nil(&trainer->user_id)
               ? check_active(c, &user_table, &trainer->user_id, "the user")
               : status;
}

const struct table trainer_table = {
    .noun = COACH_TRAINER,
    .name = "trainer_profile",
    .fields = fields,
    .count = G_N_ELEMENTS(fields),
    .row_size = sizeof(struct trainer),
    .from = "trainer_profile t JOIN " PEOPLE " u ON u.id = t.user_id",
    .order = "lower(u.last_name), lower(u.first_name)",
    .time = "created_at",
    .label = "SELECT u.first_name || ' ' || u.last_name FROM trainer_profile p JOIN " PEOPLE
             " u ON u.id = p.user_id "
             "WHERE p.id = $1",
    .by_key = "SELECT p.id, u.email FROM trainer_profile p JOIN " PEOPLE
              " u ON u.id = p.user_id WHERE u.email_key = $1",
    .search = "(t.search_text LIKE $? ESCAPE '\\' OR u.search_text LIKE $? ESCAPE '\\')",
    .arrive = arrive,
};

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    coach_status status = change_apply(c, &trainer_table, row, change);
    return status == COACH_OK ? check_rate(c, row) : status;
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, &trainer_table, revise, change);
}

/* The user who is to be a trainer: known already, or made now. */
static coach_status find_user(coach *c, const coach_trainer_request *r, struct id *user) {
    coach_status status = record_find(c, &user_table, r->user, user);
    if (status != COACH_NOT_FOUND || !strchr(r->user, '@'))
        return status == COACH_OK ? check_active(c, &user_table, user, "the user") : status;
    if (!r->first_name && !r->last_name) {
        fail(&c->failure, COACH_NOT_FOUND, "user", "there is no user \"%.80s\"", r->user);
        return fail_hint(&c->failure,
                         "give --first-name and --last-name too, and the user is made");
    }
    coach_user_request request = {
        .email = r->user, .first_name = r->first_name, .last_name = r->last_name};
    return user_insert(c, &request, user);
}

static coach_status fill(coach *c, const void *before, void *row, struct change *change) {
    struct trainer *trainer = row;
    coach_status status = find_user(c, change->request, &trainer->user_id);
    return status == COACH_OK ? revise(c, before, row, change) : status;
}

static coach_status add(coach *c, struct change *change) {
    return change_insert(c, &trainer_table, fill, change);
}

coach_status coach_trainer_add(coach *c, const coach_trainer_request *r, coach_id *id) {
    return change_run(c, add, (struct change){.request = r}, id);
}

coach_status coach_trainer_edit(coach *c, const char *which, const coach_trainer_request *r,
                                coach_id *id) {
    return change_run(c, edit, (struct change){.which = which, .request = r}, id);
}
