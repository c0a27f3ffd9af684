/* json.c - JSON that users hand in. What was taken is taken again, as it is; members are read into
 * the fields of every type, and written back the same. */
#include "base/json.h"
#include "domain/domain.h"
#include "fuzz.h"
#include "store/row.h"
#include "store/value_json.h"

static void read_field(coach *c, const struct field *field, const struct json_value *json) {
    union {
        char *text;
        int64_t integer;
        struct id id;
        int word;
        bool flag;
    } value = {0}, again = {0};
    g_autoptr(GString) written = g_string_new("{\"v\":");
    GArray *members = NULL;
    if (value_from_json(c, field, json, &value) == COACH_OK) {
        struct failure f = {0};
        value_json(written, field, &value);
        g_string_append_c(written, '}');
        /* a text that is no number may stand for one only in a damaged history */
        bool sound = field->view.type != COACH_TYPE_DECIMAL || json->kind == JSON_NUMBER;
        coach_status status = json_read_object(written->str, "v", &members, &f);
        fuzz_check(!sound || status == COACH_OK || written->len > JSON_MAX_BYTES);
        if (status == COACH_OK) {
            const struct json_value *back = &g_array_index(members, struct json_member, 0).value;
            fuzz_check(!sound || (value_from_json(c, field, back, &again) == COACH_OK &&
                                  value_equal(field, &value, &again)));
            value_clear(field, &again);
            g_array_unref(members);
        }
        failure_clear(&f);
    }
    value_clear(field, &value);
}

static void read_members(coach *c, const GArray *members) {
    for (guint i = 0; i < members->len; i++) {
        const struct json_member *member = &g_array_index(members, struct json_member, i);
        for (int noun = 0; noun < COACH_NOUN_COUNT; noun++) {
            const struct table *table = table_of((coach_noun)noun);
            const struct field *field = table ? field_named(table, member->key) : NULL;
            if (field && stored(field))
                read_field(c, field, &member->value);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static coach *c;
    char *text = fuzz_text(data, size), *compact = NULL, *again = NULL;
    struct failure f = {0};
    GArray *members = NULL;
    if (!c && coach_new(&(coach_settings){.time_zone = "UTC"}, &c) != COACH_OK)
        abort();
    if (json_compact(text, "certifications", &compact, &f) == COACH_OK) {
        fuzz_check(json_compact(compact, "certifications", &again, &f) == COACH_OK);
        fuzz_check(strcmp(compact, again) == 0);
        g_free(again);
        g_free(compact);
    }
    if (json_read_object(text, "line", &members, &f) == COACH_OK) {
        read_members(c, members);
        g_array_unref(members);
    }
    failure_clear(&f);
    free(text);
    return 0;
}
