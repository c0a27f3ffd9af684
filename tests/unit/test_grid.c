/* test_grid.c - days side by side: what fits, what is cut, what is left out. */
#include "cli/fit.h"
#include "cli/grid.h"
#include "unit.h"

static void shows(struct grid *grid, const char *wanted, const char *what) {
    g_autofree char *lines = grid_end(grid);
    check_text(lines, wanted, what);
}

static void test_cells(void) {
    struct grid *grid = grid_new(2, 11, 3, false);
    shows(grid, "", "nothing");
    grid = grid_new(2, 11, 3, false);
    grid_cell(grid, "Mon", false);
    grid_cell(grid, "Tue", true);
    shows(grid, "Mon  │*Tue\n", "names, one of them marked");
    grid = grid_new(2, 11, 3, false);
    grid_cell(grid, "1", false);
    grid_add(grid, "09:00", NULL);
    grid_cell(grid, "2", false);
    grid_cell(grid, "3", false);
    shows(grid, "1    │2\n09:00│\n─────┼─────\n3    │\n", "a row that is not full");
    grid = grid_new(2, 11, 3, false);
    grid_cell(grid, NULL, false);
    grid_cell(grid, NULL, false);
    grid_add(grid, "18:00\nBen", NULL);
    shows(grid, "     │18:00\n     │Ben\n", "no name; an item of two lines");
}

static void test_cuts(void) {
    struct grid *grid = grid_new(2, 11, 3, false);
    grid_cell(grid, "Monday", false);
    grid_add(grid, "abcdefgh\nabcde", NULL);
    grid_cell(grid, NULL, false);
    grid_add(grid, "硬拉硬\n硬拉", NULL);
    shows(grid, "Mond…│硬拉…\nabcd…│硬拉\nabcde│\n", "each line by itself, wide characters whole");
    grid = grid_new(2, 11, 3, false);
    grid_cell(grid, NULL, false);
    grid_add(grid, "Zoe\u0308ab", NULL);
    grid_cell(grid, NULL, false);
    grid_add(grid, "Zoe\u0308abc", NULL);
    shows(grid, "Zoe\u0308ab│Zoe\u0308a…\n", "combining marks take no room");
    grid = grid_new(2, 3, 3, false);
    grid_cell(grid, "12", false);
    grid_cell(grid, "硬", true);
    shows(grid, "…│…\n", "the least room");
}

static struct grid *full(size_t most, int items) {
    struct grid *grid = grid_new(1, 10, most, false);
    grid_cell(grid, "7", false);
    for (int i = 1; i <= items; i++) {
        g_autofree char *text = g_strdup_printf("%d\nx", i);
        grid_add(grid, text, NULL);
    }
    return grid;
}

static void test_more(void) {
    shows(full(3, 3), "7\n1\nx\n2\nx\n3\nx\n", "as many as are shown");
    shows(full(3, 4), "7\n1\nx\n2\nx\n+2 more\n", "one more");
    shows(full(1, 5), "7\n+5 more\n", "none of them");
    shows(full(2, 10000), "7\n1\nx\n+9999 more\n", "far too many");
    shows(full(0, 4), "7\n1\nx\n2\nx\n3\nx\n4\nx\n", "all");
}

static void test_colours(void) {
    struct grid *grid = grid_new(2, 11, 3, true);
    grid_cell(grid, "1", false);
    grid_add(grid, "red rose", "\033[31m");
    grid_cell(grid, "2", true);
    grid_add(grid, "plain", NULL);
    shows(grid,
          "\033[1m1\033[0m    │\033[1;7m*2\033[0m\n"
          "\033[31mred…\033[0m │plain\n",
          "around the text, not around its room");
}

/* A month of everything: each line takes just what there is. */
static struct grid *month(size_t width) {
    static const char *const texts[] = {"18:00 Ben Cole: Squats", "08:00 山田太郎: 硬拉と走り",
                                        "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
                                        "\U0001f3cb\U0001f3cb\U0001f3cb"};
    struct grid *grid = grid_new(7, width, 4, false);
    for (int i = 0; i < 35; i++) {
        g_autofree char *name = g_strdup_printf("%d", i);
        grid_cell(grid, i == 3 ? NULL : name, i == 5);
        for (int j = 0; j < i % 6; j++)
            grid_add(grid, texts[(i + j) % 4], NULL);
    }
    return grid;
}

static void test_widths(void) {
    for (size_t width = 1; width <= 300; width++) {
        size_t widest = 0, room = MAX(width, (size_t)13);
        g_autofree char *lines = grid_end(month(width));
        g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
        for (size_t i = 0; each[i] != NULL; i++)
            widest = MAX(widest, fit_width(each[i]));
        if (widest != room || g_str_has_suffix(lines, " \n"))
            check_number((long long)widest, (long long)room, "a month in a terminal");
    }
    check(true, "a month takes the whole width, from 1 to 300 columns, and no more");
    check_number((long long)grid_column(7, 80), 10, "the narrowest column of 80");
    check_number((long long)grid_column(7, 40), 4, "of 40");
    check_number((long long)grid_column(7, 1), 1, "of 1");
}

static void test_unbounded(void) {
    struct grid *grid = grid_new(2, 0, 0, false);
    grid_cell(grid, "1", false);
    grid_add(grid, "a long text that is not cut", NULL);
    grid_cell(grid, "2", false);
    grid_cell(grid, "3", false);
    grid_cell(grid, "4", false);
    shows(grid,
          "1                          │2\n"
          "a long text that is not cut│\n"
          "───────────────────────────┼─\n"
          "3                          │4\n",
          "as wide as needed");
}

int main(void) {
    test_cells();
    test_cuts();
    test_more();
    test_colours();
    test_widths();
    test_unbounded();
    return unit_end();
}
