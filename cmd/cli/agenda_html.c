/* agenda_html.c - an agenda as a page: a list on a phone, a grid where there is room and on paper.
 */
#include "cli/agenda.h"

#include "cli/cell.h"
#include "cli/html.h"

static const char style[] =
    ":root { color-scheme: light dark; --ink: #1b1b1b; --faint: #545454; --paper: #fff;\n"
    "  --line: #c8c8c8; --mark: #0a58a6; --stop: #a3131b }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --faint: #b4b4b4;\n"
    "  --paper: #161616; --line: #4a4a4a; --mark: #8cc4ff; --stop: #ff9d96 } }\n"
    "* { box-sizing: border-box; margin: 0; padding: 0 }\n"
    "body { font: 1rem/1.4 system-ui, sans-serif; color: var(--ink); background: var(--paper);\n"
    "  max-width: 100rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }\n"
    "h1 { font-size: 1.4rem; line-height: 1.2 }\n"
    "h2 { font-size: 1rem; border-bottom: 1px solid var(--line); padding: .2rem 0 }\n"
    "ol { list-style: none }\n"
    "li { padding: .5rem 0 .5rem .6rem; border-left: 3px solid var(--mark); margin: .5rem 0 }\n"
    ".zone, .elsewhere, .where, .status { color: var(--faint); font-size: .875rem }\n"
    ".zone { margin-bottom: 1rem }\n"
    ".time { font-variant-numeric: tabular-nums; font-weight: 600 }\n"
    ".elsewhere { display: block; font-weight: 400 }\n"
    ".title { font-weight: 600 }\n"
    ".day { margin-bottom: 1rem }\n"
    ".today h2 { color: var(--mark); border-bottom: 2px solid var(--mark) }\n"
    ".today h2::after { content: \" \u00b7 today\"; font-weight: 400 }\n"
    ".list h2, .month .empty { display: none }\n"
    ".completed { border-color: var(--line) }\n"
    ".cancelled, .late_cancelled, .no_show { border-color: var(--stop) }\n"
    ".cancelled .title, .late_cancelled .title { text-decoration: line-through }\n"
    "@media print, (min-width: 60rem) {\n"
    "  .week, .month { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr));\n"
    "    gap: 0 .75rem; font-size: .875rem }\n"
    "  .month .empty { display: block }\n"
    "  .day { min-height: 5rem }\n"
    "}\n"
    "@media print {\n"
    "  :root { color-scheme: light; --ink: #000; --faint: #333; --paper: #fff; --line: #888;\n"
    "    --mark: #000; --stop: #000 }\n"
    "  body { padding: 0; max-width: none; font-size: 10pt }\n"
    "  .week, .month { font-size: 8pt }\n"
    "  .zone, .elsewhere, .where, .status { font-size: inherit }\n"
    "  li { break-inside: avoid; padding: .1rem 0 .1rem .4rem; margin: .3rem 0 }\n"
    "  h2 { break-after: avoid }\n"
    "}\n";

static const char *const spans[] = {
    [COACH_DAY] = "list", [COACH_WEEK] = "week", [COACH_MONTH] = "month"};

static void put_instant(struct sink *sink, const coach_cell *instant, const char *shown) {
    char exact[INSTANT_LENGTH];
    instant_write(instant->integer, exact);
    sink_printf(sink, "<time datetime=\"%.*s\">%s</time>", INSTANT_LENGTH, exact, shown);
}

static const char *text_of(const coach_cell *cell) {
    return cell->null ? "" : cell->text;
}

/* "Ben Cole with Anna Berg", without whom goes without saying. */
static char *who(const struct agenda *agenda, const coach_cell *row) {
    const char *client = text_of(&row[AGENDA_CLIENT]), *trainer = text_of(&row[AGENDA_TRAINER]);
    if (agenda->one_trainer)
        return g_strdup(client);
    return agenda->one_client ? g_strdup(trainer) : g_strdup_printf("%s with %s", client, trainer);
}

static void put_item(const struct agenda *agenda, const coach_cell *row, struct sink *sink) {
    g_autofree char *people = who(agenda, row);
    g_autofree char *state = g_ascii_strdown(text_of(&row[AGENDA_STATUS]), -1);
    g_autofree char *words = g_strdelimit(g_strdup(state), "_", ' ');
    g_autoptr(GString) starts = g_string_new(NULL), elsewhere = g_string_new(NULL);
    agenda_starts(agenda, row, starts);
    agenda_elsewhere(row, elsewhere);
    sink_printf(sink, "<li class=\"%s\"><p class=\"time\">", state);
    put_instant(sink, &row[AGENDA_SCHEDULED_AT], starts->str);
    sink_puts(sink, "\u2013");
    put_instant(sink, &row[AGENDA_ENDS_AT], row[AGENDA_ENDS].text);
    if (elsewhere->len > 0) {
        g_string_append_c(g_string_prepend(elsewhere, "("), ')');
        html_element(sink, "span", "elsewhere", elsewhere->str);
    }
    sink_puts(sink, "</p>");
    html_element(sink, "p", "title", text_of(&row[AGENDA_TITLE]));
    html_element(sink, "p", "who", people);
    html_element(sink, "p", "where", text_of(&row[AGENDA_LOCATION]));
    html_element(sink, "p", "status", words);
    sink_puts(sink, "</li>\n");
}

static void begin_day(const struct agenda *agenda, size_t n, bool empty, struct sink *sink) {
    const coach_day *day = &agenda->days[n];
    sink_printf(sink, "<section class=\"day%s%s\"", day->today ? " today" : "",
                empty ? " empty" : "");
    if (agenda->span == COACH_MONTH && n == 0)
        sink_printf(sink, " style=\"grid-column-start: %d\"", day->weekday + 1);
    sink_printf(sink, ">\n<h2><time datetime=\"%s\"%s>%s %d</time></h2>\n<ol>\n", day->date,
                day->today ? " aria-current=\"date\"" : "", agenda_weekday(day->weekday), day->day);
}

static void end_day(struct sink *sink) {
    sink_puts(sink, "</ol>\n</section>\n");
}

static void empty_days(const struct agenda *agenda, size_t from, size_t to, struct sink *sink) {
    for (size_t n = from; n < to; n++) {
        begin_day(agenda, n, true, sink);
        end_day(sink);
    }
}

static coach_status put_days(const struct agenda *agenda, struct sink *sink) {
    size_t begun = 0, rows = 0; /* days */
    const coach_cell *row;
    coach_status status;
    while ((status = coach_cursor_next(agenda->cursor, &row)) == COACH_OK && row != NULL) {
        size_t its = agenda_day(agenda, row, begun > 0 ? begun - 1 : 0);
        if (its >= begun) {
            if (begun > 0 && rows > 0)
                end_day(sink);
            empty_days(agenda, begun, its, sink);
            begin_day(agenda, its, false, sink);
            begun = its + 1;
        }
        put_item(agenda, row, sink);
        rows++;
    }
    if (rows > 0)
        end_day(sink);
    empty_days(agenda, begun, agenda->count, sink);
    if (rows == 0)
        sink_puts(sink, "<p>no sessions</p>\n");
    return status;
}

coach_status agenda_html(const struct agenda *agenda, struct sink *sink) {
    g_autofree char *title = agenda_title(agenda);
    g_autofree char *zone = g_strconcat("Times in ", coach_time_zone(agenda->c), NULL);
    bool wide = agenda->span != COACH_DAY;
    g_autofree char *sheet = g_strdup_printf("@page { size: A4 %s; margin: 12mm }\n%s",
                                             wide ? "landscape" : "portrait", style);
    html_begin(sink, title, sheet);
    sink_puts(sink, "<main>\n");
    html_element(sink, "h1", NULL, title);
    html_element(sink, "p", "zone", zone);
    sink_printf(sink, "\n<div class=\"%s\">\n", spans[agenda->span]);
    coach_status status = put_days(agenda, sink);
    sink_puts(sink, "</div>\n</main>\n");
    html_end(sink);
    return status;
}
