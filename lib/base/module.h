/* module.h - parts of the library that are loaded only where they are needed, because what they
 * stand on takes longer to load than most commands take to run. */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H

#include "base/failure.h"

/* Loads the module of a name and finds what it exports under that name. Looked for first where the
 * program or the library was built (modules/), then where they are installed (coach/ in the
 * library's directory). COACH_STORAGE where there is none. It stays loaded. */
coach_status module_load(const char *name, const char *symbol, const void **out, struct failure *f);

#endif
