/* address.c - what names a database, and which part of that is secret. */
#include "base/address.h"

#include "coach.h"
#include <glib.h>
#include <string.h>

bool address_is_server(const char *text) {
    return g_str_has_prefix(text, "postgres://") || g_str_has_prefix(text, "postgresql://") ||
           g_str_has_prefix(text, "service=");
}

static char *without(const char *pattern, const char *text) {
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_RAW, 0, NULL);
    return g_regex_replace_literal(regex, text, -1, 0, "", 0, NULL);
}

/* Where a password may stand before the host: between a colon and the last @. A password with a
 * slash or a question mark that nobody escaped makes an address that leads nowhere, but it is a
 * password all the same. */
static char *without_credentials(const char *url) {
    const char *user = strstr(url, "://") + 3;
    const char *colon = strchr(user, ':'), *at = strrchr(user, '@');
    const char *query = strchr(user, '?'), *slash = strchr(user, '/');
    if (!colon || !at || at < colon)
        return g_strdup(url);
    bool port = strspn(colon + 1, "0123456789") == strcspn(colon + 1, "/?");
    if (port && (!slash || slash < at) && query && query < at)
        return g_strdup(url); /* the @ belongs to a parameter */
    return g_strdup_printf("%.*s%s", (int)(colon - url), url, at);
}

char *address_without_password(const char *text) {
    if (!address_is_server(text))
        return g_strdup(text);
    if (g_str_has_prefix(text, "service="))
        return without("\\s*\\b\\w*password\\s*=\\s*('(\\\\.|[^'\\\\])*'?|(\\\\.|[^\\s\\\\])*)",
                       text);
    g_autofree char *url = without_credentials(text);
    g_autofree char *bare = without("(?i)(?<=[?&])([^=&]*password|[^=&]*%[^=&]*)=[^&]*&?", url);
    if (g_str_has_suffix(bare, "?") || g_str_has_suffix(bare, "&"))
        bare[strlen(bare) - 1] = '\0';
    return g_steal_pointer(&bare);
}

bool coach_database_is_file(const char *database) {
    return !address_is_server(database);
}

char *coach_database_shown(const char *database) {
    return address_without_password(database);
}
