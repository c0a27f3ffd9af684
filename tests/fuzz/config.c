/* config.c - a configuration file: read, and changed. */
#include "cli/config_file.h"
#include "fuzz.h"

#include <glib/gstdio.h>
#include <unistd.h>

static coach_status take(const char *key, const char *value, void *data) {
    ++*(size_t *)data;
    fuzz_check(key && value);
    return COACH_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[64];
    struct complaint c = {0};
    size_t count = 0, again = 0;
    if (!path[0])
        g_snprintf(path, sizeof path, "/dev/shm/coach-fuzz.%d", (int)getpid());
    if (!g_file_set_contents(path, (const char *)data, (gssize)size, NULL))
        abort();
    if (config_file_read(path, take, &count, &c) == COACH_OK &&
        config_file_change(path, "alias.fuzz", "a \"b\" # ; \\", &c) == COACH_OK) {
        fuzz_check(config_file_read(path, take, &again, &c) == COACH_OK && again >= count);
        fuzz_check(config_file_change(path, "alias.fuzz", NULL, &c) == COACH_OK);
    }
    complaint_clear(&c);
    (void)g_unlink(path);
    return 0;
}
