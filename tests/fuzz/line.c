/* line.c - a command line, one word to each line of the input. */
#include "cli/line.h"
#include "cli/parse.h"
#include "fuzz.h"

static void parse(char **words) {
    int count = (int)g_strv_length(words);
    struct command command = {0};
    struct complaint c = {0};
    (void)!parse_command(count, words, &command, &c);
    g_autofree char *line = line_text(&command);
    fuzz_check(g_utf8_validate(line, -1, NULL));
    command_clear(&command);
    complaint_clear(&c);
    parse_tolerantly(count, words, &command);
    command_clear(&command);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = fuzz_text(data, size);
    GPtrArray *words = g_ptr_array_new_with_free_func(free);
    g_ptr_array_add(words, fuzz_text((const uint8_t *)"coach", 5));
    for (char *at = text; *at;) {
        char *word = fuzz_line(&at);
        g_ptr_array_add(words, fuzz_text((const uint8_t *)word, strlen(word)));
    }
    g_ptr_array_add(words, NULL);
    parse((char **)words->pdata);
    g_ptr_array_unref(words);
    free(text);
    return 0;
}
