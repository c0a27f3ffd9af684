/* user.c - the commands of users. */
#include "cli/context.h"
#include "cli/output_file.h"
#include "cli/row.h"

#include <glib.h>
#include <string.h>

static const struct argument new_email[] = {
    {"EMAIL", .field = "email", .offset = offsetof(coach_user_request, email), .required = true},
    NO_MORE,
};

static const struct argument fields[] = {
    FIELD(coach_user_request, first_name),    FIELD(coach_user_request, last_name),
    FIELD(coach_user_request, date_of_birth), FIELD(coach_user_request, phone),
    FIELD(coach_user_request, notes),         FIELD(coach_user_request, time_zone),
    FIELD(coach_user_request, visibility_id), NO_MORE,
};

struct edit_arguments {
    const char *which;
    coach_user_request request;
};

static const struct argument edit_fields[] = {
    FIELD_AT(struct edit_arguments, request.email, "email"),
    FIELD_AT(struct edit_arguments, request.first_name, "first_name"),
    FIELD_AT(struct edit_arguments, request.last_name, "last_name"),
    FIELD_AT(struct edit_arguments, request.date_of_birth, "date_of_birth"),
    FIELD_AT(struct edit_arguments, request.phone, "phone"),
    FIELD_AT(struct edit_arguments, request.notes, "notes"),
    FIELD_AT(struct edit_arguments, request.time_zone, "time_zone"),
    FIELD_AT(struct edit_arguments, request.visibility_id, "visibility_id"),
    FIELD_AT(struct edit_arguments, request.db_role, "db_role"),
    NO_MORE,
};

struct erase_arguments {
    const char *which;
    coach_erasing how;
};

static const struct argument erase_options[] = {
    {"yes", 'y', .kind = ARGUMENT_FLAG, .offset = offsetof(struct erase_arguments, how.yes),
     .help = "It is meant"},
    {"force", 'f', .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct erase_arguments, how.cancel_sessions),
     .help = "Cancel the sessions that are still to come"},
    NO_MORE,
};

struct export_arguments {
    const char *which, *file;
};

static const struct argument export_positionals[] = {
    OWN_ROW,
    {.name = "FILE",
     .kind = ARGUMENT_TEXT,
     .offset = offsetof(struct export_arguments, file),
     .help = "The file to write; - or none: standard output"},
    NO_MORE,
};

static coach_status run_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_user_add(x->coach, arguments, &id), &id);
}

static coach_status run_edit(struct context *x, const void *arguments) {
    const struct edit_arguments *edit = arguments;
    coach_id id;
    return print_changed(x, coach_user_edit(x->coach, edit->which, &edit->request, &id), &id);
}

static coach_status put_rows(struct json_writer *w, coach_noun noun, coach_cursor *cursor) {
    const coach_cell *row = NULL;
    coach_status status;
    size_t count = 0;
    g_autofree const coach_field **columns = render_fields(cursor, &count);
    struct row_keys *keys = row_keys_new(NULL, columns, count);
    g_autofree char *key = g_strdelimit(g_strdup(coach_noun_name(noun)), " ", '_');
    json_key(w, key);
    json_begin_array(w);
    while ((status = coach_cursor_next(cursor, &row)) == COACH_OK && row) {
        json_newline(w);
        row_json(w, keys, row);
    }
    json_end_array(w);
    json_newline(w);
    row_keys_free(keys);
    return status;
}

static coach_status put_person(struct context *x, const char *which, struct sink *out) {
    struct json_writer w = {.sink = out};
    coach_status status = COACH_OK;
    json_begin_object(&w);
    json_newline(&w);
    for (int noun = 0; status == COACH_OK && noun < COACH_NOUN_COUNT; noun++) {
        coach_cursor *cursor = NULL;
        status = coach_held(x->coach, which, (coach_noun)noun, &cursor);
        if (status == COACH_OK && cursor)
            status = put_rows(&w, (coach_noun)noun, cursor);
        coach_cursor_close(cursor);
    }
    json_end_object(&w);
    json_newline(&w);
    return status;
}

static coach_status run_export_data(struct context *x, const void *arguments) {
    const struct export_arguments *a = arguments;
    if (!a->file || strcmp(a->file, "-") == 0)
        return put_person(x, a->which, x->out);
    struct sink *out = sink_new(false, x->interrupted);
    coach_status status = put_person(x, a->which, out);
    if (status == COACH_OK)
        status = file_replace(x, a->file, out);
    sink_free(out);
    return status;
}

static coach_status run_erase(struct context *x, const void *arguments) {
    const struct erase_arguments *a = arguments;
    coach_id id;
    coach_status status = coach_user_erase(x->coach, a->which, &a->how, &id);
    return status == COACH_OK && !id.text[0] ? COACH_OK : print_changed(x, status, &id);
}

static const struct verb verbs[] = {
    {"add", .need = NEED_WRITE, .prints_rows = true, .summary = "Add a user",
     .description =
         "A user is anybody with a name and an e-mail address: a client, a trainer, an admin. Two users "
         "cannot have the same address, whatever its case.",
     .examples =
         {{"coach user add dana@example.org --first-name Dana --last-name Moss", "Adds a client"},
          {"coach user add li@example.org --first-name Li --last-name Wei --time-zone Asia/Shanghai",
           "One who lives by another clock"}},
     .size = sizeof(coach_user_request), .positionals = new_email, .options = {fields},
     .run = run_add},
    {"list", VERB_LIST, NEED_READ, .prints_rows = true, .summary = "List users",
     .examples = {{"coach user list", "All users that are not archived, by last name"},
                  {"coach user list --search moss -o csv",
                   "Those with moss in their name, address or number"}},
     .size = sizeof(struct list_arguments), .run = run_list},
    {"show", .need = NEED_READ, .prints_rows = true, .summary = "Show a user in full",
     .examples = {{"coach user show ben@example.org", "By e-mail address"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_show},
    {"edit", VERB_EDIT, NEED_WRITE, .prints_rows = true, .summary = "Change a user",
     .description = "Changes only what is given.",
     .examples = {{"coach user edit ben@example.org --phone \"+49 30 901820\"", "A new number"},
                  {"coach user edit ben@example.org --no-notes", "Takes the notes away"}},
     .size = sizeof(struct edit_arguments), .positionals = own_row, .options = {edit_fields},
     .run = run_edit},
    {"archive", .need = NEED_WRITE, .prints_rows = true, .summary = "Put a user away",
     .description =
         "An archived user keeps every link, is left out of lists, and gets no new relationship. One with "
         "sessions still to come is archived only with --force; the acting user never is.",
     .examples = {{"coach user archive cleo@example.org", "Puts her away"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .options = {force_options},
     .run = run_archive},
    {"restore", .need = NEED_WRITE, .prints_rows = true, .summary = "Bring an archived user back",
     .examples = {{"coach user restore fay@example.org", "Brings her back"}},
     .size = sizeof(struct which_arguments), .positionals = own_row, .run = run_restore},
    {"export-data", .need = NEED_READ,
     .summary = "Write down everything that is held about a person",
     .description =
         "One JSON document: an array for each noun that can be about somebody, with the rows that refer to the person or to "
         "a row of theirs, as a trainer or as a client; what the history has of these rows; and the operations that changed "
         "them, or were the person's own. Other people appear by their ids alone. A file is for its owner to read and nobody "
         "else.",
     .examples = {{"coach user export-data cleo@example.org cleo.json", "She wants to know"},
                  {"coach user export-data ben@example.org", "The same, to read here"}},
     .size = sizeof(struct export_arguments), .positionals = export_positionals,
     .run = run_export_data},
    {"erase", .need = NEED_WRITE, .prints_rows = true,
     .summary = "Erase all that is known about a person",
     .description =
         "Name, address, telephone number, date of birth and notes go; so does every text of the person's trainer "
         "profile, relationships, sessions, series, plans, time off and reminders, whoever wrote it, titles too. Links to "
         "events of other calendars are removed. The sessions themselves stay, with their times, statuses and ratings, and "
         "so do all other figures: the person is called \"Erased person\" from then on, and is archived.\n\n"
         "The history loses the same, and its command lines their arguments, so that neither `coach show` nor --as-of nor "
         "`coach undo` can bring any of it back. The file is rewritten, so that nothing is left in its free places or in its "
         "journal. What is left elsewhere, such as backups, copies that upgrades have kept, and the files of a server, is "
         "named on standard error.\n\n"
         "Somebody with sessions still to come is erased only with --force, which cancels them; the acting user never is. "
         "What others have written about the person in rows of their own is not known to be about them. Somebody who was "
         "taken back by `coach undo` is named by the id or e-mail address that the history has, and no row is printed.",
     .examples = {{"coach user erase cleo@example.org --yes --dry-run",
                   "What would be left of her?"},
                  {"coach user erase cleo@example.org --yes", "She asked for it"}},
     .size = sizeof(struct erase_arguments), .positionals = own_row, .options = {erase_options},
     .run = run_erase},
    {.run = NULL},
};

const struct noun user_noun = {
    "user",
    .summary = "People: clients, trainers, admins",
    .description =
        "Everybody is a user first. A user becomes a trainer by `coach trainer add`, and a client by a "
        "relationship with a trainer.",
    .which = "E-mail address, id, or the first digits of the id",
    .table = COACH_USER,
    .verbs = verbs,
};
