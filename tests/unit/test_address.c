/* test_address.c - what names a database, as it is shown: without a password, and still the same.
 */
#include "base/address.h"
#include "coach.h"
#include "unit.h"

#include <glib.h>

static const struct {
    const char *address, *shown; /* shown NULL: as it is */
} urls[] = {
    {"postgres://", NULL},
    {"postgres:///studio", NULL},
    {"postgres://h:5432/studio", NULL},
    {"postgres://joe@h:5432/studio", NULL},
    {"postgres://joe@[::1]:5432/studio", NULL},
    {"postgres://joe:pw@h/studio", "postgres://joe@h/studio"},
    {"postgresql://joe:pw@[::1]:5432/studio", "postgresql://joe@[::1]:5432/studio"},
    {"postgres://joe:pw@h:1,i:2/studio", "postgres://joe@h:1,i:2/studio"},
    {"postgres://joe:pw@", "postgres://joe@"},
    {"postgres://:pw@h", "postgres://@h"},
    {"postgres://h/x?password=pw&port=1", "postgres://h/x?port=1"},
    {"postgres://h/x?port=1&sslpassword=p@w", "postgres://h/x?port=1"},
    {"postgres://h/x?oauth_client_secret=pw", "postgres://h/x"},
    /* an @ of a parameter */
    {"postgres://joe:pw@db/studio?application_name=joe@laptop",
     "postgres://joe@db/studio?application_name=joe@laptop"},
    {"postgres://joe:pw@db?application_name=joe@laptop",
     "postgres://joe@db?application_name=joe@laptop"},
    {"postgres://joe:pw@db/studio?port=1&application_name=joe@laptop&user=a@b",
     "postgres://joe@db/studio?port=1&application_name=joe@laptop&user=a@b"},
    {"postgres://joe@db/studio?application_name=a:b@c", NULL},
    {"postgres://db:5432/studio?application_name=joe@laptop", NULL},
    {"postgres://db:5432?application_name=a/b@c", NULL},
    {"postgres://db:1,other:2/studio?application_name=joe@laptop", NULL},
    {"postgres://[::1]:5432/studio?application_name=joe@laptop", NULL},
    {"postgres://joe:pw@db/studio?application_name=joe@laptop&password=p@w",
     "postgres://joe@db/studio?application_name=joe@laptop"},
    /* passwords that nobody escaped */
    {"postgres://u:12/3?4@h/db", "postgres://u@h/db"},
    {"postgres://u:12?3/4@h/db", "postgres://u@h/db"},
    {"postgres://u:1/2@h/db", "postgres://u@h/db"},
    {"postgres://u:a/b?c=d@h/db", "postgres://u@h/db"},
    {"postgres://u:12/b?c=d@h/db", "postgres://u@h/db"},
    {"postgres://u:p?port=d@h/db", "postgres://u@h/db"},
    {"postgres://u:p/?port=d@h/db", "postgres://u@h/db"},
    {"postgres://u:p@w?a=b@h/db", "postgres://u@h/db"},
    {"postgres://u:p@w@h/db?user=a@b", "postgres://u@h/db?user=a@b"},
    {"postgres://u@example.org:pw@h/db", "postgres://u@example.org@h/db"},
};

static void test_urls(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autofree char *shown = address_without_password(urls[i].address);
        check_text(shown, urls[i].shown ? urls[i].shown : urls[i].address, urls[i].address);
    }
}

static const struct {
    const char *address, *shown; /* shown NULL: as it is */
} services[] = {
    {"service=", NULL},
    {"service=x", NULL},
    {"service=x port=1 user = 'a b'", NULL},
    {"service='a b' port='it\\'s'", NULL},
    {"service=x password=pw", "service=x"},
    {"service=x password = pw port=1", "service=x port=1"},
    {"service=x password=", "service=x"},
    {"service=x port=1 password='p \\' w'\nuser=a ", "service=x port=1\nuser=a "},
    {"service=x sslpassword='p''w' port=1", "service=x"},
    {"service=x password='p'user=a", "service=x user=a"},
    {"service=x password=p\\ w port=1", "service=x port=1"},
    {"service=x password=it's port=1", "service=x port=1"},
    {"service=x oauth_client_secret=pw port=1", "service=x port=1"},
    /* what libpq refuses: nobody knows where the password ends */
    {"service=x password='it's secret'", "service=x"},
    {"service=x password=my secret port=1", "service=x"},
    {"service=x password='my secret", "service=x"},
    {"service=x password='my secret\\'", "service=x"},
    {"service=x pasword=pw", "service=x"},
    {"service=x PASSWORD=pw", "service=x"},
    {"service=x password 'pw'", "service=x"},
    {"service=x password", "service=x"},
    {"service=x pw", "service=x"},
    {"service='a b' password=my secret", "service='a b'"},
    {"service='a password=pw", "service='a"},
    {"service=x\\ y password=my secret", "service=x\\ y"},
};

static void test_services(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(services); i++) {
        g_autofree char *shown = address_without_password(services[i].address);
        check_text(shown, services[i].shown ? services[i].shown : services[i].address,
                   services[i].address);
    }
}

/* Addresses among the words of a shell. */
static const struct {
    const char *line, *shown; /* shown NULL: as it is */
} lines[] = {
    {"", NULL},
    {"user list --search 'joe' \"a b\" c\\ d", NULL},
    {"user list --db postgres://joe@h/x -o json", NULL},
    {"tag list --search customer_service='a b'", NULL},
    {"user list --db 'service=x port=1' -o json", NULL},
    {"--db postgres://joe:pw@h/x user list", "--db postgres://joe@h/x user list"},
    {"--db=postgres://joe:pw@h/x user list", "--db=postgres://joe@h/x user list"},
    {"-c core.database=postgresql://h/x?password=pw tag list",
     "-c core.database=postgresql://h/x tag list"},
    {"--db 'postgres://h/x?password=p w' tag list", "--db 'postgres://h/x' tag list"},
    {"'--db=postgres://joe:pw@h/x' tag list", "'--db=postgres://joe@h/x' tag list"},
    {"--db \"postgres://joe:p'w@h/x\" tag", "--db \"postgres://joe@h/x\" tag"},
    {"--db postgres://joe:'p w'@h/x tag", "--db postgres://joe@h/x tag"},
    {"--db 'postgres://joe:'p\\ w'@h/x' tag", "--db 'postgres://joe@h/x' tag"},
    {"--db 'service=x password=pw' tag", "--db 'service=x' tag"},
    {"--db service=x\\ password=pw tag", "--db service=x tag"},
    {"--db \"service=x password='p w' port=1\" tag", "--db \"service=x port=1\" tag"},
    {"--db 'service=x password='\\''p w'\\'' port=1' tag", "--db 'service=x port=1' tag"},
    {"--db \"service=x password=my secret\" tag", "--db \"service=x\" tag"},
    {"--db 'service=x password=pw", "--db 'service=x"},
    {"!psql \"postgres://joe:pw@h/x\" -c 'SELECT 1' | wc -l",
     "!psql \"postgres://joe@h/x\" -c 'SELECT 1' | wc -l"},
    {"!echo postgres://a:pw@h/x postgres://b:pw@h/y; true",
     "!echo postgres://a@h/x postgres://b@h/y; true"},
    {"!sh -c 'echo postgres://a:pw@h/x postgres://b:pw@h/y; true'",
     "!sh -c 'echo postgres://a@h/x postgres://b@h/y; true'"},
};

static void test_lines(void) {
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *shown = coach_line_shown(lines[i].line);
        check_text(shown, lines[i].shown ? lines[i].shown : lines[i].line, lines[i].line);
    }
}

static void test_stems(void) {
    static const char *const stems[][2] = {
        {"/srv/coach.db", "coach"},
        {"my practice.v2.sqlite", "my practice.v2"},
        {".hidden", ".hidden"},
        {"postgres://joe:pw@h:1,i:2/studio?port=1", "studio"},
        {"postgres:///studio", "studio"},
        {"postgres://h", "coach"},
        {"postgres://%2Frun/a%2Fb", "a_2Fb"},
        {"service=again", "again"},
        {"service=again dbname=b", "again"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(stems); i++) {
        g_autofree char *stem = address_stem(stems[i][0]);
        check_text(stem, stems[i][1], stems[i][0]);
    }
}

int main(void) {
    test_urls();
    test_services();
    test_lines();
    test_stems();
    return unit_end();
}
