/* message.c - a reminder as a mail: a text for people, and an event for their calendar. */
#include "message.h"

#include "calendar.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddress, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddressList, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddressMailbox, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)

/* ---- Addresses ---- */

static InternetAddressMailbox *mailbox_of(const char *text) {
    g_autoptr(InternetAddressList) list = internet_address_list_parse(NULL, text);
    if (!list || internet_address_list_length(list) != 1)
        return NULL;
    InternetAddress *one = internet_address_list_get_address(list, 0);
    return INTERNET_ADDRESS_IS_MAILBOX(one) ? g_object_ref(INTERNET_ADDRESS_MAILBOX(one)) : NULL;
}

/* Nothing that would be taken for an option, for two addresses, or for anything but one. */
static bool is_address(const char *text) {
    const char *at = strchr(text, '@');
    if (!at || at == text || !at[1] || strchr(at + 1, '@') || text[0] == '-')
        return false;
    for (const char *letter = text; *letter; letter++)
        if ((guchar)*letter <= ' ' || *letter == 0x7f || strchr("\"(),:;<>[\\]", *letter))
            return false;
    return true;
}

/* An address in the letters that a header may hold, or NULL. */
static char *plain_address(const char *address) {
    if (!is_address(address))
        return NULL;
    g_autoptr(InternetAddress) mailbox = internet_address_mailbox_new(NULL, address);
    const char *idn = internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox));
    return idn && g_str_is_ascii(idn) && is_address(idn) ? g_strdup(idn) : NULL;
}

bool only_mailbox(const char *text) {
    g_autoptr(InternetAddressMailbox) mailbox = mailbox_of(text);
    g_autofree char *plain =
        mailbox ? plain_address(internet_address_mailbox_get_addr(mailbox)) : NULL;
    return plain;
}

/* ---- Headers ---- */

enum { WORD_BYTES = 45 };

/* What was typed so that it looks like an encoded word is encoded itself: readers show it as it was
 * typed. The rest is GMime's. */
static char *header_text(const char *typed) {
    if (!strstr(typed, "=?"))
        return g_strdup(typed);
    GString *words = g_string_new(NULL);
    for (const char *at = typed; *at;) {
        const char *end = at;
        while (*end && g_utf8_next_char(end) - at <= WORD_BYTES)
            end = g_utf8_next_char(end);
        g_autofree char *word = g_base64_encode((const guchar *)at, (gsize)(end - at));
        g_string_append_printf(words, "%s=?utf-8?B?%s?=", words->len ? " " : "", word);
        at = end;
    }
    return g_string_free(words, FALSE);
}

static char *subject_of(const struct reminder *r) {
    const char *about = strcmp(r->kind, "FEEDBACK") == 0   ? "How was it?"
                        : strcmp(r->kind, "FOLLOWUP") == 0 ? "After the session:"
                                                           : "Reminder:";
    if (reminder_is_cancelled(r))
        about = "Cancelled:";
    return g_strdup_printf("%s %s, %s", about, r->title, r->local_time);
}

static void set_headers(GMimeMessage *message, const struct reminder *r, const char *address,
                        InternetAddressMailbox *from) {
    g_autofree char *subject = subject_of(r), *subject_text = header_text(subject);
    g_autofree char *name = g_strdup_printf("%s %s", r->first_name, r->last_name);
    g_autofree char *name_text = header_text(name);
    const char *from_address = internet_address_mailbox_get_idn_addr(from);
    g_autofree char *id = g_strconcat(r->id, strrchr(from_address, '@'), NULL);
    g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(r->claimed_at, NULL);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_FROM,
                               internet_address_get_name(INTERNET_ADDRESS(from)), from_address);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, name_text, address);
    g_mime_message_set_subject(message, subject_text, "utf-8");
    if (date)
        g_mime_message_set_date(message, date);
    g_mime_message_set_message_id(message, id);
    g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
}

/* ---- Parts ---- */

static char *body_of(const struct reminder *r) {
    GString *body = g_string_new(NULL);
    g_string_append_printf(body, "Hello %s,\n\n", r->first_name);
    if (reminder_is_cancelled(r))
        g_string_append_printf(body, "the session \"%s\" on %s has been cancelled.\n", r->title,
                               r->local_time);
    else if (strcmp(r->kind, "FEEDBACK") == 0)
        g_string_append_printf(body,
                               "how was \"%s\" on %s? An answer to this mail, with 1 to 5 "
                               "stars and a few words, is welcome.\n",
                               r->title, r->local_time);
    else if (strcmp(r->kind, "FOLLOWUP") == 0)
        g_string_append_printf(body, "thank you for \"%s\" on %s.\n", r->title, r->local_time);
    else
        g_string_append_printf(body, "this is to remind you of \"%s\".\n\n", r->title);
    if (!reminder_is_cancelled(r) && reminder_has_event(r))
        g_string_append_printf(body, "When:  %s\n", r->local_time);
    g_string_append_printf(body, "%sWith:  %s\n", reminder_has_event(r) ? "" : "\n", r->trainer);
    if (r->location)
        g_string_append_printf(body, "Where: %s\n", r->location);
    if (reminder_is_cancelled(r) && r->cancel_reason)
        g_string_append_printf(body, "Why:   %s\n", r->cancel_reason);
    if (r->description)
        g_string_append_printf(body, "\n%s\n", r->description);
    return g_string_free(body, FALSE);
}

static GMimeObject *text_part(const char *subtype, const char *text,
                              GMimeContentEncoding encoding) {
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
    g_autoptr(GMimeDataWrapper) content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(GMIME_PART(part), content);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_part_set_content_encoding(GMIME_PART(part), encoding);
    return GMIME_OBJECT(part);
}

static GMimeObject *calendar_part(const struct reminder *r, const char *address,
                                  InternetAddressMailbox *from) {
    g_autofree char *name = g_strdup_printf("%s %s", r->first_name, r->last_name);
    struct event event = {
        .cancelled = reminder_is_cancelled(r),
        .sequence = r->sequence,
        .uid = r->uid,
        .recurrence_id = r->recurrence_id,
        .status = r->event_status,
        .stamp = r->claimed_at,
        .starts = r->scheduled_at,
        .ends = r->ends_at,
        .summary = r->title,
        .description = r->description,
        .location = r->location,
        .organizer = internet_address_mailbox_get_idn_addr(from),
        .organizer_name = internet_address_get_name(INTERNET_ADDRESS(from)),
        .attendee = address,
        .attendee_name = name,
    };
    g_autofree char *calendar = calendar_of(&event);
    GMimeObject *part = text_part("calendar", calendar, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(part, "method",
                                             event.cancelled ? "CANCEL" : "REQUEST");
    return part;
}

static void set_parts(GMimeMessage *message, const struct reminder *r, const char *address,
                      InternetAddressMailbox *from) {
    g_autofree char *body = body_of(r);
    g_autoptr(GMimeObject) text = text_part("plain", body, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    if (!reminder_has_event(r)) {
        g_mime_message_set_mime_part(message, text);
        return;
    }
    g_autoptr(GMimeMultipart) parts = g_mime_multipart_new_with_subtype("alternative");
    g_autoptr(GMimeObject) calendar = calendar_part(r, address, from);
    g_mime_multipart_add(parts, text);
    g_mime_multipart_add(parts, calendar);
    g_mime_message_set_mime_part(message, GMIME_OBJECT(parts));
}

/* ---- The whole ---- */

GBytes *message_of(const struct reminder *r, const char *from, char **why) {
    g_autofree char *address = plain_address(r->email);
    if (!address) {
        *why = g_strdup_printf("no mail can be sent to \"%s\"", r->email);
        return NULL;
    }
    g_autoptr(InternetAddressMailbox) sender = mailbox_of(from);
    g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
    set_headers(message, r, address, sender);
    set_parts(message, r, address, sender);
    g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    return g_bytes_new(bytes->data, bytes->len);
}
