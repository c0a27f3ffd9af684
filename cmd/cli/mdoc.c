/* mdoc.c - text into mdoc source. */
#include "cli/mdoc.h"

#include "coach.h"

#include <glib.h>
#include <string.h>

/* The day of the release that COACH_VERSION names: a build of tomorrow makes the same pages. */
#define DATE "November 24, 2026"

/* What every line of a paragraph begins with that stands as it is. */
#define BLANKS "    "

enum { WIDTH = 76 };

/* Escapes one word, or a line. What stands between backticks is quoted. */
static char *escape(const char *text) {
    GString *out = g_string_new(strchr(".'", text[0]) ? "\\&" : "");
    for (const char *word = text; *word; word++)
        switch (*word) {
        case '\\':
            g_string_append(out, "\\e");
            break;
        case '-':
            g_string_append(out, "\\-");
            break;
        case '"':
            g_string_append(out, "\\(dq");
            break;
        case '`':
            g_string_append(out, word == text || word[-1] == '(' ? "\\(oq" : "\\(cq");
            break;
        case '\'':
            g_string_append(out, "\\(aq");
            break;
        case '^':
            g_string_append(out, "\\(ha");
            break;
        case '~':
            g_string_append(out, "\\(ti");
            break;
        default:
            g_string_append_c(out, *word);
        }
    return g_string_free(out, FALSE);
}

/* A mark that stands alone is what is spoken of, and ends nothing. */
static bool ends_sentence(const char *word) {
    size_t length = strlen(word);
    if (length < 2)
        return false;
    while (length > 0 && strchr(")\"'", word[length - 1]))
        length--;
    return length > 0 && strchr(".!?", word[length - 1]);
}

void mdoc_text(struct sink *sink, const char *text) {
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    size_t at = 0;
    for (size_t i = 0; words[i]; i++) {
        if (!words[i][0])
            continue;
        g_autofree char *word = escape(words[i]);
        bool fits = at + 1 + strlen(word) <= WIDTH;
        sink_printf(sink, "%s%s", at == 0 ? "" : fits ? " " : "\n", word);
        at = (at == 0 || !fits ? 0 : at + 1) + strlen(word);
        if (ends_sentence(words[i])) {
            sink_puts(sink, "\n");
            at = 0;
        }
    }
    if (at > 0)
        sink_puts(sink, "\n");
}

void mdoc_paragraphs(struct sink *sink, const char *text) {
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    for (size_t i = 0; paragraphs[i]; i++) {
        bool literal = g_str_has_prefix(paragraphs[i], BLANKS);
        if (literal) {
            g_auto(GStrv) lines = g_strsplit(paragraphs[i], "\n" BLANKS, -1);
            g_autofree char *joined = g_strjoinv("\n", lines);
            mdoc_literal(sink, joined + strlen(BLANKS));
            continue;
        }
        if (i > 0)
            sink_puts(sink, ".Pp\n");
        mdoc_text(sink, paragraphs[i]);
    }
}

/* Two and three letters may be the name of a macro, and a single mark a delimiter. */
void mdoc_words(struct sink *sink, const char *text) {
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    for (size_t i = 0; words[i]; i++) {
        if (!words[i][0])
            continue;
        g_autofree char *word = escape(words[i]);
        sink_printf(sink, " %s%s", strlen(word) <= 3 ? "\\&" : "", word);
    }
}

/* .Dl would take words for macros. */
void mdoc_literal(struct sink *sink, const char *line) {
    g_autofree char *escaped = escape(line);
    sink_printf(sink, ".Bd -literal -offset indent\n%s\n.Ed\n", escaped);
}

void mdoc_begin(struct sink *sink, const char *name, char section, const char *about) {
    g_autofree char *title = g_ascii_strup(name, -1);
    g_autofree char *text = g_strdup(about);
    if (g_ascii_islower(text[1]) || text[1] == ' ')
        text[0] = g_ascii_tolower(text[0]);
    sink_printf(sink, ".Dd " DATE "\n.Dt %s %c\n.Os coach " COACH_VERSION "\n.Sh NAME\n", title,
                section);
    sink_printf(sink, ".Nm %s\n.Nd", name);
    mdoc_words(sink, text);
    sink_puts(sink, "\n");
}

void mdoc_see_also(struct sink *sink, const char *const *pages) {
    sink_puts(sink, ".Sh SEE ALSO\n");
    for (size_t i = 0; pages[i]; i++) {
        const char *parenthesis = strchr(pages[i], '(');
        sink_printf(sink, ".Xr %.*s %c%s\n", (int)(parenthesis - pages[i]), pages[i],
                    parenthesis[1], pages[i + 1] ? " ," : "");
    }
}
