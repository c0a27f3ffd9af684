/* tag.c - the commands of tags. */
#include "cli/label.h"

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a tag",
     .examples = {{"coach tag add hips --description \"Knows about hips\"", "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = label_name, .options = {label_fields},
     .run = label_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List tags",
     .examples = {{"coach tag list", "All that are not archived"},
                  {"coach tag list --json", "As JSON, for a program to read"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a tag in full",
     .examples = {{"coach tag show knees", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a tag",
     .description = "Changes only what is given.",
     .examples = {{"coach tag edit knees --no-description", "Takes the description away"}},
     .size = sizeof(struct label_edit), .positionals = own_row, .options = {label_edit_fields},
     .run = label_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a tag away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach tag archive knees", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true, .summary = "Bring an archived tag back",
     .examples = {{"coach tag restore pregnancy", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun tag_noun = {
    "tag",
    .summary = "Words that trainers are found by",
    .description = "A trainer has any number of tags.",
    .which = "Name, id, or the first digits of the id",
    .table = COACH_TAG,
    .verbs = verbs,
};
