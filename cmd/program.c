/* program.c - the commands of programs. */
#include "cli/context.h"

#define NOUN COACH_PROGRAM

static const struct argument new_name[] = {
    {"NAME", .field = "name", .offset = offsetof(coach_label_request, name), .required = true},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(coach_label_request, description),
    FIELD(coach_label_request, notes),
    FIELD(coach_label_request, visibility_id),
    NO_MORE,
};

struct edit_arguments {
    const char *which;
    coach_label_request request;
};

static const struct argument which[] = {
    {"PROGRAM", .kind = ARGUMENT_TEXT, .offset = offsetof(struct which_arguments, which),
     .target = NOUN, .required = true, .help = "Name, id, or the first digits of the id"},
    NO_MORE,
};

static const struct argument edit_fields[] = {
    FIELD_AT(struct edit_arguments, request.name, "name"),
    FIELD_AT(struct edit_arguments, request.description, "description"),
    FIELD_AT(struct edit_arguments, request.notes, "notes"),
    FIELD_AT(struct edit_arguments, request.visibility_id, "visibility_id"),
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
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a program",
     .examples =
         {{"coach program add \"Strong back\" --description \"Eight weeks for desk workers\"",
           "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = new_name, .options = {fields},
     .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List programs",
     .examples = {{"coach program list", "All that are not archived"},
                  {"coach program list --json", "The same for programs"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a program in full",
     .examples = {{"coach program show Couch-to-5K", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a program",
     .description = "Changes only what is given.",
     .examples = {{"coach program edit Couch-to-5K --no-description",
                   "Takes the description away"}},
     .size = sizeof(struct edit_arguments), .positionals = which, .options = {edit_fields},
     .run = run_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a program away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach program archive Couch-to-5K", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived program back",
     .examples = {{"coach program restore \"Old school\"", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_restore},
    {.run = NULL},
};

const struct noun program_noun = {
    "program",
    .summary = "Programs that training plans follow",
    .description = "A program has a name of its own and is followed by any number of plans.",
    .table = NOUN,
    .verbs = verbs,
};
