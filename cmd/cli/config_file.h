/* config_file.h - one configuration file: its bytes, its lines, and how they are changed. */
#ifndef CLI_CONFIG_FILE_H
#define CLI_CONFIG_FILE_H

#include "cli/failure.h"

#define CONFIG_SYSTEM_FILE "/etc/coach/config"

/* The home directory, or NULL where HOME is not an absolute path. Not the caller's. */
const char *config_home(void);

/* A file of coach's in the directory that an XDG variable names, else in `usual` below the home
 * directory; NULL where there is neither. A variable that is not an absolute path is ignored. The
 * caller's. */
char *config_path(const char *variable, const char *usual, const char *name);

/* Where the user's own file is, or NULL where there is no place for it. The caller's. */
char *config_user_file(void);

/* Calls each for every key, in the order of the file, until one fails. COACH_INVALID for what is
 * not a configuration file, COACH_STORAGE for what cannot be read. No file is as good as an empty
 * one. */
typedef coach_status (*config_take)(const char *key, const char *value, void *data);
COACH_CHECKED coach_status config_file_read(const char *path, config_take each, void *data,
                                            struct complaint *c);

/* Changes one key of the file at path, or takes it away (value NULL; COACH_NOT_FOUND where it is
 * not there). See config_write(). */
COACH_CHECKED coach_status config_file_change(const char *path, const char *key, const char *value,
                                              struct complaint *c);

/* The text of a configuration file with a key set to a value, or taken away where value is NULL;
 * NULL where there is nothing to take away. Every other line stays as it is. The caller's. */
char *config_edited(const char *text, const char *section, const char *name, const char *value);

#endif
