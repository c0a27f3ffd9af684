/* label.c - adding and editing things that are named and described. */
#include "cli/label.h"

const struct argument label_name[] = {
    {"NAME", .field = "name", .offset = offsetof(coach_label_request, name), .required = true},
    NO_MORE,
};

const struct argument label_fields[] = {
    FIELD(coach_label_request, description),
    NO_MORE,
};

const struct argument label_edit_fields[] = {
    FIELD_AT(struct label_edit, request.name, "name"),
    FIELD_AT(struct label_edit, request.description, "description"),
    NO_MORE,
};

coach_status label_add(struct context *x, const void *arguments) {
    coach_id id;
    return print_changed(x, coach_label_add(x->coach, x->command->noun->table, arguments, &id),
                         &id);
}

coach_status label_edit(struct context *x, const void *arguments) {
    const struct label_edit *edit = arguments;
    coach_noun noun = x->command->noun->table;
    coach_id id;
    return print_changed(x, coach_label_edit(x->coach, noun, edit->which, &edit->request, &id),
                         &id);
}
