/* visibility.c - the commands of visibilities. */
#include "cli/label.h"

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a visibility",
     .examples = {{"coach visibility add STAFF --description \"The staff of the studio\"",
                   "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = label_name, .options = {label_fields},
     .run = label_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List visibilities",
     .examples = {{"coach visibility list", "All that are not archived"},
                  {"coach visibility list --json", "As JSON, for a program to read"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a visibility in full",
     .examples = {{"coach visibility show CLIENTS", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a visibility",
     .description = "Changes only what is given.",
     .examples = {{"coach visibility edit CLIENTS --no-description", "Takes the description away"}},
     .size = sizeof(struct label_edit), .positionals = own_row, .options = {label_edit_fields},
     .run = label_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a visibility away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach visibility archive CLIENTS", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived visibility back",
     .examples = {{"coach visibility restore GUESTS", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun visibility_noun = {
    "visibility",
    .summary = "Who may see users, trainers and programs",
    .description = "Every database begins with PUBLIC, CLIENTS and PRIVATE.",
    .which = "Name, id, or the first digits of the id",
    .table = COACH_VISIBILITY,
    .verbs = verbs,
};
