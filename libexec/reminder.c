/* reminder.c - what `coach remind` hands to a program, read from its JSON. */
#include "reminder.h"

#include "calendar.h"

#include <string.h>

/* A member and where its text goes. */
struct member {
    const char *name;
    size_t at;
    bool required; /* and one line */
};

#define AT(member) offsetof(struct reminder, member)

static const struct member own[] = {
    {"id", AT(id), true},
    {"kind", AT(kind), true},
    {"local_time", AT(local_time), true},
    {"claimed_at", AT(claimed_at), true},
    {NULL, 0, false},
};
static const struct member of_recipient[] = {
    {"email", AT(email), true},
    {"first_name", AT(first_name), true},
    {"last_name", AT(last_name), true},
    {NULL, 0, false},
};
static const struct member of_event[] = {
    {"uid", AT(uid), false},
    {"recurrence_id", AT(recurrence_id), false},
    {"status", AT(event_status), true},
    {NULL, 0, false},
};
static const struct member of_session[] = {
    {"title", AT(title), true},
    {"trainer", AT(trainer), true},
    {"status", AT(status), true},
    {"scheduled_at", AT(scheduled_at), true},
    {"ends_at", AT(ends_at), true},
    {"description", AT(description), false},
    {"location", AT(location), false},
    {"cancel_reason", AT(cancel_reason), false},
    {NULL, 0, false},
};

static bool refuse(char **why, const char *where, const char *name, const char *what) {
    *why = g_strdup_printf("%s%s %s", where, name, what);
    return false;
}

static bool is_line(const char *text) {
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_iscntrl(g_utf8_get_char(text)))
            return false;
    return true;
}

static const char *text_of(JsonObject *object, const char *name) {
    JsonNode *node = json_object_get_member(object, name);
    return node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : NULL;
}

static bool read_members(JsonObject *object, const char *where, const struct member *members,
                         struct reminder *out, char **why) {
    if (!object)
        return refuse(why, where, "", "is missing");
    for (; members->name; members++) {
        const char *text = text_of(object, members->name);
        if (!text && members->required)
            return refuse(why, where, members->name, "is missing");
        if (text && members->required && !is_line(text))
            return refuse(why, where, members->name, "holds a line break or a control character");
        *(const char **)(void *)((char *)out + members->at) = text;
    }
    return true;
}

static JsonObject *object_of(JsonObject *object, const char *name) {
    JsonNode *node = json_object_get_member(object, name);
    return node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static bool read_all(JsonObject *object, struct reminder *out, char **why) {
    JsonObject *event = object_of(object, "event");
    if (!read_members(object, "", own, out, why) ||
        !read_members(object_of(object, "recipient"), "recipient ", of_recipient, out, why) ||
        !read_members(event, "event ", of_event, out, why) ||
        !read_members(object_of(object, "session"), "session ", of_session, out, why))
        return false;
    if (!out->uid || !*out->uid) /* whatever another calendar has put into it */
        return refuse(why, "event ", "uid", "is missing");
    if (!calendar_instant(out->claimed_at) || !calendar_instant(out->scheduled_at) ||
        !calendar_instant(out->ends_at) ||
        (out->recurrence_id && !calendar_instant(out->recurrence_id)))
        return refuse(why, "", "a time", "is not one of RFC 3339 in UTC");
    out->sequence = json_object_get_int_member_with_default(event, "sequence", 0);
    return true;
}

bool reminder_read(const char *text, size_t length, struct reminder *out, char **why) {
    *out = (struct reminder){.parser = json_parser_new_immutable()};
    g_autoptr(GError) error = NULL;
    if (!g_utf8_validate(text, (gssize)length, NULL))
        return refuse(why, "", "standard input", "is not UTF-8");
    if (!json_parser_load_from_data(out->parser, text, (gssize)length, &error))
        return refuse(why, "standard input is not JSON: ", error->message, "");
    JsonNode *root = json_parser_get_root(out->parser);
    if (!root || !JSON_NODE_HOLDS_OBJECT(root))
        return refuse(why, "", "standard input", "is not a JSON object");
    return read_all(json_node_get_object(root), out, why);
}

void reminder_clear(struct reminder *reminder) {
    g_clear_object(&reminder->parser);
}

bool reminder_is_cancelled(const struct reminder *reminder) {
    return strcmp(reminder->status, "CANCELLED") == 0 ||
           strcmp(reminder->status, "LATE_CANCELLED") == 0;
}

bool reminder_has_event(const struct reminder *reminder) {
    return strcmp(reminder->kind, "UPCOMING") == 0 || reminder_is_cancelled(reminder);
}
