# coach: build, try, test, install. `make help` lists the goals.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := $(shell sed -n 's/^\#define COACH_VERSION "\(.*\)"/\1/p' lib/coach.h)

bindir  = $(PREFIX)/bin
libdir  = $(PREFIX)/lib
incdir  = $(PREFIX)/include
execdir = $(PREFIX)/libexec/coach
datadir = $(PREFIX)/share
mandir  = $(datadir)/man

# Everything that building, running and testing needs, as Debian names it: the one list.
PACKAGES = gcc make pkg-config git libc6-dev libglib2.0-dev libpcre2-dev libsmartcols-dev libsqlite3-dev uuid-dev libpq-dev libical-dev libjq-dev \
	libgmime-3.0-dev libjson-glib-dev msmtp \
	postgresql pgbouncer sqlite3 jq bats bats-assert bats-support bats-file mandoc man-db shellcheck clang clang-format \
	libclang-rt-14-dev valgrind zsh fish bash bash-completion less expect procps binutils python3 python3-dateutil python3-jsonschema tzdata \
	vdirsyncer radicale khal chromium
PACKAGES_BENCH = taskwarrior calcurse

ifeq ($(origin CC),default)
CC       = gcc
endif
CSTD     = -std=gnu17
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Wundef -Wno-gnu-zero-variadic-macro-arguments -Werror
OPTIMISE ?= -O2 -g
HARDEN  ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong
SANITIZE ?=
CPPFLAGS += -D_GNU_SOURCE -Ilib -I$(BUILD)/gen
ALL_CFLAGS = $(CSTD) $(OPTIMISE) $(HARDEN) $(WARNINGS) -fPIC -fvisibility=hidden -ffunction-sections \
	-fdata-sections $(SANITIZE) $(CFLAGS)
LINK_FLAGS = -Wl,--gc-sections -Wl,-z,relro $(SANITIZE) $(LDFLAGS)

LIBRARIES = glib-2.0 sqlite3 uuid
PKG_CFLAGS = $(shell pkg-config --cflags $(LIBRARIES) smartcols $(foreach m,$(MODULES),$(MODULE_LIBRARIES_$(m))))
# The program carries GLib, SQLite and libuuid inside: loading them as shared objects takes as long as all the rest of
# a short command. LINK=shared leaves them outside.
LINK ?= static
ifeq ($(LINK),static)
LIBS = -Wl,-Bstatic -lsqlite3 -lglib-2.0 -lpcre2-8 -luuid -Wl,-Bdynamic -lm
MODULE_LIBS = -Wl,-Bstatic -lglib-2.0 -lpcre2-8 -Wl,-Bdynamic -lm
WRAPPED = -Wl,--wrap=g_log
else
LIBS = $(shell pkg-config --libs $(LIBRARIES)) -lm
MODULE_LIBS = $(shell pkg-config --libs glib-2.0)
endif

# Modules are loaded by what needs them: lib/*/NAME.c and NAME_*.c, and the libraries that each stands on.
MODULES = postgres ical jq
MODULE_LIBRARIES_postgres = libpq
MODULE_LIBRARIES_ical = libical
MODULE_LINK_jq = -ljq
module_c = $(wildcard lib/*/$(1).c lib/*/$(1)_*.c)
module_sql = $(wildcard lib/store/migrations/$(1)-*.sql)
module_o = $(patsubst %.c,$(BUILD)/obj/%.o,$(call module_c,$(1))) \
	$(subst -,_,$(patsubst lib/store/migrations/%.sql,$(BUILD)/obj/gen/%.o,$(call module_sql,$(1))))
MODULE_C := $(foreach m,$(MODULES),$(call module_c,$(m)))
MODULE_O = $(foreach m,$(MODULES),$(call module_o,$(m)))
MODULE_SO = $(MODULES:%=$(BUILD)/modules/%.so)

# Helper programs, for libraries that no command is to load: all of libexec/ makes one, which writes
# the content lines of iCalendar as the library does.
HELPERS = $(BUILD)/libexec/coach-mail
HELPER_LIBRARIES = gmime-3.0 json-glib-1.0
HELPER_C := $(wildcard libexec/*.c)
HELPER_O := $(HELPER_C:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/lib/schedule/content.o

MIGRATIONS := $(sort $(wildcard lib/store/migrations/[0-9]*.sql))
LIB_C   := $(filter-out $(MODULE_C),$(wildcard lib/*.c lib/*/*.c))
CMD_C   := $(wildcard cmd/*.c cmd/*/*.c)
UNIT_C  := $(wildcard tests/unit/test_*.c)
LIB_O   := $(LIB_C:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/gen/migrations.o
CMD_O   := $(CMD_C:%.c=$(BUILD)/obj/%.o)
UNITS   := $(UNIT_C:tests/unit/%.c=$(BUILD)/unit/%)

all: $(BUILD)/coach $(BUILD)/libcoach.so $(MODULE_SO) $(HELPERS)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

deps: ## install what is missing, from the list of packages above
	@tests/deps.sh $(PACKAGES)

demo: deps ## build, and run a small studio from the command line
	@$(MAKE) --no-print-directory all
	@tests/demo.sh $(BUILD)/coach

check: deps ## build, and run every test
	@tests/check.sh $(BUILD)

check-asan: deps ## the same tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@tests/check.sh --sanitize $(BUILD)/asan

check-valgrind: deps ## a smaller set under valgrind
	@tests/check.sh --valgrind $(BUILD)

bench: ## ratios against the sqlite3 shell and other tools, in one run
	@tests/deps.sh $(PACKAGES) $(PACKAGES_BENCH)
	@$(MAKE) --no-print-directory all $(BUILD)/bench/generate $(BUILD)/bench/pair
	@tests/bench/run.sh $(BUILD)

check-undo: all ## 2,000 random commands, three times, taken back again
	@for seed in 1 2 4; do COACH_BIN=$(BUILD)/coach python3 -B tests/retrace.py 2000 $$seed || exit 1; done

ROUNDS ?= 1000
check-crash: all $(BUILD)/tests/faults.so ## ROUNDS (1000) of writers that are killed, on each engine
	@for engine in sqlite postgres; do COACH_BIN=$(BUILD)/coach python3 -B tests/crash.py $(ROUNDS) 1 $$engine || exit 1; done

EVERY ?= 1
check-faults: all $(BUILD)/tests/faults.so ## every write, sync, opening and allocation fails once; EVERY=41: one in 41
	@COACH_BIN=$(BUILD)/coach python3 -B tests/faults.py $(EVERY)

fuzz: deps ## SECONDS (10) of made-up input for each target in tests/fuzz/, under clang's sanitizers
	@tests/fuzz/fuzz.sh $(BUILD)/fuzz $(or $(SECONDS),10)

check-fuzz: deps ## the same for a minute each
	@tests/fuzz/fuzz.sh $(BUILD)/fuzz 60

format: ## lay out the sources
	clang-format -i $(wildcard cmd/*.c cmd/*/*.[ch] libexec/*.[ch] lib/*.[ch] lib/*/*.[ch] tests/*.c tests/fuzz/*.[ch] tests/unit/*.[ch] tests/bench/*.c)

units: $(UNITS) $(BUILD)/unit/modules $(BUILD)/tests/faults.so

# The pages of the commands are printed by the program itself; the concept pages stand in man/.
man: $(BUILD)/coach
	@mkdir -p $(BUILD)/man/man1 $(BUILD)/man/man5 $(BUILD)/man/man7
	@$(BUILD)/coach __pages | while read -r page words; do \
		$(BUILD)/coach __manual $$words >$(BUILD)/man/man1/$$page || exit 1; done
	@cp man/*.5 $(BUILD)/man/man5/
	@cp man/*.7 $(BUILD)/man/man7/
	@$(BUILD)/coach __manual fields >$(BUILD)/gen/fields.mdoc
	@sed -e '/^@FIELDS@$$/{r $(BUILD)/gen/fields.mdoc' -e 'd' -e '}' man/coach-data.7.in >$(BUILD)/man/man7/coach-data.7

$(BUILD)/coach: $(CMD_O) $(BUILD)/libcoach.a
	@echo "  LD $@"
	@$(CC) $(LINK_FLAGS) $(WRAPPED) -o $@ $(CMD_O) $(BUILD)/libcoach.a $(LIBS)

$(BUILD)/libcoach.a: $(LIB_O)
	@rm -f $@
	@ar rcs $@ $(LIB_O)

$(BUILD)/libcoach.so: $(LIB_O)
	@echo "  LD $@"
	@$(CC) -shared -Wl,-soname,libcoach.so.0 $(SANITIZE) $(LDFLAGS) -o $@ $(LIB_O) \
		$(shell pkg-config --libs $(LIBRARIES))

# A module has its own copy of the few functions of the library that it uses, and shows its engine alone.
$(BUILD)/modules/%.so: $(MODULE_O) $(BUILD)/libcoach.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) -shared $(LINK_FLAGS) -Wl,--exclude-libs,ALL -o $@ $(call module_o,$*) $(BUILD)/libcoach.a \
		$(MODULE_LIBS) $(if $(MODULE_LIBRARIES_$*),$(shell pkg-config --libs $(MODULE_LIBRARIES_$*))) $(MODULE_LINK_$*)

$(HELPERS): $(HELPER_O)
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(LINK_FLAGS) -o $@ $(HELPER_O) $(shell pkg-config --libs $(HELPER_LIBRARIES))

$(BUILD)/obj/libexec/%.o: libexec/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) -D_GNU_SOURCE -Ilib $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(HELPER_LIBRARIES))) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/migrations.c: $(MIGRATIONS) lib/store/migrations/embed.sh
	@mkdir -p $(@D)
	@sh lib/store/migrations/embed.sh $(MIGRATIONS) >$@.new && mv $@.new $@

$(BUILD)/gen/postgres_%.c: lib/store/migrations/postgres-%.sql lib/store/migrations/embed.sh
	@mkdir -p $(@D)
	@sh lib/store/migrations/embed.sh --text postgres_$* $< >$@.new && mv $@.new $@

$(BUILD)/gen/completions.h: completions/coach.bash completions/_coach completions/coach.fish completions/embed.sh
	@mkdir -p $(@D)
	@sh completions/embed.sh $(wordlist 1,3,$^) >$@.new && mv $@.new $@

$(BUILD)/obj/cmd/completion.o: $(BUILD)/gen/completions.h

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/cmd/%.o: cmd/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) -Icmd $(PKG_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c tests/unit/unit.h $(BUILD)/libcoach.a $(CMD_O)
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) -Icmd -Itests/unit $(PKG_CFLAGS) $(ALL_CFLAGS) -MMD -MP $(LINK_FLAGS) -o $@ $< \
		$(filter-out %/cmd/main.o,$(CMD_O)) $(BUILD)/libcoach.a $(LIBS)

# The tests find the modules as the program does, beside themselves.
$(BUILD)/unit/modules: $(MODULE_SO)
	@mkdir -p $(@D)
	@ln -sfn ../modules $@

$(BUILD)/bench/pair: tests/bench/pair.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LINK_FLAGS) -o $@ $<

$(BUILD)/bench/generate: tests/bench/generate.c $(BUILD)/libcoach.a
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(ALL_CFLAGS) $(LINK_FLAGS) -o $@ $< $(BUILD)/libcoach.a $(LIBS)

# What the tests put between a program and libc.
$(BUILD)/tests/%.so: tests/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CSTD) -O1 -g $(WARNINGS) -D_GNU_SOURCE -fPIC -shared -o $@ $<

# What is fed with any bytes; under clang's fuzzer, FUZZER is what feeds it.
FUZZER ?= tests/fuzz/run.c
FUZZED := $(patsubst tests/fuzz/%.c,%,$(filter-out tests/fuzz/run.c,$(wildcard tests/fuzz/*.c)))
fuzzed: $(FUZZED:%=$(BUILD)/fuzzed/%) $(BUILD)/fuzzed/modules

$(BUILD)/fuzzed/modules: $(MODULE_SO)
	@mkdir -p $(@D)
	@ln -sfn ../modules $@

$(BUILD)/fuzzed/%: tests/fuzz/%.c tests/fuzz/fuzz.h tests/fuzz/studio.h tests/fuzz/run.c $(BUILD)/libcoach.a $(CMD_O)
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) -Icmd -Itests/fuzz $(PKG_CFLAGS) $(ALL_CFLAGS) $(LINK_FLAGS) -o $@ $< $(FUZZER) \
		$(filter-out %/cmd/main.o,$(CMD_O)) $(BUILD)/libcoach.a $(LIBS)

quoted = '$(subst ','\'',$(1))'
WHERE = DESTDIR=$(call quoted,$(DESTDIR)) prefix=$(call quoted,$(PREFIX)) bindir=$(call quoted,$(bindir)) \
	libdir=$(call quoted,$(libdir)) execdir=$(call quoted,$(execdir)) incdir=$(call quoted,$(incdir)) datadir=$(call quoted,$(datadir)) \
	mandir=$(call quoted,$(mandir))

install: all man ## install under PREFIX (/usr/local), below DESTDIR where one is given
	@$(WHERE) sh cmd/install.sh install $(BUILD) $(VERSION)

uninstall: ## take away what install made, and nothing else
	@$(WHERE) sh cmd/install.sh uninstall

clean: ## remove what was built
	rm -rf $(BUILD)

-include $(MODULE_O:.o=.d) $(HELPER_O:.o=.d) $(LIB_O:.o=.d) $(CMD_O:.o=.d) $(UNITS:=.d)


.PHONY: all man help deps demo check check-asan check-valgrind check-undo check-crash check-faults fuzz check-fuzz fuzzed bench format units install uninstall clean
.DELETE_ON_ERROR:
