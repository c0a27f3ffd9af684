/* test_config.c - settings: which one holds, what is refused, and how the file is written. */
#include "cli/config.h"
#include "cli/config_file.h"
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *home, *file;

/* ---- Helpers ---- */

static void put(const char *text) {
    g_autofree char *directory = g_path_get_dirname(file);
    g_mkdir_with_parents(directory, 0700);
    if (!g_file_set_contents(file, text, -1, NULL))
        abort();
}

static char *content(void) {
    char *text = NULL;
    g_file_get_contents(file, &text, NULL, NULL);
    return text;
}

static int mode_of(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 ? (int)(about.st_mode & 07777) : -1;
}

static void holds(const char *const *overrides, const char *key, const char *value,
                  const char *origin, const char *what) {
    struct complaint c = {0};
    struct config *config = NULL;
    const char *from = NULL;
    if (check(config_load(overrides, &config, &c) == COACH_OK, "%s: loads", what)) {
        check_text(config_get(config, key, &from), value, what);
        check_text(from, origin, "  and where it comes from");
    }
    config_free(config);
    complaint_clear(&c);
}

static void refuses(const char *const *overrides, coach_status status, const char *message,
                    const char *hint) {
    struct complaint c = {0};
    struct config *config = NULL;
    check_number(config_load(overrides, &config, &c), status, message);
    check(c.view.message && strstr(c.view.message, message), "its message: %s",
          c.view.message ? c.view.message : "none");
    if (hint)
        check(c.view.hint && strstr(c.view.hint, hint), "its hint has %s", hint);
    check(config == NULL, "and no configuration");
    config_free(config);
    complaint_clear(&c);
}

static void writes(const char *key, const char *value, coach_status wanted, const char *what) {
    struct complaint c = {0};
    check_number(config_write(key, value, &c), wanted, what);
    complaint_clear(&c);
}

static void becomes(const char *before, const char *key, const char *value, const char *after) {
    put(before);
    writes(key, value, COACH_OK, after);
    g_autofree char *text = content();
    check_text(text, after, "  the file");
}

/* ---- Which one holds ---- */

static void test_order(void) {
    static const char *const overrides[] = {"core.time_zone=Asia/Tokyo", "alias.a=b=c", NULL};
    g_autofree char *origin = g_strconcat("file:", file, NULL);
    holds(NULL, "session.duration", "60m", "default", "an initial value");
    holds(NULL, "core.time_zone", NULL, NULL, "no value");
    holds(NULL, "no.such", NULL, NULL, "no key");
    put("; one\n# two\n\n[core]\n  time_zone = Europe/Berlin  \n[alias]\nt = say  \\\\ \"x\"\n"
        "[core]\ndatabase=~/d/c.db\n");
    holds(NULL, "core.time_zone", "Europe/Berlin", origin, "a file");
    holds(NULL, "alias.t", "say  \\ \"x\"", origin, "an alias");
    g_autofree char *database = g_build_filename(home, "d", "c.db", NULL);
    holds(NULL, "core.database", database, origin, "a path in the home directory");
    g_setenv("COACH_TIME_ZONE", "", TRUE);
    holds(NULL, "core.time_zone", "Europe/Berlin", origin, "an empty variable is none");
    g_setenv("COACH_TIME_ZONE", "America/Lima", TRUE);
    g_setenv("COACH_DB", "~/e.db", TRUE);
    holds(NULL, "core.time_zone", "America/Lima", "environment:COACH_TIME_ZONE", "a variable");
    holds(NULL, "core.database", "~/e.db", "environment:COACH_DB", "of which the shell's are ~");
    holds(overrides, "core.time_zone", "Asia/Tokyo", "command line", "-c");
    holds(overrides, "alias.a", "b=c", "command line", "-c with another =");
    g_unsetenv("COACH_TIME_ZONE");
    g_unsetenv("COACH_DB");
}

static void collect(const char *key, const char *value, const char *origin, void *data) {
    g_string_append_printf(data, "%s=%s %c\n", key, value, origin[0]);
}

static void test_each(void) {
    struct complaint c = {0};
    struct config *config = NULL;
    put("[session]\nduration = 1h30m\n[alias]\nz=1\na=2\nz=3\n");
    if (!check(config_load(NULL, &config, &c) == COACH_OK, "loads"))
        return;
    g_autoptr(GString) all = g_string_new(NULL);
    config_each(config, collect, all);
    check_text(all->str,
               "alias.a=2 f\nalias.z=3 f\ncolor.ui=auto d\ncore.busy_timeout=10000 d\n"
               "mail.command=sendmail -t -i d\nremind.timeout=60000 d\n"
               "session.cancel_window=24h d\nsession.duration=1h30m f\n",
               "every value, by name");
    check_number(config_minutes(config, "session.duration"), 90, "minutes");
    check_number(config_minutes(config, "session.cancel_window"), 24 * 60, "a day");
    check_number(config_milliseconds(config, "core.busy_timeout"), 10000, "milliseconds");
    config_free(config);
}

static void test_places(void) {
    g_autofree char *directory = g_build_filename(home, "xdg", NULL);
    g_autofree char *wanted = g_build_filename(directory, "coach", "config", NULL);
    g_setenv("XDG_CONFIG_HOME", directory, TRUE);
    g_autofree char *absolute = config_user_file();
    check_text(absolute, wanted, "XDG_CONFIG_HOME");
    g_setenv("XDG_CONFIG_HOME", "xdg", TRUE);
    g_autofree char *relative = config_user_file();
    check_text(relative, file, "a relative one is ignored");
    g_unsetenv("XDG_CONFIG_HOME");
    g_setenv("HOME", "here", TRUE);
    g_autofree char *none = config_user_file();
    check_text(none, NULL, "so is a relative HOME");
    refuses((const char *const[]){"core.database=~/x", NULL}, COACH_INVALID, "no home", "HOME");
    writes("core.pager", "x", COACH_STORAGE, "nowhere to write");
    g_setenv("HOME", home, TRUE);
}

/* ---- What is refused ---- */

static void refuses_file(const char *text, coach_status status, const char *message,
                         const char *hint) {
    put(text);
    refuses(NULL, status, message, hint);
    refuses(NULL, status, file, NULL);
}

static void test_refusals(void) {
    refuses_file("[core]\ndatabse=x\n", COACH_USAGE, "\"core.databse\"", "core.database?");
    refuses_file("[quite]\nother=x\n", COACH_USAGE, "\"quite.other\"", "core.database, ");
    refuses_file("[alias]\n*=x\n", COACH_USAGE, "\"alias.*\"", "letters");
    refuses_file("[alias]\nx[de]=x\n", COACH_USAGE, "\"alias.x[de]\"", "letters");
    refuses_file("[core]\ntime_zone=Mars/X\n", COACH_INVALID, "core.time_zone: \"Mars/X\"", "IANA");
    refuses_file("[core]\nbusy_timeout=3600001\n", COACH_INVALID, "0 to 3600000", NULL);
    refuses_file("[core]\nbusy_timeout=+1\n", COACH_INVALID, "\"+1\"", NULL);
    refuses_file("[core]\npager=\n", COACH_INVALID, "core.pager has no value", NULL);
    refuses_file("[core]\npager=a\\qb\n", COACH_INVALID, "core.pager", NULL);
    refuses_file("[core]\npager=\xff\n", COACH_INVALID, "core.pager", NULL);
    refuses_file("[session]\nduration=4\n", COACH_INVALID, "\"4\"", "1h30m");
    refuses_file("[session]\nduration=soon\n", COACH_INVALID, "\"soon\"", "1h30m");
    refuses_file("[color]\nui=alway\n", COACH_INVALID, "\"alway\"", "always?");
    refuses_file("x=1\n", COACH_INVALID, "", "[SECTION]");
    refuses_file("[core]\nnonsense\n", COACH_INVALID, "nonsense", "[SECTION]");
    put("");
    refuses((const char *const[]){"core.pager", NULL}, COACH_USAGE, "\"core.pager\"", "KEY=VALUE");
    refuses((const char *const[]){"core.page=x", NULL}, COACH_USAGE, "\"core.page\"", "core.pager");
    refuses((const char *const[]){"=x", NULL}, COACH_USAGE, "\"\"", NULL);
    g_setenv("COACH_OUTPUT", "xml", TRUE);
    refuses(NULL, COACH_INVALID, "COACH_OUTPUT: output.format: \"xml\"", NULL);
    g_unsetenv("COACH_OUTPUT");
}

static void test_unreadable(void) {
    unlink(file);
    g_mkdir(file, 0700);
    refuses(NULL, COACH_STORAGE, "not a regular file", NULL);
    rmdir(file);
    if (mkfifo(file, 0600) == 0)
        refuses(NULL, COACH_STORAGE, "not a regular file", NULL);
    unlink(file);
    g_autofree char *large = g_strnfill((1 << 20) + 1, '\n');
    put(large);
    refuses(NULL, COACH_STORAGE, "larger", NULL);
    unlink(file);
    if (symlink("config", file) == 0)
        refuses(NULL, COACH_STORAGE, file, NULL);
    writes("core.pager", "x", COACH_STORAGE, "a link to itself");
    unlink(file);
}

/* ---- Writing ---- */

static void test_edits(void) {
    becomes("", "core.pager", "less -R", "[core]\n\tpager = less -R\n");
    becomes("# c\n", "core.pager", "x", "# c\n\n[core]\n\tpager = x\n");
    becomes("[core]", "core.pager", "x", "[core]\n\tpager = x\n");
    becomes("[core]\n  editor=e # e\n\n# end\n[user]\nemail=u\n", "core.pager", "x",
            "[core]\n  editor=e # e\n  pager = x\n\n# end\n[user]\nemail=u\n");
    becomes("[core]\n; c\n pager=old\n# d", "core.pager", "x", "[core]\n; c\n pager = x\n# d");
    becomes("[core]\npager=1\n[user]\nemail=u\n[core]\npager=2", "core.pager", "x",
            "[core]\n[user]\nemail=u\n[core]\npager = x\n");
    becomes("[core]\npager=1\n#pager=0\npager=2\neditor=e\n", "core.pager", NULL,
            "[core]\n#pager=0\neditor=e\n");
    becomes("[alias]\nab=1\na = 2\n", "alias.a", NULL, "[alias]\nab=1\n");
    becomes("[core]\r\npager=1\r\neditor=e\r\n", "core.pager", "x",
            "[core]\r\npager = x\neditor=e\r\n");
}

static void test_kept_values(void) {
    static const char *const values[] = {" x ",    "x\t",   "\n",     "a\\b",     "\"q\"",  "# no",
                                         "a;b#c",  "x = y", "\tx \t", "\\s",      "[core]", "a\rb",
                                         "山田 é", "x\\",   "a\n\nb", "!x \"$@\""};
    g_autofree char *origin = g_strconcat("file:", file, NULL);
    put("");
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        writes("alias.x", values[i], COACH_OK, "a value is kept");
        holds(NULL, "alias.x", values[i], origin, "  as it is");
    }
}

static void test_write(void) {
    g_autofree char *directory = g_path_get_dirname(file);
    g_autofree char *lock = g_strconcat(file, ".lock", NULL);
    unlink(file);
    rmdir(directory);
    writes("core.pager", NULL, COACH_NOT_FOUND, "nothing to take away");
    check_number(mode_of(directory), -1, "and nothing made for it");
    writes("core.pager", "x", COACH_OK, "a new file");
    check_number(mode_of(file), 0600, "its mode");
    check_number(mode_of(directory), 0700, "its directory's mode");
    g_chmod(file, 0644);
    writes("core.pager", "y", COACH_OK, "a file that is there");
    check_number(mode_of(file), 0644, "keeps its mode");
    writes("core.pager", NULL, COACH_OK, "taken away");
    writes("core.pager", NULL, COACH_NOT_FOUND, "taken away twice");
    writes("core.page", "x", COACH_USAGE, "an unknown key");
    writes("core", "x", COACH_USAGE, "no key");
    writes("color.ui", "x", COACH_INVALID, "a value that does not fit");
    check(access(lock, F_OK) != 0, "no lock is left");
    close(open(lock, O_CREAT | O_WRONLY, 0600));
    writes("core.pager", "z", COACH_STORAGE, "a lock that stays");
    check(access(lock, F_OK) == 0, "is left to its owner");
    unlink(lock);
    put("nonsense\n");
    writes("core.pager", "z", COACH_INVALID, "a file that makes no sense");
    g_autofree char *text = content();
    check_text(text, "nonsense\n", "stays as it is");
}

static void test_symlink(void) {
    g_autofree char *target = g_build_filename(home, "target", NULL);
    g_autofree char *middle = g_build_filename(home, "middle", NULL);
    unlink(file);
    check(symlink("../../middle", file) == 0 && symlink(target, middle) == 0, "links");
    writes("core.pager", "x", COACH_OK, "through links to nothing");
    check(g_file_test(file, G_FILE_TEST_IS_SYMLINK) && g_file_test(middle, G_FILE_TEST_IS_SYMLINK),
          "the links stay");
    check_number(mode_of(target), 0600, "what they lead to is made");
    writes("core.editor", "e", COACH_OK, "through links to a file");
    g_autofree char *text = content();
    check_text(text, "[core]\n\tpager = x\n\teditor = e\n", "both are there");
    unlink(file);
}

static int write_many(int writer) {
    struct complaint c = {0};
    int failures = 0;
    for (int i = 0; i < 10; i++) {
        g_autofree char *key = g_strdup_printf("alias.w%d-%d", writer, i);
        failures += config_write(key, "x", &c) != COACH_OK;
    }
    complaint_clear(&c);
    return failures;
}

static void test_writers(void) {
    enum { WRITERS = 6 };
    put("");
    fflush(stdout);
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0)
            _exit(write_many(i));
    int failures = 0, status;
    while (wait(&status) > 0)
        failures += WEXITSTATUS(status);
    g_autofree char *text = content();
    int lines = 0;
    for (const char *at = text; (at = strstr(at, " = x\n")) != NULL; at++)
        lines++;
    check_number(failures, 0, "six writers at once all succeed");
    check_number(lines, WRITERS * 10, "and none loses what another wrote");
}

int main(void) {
    for (const struct config_key *key = config_keys; key->name; key++)
        if (key->environment)
            g_unsetenv(key->environment);
    home = g_dir_make_tmp("coach-test-XXXXXX", NULL);
    file = g_build_filename(home, ".config", "coach", "config", NULL);
    g_setenv("HOME", home, TRUE);
    g_unsetenv("XDG_CONFIG_HOME");
    test_order();
    test_each();
    test_places();
    test_refusals();
    test_unreadable();
    test_edits();
    test_kept_values();
    test_write();
    test_symlink();
    test_writers();
    if (fork() == 0)
        execlp("rm", "rm", "-rf", "--", home, (char *)NULL);
    wait(NULL);
    g_free(home);
    g_free(file);
    return unit_end();
}
