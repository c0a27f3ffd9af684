/* category.c - the commands of categories. */
#include "cli/context.h"

#define NOUN COACH_CATEGORY

static const struct argument new_name[] = {
    {"NAME", .field = "name", .offset = offsetof(coach_label_request, name), .required = true},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(coach_label_request, description),
    NO_MORE,
};

struct edit_arguments {
    const char *which;
    coach_label_request request;
};

static const struct argument which[] = {
    {"CATEGORY", .kind = ARGUMENT_TEXT, .offset = offsetof(struct which_arguments, which),
     .target = NOUN, .required = true, .help = "Name, id, or the first digits of the id"},
    NO_MORE,
};

static const struct argument edit_fields[] = {
    FIELD_AT(struct edit_arguments, request.name, "name"),
    FIELD_AT(struct edit_arguments, request.description, "description"),
    NO_MORE,
};

static coach_status run_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_label_add(x->coach, NOUN, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_label_edit(x->coach, NOUN, edit->which, &edit->request, &id),
                         &id);
}

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a category",
     .examples = {{"coach category add Balance --description \"Standing on one leg\"", "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = new_name, .options = {fields},
     .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List categories",
     .examples = {{"coach category list", "All that are not archived"},
                  {"coach category list --json", "The same for programs"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a category in full",
     .examples = {{"coach category show Strength", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a category",
     .description = "Changes only what is given.",
     .examples = {{"coach category edit Strength --no-description", "Takes the description away"}},
     .size = sizeof(struct edit_arguments), .positionals = which, .options = {edit_fields},
     .run = run_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a category away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach category archive Strength", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived category back",
     .examples = {{"coach category restore Pilates", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_restore},
    {.run = NULL},
};

const struct noun category_noun = {
    "category",
    .summary = "Kinds of training that trainers offer",
    .description = "A trainer is in any number of categories, one of which may be the primary one.",
    .table = NOUN,
    .verbs = verbs,
};
