/* agenda_text.c - an agenda on a terminal: the list of a day, the grids of a week and a month. */
#include "cli/agenda.h"

#include "cli/cell.h"
#include "cli/grid.h"
#include "cli/table.h"

enum {
    WEEK_DAYS = 7,
    WEEK_ITEMS = 12,
    MONTH_ITEMS = 4,
    WIDE = 24, /* so much room for a column, and people and title stand on one line */
    LONG_TIME = 11,
    LONG_NAME = 7,
    NARROW = 60, /* a list that is narrower says no more than when, what and who */
};

static void put_title(const struct agenda *agenda, const struct style *style, struct sink *sink) {
    g_autofree char *title = agenda_title(agenda);
    bool today = agenda->span == COACH_DAY && agenda->days[0].today;
    sink_printf(sink, "%s%s%s%s\n", style->colour ? COLOUR_NAME : "", title, today ? ", today" : "",
                style->colour ? COLOUR_END : "");
}

/* ---- A day ---- */

/* Of the time nothing is ever cut, as of what is one of a few words. */
static const coach_field line_fields[] = {
    {.name = "time", .type = COACH_TYPE_ENUM},    {.name = "elsewhere", .type = COACH_TYPE_LINE},
    {.name = "title", .type = COACH_TYPE_LINE},   {.name = "client", .type = COACH_TYPE_LINE},
    {.name = "trainer", .type = COACH_TYPE_LINE}, {.name = "location", .type = COACH_TYPE_LINE},
    {.name = "status", .type = COACH_TYPE_ENUM},  {.name = "id", .type = COACH_TYPE_UUID},
};

struct day_list {
    const struct agenda *agenda;
    const coach_field *fields[G_N_ELEMENTS(line_fields)];
    size_t count;
    struct table *table;
    GString *time, *elsewhere;
};

static coach_cell text_cell(const GString *text) {
    return (coach_cell){.text = text->str, .length = text->len};
}

static bool left_out(const struct agenda *agenda, const struct style *style, const char *field) {
    bool narrow = style->truncate && style->width > 0 && style->width < NARROW;
    if (g_str_equal(field, "client"))
        return agenda->one_client;
    if (g_str_equal(field, "trainer"))
        return agenda->one_trainer || (narrow && !agenda->one_client);
    return narrow && (g_str_equal(field, "location") || g_str_equal(field, "status") ||
                      g_str_equal(field, "id"));
}

static void add_row(struct day_list *list, const coach_cell *row) {
    g_string_truncate(list->time, 0);
    agenda_starts(list->agenda, row, list->time);
    g_string_append_printf(list->time, "\u2013%s", row[AGENDA_ENDS].text);
    g_string_assign(list->elsewhere, "(");
    agenda_elsewhere(row, list->elsewhere);
    g_string_append(list->elsewhere, ")");
    if (list->elsewhere->len == strlen("()"))
        g_string_truncate(list->elsewhere, 0);
    const coach_cell line[] = {
        text_cell(list->time), text_cell(list->elsewhere), row[AGENDA_TITLE],  row[AGENDA_CLIENT],
        row[AGENDA_TRAINER],   row[AGENDA_LOCATION],       row[AGENDA_STATUS], row[AGENDA_ID],
    };
    coach_cell cells[G_N_ELEMENTS(line_fields)];
    for (size_t i = 0; i < list->count; i++)
        cells[i] = line[list->fields[i] - line_fields];
    table_add(list->table, cells);
}

static coach_status put_day(const struct agenda *agenda, const struct style *style,
                            struct sink *sink) {
    struct style plain = *style;
    plain.headers = false;
    struct day_list list = {
        .agenda = agenda, .time = g_string_new(NULL), .elsewhere = g_string_new(NULL)};
    for (size_t i = 0; i < G_N_ELEMENTS(line_fields); i++)
        if (!left_out(agenda, style, line_fields[i].name))
            list.fields[list.count++] = &line_fields[i];
    list.table = table_new(agenda->c, &plain, list.fields, list.count, sink);
    const coach_cell *row;
    size_t rows = 0;
    coach_status status;
    while ((status = coach_cursor_next(agenda->cursor, &row)) == COACH_OK && row != NULL) {
        add_row(&list, row);
        rows++;
    }
    table_end(list.table);
    if (rows == 0)
        sink_puts(sink, "no sessions\n");
    table_free(list.table);
    g_string_free(list.time, TRUE);
    g_string_free(list.elsewhere, TRUE);
    return status;
}

/* ---- A week, a month ---- */

struct days_grid {
    const struct agenda *agenda;
    size_t column; /* the least room of an item */
    size_t most;
    struct grid *grid;
    GString *item;
};

static void append_cell(const struct days_grid *g, const coach_cell *row, enum agenda_column n) {
    static const struct cell_look look = {.absent = ""};
    cell_show(g->agenda->c, coach_cursor_column(g->agenda->cursor, n), &row[n], &look, g->item);
}

/* In a month one line, "18:00 Ben Cole: Squats (12:00 New_York)"; in a week, where each hour has
 * its line, two or, in little room, more. */
static void add_item(struct days_grid *g, const coach_cell *row) {
    bool week = g->agenda->span == COACH_WEEK, narrow = week && g->column < WIDE;
    g_autoptr(GString) elsewhere = g_string_new(NULL);
    agenda_elsewhere(row, elsewhere);
    g_string_truncate(g->item, 0);
    agenda_starts(g->agenda, row, g->item);
    if (week && g->column >= LONG_TIME)
        g_string_append_printf(g->item, "\u2013%s", row[AGENDA_ENDS].text);
    if (week && elsewhere->len > 0)
        g_string_append_printf(g->item, "%s(%s)", narrow ? "\n" : " ", elsewhere->str);
    g_string_append(g->item, week ? "\n" : " ");
    append_cell(g, row, g->agenda->one_client ? AGENDA_TRAINER : AGENDA_CLIENT);
    g_string_append(g->item, narrow ? "\n" : ": ");
    append_cell(g, row, AGENDA_TITLE);
    if (!week && elsewhere->len > 0)
        g_string_append_printf(g->item, " (%s)", elsewhere->str);
    const coach_field *status = coach_cursor_column(g->agenda->cursor, AGENDA_STATUS);
    grid_add(g->grid, g->item->str, cell_colour(status, &row[AGENDA_STATUS]));
}

static void begin_day(const struct days_grid *g, const coach_day *day) {
    g_autofree char *name = NULL;
    const char *weekday = agenda_weekday(day->weekday);
    if (g->agenda->span == COACH_MONTH)
        name = g_strdup_printf("%d", day->day);
    else
        name = g_strdup_printf("%.*s %d", g->column < LONG_NAME ? 2 : 3, weekday, day->day);
    grid_cell(g->grid, name, day->today);
}

/* The days of the week above, and the days before the first of the month. */
static void begin_month(const struct days_grid *g) {
    for (int i = 0; i < WEEK_DAYS; i++)
        grid_cell(g->grid, agenda_weekday(i), false);
    for (int i = 0; i < g->agenda->days[0].weekday; i++)
        grid_cell(g->grid, NULL, false);
}

static coach_status fill(struct days_grid *g, size_t *rows) {
    const struct agenda *agenda = g->agenda;
    size_t day = 0;
    const coach_cell *row;
    coach_status status;
    begin_day(g, &agenda->days[0]);
    while ((status = coach_cursor_next(agenda->cursor, &row)) == COACH_OK && row != NULL) {
        for (size_t its = agenda_day(agenda, row, day); day < its;)
            begin_day(g, &agenda->days[++day]);
        add_item(g, row);
        ++*rows;
    }
    while (day + 1 < agenda->count)
        begin_day(g, &agenda->days[++day]);
    return status;
}

static coach_status put_grid(const struct agenda *agenda, const struct style *style,
                             struct sink *sink) {
    bool month = agenda->span == COACH_MONTH;
    size_t most = style->width == 0 ? 0 : month ? MONTH_ITEMS : WEEK_ITEMS, rows = 0;
    struct days_grid g = {
        .agenda = agenda,
        .column = grid_column(WEEK_DAYS, style->width),
        .grid = grid_new(WEEK_DAYS, style->width, most, style->colour),
        .item = g_string_new(NULL),
    };
    if (month)
        begin_month(&g);
    coach_status status = fill(&g, &rows);
    g_autofree char *lines = grid_end(g.grid);
    sink_puts(sink, lines);
    if (rows == 0)
        sink_puts(sink, "no sessions\n");
    g_string_free(g.item, TRUE);
    return status;
}

coach_status agenda_text(const struct agenda *agenda, const struct style *style,
                         struct sink *sink) {
    put_title(agenda, style, sink);
    return agenda->span == COACH_DAY ? put_day(agenda, style, sink) : put_grid(agenda, style, sink);
}
