/* relationship.c - the commands of relationships. */
#include "cli/context.h"

#define REQUEST coach_relationship_request

static const struct argument start_fields[] = {
    FIELD_AT(REQUEST, client_id, "client_id"),
    FIELD_AT(REQUEST, trainer_id, "trainer_id"),
    FIELD_AT(REQUEST, relationship_type, "relationship_type"),
    FIELD_AT(REQUEST, status, "status"),
    FIELD_AT(REQUEST, started_at, "started_at"),
    FIELD_AT(REQUEST, notes, "notes"),
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = offsetof(REQUEST, force),
     .help = "Also with a trainer who takes no new clients, or somebody archived"},
    NO_MORE,
};

struct edit_arguments {
    const char *which;
    REQUEST request;
};

static const struct argument edit_fields[] = {
    FIELD_AT(struct edit_arguments, request.relationship_type, "relationship_type"),
    FIELD_AT(struct edit_arguments, request.started_at, "started_at"),
    FIELD_AT(struct edit_arguments, request.ended_at, "ended_at"),
    FIELD_AT(struct edit_arguments, request.end_reason, "end_reason"),
    FIELD_AT(struct edit_arguments, request.notes, "notes"),
    NO_MORE,
};

struct end_arguments {
    const char *which;
    coach_ending ending;
};

static const struct argument end_options[] = {
    FIELD_AT(struct end_arguments, ending.ended_at, "ended_at"),
    FIELD_AT(struct end_arguments, ending.end_reason, "end_reason"),
    {"cancel-sessions", .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct end_arguments, ending.cancel_sessions),
     .help = "Cancel the sessions that are still to come"},
    {"close-plans", .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct end_arguments, ending.close_plans),
     .help = "Cancel the plans that are still open"},
    NO_MORE,
};

static coach_status run_start(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_relationship_start(x->coach, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_relationship_edit(x->coach, edit->which, &edit->request, &id),
                         &id);
}

static coach_status run_activate(struct context *x, const void *arguments) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_relationship_activate(x->coach, a->which, &id), &id);
}

static coach_status run_pause(struct context *x, const void *arguments) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_relationship_pause(x->coach, a->which, &id), &id);
}

static coach_status run_resume(struct context *x, const void *arguments) {
    const struct which_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_relationship_resume(x->coach, a->which, &id), &id);
}

static coach_status run_end(struct context *x, const void *arguments) {
    const struct end_arguments *a = arguments;
    coach_id id;
    return print_changed(x, coach_relationship_end(x->coach, a->which, &a->ending, &id), &id);
}

static const struct verb verbs[] = {
    {"start", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Begin a relationship of a client and a trainer",
     .description =
         "It begins as ACTIVE, or with --status PENDING as one that waits for `coach relationship "
         "activate`. Two people have one open relationship at most; after its end a new one may begin. "
         "Nobody coaches themselves.",
     .examples =
         {{"coach relationship start --client cleo@example.org --trainer anna@example.org --type ONLINE",
           "From today"},
          {"coach relationship start --client cleo@example.org --trainer carl@example.org --type TRIAL "
           "--status PENDING",
           "Not yet agreed upon"}},
     .size = sizeof(REQUEST), .options = {start_fields}, .run = run_start},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List relationships",
     .examples = {{"coach relationship list --trainer anna@example.org --status active,paused",
                   "Her clients"},
                  {"coach relationship list --client ben@example.org --json", "His trainers"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a relationship in full",
     .examples = {{"coach relationship show 5e000001", "By the first digits of its id"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a relationship",
     .description =
         "Changes only what is given. An end and its reason can be mended once it is ENDED.",
     .examples = {{"coach relationship edit 5e000001 --type HYBRID", "Both online and in person"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"activate", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Make a pending relationship active",
     .examples = {{"coach relationship activate 5e000002", "It is agreed upon"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_activate},
    {"pause", .need = NEED_WRITE, .prints_rows = true, .summary = "Pause a relationship",
     .description = "While it is paused no sessions are booked in it; those that are booked stay.",
     .examples = {{"coach relationship pause 5e000001", "For a while"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_pause},
    {"resume", .need = NEED_WRITE, .prints_rows = true, .summary = "Resume a paused relationship",
     .examples = {{"coach relationship resume 5e000003", "It goes on"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_resume},
    {"end", .need = NEED_WRITE, .prints_rows = true, .summary = "End a relationship",
     .description =
         "Where sessions are still to come or plans still open, say what becomes of them.",
     .examples =
         {{"coach relationship end 5e000001 --reason \"moved away\" --cancel-sessions --close-plans",
           "With all that was to come"}},
     .size = sizeof(struct end_arguments), .positionals = own_row, .options = {end_options},
     .run = run_end},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a relationship away",
     .description = "One with sessions still to come is archived only with --force.",
     .examples = {{"coach relationship archive 5e000002", "Puts it away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .options = {force_options},
     .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Bring an archived relationship back",
     .examples = {{"coach relationship restore 5e000004", "Brings it back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {.run = NULL},
};

const struct noun relationship_noun = {
    "relationship",
    .summary = "Who trains with whom",
    .description =
        "A relationship joins a client and a trainer, from PENDING over ACTIVE and PAUSED to ENDED.",
    .which = "Id, or the first digits of it",
    .table = COACH_RELATIONSHIP,
    .verbs = verbs,
};
