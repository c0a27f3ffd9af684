/* message.h - a reminder as a mail (RFC 5322, MIME). */
#ifndef LIBEXEC_MESSAGE_H
#define LIBEXEC_MESSAGE_H

#include "reminder.h"

/* The whole mail, its lines ended by LF, as sendmail takes it. from: "Anna Berg <a@example.org>",
 * or the address alone; only_mailbox() has said that it is. NULL: *why says what is wrong, the
 * caller's. */
GBytes *message_of(const struct reminder *reminder, const char *from, char **why);

/* Whether a text is one mailbox. */
bool only_mailbox(const char *text);

#endif
