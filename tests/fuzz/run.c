/* run.c - gives the files that are named on the line to a target, one after the other. */
#include "fuzz.h"

#include <stdio.h>

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        g_autofree char *bytes = NULL;
        gsize size;
        if (!g_file_get_contents(argv[i], &bytes, &size, NULL)) {
            (void)fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 1;
        }
        (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    }
    printf("%d\n", argc - 1);
    return 0;
}
