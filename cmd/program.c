/* program.c - the commands of programs. */
#include "cli/label.h"

static const struct argument program_fields[] = {
    FIELD(coach_label_request, notes),
    FIELD(coach_label_request, visibility_id),
    NO_MORE,
};

static const struct argument program_edit_fields[] = {
    FIELD_AT(struct label_edit, request.notes, "notes"),
    FIELD_AT(struct label_edit, request.visibility_id, "visibility_id"),
    NO_MORE,
};

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a program",
     .examples =
         {{"coach program add \"Strong back\" --description \"Eight weeks for desk workers\"",
           "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = label_name,
     .options = {label_fields, program_fields}, .run = label_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List programs",
     .examples = {{"coach program list", "All that are not archived"},
                  {"coach program list --json", "As JSON, for a program to read"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a program in full",
     .examples = {{"coach program show Couch-to-5K", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a program",
     .description = "Changes only what is given.",
     .examples = {{"coach program edit Couch-to-5K --no-description",
                   "Takes the description away"}},
     .size = sizeof(struct label_edit), .positionals = own_row,
     .options = {label_edit_fields, program_edit_fields}, .run = label_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a program away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach program archive Couch-to-5K", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived program back",
     .examples = {{"coach program restore \"Old school\"", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun program_noun = {
    "program",
    .summary = "Programs that training plans follow",
    .description = "A program has a name of its own and is followed by any number of plans.",
    .which = "Name, id, or the first digits of the id",
    .table = COACH_PROGRAM,
    .verbs = verbs,
};
