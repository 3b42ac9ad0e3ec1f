# dehusk: see `make help`. B is the build folder, CFLAGS and LDFLAGS are yours, SANITIZE=address,undefined
# builds with sanitizers, CORPORA names labelled pages for eval and bench.
B        ?= build
CC       ?= cc
CFLAGS   ?= $(if $(SANITIZE),-O1 -g,-O2 -g)
JOBS     ?= $(shell nproc 2>/dev/null || echo 1)
CORPORA  ?= ../shared/corpora
SANITIZE ?=
PYTHON   ?= python3

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
PKGDIR     ?= $(LIBDIR)/pkgconfig
MANDIR     ?= $(PREFIX)/share/man
DOCDIR     ?= $(PREFIX)/share/doc/dehusk
COMPDIR    ?= $(PREFIX)/share/bash-completion/completions
INSTALL    ?= install

VERSION := $(shell sed -n 's/^\#define DH_VERSION  *"\(.*\)"/\1/p' core/dehusk.h)
SONAME  := libdehusk.so.$(firstword $(subst ., ,$(VERSION)))
PKGS    := inih gumbo libxxhash libutf8proc libpsl libidn2 libcjson zlib libzstd expat sqlite3

# At run time, by who needs them: core/fetch/curl.h, core/tree/guess.c, core/codec (and libbz2, which
# has no .pc file).
LOADED  := libcurl uchardet liblzma libbrotlidec

# Flags that this compiler may not know are asked of it once.
try = $(shell $(CC) -Werror $(1) -S -o /dev/null -x c /dev/null 2>/dev/null && echo $(1))

WARN := -Wall -Wextra -Wformat=2 -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
        -Wpointer-arith -Wwrite-strings -Werror=switch -Werror=implicit-function-declaration \
        -Werror=incompatible-pointer-types -Werror=int-conversion -Werror=format-security \
        -Werror=unused-result -Werror
HARD := -fstack-protector-strong -fno-strict-overflow -fno-delete-null-pointer-checks \
        $(call try,-fstack-clash-protection) $(call try,-fcf-protection=full) \
        $(call try,-ftrivial-auto-var-init=zero)
SAN  := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)
# Checked library calls need optimisation, and would hide faults from the sanitizers.
FORT := $(if $(findstring -fsanitize,$(CFLAGS) $(SAN)),,$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)), \
        -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3))

ALL  := -std=c11 -D_GNU_SOURCE -fPIC -fvisibility=hidden $(WARN) $(HARD) $(FORT) $(CFLAGS) $(SAN) \
        -Icore -include core/banned.h $(shell pkg-config --cflags $(PKGS) $(LOADED) 2>/dev/null)
LINK := -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(LDFLAGS)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

CORE := $(filter-out core/gen/%,$(sort $(wildcard core/*.c core/*/*.c core/*/*/*.c)))
CMD  := $(sort $(wildcard cmd/*.c))
UNIT := $(sort $(wildcard tests/unit/t_*.c tests/fault/t_*.c))
BNCH := $(sort $(wildcard tests/bench/*.c))
SOAK := $(filter-out tests/soak/kill.py,$(sort $(wildcard tests/soak/*.py)))
FUZZ := $(sort $(wildcard tests/fuzz/f_*.c))
TREE := $(B)/tests/eval/tree_equal
EXTRACT := $(B)/tests/eval/extract
LINES   := $(B)/tests/eval/fragments
MAN  := $(sort $(wildcard docs/*.[1-9]))
GUIDES := docs/add-a-rule.md docs/cron.md
SAMPLES := $(sort $(wildcard docs/examples/*))
OBJS := $(CORE:%.c=$(B)/%.o)

# One sub-make for what needs the packages first; -j unless the caller's make already hands out jobs.
again = $(MAKE) --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))
tap   = $(PYTHON) tests/tap.py -j$(JOBS)

all: $(if $(CMD),$(B)/dehusk,$(B)/libdehusk.a)            ## build the program (default)

lib: $(B)/libdehusk.a $(B)/$(SONAME) ## build the library, static and shared

$(B)/dehusk: $(CMD:%.c=$(B)/%.o) $(B)/libdehusk.a
	$(CC) $(ALL) -pie $(LINK) -o $@ $^ $(LIBS)

$(B)/libdehusk.a: $(OBJS)
	rm -f $@
	ar rcs $@ $^

$(B)/$(SONAME): $(OBJS) core/dehusk.map
	$(CC) $(ALL) -shared $(LINK) -Wl,-soname,$(SONAME),--version-script=core/dehusk.map,-z,defs \
	    -o $@ $(OBJS) $(LIBS)

# The rule tables, as bytes for core/text/cues/tabledata.c. Their folder is newer where one of them is gone.
$(B)/core/text/cues/tabledata.inc: $(sort $(wildcard core/text/rules/*.rules)) core/text/rules
	@mkdir -p $(@D)
	@for f in $(filter %.rules,$^); do echo "#file $${f##*/}"; cat $$f; done | od -An -v -tu1 | sed 's/  */,/g; s/^,//; s/$$/,/' > $@
$(B)/core/text/cues/tabledata.o: $(B)/core/text/cues/tabledata.inc
$(B)/core/text/cues/tabledata.o: private ALL += -I$(B)/core

# And compiled, by the code that compiles the user's rows at run time, for core/text/cues/cueimage.c.
RULEC := $(B)/core/gen/rulec
$(RULEC): $(RULEC).o $(patsubst %,$(B)/core/text/cues/%.o,tables tabledata forms trie seal cues dates persons) \
        $(patsubst %,$(B)/core/text/words/%.o,langs wordlists tokens anyword hangul kept normal entities) \
        $(patsubst %,$(B)/core/%.o,page/page page/names tree/charref base/err base/escape base/mem base/str base/utf8 \
        base/hash base/hashwide)
	$(CC) $(ALL) $(LINK) -o $@ $^ $(LIBS)
$(B)/core/text/cues/cueimage.inc: $(RULEC)
	$(RULEC) > $@
$(B)/core/text/cues/cueimage.o: $(B)/core/text/cues/cueimage.inc
$(B)/core/text/cues/cueimage.o: private ALL += -I$(B)/core

# So are the models laid out, for core/html/model/modellaid.c and core/text/model/linelaid.c.
LAIDC := $(B)/core/gen/laidc $(B)/core/gen/linelaidc
$(LAIDC): %: %.o $(B)/core/gen/laidprint.o $(patsubst %,$(B)/core/base/%.o,grove cuts mem)
	$(CC) $(ALL) $(LINK) -o $@ $^
$(B)/core/gen/laidc: $(B)/core/html/model/model_table.o
$(B)/core/gen/linelaidc: $(patsubst %,$(B)/core/text/model/%.o,linemodel_table second_table)
$(B)/core/html/model/modellaid.inc: $(B)/core/gen/laidc
	$< > $@
$(B)/core/text/model/linelaid.inc: $(B)/core/gen/linelaidc
	$< > $@
$(B)/core/html/model/modellaid.o $(B)/core/text/model/linelaid.o: %.o: %.inc
$(B)/core/html/model/modellaid.o $(B)/core/text/model/linelaid.o: private ALL += -I$(B)/core

# And the tables of what class names and cue words hint at, for core/html/block/signtable.c.
SIGNC := $(B)/core/gen/signc
$(SIGNC): $(SIGNC).o $(patsubst %,$(B)/core/%.o,html/block/signs html/block/phrases base/utf8 base/str base/mem base/hash \
        base/hashwide)
	$(CC) $(ALL) $(LINK) -o $@ $^ $(LIBS)
$(B)/core/html/block/signtable.inc: $(SIGNC)
	$(SIGNC) > $@
$(B)/core/html/block/signtable.o: $(B)/core/html/block/signtable.inc
$(B)/core/html/block/signtable.o: private ALL += -I$(B)/core

# The stages that all bytes go through are worth another tenth of speed.
HOT := $(filter core/base/% core/tree/% core/meta/% core/html/% core/text/% core/repeat/%,$(CORE))
$(HOT:%.c=$(B)/%.o): private ALL += $(if $(filter -O2,$(CFLAGS)),-O3)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP -c -o $@ $<

$(B)/tests/%: tests/%.c $(B)/libdehusk.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -MMD -MP $(LINK) -o $@ $< $(B)/libdehusk.a -lcmocka $(LIBS)

setup:                         ## install the Debian packages that building and testing need
	@tests/setup.sh test

check: setup                   ## install what is missing, build, and pass all tests
	@$(again) all tests
	@$(again) all tests B=build/asan SANITIZE=address,undefined
	@$(tap) $(LINT) $(call progs,$(B)) $(call rest,$(B)) $(CLI) \
	    $(call progs,build/asan) $(call rest,build/asan)

# The test programs, and the suites of one build folder.
progs = $(UNIT:%.c=$(1)/%)
rest  = "$(PYTHON) tests/golden/golden.py $(1)/dehusk"
LINT  = "$(PYTHON) tests/lint/lint.py" "$(PYTHON) tests/lint/suite.py"
SUITES := cli inputs outputs workers hostile fetching listing revisiting naming warcs packed sites \
          running following runsites states heldstates reports
CLI   = $(foreach s,$(SUITES),"$(PYTHON) tests/cli/$(s).py $(B)/dehusk") \
        "$(PYTHON) tests/cli/setup.py" "$(PYTHON) tests/cli/runner.py" "$(PYTHON) tests/cli/tools.py" \
        "$(PYTHON) tests/cli/madeboxes.py" \
        "sh tests/cli/outside.sh" "$(PYTHON) tests/cli/docs.py $(B)/dehusk" \
        $(foreach s,$(SOAK),"$(PYTHON) $(s) $(B)/dehusk --kills 4")

tests: $(call progs,$(B)) $(TREE)

unit: $(call progs,$(B))       ## build and run the unit tests
	@$(tap) $^

golden: $(B)/dehusk            ## clean every fixture and compare
	@$(tap) $(call rest,$(B))

golden-update: $(B)/dehusk     ## write the wants of fixtures=NAME... anew, and show the difference
	@$(PYTHON) tests/golden/golden.py --update $(B)/dehusk $(fixtures)

cli: $(B)/dehusk               ## run the command line tests
	@$(tap) $(CLI)

flags:
	@echo $(ALL)

soak: $(B)/dehusk              ## kill -9 at 50 moments of what must survive it (minutes)
	@$(tap) $(foreach s,$(SOAK),"$(PYTHON) $(s) $(B)/dehusk --kills 50")

lint:                          ## check layers, headers, formatting, and that the lint itself works
	@$(tap) $(LINT)

asan:                          ## run unit tests and fixtures under ASan and UBSan
	@$(again) all tests B=build/asan SANITIZE=address,undefined
	@$(tap) $(call progs,build/asan) $(call rest,build/asan)

bench: $(B)/dehusk $(BNCH:%.c=$(B)/%) ## speed, beside gumbo_parse, memcpy, wc and cat in one run (DOCS=N rows)
	@for b in $(BNCH:%.c=$(B)/%); do $$b $(CORPORA) || exit 1; done
	@$(PYTHON) tests/bench/bench_fetch.py $(B)/dehusk

eval: $(B)/dehusk $(TREE) $(EXTRACT) $(LINES) ## score on labelled pages: make eval CORPORA=DIR
	@$(TREE) $(wildcard $(CORPORA)/*/pages) || true
	@$(PYTHON) tests/eval/eval.py $(B) $(CORPORA)
	@if test -e $(B)/venv/train; then $(again) eval-tables; else \
	    echo "the models' tables were not checked: make eval-tables"; fi

eval-tables: $(EXTRACT) $(LINES) $(B)/venv/train ## whether the models' tables are what training writes: CORPORA=DIR
	@$(B)/venv/bin/python tests/eval/train.py --corpora $(CORPORA) --extract $(EXTRACT) \
	    --work $(B)/eval --check core/html/model/model_table.c
	@$(B)/venv/bin/python tests/eval/trainlines.py --corpora $(CORPORA) --lines $(LINES) \
	    --extract $(EXTRACT) --work $(B)/eval --table core/text/model/linemodel_table.c \
	    --second-table core/text/model/second_table.c --check

eval-repeat: $(B)/dehusk       ## score repetition over sites and corpora: CORPORA=DIR
	@$(PYTHON) tests/eval/repetition.py $(B)/dehusk $(CORPORA)
	@$(PYTHON) tests/eval/together.py $(B)/dehusk $(CORPORA)

eval-train: $(EXTRACT) $(LINES) $(B)/venv/train ## train both models and cross-validate them: CORPORA=DIR
	@$(B)/venv/bin/python tests/eval/train.py --corpora $(CORPORA) --extract $(EXTRACT) \
	    --work $(B)/eval --table core/html/model/model_table.c
	@$(B)/venv/bin/python tests/eval/score.py --corpora $(CORPORA) --extract $(EXTRACT) --work $(B)/eval
	@$(B)/venv/bin/python tests/eval/trainlines.py --corpora $(CORPORA) --lines $(LINES) \
	    --extract $(EXTRACT) --work $(B)/eval --table core/text/model/linemodel_table.c \
	    --second-table core/text/model/second_table.c
	@$(B)/venv/bin/python tests/eval/scorelines.py --corpora $(CORPORA) --lines $(LINES) --work $(B)/eval

eval-peers: $(B)/$(SONAME) $(B)/venv/peers ## score and time other extractors on the same pages: CORPORA=DIR
	@$(B)/venv/bin/python tests/eval/peers.py $(CORPORA) $(B)/eval $(B)/$(SONAME)

$(B)/venv/train:
	$(PYTHON) -m venv $(B)/venv
	$(B)/venv/bin/pip install -q lightgbm==4.7.0 numpy==2.4.6 lxml==6.1.3 && touch $@
$(B)/venv/peers:
	$(PYTHON) -m venv $(B)/venv
	$(B)/venv/bin/pip install -q -U pip # 23.0 stumbles over an extra of lxml
	$(B)/venv/bin/pip install -q trafilatura resiliparse readability-lxml justext && touch $@

demo:                          ## install what is missing, build, and clean some sample pages
	@tests/setup.sh build
	@test -e $(B)/dehusk || echo "building: a minute or two"
	@$(again) all >/dev/null
	@sh tests/demo.sh $(B)/dehusk

fuzz:                          ## install what is missing, build the fuzzers (clang) into build/fuzz
	@tests/setup.sh fuzz
	@$(again) CC=clang B=build/fuzz SANITIZE=address,undefined,fuzzer-no-link fuzzers

fuzzers: $(FUZZ:%.c=$(B)/%)
$(B)/tests/fuzz/%: tests/fuzz/%.c $(B)/libdehusk.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -fsanitize=fuzzer -o $@ $< $(B)/libdehusk.a $(LIBS)

# The same programs without libFuzzer: they run the files they are given once.
$(B)/tests/replay/%: tests/fuzz/%.c $(B)/libdehusk.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -DDH_REPLAY $(LINK) -o $@ $< $(B)/libdehusk.a $(LIBS)

install: all lib               ## install below PREFIX (DESTDIR is put before it)
	$(INSTALL) -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR) $(INCLUDEDIR) $(PKGDIR))
	$(INSTALL) -m 755 $(B)/dehusk $(DESTDIR)$(BINDIR)/dehusk
	$(INSTALL) -m 644 $(B)/libdehusk.a $(DESTDIR)$(LIBDIR)/libdehusk.a
	$(INSTALL) -m 644 $(B)/$(SONAME) $(DESTDIR)$(LIBDIR)/libdehusk.so.$(VERSION)
	ln -sf libdehusk.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libdehusk.so
	$(INSTALL) -m 644 core/dehusk.h $(DESTDIR)$(INCLUDEDIR)/dehusk.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
	    -e 's|@VERSION@|$(VERSION)|' -e 's|@PKGS@|$(PKGS)|' core/dehusk.pc.in \
	    > $(DESTDIR)$(PKGDIR)/dehusk.pc
	chmod 644 $(DESTDIR)$(PKGDIR)/dehusk.pc
	for m in $(MAN); do d=$(DESTDIR)$(MANDIR)/man$${m##*.}; \
	    $(INSTALL) -d $$d && $(INSTALL) -m 644 $$m $$d/ || exit 1; done
	$(INSTALL) -d $(DESTDIR)$(DOCDIR)/examples
	for f in $(GUIDES) $(SAMPLES); do to=$(DESTDIR)$(DOCDIR)/$${f#docs/}; \
	    sed 's|/usr/local/bin/dehusk|$(BINDIR)/dehusk|' $$f > $$to && chmod 644 $$to || exit 1; done
	$(INSTALL) -d $(DESTDIR)$(COMPDIR)
	$(INSTALL) -m 644 docs/examples/dehusk.bash $(DESTDIR)$(COMPDIR)/dehusk

uninstall:                     ## remove what install put there
	rm -f $(DESTDIR)$(BINDIR)/dehusk $(DESTDIR)$(INCLUDEDIR)/dehusk.h $(DESTDIR)$(PKGDIR)/dehusk.pc
	rm -f $(DESTDIR)$(COMPDIR)/dehusk
	rm -f $(addprefix $(DESTDIR)$(LIBDIR)/,libdehusk.a libdehusk.so $(SONAME) libdehusk.so.$(VERSION))
	for m in $(MAN); do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$${m##*/}; done
	rm -f $(GUIDES:docs/%=$(DESTDIR)$(DOCDIR)/%) $(SAMPLES:docs/%=$(DESTDIR)$(DOCDIR)/%)
	-rmdir $(DESTDIR)$(DOCDIR)/examples $(DESTDIR)$(DOCDIR) 2>/dev/null

clean:                         ## remove what was built
	rm -rf build

help:                          ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

-include $(shell find $(B) -name '*.d' 2>/dev/null)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all lib setup check tests unit golden golden-update cli soak lint asan flags bench eval eval-tables eval-train eval-repeat eval-peers demo fuzz fuzzers \
        install uninstall clean help
