/* tag.c - the commands of tags. */
#include "cli/context.h"

#define NOUN COACH_TAG

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
    {"TAG", .kind = ARGUMENT_TEXT, .offset = offsetof(struct which_arguments, which),
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
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a tag",
     .examples = {{"coach tag add hips --description \"Knows about hips\"", "Adds it"}},
     .size = sizeof(coach_label_request), .positionals = new_name, .options = {fields},
     .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List tags",
     .examples = {{"coach tag list", "All that are not archived"},
                  {"coach tag list --json", "The same for programs"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a tag in full",
     .examples = {{"coach tag show knees", "All its fields"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a tag",
     .description = "Changes only what is given.",
     .examples = {{"coach tag edit knees --no-description", "Takes the description away"}},
     .size = sizeof(struct edit_arguments), .positionals = which, .options = {edit_fields},
     .run = run_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a tag away",
     .description = "What is archived keeps every link and is left out of lists.",
     .examples = {{"coach tag archive knees", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true, .summary = "Bring an archived tag back",
     .examples = {{"coach tag restore pregnancy", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = which, .run = run_restore},
    {.run = NULL},
};

const struct noun tag_noun = {
    "tag",
    .summary = "Words that trainers are found by",
    .description = "A trainer has any number of tags.",
    .table = NOUN,
    .verbs = verbs,
};
