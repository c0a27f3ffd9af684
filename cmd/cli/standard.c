/* standard.c - the verbs that every noun has, and how every verb prints rows. */
#include "cli/context.h"

#include "cli/filter.h"

const struct argument force_options[] = {
    {"force", 'f', .kind = ARGUMENT_FLAG, .offset = offsetof(struct which_arguments, force),
     .help = "Do it although a rule speaks against it"},
    NO_MORE,
};

coach_view view_of(const struct context *x, bool single) {
    bool table = x->style.format == FORMAT_TABLE;
    const char *fields = x->command->globals.fields;
    if (x->style.format == FORMAT_ID && !fields)
        fields = x->command->noun->key ? x->command->noun->key : "id";
    if (x->template)
        fields = template_fields(x->template);
    return (coach_view){.fields = fields,
                        .brief = table && !single,
                        .short_ids = table && x->style.truncate,
                        .people = table};
}

coach_status no_standard_input(struct context *x) {
    complain(&x->complaint, COACH_USAGE, NULL, "standard input is not to be had here");
    return complain_hint(&x->complaint, "name a file");
}

coach_status print_rows(struct context *x, coach_cursor *cursor, bool single) {
    coach_status status = filter_is_on(x) ? filter_rows(x, cursor, single)
                                          : render(x->coach, cursor, &x->style, single, x->out);
    coach_cursor_close(cursor);
    return status;
}

static coach_status print_one(struct context *x, const char *which, const coach_view *view) {
    coach_cursor *cursor;
    coach_status status = coach_show(x->coach, x->command->noun->table, which, view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, true) : status;
}

coach_status print_changed(struct context *x, coach_status status, const coach_id *id) {
    coach_view view = view_of(x, false);
    return status == COACH_OK ? print_one(x, id->text, &view) : status;
}

coach_status print_all_changed(struct context *x, coach_status status) {
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    if (status == COACH_OK)
        status = coach_changed(x->coach, x->command->noun->table, &view, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

coach_status run_list(struct context *x, const void *arguments) {
    const struct list_arguments *list = arguments;
    coach_query query = list->query;
    coach_cursor *cursor;
    query.view = view_of(x, false);
    query.filters = list->filters.items;
    query.filter_count = list->filters.count;
    if (query.archived && query.all)
        return complain(&x->complaint, COACH_USAGE, NULL, "give either --archived or --all");
    x->page = true;
    coach_status status = coach_list(x->coach, x->command->noun->table, &query, &cursor);
    return status == COACH_OK ? print_rows(x, cursor, false) : status;
}

coach_status run_show(struct context *x, const void *arguments) {
    const struct which_arguments *which = arguments;
    coach_view view = view_of(x, true);
    x->page = true;
    return print_one(x, which->which, &view);
}

coach_status run_archive(struct context *x, const void *arguments) {
    const struct which_arguments *which = arguments;
    coach_id id;
    coach_status status =
        coach_archive(x->coach, x->command->noun->table, which->which, which->force, &id);
    return print_changed(x, status, &id);
}

coach_status run_restore(struct context *x, const void *arguments) {
    const struct which_arguments *which = arguments;
    coach_id id;
    coach_status status =
        coach_restore(x->coach, x->command->noun->table, which->which, which->force, &id);
    return print_changed(x, status, &id);
}
