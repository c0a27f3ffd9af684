/* doctor.c - coach doctor: what is wrong with the database. */
#include "cli/context.h"

struct doctor_arguments {
    bool fix;
};

static const struct argument options[] = {
    {.name = "fix",
     .kind = ARGUMENT_FLAG,
     .offset = offsetof(struct doctor_arguments, fix),
     .help = "Mend what has one right answer, as one operation"},
    NO_MORE,
};

static coach_status run(struct context *x, const void *arguments) {
    const struct doctor_arguments *a = arguments;
    coach_view view = view_of(x, false);
    coach_cursor *cursor;
    coach_health health;
    x->looked = !a->fix;
    coach_status status = context_open(x, a->fix ? COACH_WRITE : COACH_READ);
    if (status == COACH_OK)
        status = coach_doctor(x->coach, a->fix, &view, &health, &cursor);
    if (status != COACH_OK)
        return status;
    if (health.wrong > 0)
        x->wanting = health.mended && !x->command->globals.dry_run ? COACH_PARTIAL : COACH_REFUSED;
    x->page = true;
    return print_rows(x, cursor, false);
}

static const struct verb verbs[] = {
    {NULL, .need = NEED_HANDLE, .batching = BATCH_APART, .rehearses = true, .prints_rows = true,
     .summary = "Look for whatever is wrong with the database",
     .description =
         "Lists what is wrong, and ends with exit status 1 where there is anything; where all is well it prints "
         "nothing. It looks at the file: pages, indexes, references, tables that are not as coach makes them, "
         "and who else may read it. Then at every row: what each field may hold, the rules of its noun, whether "
         "it is found by its own texts. Then at rows beside others, at what is open in relationships that have ended, at "
         "people who are in two places at once, or at work while they are off, and at the history: each change must begin where the one before it ended, and each row be what the "
         "last one made of it.\n\n"
         "What was booked by force is no fault, and neither is a row that is older than the history; both are "
         "counted on standard error. Hours and buffers hold for what is booked after them, and are not looked at.\n\n"
         "With --fix it mends what has one right answer: what searches and names go by, a time that the history knows, "
         "the modes of files, and the indexes of a file that do not agree with its tables. "
         "The rows are one operation, which `coach log` shows; where it has mended some and others are left, "
         "the exit status is 5. The rest is for you to judge: a row that the "
         "history tells otherwise was changed by another program, or damaged.\n\n"
         "While it looks, nobody can write. A million sessions take a minute or so: where that is too long, "
         "look at a backup, `coach --db FILE doctor`.",
     .examples = {{"coach doctor", "Print what is wrong, if anything"},
                  {"coach doctor --fix --dry-run", "What --fix would leave"}},
     .size = sizeof(struct doctor_arguments), .options = {options}, .run = run},
    {.run = NULL},
};

const struct noun doctor_noun = {
    "doctor",
    .summary = "Find and mend what is wrong",
    .table = COACH_FAULT,
    .verbs = verbs,
};
