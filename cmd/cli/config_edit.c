/* config_edit.c - one key of a configuration file changed, every other line left as it is. */
#include "cli/config_file.h"

#include <glib.h>
#include <string.h>

/* Where in the lines a key is, or should go. */
struct found {
    char *key;      /* of each line, 1: it sets the key */
    size_t last;    /* the last line that sets it, if any does */
    size_t section; /* the last line that belongs to its section, if there is one */
    bool has_key, has_section;
};

static const char *skip_blanks(const char *at) {
    return at + strspn(at, " \t");
}

static bool is_section(const char *line, const char *section) {
    const char *end = strchr(line, ']');
    size_t length = strlen(section);
    return end && (size_t)(end - line) == length + 1 && strncmp(line + 1, section, length) == 0;
}

static bool sets(const char *line, const char *name) {
    size_t length = strlen(name);
    return strncmp(line, name, length) == 0 && *skip_blanks(line + length) == '=';
}

static bool is_content(const char *line) {
    return *line != '\0' && *line != '\r' && *line != '#' && *line != ';';
}

static struct found find(char *const *lines, const char *section, const char *name) {
    struct found found = {.key = g_new0(char, g_strv_length((char **)lines) + 1)};
    bool inside = false;
    for (size_t i = 0; lines[i]; i++) {
        const char *line = skip_blanks(lines[i]);
        if (*line == '[')
            inside = is_section(line, section);
        if (!inside || !is_content(line))
            continue;
        found.section = i;
        found.has_section = true;
        if (!sets(line, name))
            continue;
        found.key[i] = 1;
        found.last = i;
        found.has_key = true;
    }
    return found;
}

/* A value as GLib reads it, with the blank at its end that would not be seen. */
static char *written_form(const char *value) {
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_key_file_set_string(file, "section", "name", value);
    g_autofree char *form = g_key_file_get_value(file, "section", "name", NULL);
    size_t length = strlen(form);
    if (length == 0 || (form[length - 1] != ' ' && form[length - 1] != '\t'))
        return g_steal_pointer(&form);
    const char *blank = form[length - 1] == ' ' ? "\\s" : "\\t";
    form[length - 1] = '\0';
    return g_strconcat(form, blank, NULL);
}

static void append_setting(GString *out, const char *indent, const char *name, const char *value) {
    g_autofree char *form = written_form(value);
    g_string_append_printf(out, "%s%s = %s\n", indent, name, form);
}

/* Appends a line with what ended it. */
static void append_line(GString *out, char *const *line) {
    g_string_append(out, *line);
    if (line[1])
        g_string_append_c(out, '\n');
}

static void end_line(GString *out) {
    if (out->len > 0 && out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

static void append_section(GString *out, const char *section, const char *name, const char *value) {
    end_line(out);
    g_string_append_printf(out, "%s[%s]\n", out->len > 0 ? "\n" : "", section);
    append_setting(out, "\t", name, value);
}

static char *without(char *const *lines, const struct found *found) {
    GString *out = g_string_new(NULL);
    for (size_t i = 0; lines[i]; i++)
        if (!found->key[i])
            append_line(out, &lines[i]);
    return g_string_free(out, FALSE);
}

static char *with(char *const *lines, const struct found *found, const char *section,
                  const char *name, const char *value) {
    GString *out = g_string_new(NULL);
    bool placed = false;
    for (size_t i = 0; lines[i]; i++) {
        g_autofree char *indent = g_strndup(lines[i], strspn(lines[i], " \t"));
        bool here = found->has_key ? i == found->last : found->has_section && i == found->section;
        if (!found->key[i])
            append_line(out, &lines[i]);
        if (!here)
            continue;
        end_line(out);
        append_setting(out, *skip_blanks(lines[i]) == '[' ? "\t" : indent, name, value);
        placed = true;
    }
    if (!placed)
        append_section(out, section, name, value);
    return g_string_free(out, FALSE);
}

char *config_edited(const char *text, const char *section, const char *name, const char *value) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct found found = find(lines, section, name);
    char *edited = NULL;
    if (value)
        edited = with(lines, &found, section, name, value);
    else if (found.has_key)
        edited = without(lines, &found);
    g_free(found.key);
    return edited;
}
