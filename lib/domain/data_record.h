/* data_record.h - records as files have them: which fields they give, as text. */
#ifndef DOMAIN_DATA_RECORD_H
#define DOMAIN_DATA_RECORD_H

#include "domain/data_columns.h"

enum { DATA_FIELDS = 64 };

struct given {
    const struct field *field;
    char *text; /* NULL: absent */
};

struct record {
    const char *file;
    int64_t line; /* in which it begins */
    const struct table *table;
    bool cells; /* what is given stood in the cells of a table */
    bool owned; /* it is a copy, and no larger than what it gives */
    size_t count;
    struct given given[DATA_FIELDS];
};

/* What a record gives for a field; NULL: nothing, not even that it is absent. */
const struct given *record_given(const struct record *record, const struct field *field);

/* A copy that stays, and its end. */
struct record *record_keep(const struct record *record);
void record_free(void *record);

struct record_reader;

/* Reads the records of a source. */
struct record_reader *record_reader_new(coach *c, const coach_data_source *source,
                                        struct maps *maps);
void record_reader_free(struct record_reader *reader); /* takes NULL */

/* The next record, the reader's; *record is NULL after the last one. COACH_INVALID, COACH_USAGE:
 * this record cannot be taken, which record_reader_line() tells; more may follow, unless *over. */
coach_status record_next(struct record_reader *reader, struct record **record, bool *over);
int64_t record_reader_line(const struct record_reader *reader);
int64_t record_reader_passed(const struct record_reader *reader); /* bytes */

#endif
