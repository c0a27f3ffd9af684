/* module.c - finding and loading modules. */
#include "base/module.h"

#include <dlfcn.h>
#include <glib.h>
#include <link.h>
#include <string.h>

/* The directory of the program or library that holds this very function. */
static char *own_directory(void) {
    Dl_info info;
    struct link_map *map = NULL;
    static const char here = 0;
    g_autofree char *path = NULL;
    if (dladdr1(&here, &info, (void **)&map, RTLD_DL_LINKMAP) != 0 && map && map->l_name[0])
        path = g_strdup(map->l_name);
    else
        path = g_file_read_link("/proc/self/exe", NULL);
    return g_path_get_dirname(path ? path : "/");
}

coach_status module_load(const char *name, const char *symbol, const void **out,
                         struct failure *f) {
    static const char *const places[] = {"modules", "coach", "../lib/coach"};
    g_autofree char *directory = own_directory();
    g_autofree char *file = g_strconcat(name, ".so", NULL);
    void *handle = NULL;
    for (size_t i = 0; !handle && i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(directory, places[i], file, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR) &&
            !(handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL)))
            return fail(f, COACH_STORAGE, NULL, "%s cannot be loaded: %s", path, dlerror());
    }
    const void *found = handle ? dlsym(handle, symbol) : NULL;
    if (!found) {
        fail(f, COACH_STORAGE, NULL, "this coach was installed without its module %s", name);
        return fail_hint(f, "install it again, with all of its parts");
    }
    *out = found;
    return COACH_OK;
}
