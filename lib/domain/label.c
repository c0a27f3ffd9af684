/* label.c - categories, tags, visibilities and programs: things that are named, described and
 * pointed to. */
#include "domain/domain.h"

struct label {
    struct base base;
    char *name, *description, *notes;
    struct id visibility_id;
};

#define LABEL(member) ASKED(struct label, coach_label_request, member)
#define DESCRIPTION                                                                                \
    {                                                                                              \
        .view = {"description", .doc = "What it is, at more length", .type = COACH_TYPE_TEXT,      \
                 .flags = COACH_FIELD_OPTIONAL | COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,           \
                 .max = 2000},                                                                     \
        LABEL(description)                                                                         \
    }
#define NAME(column)                                                                               \
    {                                                                                              \
        .view = {"name",                                                                           \
                 .doc = "Name, unique among its kind",                                             \
                 .type = COACH_TYPE_LINE,                                                          \
                 .flags = COACH_FIELD_BRIEF | COACH_FIELD_SEARCH,                                  \
                 .min = 1,                                                                         \
                 .max = 100},                                                                      \
        LABEL(name), .key = "name_key", .unique = column                                           \
    }

static const struct field category_fields[] = {ID_FIELD("category"), NAME("name_key"), DESCRIPTION,
                                               BASE_FIELDS};
static const struct field tag_fields[] = {ID_FIELD("tag"), NAME("name_key"), DESCRIPTION,
                                          BASE_FIELDS};
static const struct field visibility_fields[] = {ID_FIELD("visibility"), NAME("name_key"),
                                                 DESCRIPTION, BASE_FIELDS};

static const struct field program_fields[] = {
    ID_FIELD("program"),
    NAME("name"),
    DESCRIPTION,
    {.view = {"notes", .doc = "Notes for those who use it", .type = COACH_TYPE_TEXT,
              .flags = COACH_FIELD_OPTIONAL, .max = 2000},
     LABEL(notes)},
    {.view = {"visibility", .doc = "Name of the visibility", .type = COACH_TYPE_LINE,
              .flags = COACH_FIELD_DERIVED | COACH_FIELD_BRIEF, .target = COACH_VISIBILITY},
     DERIVED,
     .sql = "t.visibility_id",
     .label = true},
    {.view = {"visibility_id", "visibility", "Who may see it", COACH_TYPE_UUID,
              .flags = COACH_FIELD_FILTER, .initial = "PUBLIC", .target = COACH_VISIBILITY},
     LABEL(visibility_id),
     .active = true},
    BASE_FIELDS,
};

#define LABEL_TABLE(which, sql)                                                                    \
    .noun = which, .name = sql, .row_size = sizeof(struct label), .from = sql " t",                \
    .order = "lower(t.name)", .time = "created_at",                                                \
    .label = "SELECT name FROM " sql " WHERE id = $1",                                             \
    .by_key = "SELECT id, name FROM " sql " WHERE name_key = $1",                                  \
    .search = "t.search_text LIKE $? ESCAPE '\\'"

const struct table category_table = {LABEL_TABLE(COACH_CATEGORY, "category"),
                                     .fields = category_fields,
                                     .count = G_N_ELEMENTS(category_fields)};
const struct table tag_table = {LABEL_TABLE(COACH_TAG, "tag"), .fields = tag_fields,
                                .count = G_N_ELEMENTS(tag_fields)};
const struct table visibility_table = {LABEL_TABLE(COACH_VISIBILITY, "visibility"),
                                       .fields = visibility_fields,
                                       .count = G_N_ELEMENTS(visibility_fields)};
const struct table program_table = {LABEL_TABLE(COACH_PROGRAM, "program"), .fields = program_fields,
                                    .count = G_N_ELEMENTS(program_fields)};

/* What a label call was given: the table goes with the request. */
struct labelling {
    const struct table *table;
    const coach_label_request *request;
};

static coach_status revise(coach *c, const void *before, void *row, struct change *change) {
    (void)before;
    const struct labelling *labelling = change->request;
    struct change own = {.which = change->which, .request = labelling->request};
    return change_apply(c, labelling->table, row, &own);
}

static coach_status add(coach *c, struct change *change) {
    return change_insert(c, ((const struct labelling *)change->request)->table, revise, change);
}

static coach_status edit(coach *c, struct change *change) {
    return change_update(c, ((const struct labelling *)change->request)->table, revise, change);
}

coach_status coach_label_add(coach *c, coach_noun noun, const coach_label_request *r,
                             coach_id *id) {
    struct labelling labelling = {table_of(noun), r};
    return change_run(c, add, (struct change){.request = &labelling}, id);
}

coach_status coach_label_edit(coach *c, coach_noun noun, const char *which,
                              const coach_label_request *r, coach_id *id) {
    struct labelling labelling = {table_of(noun), r};
    return change_run(c, edit, (struct change){.which = which, .request = &labelling}, id);
}
