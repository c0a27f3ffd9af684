/* data_wait.c - records are tried again. */
#include "domain/data_wait.h"

void waits_init(struct waits *w) {
    *w = (struct waits){.records = g_ptr_array_new()};
}

void waits_clear(struct waits *w) {
    for (guint i = 0; w->records && i < w->records->len; i++)
        record_free(g_ptr_array_index(w->records, i));
    g_clear_pointer(&w->records, g_ptr_array_unref);
}

void waits_add(struct waits *w, const struct record *record) {
    g_ptr_array_add(w->records, record->owned ? (void *)record : record_keep(record));
}

static bool is_last(const GPtrArray *records, const struct record *record) {
    return records->len && g_ptr_array_index(records, records->len - 1) == record;
}

static void reverse(GPtrArray *records) {
    for (guint i = 0; i < records->len / 2; i++) {
        void **a = &records->pdata[i], **b = &records->pdata[records->len - 1 - i], *kept = *a;
        *a = *b;
        *b = kept;
    }
}

/* Tries each of them once. */
static coach_status try_all(struct waits *w, bool backwards, bool may_wait, wait_take take,
                            void *data) {
    g_autoptr(GPtrArray) now = g_steal_pointer(&w->records);
    coach_status status = COACH_OK;
    w->records = g_ptr_array_new();
    for (guint i = 0; i < now->len; i++) {
        struct record *record = g_ptr_array_index(now, backwards ? now->len - 1 - i : i);
        if (status == COACH_OK)
            status = take(data, record, may_wait);
        if (!is_last(w->records, record))
            record_free(record);
    }
    w->tries += now->len;
    if (backwards)
        reverse(w->records);
    return status;
}

/* Each may wait for the one before it or the one behind it, so the turn changes each time. However
 * they lie, most of them are not tried more often than this. */
static coach_status try_again(struct waits *w, wait_take take, void *data) {
    enum { TRIES = 16, ALWAYS = 10000 };
    int64_t most = w->tries + ALWAYS + (int64_t)w->records->len * TRIES;
    coach_status status = COACH_OK;
    guint before = w->records->len + 1;
    for (bool back = false;
         status == COACH_OK && w->records->len && w->records->len < before && w->tries < most;
         back = !back) {
        before = w->records->len;
        status = try_all(w, back, true, take, data);
    }
    return status;
}

coach_status waits_take(struct waits *w, struct taking *t, wait_take take, void *data) {
    coach_status status = try_again(w, take, data);
    if (status == COACH_OK && w->records->len)
        status = taking_loosen(t, w->records);
    if (status == COACH_OK && w->records->len)
        status = try_again(w, take, data);
    return status == COACH_OK ? try_all(w, false, false, take, data) : status;
}
