# dehusk: see `make help`.
B      ?= build
CC     ?= cc
CFLAGS ?= -O2 -g
PKGS   := libcurl gumbo libxxhash uchardet libutf8proc libpsl libcjson

WARN := -Wall -Wextra -Wformat=2 -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
        -Wpointer-arith -Wwrite-strings -Werror=switch -Werror=implicit-function-declaration \
        -Werror=incompatible-pointer-types -Werror=int-conversion -Werror=format-security \
        -Werror=unused-result -Werror
HARD := -fstack-protector-strong -fno-strict-overflow -fno-delete-null-pointer-checks
ALL  := -std=c11 -D_GNU_SOURCE -fPIC -fvisibility=hidden $(WARN) $(HARD) $(CFLAGS) -Icore -include core/banned.h \
        $(shell pkg-config --cflags $(PKGS))
LIBS := $(shell pkg-config --libs $(PKGS)) -lm

CORE := $(sort $(wildcard core/*.c core/*/*.c))
CMD  := $(sort $(wildcard cmd/*.c))
UNIT := $(sort $(wildcard tests/unit/t_*.c))

all: $(B)/libdehusk.a           ## build (default)

$(B)/dehusk: $(CMD:%.c=$(B)/%.o) $(B)/libdehusk.a
	$(CC) $(ALL) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/libdehusk.a: $(CORE:%.c=$(B)/%.o)
	rm -f $@
	ar rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP -c -o $@ $<

unit: $(UNIT:%.c=$(B)/%)       ## build and run the unit tests
	@for t in $^; do $$t || exit 1; done

$(B)/tests/unit/%: tests/unit/%.c $(B)/libdehusk.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP -o $@ $< $(B)/libdehusk.a $(LDFLAGS) -lcmocka $(LIBS)

clean:                         ## remove what was built
	rm -rf build

help:                          ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

-include $(shell find $(B) -name '*.d' 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: all unit clean help
