/* address.c - what names a database, and which part of that is secret. */
#include "base/address.h"

#include "coach.h"
#include <glib.h>
#include <string.h>

#define SPACE " \t\n\v\f\r"

static bool is_url(const char *text) {
    return g_str_has_prefix(text, "postgres://") || g_str_has_prefix(text, "postgresql://");
}

bool address_is_server(const char *text) {
    return is_url(text) || g_str_has_prefix(text, "service=");
}

/* The names of what libpq takes, up to that of PostgreSQL 18. */
static const char key_words[] =
    "application_name channel_binding client_encoding connect_timeout dbname "
    "fallback_application_name gssdelegation gssencmode gsslib host hostaddr keepalives "
    "keepalives_count keepalives_idle keepalives_interval krbsrvname load_balance_hosts "
    "max_protocol_version min_protocol_version oauth_client_id oauth_client_secret "
    "oauth_issuer oauth_scope options passfile password port replication require_auth "
    "requirepeer service servicefile ssl ssl_max_protocol_version ssl_min_protocol_version "
    "sslcert sslcertmode sslcompression sslcrl sslcrldir sslkey sslkeylogfile sslmode "
    "sslnegotiation sslpassword sslrootcert sslsni target_session_attrs tcp_user_timeout user";

/* The length of the name that text begins with, or 0. */
static size_t key_word(const char *text) {
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz_"), other;
    for (const char *word = key_words; *word; word += other + strspn(word + other, " ")) {
        other = strcspn(word, " ");
        if (other == length && memcmp(word, text, length) == 0)
            return length;
    }
    return 0;
}

/* ---- URLs ---- */

static char *without(const char *pattern, const char *text) {
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_RAW, 0, NULL);
    return g_regex_replace_literal(regex, text, -1, 0, "", 0, NULL);
}

/* Where the parameters of a URL begin, or its end. */
static const char *parameters(const char *at) {
    for (; *(at += strcspn(at, "?&")); at++) {
        size_t length = key_word(at + 1);
        if (length > 0 && at[1 + length] == '=')
            break;
    }
    return at;
}

/* Whether every colon before the path may be that of a port. */
static bool has_ports_alone(const char *hosts) {
    for (const char *at = hosts; !strchr("/?", *at); at++) {
        if (*at == '[' && strchr(at, ']'))
            at = strchr(at, ']');
        if (*at == ':' && !strchr(",/?", at[1 + strspn(at + 1, "0123456789")]))
            return false;
    }
    return true;
}

/* Where the user and the password have ended in any case: behind it an @ belongs to a parameter. */
static const char *credentials_end(const char *user) {
    const char *at = user + strcspn(user, "@/"); /* as far as libpq looks for an @ */
    if (*at == '@')
        return parameters(at);
    return has_ports_alone(user) ? parameters(user) : user + strlen(user);
}

/* Where a password may stand before the host: between a colon and the last @. A password with a
 * slash or a question mark that nobody escaped makes an address that leads nowhere, but it is a
 * password all the same. */
static char *without_credentials(const char *url) {
    const char *user = strstr(url, "://") + 3, *colon = strchr(user, ':');
    const char *at = g_strrstr_len(user, credentials_end(user) - user, "@");
    if (!colon || !at || at < colon)
        return g_strdup(url);
    return g_strdup_printf("%.*s%s", (int)(colon - url), url, at);
}

static char *url_without_password(const char *url) {
    g_autofree char *open = without_credentials(url);
    g_autofree char *bare =
        without("(?i)(?<=[?&])([^=&]*(password|secret)|[^=&]*%[^=&]*)=[^&]*&?", open);
    if (g_str_has_suffix(bare, "?") || g_str_has_suffix(bare, "&"))
        bare[strlen(bare) - 1] = '\0';
    return g_steal_pointer(&bare);
}

/* ---- Words ---- */

/* Where a value of libpq's ends, or NULL. */
static const char *value_end(const char *at) {
    bool quoted = *at == '\'';
    for (at += quoted; *at && !strchr(quoted ? "'" : SPACE, *at); at++)
        if (*at == '\\' && at[1])
            at++;
    if (quoted)
        return *at ? at + 1 : NULL;
    return at;
}

/* Where NAME = VALUE ends, or NULL where libpq would take it for none. */
static const char *pair_end(const char *name) {
    const char *at = name + key_word(name);
    at += strspn(at, SPACE);
    return at == name || *at != '=' ? NULL : value_end(at + 1 + strspn(at + 1, SPACE));
}

static bool is_secret(const char *name) {
    g_autofree char *word = g_strndup(name, key_word(name));
    return g_str_has_suffix(word, "password") || g_str_has_suffix(word, "secret");
}

/* Where libpq would refuse the whole, nobody knows what belongs to a password: the first pair is
 * shown alone. */
static char *words_without_password(const char *text) {
    g_autoptr(GString) shown = g_string_new(NULL);
    const char *first = pair_end(text), *at = text, *name, *end;
    for (; *(name = at + strspn(at, SPACE)); at = end) {
        if (!(end = pair_end(name)))
            return g_strndup(text, first ? (size_t)(first - text) : strcspn(text, SPACE));
        if (is_secret(name))
            continue;
        if (name == at && shown->len)
            g_string_append_c(shown, ' ');
        g_string_append_len(shown, at, end - at);
    }
    g_string_append(shown, at);
    return g_strdup(shown->str);
}

/* The length of the name of a word that text begins with, or 0; however it is written. */
static int first_name(const char *text) {
    g_autofree char *lower = g_ascii_strdown(text, -1);
    size_t length = key_word(lower);
    return text[length + strspn(text + length, SPACE)] == '=' ? (int)length : 0;
}

bool address_is_words(const char *text) {
    return !address_is_server(text) && first_name(text + strspn(text, SPACE)) > 0 &&
           !g_file_test(text, G_FILE_TEST_EXISTS);
}

char *address_without_password(const char *text) {
    const char *first = text + strspn(text, SPACE);
    if (address_is_words(text))
        return g_strdup_printf("%.*s=…", first_name(first), first);
    if (!address_is_server(text))
        return g_strdup(text);
    return is_url(text) ? url_without_password(text) : words_without_password(text);
}

/* ---- Names ---- */

static char *server_stem(const char *address) {
    g_autofree char *shown = address_without_password(address);
    const char *from = shown + strcspn(shown, "=:") + 1;
    if (is_url(shown)) {
        from = strchr(from + strlen("//"), '/');
        from = from ? from + 1 : "";
    }
    char *stem = g_strndup(from, strcspn(from, "?" SPACE));
    return g_strcanon(stem, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
}

char *address_stem(const char *text) {
    char *stem = address_is_server(text) ? server_stem(text) : g_path_get_basename(text);
    char *dot = address_is_server(text) ? NULL : strrchr(stem, '.');
    if (dot && dot > stem)
        *dot = '\0';
    if (*stem)
        return stem;
    g_free(stem);
    return g_strdup("coach");
}

/* ---- Command lines ---- */

/* Over one character, and whatever quote begins or ends with it. */
static const char *shell_step(const char *at, char *quote) {
    if (*at == '\\' && *quote != '\'' && at[1])
        return at + 2;
    if (*at == *quote)
        *quote = '\0';
    else if (!*quote && strchr("'\"", *at))
        *quote = *at;
    return at + 1;
}

static bool address_begins(const char *line, const char *at) {
    return is_url(at) || (address_is_server(at) &&
                          (at == line || !(g_ascii_isalnum(at[-1]) || strchr("_?&", at[-1]))));
}

/* Up to the end of the shell's word, or to another URL: an address may hold spaces. */
static const char *address_end(const char *at, char *quote) {
    bool url = is_url(at);
    do
        at = shell_step(at, quote);
    while (*at && (*quote || !strchr(SPACE, *at)) && !(url && is_url(at)));
    return at;
}

/* What is left of an address without its password ends with the quote that it stood in. */
static void put_address(GString *out, const char *at, const char *end, char quote) {
    char opening[] = {quote, '\0'};
    g_autofree char *written = g_strndup(at, (gsize)(end - at));
    g_autofree char *quoted = g_strconcat(opening, written, NULL);
    g_autofree char *plain = g_shell_unquote(quoted, NULL);
    const char *address = plain ? plain : written;
    g_autofree char *shown = address_without_password(address);
    bool secret = !g_str_equal(shown, address);
    g_string_append(out, secret ? shown : written);
    if (secret && plain)
        g_string_append(out, opening);
}

char *coach_line_shown(const char *line) {
    GString *out = g_string_new(NULL);
    char quote = '\0';
    for (const char *at = line, *end; *at; at = end) {
        char before = quote;
        bool address = address_begins(line, at);
        end = address ? address_end(at, &quote) : shell_step(at, &quote);
        if (address)
            put_address(out, at, end, before);
        else
            g_string_append_len(out, at, end - at);
    }
    return g_string_free(out, FALSE);
}

bool coach_database_is_file(const char *database) {
    return !address_is_server(database) && !address_is_words(database);
}

char *coach_database_shown(const char *database) {
    return address_without_password(database);
}
