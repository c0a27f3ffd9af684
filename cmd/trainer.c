/* trainer.c - the commands of trainers. */
#include "cli/context.h"

#define EDIT(member) FIELD_AT(struct edit_arguments, request.member, #member)

static const struct argument new_user[] = {
    {"USER", .kind = ARGUMENT_TEXT, .offset = offsetof(coach_trainer_request, user),
     .target = COACH_USER, .required = true,
     .help = "The user: e-mail address, id, or the first digits of the id"},
    NO_MORE,
};

static const struct argument name_fields[] = {
    {"first-name", .kind = ARGUMENT_TEXT, .offset = offsetof(coach_trainer_request, first_name),
     .metavar = "TEXT", .help = "First name, where the user is to be made too", .file = true},
    {"last-name", .kind = ARGUMENT_TEXT, .offset = offsetof(coach_trainer_request, last_name),
     .metavar = "TEXT", .help = "Last name, where the user is to be made too", .file = true},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(coach_trainer_request, specializations),
    FIELD(coach_trainer_request, bio),
    FIELD(coach_trainer_request, hourly_rate),
    FIELD(coach_trainer_request, currency),
    FIELD(coach_trainer_request, certifications),
    FIELD(coach_trainer_request, is_independent),
    FIELD(coach_trainer_request, accepts_new_clients),
    {.field = "buffer_minutes",
     .offset = offsetof(coach_trainer_request, buffer_minutes),
     .metavar = "LENGTH"},
    FIELD(coach_trainer_request, visibility_id),
    NO_MORE,
};

struct edit_arguments {
    const char *which;
    coach_trainer_request request;
};

static const struct argument edit_fields[] = {
    EDIT(specializations),
    EDIT(bio),
    EDIT(hourly_rate),
    EDIT(currency),
    EDIT(certifications),
    EDIT(is_independent),
    EDIT(accepts_new_clients),
    {.field = "buffer_minutes",
     .offset = offsetof(struct edit_arguments, request.buffer_minutes),
     .metavar = "LENGTH"},
    EDIT(visibility_id),
    NO_MORE,
};

struct category_arguments {
    const char *which, *category;
    bool primary;
};

static const struct argument category[] = {
    OWN_ROW,
    {"CATEGORY", .kind = ARGUMENT_TEXT, .offset = offsetof(struct category_arguments, category),
     .target = COACH_CATEGORY, .required = true, .help = "Name of the category"},
    NO_MORE,
};

static const struct argument primary_option[] = {
    {"primary", .kind = ARGUMENT_FLAG, .offset = offsetof(struct category_arguments, primary),
     .help = "Make it the trainer's one primary category"},
    NO_MORE,
};

struct tag_arguments {
    const char *which;
    struct words tags;
};

static const struct argument tags[] = {
    OWN_ROW,
    {"TAG", .kind = ARGUMENT_WORDS, .offset = offsetof(struct tag_arguments, tags),
     .target = COACH_TAG, .required = true, .help = "Names of tags"},
    NO_MORE,
};

static coach_status run_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_trainer_add(x->coach, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_trainer_edit(x->coach, edit->which, &edit->request, &id), &id);
}

static coach_status run_categorize(struct context *x, const void *arguments) {
    const struct category_arguments *a = arguments;
    coach_id id;
    return print_changed(
        x, coach_trainer_categorize(x->coach, a->which, a->category, a->primary, &id), &id);
}

static coach_status run_uncategorize(struct context *x, const void *arguments) {
    const struct category_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_trainer_uncategorize(x->coach, a->which, a->category, &id), &id);
}

static coach_status run_tag(struct context *x, const void *arguments) {
    const struct tag_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_trainer_tag(x->coach, a->which, a->tags.items, &id), &id);
}

static coach_status run_untag(struct context *x, const void *arguments) {
    const struct tag_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_trainer_untag(x->coach, a->which, a->tags.items, &id), &id);
}

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Make a user a trainer",
     .description =
         "The user is named by e-mail address or id. With --first-name and --last-name the user is made "
         "too, where there is none with that address.\n\n"
         "Rate and currency come together or not at all. Certifications are any JSON value; @FILE reads "
         "them from a file.",
     .examples = {{"coach trainer add eva@example.org --first-name Eva --last-name Lind",
                   "User and trainer in one"},
                  {"coach trainer add ben@example.org --rate 60 --currency EUR",
                   "A user becomes a trainer"}},
     .size = sizeof(coach_trainer_request), .positionals = new_user,
     .options = {name_fields, fields}, .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List trainers",
     .examples = {{"coach trainer list --accepts-clients --category Strength",
                   "Who has room, for strength"},
                  {"coach trainer list --sort hourly_rate --reverse --json", "The dearest first"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a trainer in full",
     .examples = {{"coach trainer show anna@example.org", "By e-mail address"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a trainer",
     .description =
         "Changes only what is given. Names and addresses belong to the user: coach user edit.",
     .examples = {{"coach trainer edit anna@example.org --rate 80", "A new price"},
                  {"coach trainer edit anna@example.org --no-accepts-clients",
                   "No new clients for now"},
                  {"coach trainer edit anna@example.org --buffer 15m",
                   "A quarter of an hour between sessions"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a trainer away",
     .description =
         "An archived trainer keeps every link, is left out of lists, and gets no new relationship. One "
         "with sessions still to come is archived only with --force.",
     .examples = {{"coach trainer archive carl@example.org", "Puts him away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .options = {force_options},
     .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived trainer back",
     .examples = {{"coach trainer restore gus@example.org", "Brings him back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {"categorize", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Put a trainer into a category",
     .description =
         "With --primary it becomes the trainer's one primary category, also where the trainer is in it "
         "already.",
     .examples = {{"coach trainer categorize anna@example.org Mobility --primary",
                   "Her main one from now on"}},
     .size = sizeof(struct category_arguments), .positionals = category,
     .options = {primary_option}, .run = run_categorize},
    {"uncategorize", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Take a trainer out of a category",
     .examples = {{"coach trainer uncategorize anna@example.org Strength", "Takes her out"}},
     .size = sizeof(struct category_arguments), .positionals = category, .run = run_uncategorize},
    {"tag", .need = NEED_WRITE, .prints_rows = true, .summary = "Give a trainer tags",
     .examples = {{"coach trainer tag anna@example.org knees backs", "Two at once"}},
     .size = sizeof(struct tag_arguments), .positionals = tags, .run = run_tag},
    {"untag", .need = NEED_WRITE, .prints_rows = true, .summary = "Take tags from a trainer",
     .examples = {{"coach trainer untag anna@example.org early", "Takes it away"}},
     .size = sizeof(struct tag_arguments), .positionals = tags, .run = run_untag},
    {.run = NULL},
};

const struct noun trainer_noun = {
    "trainer",
    .summary = "Trainers: rates, certifications, categories, tags",
    .description = "A trainer is a user with a profile.",
    .which = "E-mail address, id, or the first digits of the id",
    .table = COACH_TRAINER,
    .verbs = verbs,
};
