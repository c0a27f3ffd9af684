/* category.c - the commands of categories. */
#include "cli/label.h"

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a category",
     .examples = {{"coach category add Balance --description \"Standing on one leg\"", "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = label_name, .options = {label_fields},
     .run = label_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List categories",
     .examples = {{"coach category list", "All that are not archived"},
                  {"coach category list --json", "As JSON, for a program to read"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a category in full",
     .examples = {{"coach category show Strength", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a category",
     .description = "Changes only what is given.",
     .examples = {{"coach category edit Strength --no-description", "Takes the description away"}},
     .size = sizeof(struct label_edit), .positionals = own_row, .options = {label_edit_fields},
     .run = label_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a category away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach category archive Strength", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived category back",
     .examples = {{"coach category restore Pilates", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun category_noun = {
    "category",
    .summary = "Kinds of training that trainers offer",
    .description = "A trainer is in any number of categories, one of which may be the primary one.",
    .which = "Name, id, or the first digits of the id",
    .table = COACH_CATEGORY,
    .verbs = verbs,
};
