#include "domain/domain.h"
static const struct field fields[] = {
    {.view = {"check", .doc = "What", .type = COACH_TYPE_LINE, .flags = COACH_FIELD_BRIEF},
     DERIVED},
};
const struct table fault_table = {.noun = COACH_FAULT, .name = "fault", .fields = fields, .count = 1};
