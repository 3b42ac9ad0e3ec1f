/* SPDX-License-Identifier: MIT */
/* Properties of decisions over many pages: a function of the set, not of order, shards or runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/hash.h"
#include "repeat/corpus.h"
#include "repeat/repeat.h"
#include "repeat/story/sketch.h"
#include "state/store.h"
#include "scratch.h"

enum { PAGES = 60, ROOM = 4096 };

/* Pairs of these are the words of the stories; every story draws its own. */
static const char *const words[] = {
    "harbour", "council", "winter",   "ferry",   "basin",   "school",  "minister", "budget",
    "village", "teacher", "orchard",  "railway", "captain", "library", "engineer", "autumn",
    "market",  "bakery",  "hospital", "bridge",  "border",  "season",  "quarrel",  "treaty",
    "painter", "museum",  "storm",    "valley",  "factory", "customs", "voyage",   "ledger",
};

struct spec {
    unsigned story; /* which story it holds */
    unsigned site;
    const char *date;
    bool edited; /* a word differs */
};

/* Three sites; every fifth page holds the story of the page before it, on another site and later.
 */
static struct spec spec_of(unsigned i)
{
    bool copy = i % 5 == 4;
    return (struct spec){ .story = copy ? i - 1 : i,
                          .site = (i + copy) % 3,
                          .date = copy ? "2024-05-02" : "2024-05-01",
                          .edited = copy };
}

static size_t write_text(char *out, unsigned i)
{
    struct spec s = spec_of(i);
    size_t n = (size_t)snprintf(out, ROOM, "Pull up a chair by the %s\n", words[s.site]);
    uint64_t seed = s.story * 7919u + 13;
    for (unsigned line = 0; line < 5; line++) {
        for (unsigned w = 0; w < 24; w++) {
            seed = dh_hash_mix(seed + 1);
            bool edit = s.edited && line == 2 && w == 5;
            n += (size_t)snprintf(out + n, ROOM - n, "%s%s%s", w ? " " : "",
                                  words[seed % DH_LEN(words)],
                                  edit ? "sideways" : words[seed / 64 % DH_LEN(words)]);
        }
        n += (size_t)snprintf(out + n, ROOM - n, ".\n");
    }
    return n + (size_t)snprintf(out + n, ROOM - n, "Mossy hours with %s", words[10 + s.site]);
}

static void set(struct dh_page *p, enum dh_field f, const char *s)
{
    assert_int_equal(dh_page_set(p, f, dh_str_c(s)), DH_OK);
}

/* Its lines as fragments, described as a worker would. */
static void add_lines(struct dh_page *p)
{
    struct dh_str rest = p->input, line;
    while (dh_str_split(&rest, '\n', &line)) {
        size_t at = (size_t)(line.p - p->input.p);
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)at, (uint32_t)line.n, DH_ROLE_PARAGRAPH),
                         DH_OK);
        struct dh_fragment *f = &p->fragments[p->n_fragments - 1];
        f->key = f->folded = dh_hash64(line);
    }
    assert_int_equal(dh_repeat_page(p), DH_OK);
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

/* Page i, described as a worker would. text must live as long. */
static void make_page(struct dh_page *p, unsigned i, char *text)
{
    char id[16], site[32];
    struct spec s = spec_of(i);
    dh_page_reset(p);
    p->input = (struct dh_str){ text, write_text(text, i) };
    snprintf(id, sizeof id, "page%u", i);
    snprintf(site, sizeof site, "site%u.example", s.site);
    set(p, DH_FIELD_ID, id);
    set(p, DH_FIELD_SITE, site);
    set(p, DH_FIELD_PUBLISHED, s.date);
    add_lines(p);
}

/* What the corpus has to say of page i, done to it. */
static void strike(struct dh_corpus *c, struct dh_page *p, unsigned i)
{
    struct dh_detail d;
    struct dh_buf told;
    dh_buf_init(&told, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_corpus_tell(c, i, &told, &d), DH_OK);
    assert_int_equal(dh_corpus_strike(c, p, dh_buf_str(&told), &d), DH_OK);
    dh_buf_release(&told);
}

/* What was decided of the pages order[0..n) in one run, by page: struck fragments as bits, and the
 * number of the survivor behind them. */
static void decide(const unsigned *order, unsigned n, const struct dh_corpus_options *o,
                   uint64_t *out)
{
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    bool survives;
    char text[ROOM];

    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), o, &d), DH_OK);
    for (unsigned i = 0; i < n; i++) {
        make_page(&p, order[i], text);
        assert_int_equal(dh_corpus_observe(c, &p, i, &d), DH_OK);
    }
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = 0; !o->count_only && i < n; i++) {
        uint64_t bits = 0, survivor = 99;
        make_page(&p, order[i], text);
        strike(c, &p, i);
        for (size_t k = 0; k < p.n_fragments; k++)
            bits |= (uint64_t)(p.fragments[k].kind == DH_SITE) << k;
        assert_int_equal(dh_corpus_judge(c, &p, i, &survives, &d), DH_OK);
        if (survives)
            assert_int_equal(dh_corpus_written(c, &p, &d), DH_OK);
        if (p.verdict == DH_DUPLICATE)
            assert_true(
                dh_str_number(dh_str_sub(p.duplicate_of, 4, p.duplicate_of.n), 98, &survivor));
        out[order[i]] = bits << 8 | survivor;
    }
    if (o->store && !o->read_only)
        assert_int_equal(dh_store_commit(o->store, &d), DH_OK);
    dh_corpus_free(c);
    dh_page_release(&p);
}

static void in_order(unsigned *order)
{
    for (unsigned i = 0; i < PAGES; i++)
        order[i] = i;
}

static void shuffle(unsigned *order, uint64_t seed)
{
    for (unsigned i = PAGES; i-- > 1;) {
        unsigned j = (unsigned)(dh_hash_mix(seed + i) % (i + 1)), t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
}

/* What has to come out, and that it comes out of any order and any memory. */
static void test_orders(void **state)
{
    unsigned order[PAGES];
    uint64_t want[PAGES], got[PAGES];
    struct dh_corpus_options o = { .memory = 0 };
    (void)state;
    in_order(order);
    decide(order, PAGES, &o, want);
    for (unsigned i = 0; i < PAGES; i++) {
        /* The lines at both ends are the site's, the five between them the story's. */
        assert_int_equal(want[i] >> 8, 1 | 1 << 6);
        assert_int_equal(want[i] & 0xFF, i % 5 == 4 ? i - 1 : 99);
    }
    for (uint64_t seed = 1; seed <= 8; seed++) {
        shuffle(order, seed);
        o.memory = seed % 2 ? 1 : 0; /* the least there is, so that runs go to disk */
        decide(order, PAGES, &o, got);
        assert_memory_equal(want, got, sizeof want);
    }
}

static void open_store(struct dh_store **s, const char *path, enum dh_store_mode mode)
{
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(s, dh_mem_default(), path, mode, 0, &d) != DH_OK)
        fail_msg("%s", d.msg);
}

static void scan(const char *path, const unsigned *order, unsigned n)
{
    struct dh_store *s = NULL;
    open_store(&s, path, DH_STORE_WRITE);
    struct dh_corpus_options o = { .store = s, .count_only = true, .day = 20000 };
    decide(order, n, &o, NULL);
    dh_store_close(s);
}

/* Any cut into shards, overlapping too, scanned apart and merged in any order, then each page
 * cleaned alone: as one run over all. */
static void test_shards(void **state)
{
    unsigned order[PAGES];
    uint64_t want[PAGES], got[PAGES];
    struct dh_corpus_options o = { .memory = 0 };
    char a[300], b[300], m[300];
    struct dh_detail d = { .code = DH_OK };
    (void)state;
    scratch_make();
    in_order(order);
    decide(order, PAGES, &o, want);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct dh_store *to = NULL, *from = NULL;
        snprintf(a, sizeof a, "%s/a%u", scratch, (unsigned)seed);
        snprintf(b, sizeof b, "%s/b%u", scratch, (unsigned)seed);
        snprintf(m, sizeof m, "%s/m%u", scratch, (unsigned)seed);
        shuffle(order, seed);
        scan(a, order, 40);
        scan(b, order + 25, PAGES - 25); /* 15 are in both */
        scan(b, order + 25, 10);         /* and some twice in one */
        open_store(&to, m, DH_STORE_WRITE);
        for (unsigned k = 0; k < 3; k++) {
            open_store(&from, (k + seed) % 2 ? a : b, DH_STORE_READ);
            assert_int_equal(dh_store_merge(to, from, &d), DH_OK);
            dh_store_close(from);
        }
        assert_int_equal(dh_store_commit(to, &d), DH_OK);
        assert_int_equal(dh_store_verify(to, &d), DH_OK);
        dh_store_close(to);
        for (unsigned i = 0; i < PAGES; i += 7) {
            open_store(&from, m, DH_STORE_READ);
            struct dh_corpus_options one = { .store = from, .read_only = true };
            unsigned n = PAGES - i < 7 ? PAGES - i : 7;
            decide(order + i, n, &one, got);
            dh_store_close(from);
        }
        assert_memory_equal(want, got, sizeof want);
    }
    scratch_remove();
}

/* Pages that are asked for one by one, by a store that knows the first forty of them: as each alone
 * in a read-only run. */
static void test_asked(void **state)
{
    unsigned order[PAGES];
    uint64_t want;
    struct dh_corpus *c = NULL;
    struct dh_store *s = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    struct dh_buf told, counted;
    char path[300], text[ROOM];
    (void)state;
    scratch_make();
    snprintf(path, sizeof path, "%s/s", scratch);
    in_order(order);
    scan(path, order, 40);
    open_store(&s, path, DH_STORE_READ);
    struct dh_corpus_options o = { .store = s, .read_only = true };
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    dh_buf_init(&told, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&counted, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = PAGES; i-- > 0;) {
        uint64_t bits = 0, all[PAGES];
        decide(&i, 1, &o, all);
        want = all[i] >> 8;
        assert_true(want & 1); /* the site's first line */
        make_page(&p, i, text);
        dh_buf_reset(&told);
        dh_buf_reset(&counted);
        dh_corpus_count(&p, &counted);
        assert_int_equal(dh_corpus_ask(c, dh_buf_str(&counted), &told, &d), DH_OK);
        assert_int_equal(dh_corpus_strike(c, &p, dh_buf_str(&told), &d), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            bits |= (uint64_t)(p.fragments[k].kind == DH_SITE) << k;
        assert_int_equal(bits, want);
        assert_int_equal(
            dh_corpus_ask(c, dh_str_sub(dh_buf_str(&counted), 0, counted.n - 1), &told, &d),
            DH_EDATA);
    }
    dh_corpus_free(c);
    dh_buf_release(&told);
    dh_buf_release(&counted);
    dh_page_release(&p);
    dh_store_close(s);
    scratch_remove();
}

/* ---- Sentences that stories share -------------------------------------------------------------
 *
 * Stories in groups of up to four that have one subject, its own words. Every group shares
 * sentences of that subject: in two of its stories, in three, in all. And there are sentences of no
 * subject, as a site puts between its paragraphs, on as many pages of any group.
 */
enum { STORIES = 40, OF_GROUP = 4, OWN = 6, SHARED = 6, SENTENCES = 400, SENTENCE = 14 };

struct told {
    char text[STORIES][ROOM];
    size_t n[STORIES];
    unsigned on[SENTENCES], kept[SENTENCES]; /* stories with a sentence, before and after */
    bool subject[SENTENCES];
    unsigned n_sentences;
};

/* Sentence number i: its words are drawn from the subject's, or are its own. */
static size_t write_sentence(char *out, unsigned i, unsigned group, bool subject)
{
    uint64_t seed = 977u * i + 5;
    size_t n = 0;
    for (unsigned k = 0; k < SENTENCE; k++) {
        seed = dh_hash_mix(seed + 1);
        const char *word = words[(subject ? group * 5 + seed % 12 : seed) % DH_LEN(words)];
        const char *more = words[(subject ? group * 3 + seed / 64 % 4 : seed / 64) % DH_LEN(words)];
        n += (size_t)snprintf(out + n, ROOM - n, "%s%s%s%s", k ? " " : "", word, more,
                              subject ? "" : words[seed / 4096 % DH_LEN(words)]);
    }
    return n + (size_t)snprintf(out + n, ROOM - n, ".\n");
}

/* Puts the next sentence into the stories of `of` whose bits are set. */
static void tell(struct told *t, const unsigned *of, unsigned n, unsigned group, bool subject)
{
    char line[ROOM];
    size_t len = write_sentence(line, t->n_sentences, group, subject);
    assert_true(t->n_sentences < SENTENCES);
    t->subject[t->n_sentences] = subject;
    t->on[t->n_sentences++] = n;
    for (unsigned i = 0; i < n; i++) {
        assert_true(t->n[of[i]] + len < ROOM);
        memcpy(t->text[of[i]] + t->n[of[i]], line, len + 1);
        t->n[of[i]] += len;
    }
}

static void tell_all(struct told *t, uint64_t seed)
{
    unsigned of[OF_GROUP];
    memset(t, 0, sizeof *t);
    for (unsigned i = 0; i < STORIES; i++)
        for (unsigned k = 0; k < OWN; k++)
            tell(t, &i, 1, i / OF_GROUP, true);
    for (unsigned i = 0; i < STORIES; i += OF_GROUP) /* one in two, one in three, one in four */
        for (unsigned n = 2; n <= OF_GROUP; n++) {
            for (unsigned k = 0; k < n; k++)
                of[k] = i + (k + (unsigned)seed) % OF_GROUP;
            tell(t, of, n, i / OF_GROUP, true);
        }
    for (unsigned k = 0; k < SHARED; k++) { /* and what belongs to nobody */
        for (unsigned i = 0; i < 2 + k % 3; i++)
            of[i] = (unsigned)(dh_hash_mix(seed + k) + 11 * i) % STORIES;
        tell(t, of, 2 + k % 3, 0, false);
    }
}

static void told_page(struct dh_page *p, struct told *t, unsigned i)
{
    char id[16];
    dh_page_reset(p);
    p->input = (struct dh_str){ t->text[i], t->n[i] };
    snprintf(id, sizeof id, "page%u", i);
    set(p, DH_FIELD_ID, id);
    set(p, DH_FIELD_SITE, "small.example");
    struct dh_str rest = p->input, line;
    while (dh_str_split(&rest, '\n', &line)) {
        if (line.n == 0)
            continue;
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)(line.p - t->text[i]), (uint32_t)line.n,
                                              DH_ROLE_PARAGRAPH),
                         DH_OK);
        struct dh_fragment *f = &p->fragments[p->n_fragments - 1];
        f->key = f->folded = dh_hash64(line);
    }
    assert_int_equal(dh_repeat_page(p), DH_OK);
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

/* Which sentence a fragment is. */
static unsigned number_of(const struct dh_page *p, size_t i)
{
    char line[ROOM];
    struct dh_str s = dh_page_fragment(p, i);
    for (unsigned k = 0; k < SENTENCES; k++) {
        size_t n = write_sentence(line, k, 0, false);
        if (n - 1 == s.n && memcmp(line, s.p, s.n) == 0)
            return k;
        for (unsigned group = 0; group < STORIES / OF_GROUP; group++) {
            n = write_sentence(line, k, group, true);
            if (n - 1 == s.n && memcmp(line, s.p, s.n) == 0)
                return k;
        }
    }
    fail_msg("no such sentence");
    return 0;
}

static void clean_told(struct told *t)
{
    struct dh_corpus_options o = { .memory = 0 };
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;

    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), &o, &d), DH_OK);
    for (unsigned i = 0; i < STORIES; i++) {
        told_page(&p, t, i);
        assert_int_equal(dh_corpus_observe(c, &p, i, &d), DH_OK);
    }
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = 0; i < STORIES; i++) {
        told_page(&p, t, i);
        strike(c, &p, i);
        for (size_t k = 0; k < p.n_fragments; k++)
            if (p.fragments[k].kind == DH_STORY)
                t->kept[number_of(&p, k)]++;
    }
    dh_corpus_free(c);
    dh_page_release(&p);
}

/* No sentence is lost from all its pages but one that three or more have and none speaks of. */
static void test_shared_sentences(void **state)
{
    static struct told t;
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        unsigned gone = 0;
        tell_all(&t, seed);
        clean_told(&t);
        for (unsigned i = 0; i < t.n_sentences; i++) {
            if (t.subject[i] ? t.kept[i] != t.on[i] : t.on[i] == 2 ? t.kept[i] != 1 : t.kept[i] > 0)
                fail_msg("seed %u: of %u copies of sentence %u, which belongs to %s, %u are left",
                         (unsigned)seed, t.on[i], i, t.subject[i] ? "its stories" : "nobody",
                         t.kept[i]);
            gone += t.on[i] - t.kept[i];
        }
        assert_true(gone > 0);
    }
}

static const struct {
    const char *text;
    int64_t want;
} dates[] = {
    { "1970-01-01", 0 },
    { "1970-01-02T00:00:00Z", 86400 },
    { "2024-02-29T12:30:00+02:00", 1709202600 },
    { "2024-02-29T12:30:00.250-0130", 1709215200 },
    { "2024-02-29 12:30", 1709209800 },
    { "1969-12-31T23:59:59Z", -1 },
    { "2024-13-01", INT64_MAX },
    { "2024-02-29T", INT64_MAX },
    { "yesterday", INT64_MAX },
    { "", INT64_MAX },
};

/* ---- What a story is compared by */

enum { NUMBERED = 1, SCORED = 2 };

/* A story below lines that differ from page to page. */
static size_t write_lines(char *out, unsigned lines, unsigned with, unsigned by)
{
    size_t n = 0;
    for (unsigned i = by; i < by + lines; i++) {
        const char *a = words[i % DH_LEN(words)], *b = words[3 * i % DH_LEN(words)];
        if (with & NUMBERED)
            n += (size_t)snprintf(out + n, ROOM - n, "%u. ", i);
        n += (size_t)snprintf(out + n, ROOM - n,
                              "%s of the northeastern peninsula defeated the quarrelsome %s", a, b);
        n += with & SCORED ? (size_t)snprintf(out + n, ROOM - n, " by %u\n", i)
                           : (size_t)snprintf(out + n, ROOM - n, "\n");
    }
    return n + write_text(out + n, 1);
}

/* Whether two pages with one story and such lines have one sketch. */
static bool are_one(unsigned lines, unsigned with)
{
    struct dh_sketch k[2];
    struct dh_relation r;
    char text[ROOM];
    struct dh_page p;

    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    for (unsigned i = 0; i < 2; i++) {
        dh_page_reset(&p);
        p.input = (struct dh_str){ text, write_lines(text, lines, with, 50 * i) };
        add_lines(&p);
        assert_true(p.has_sketch);
        assert_int_equal(dh_sketch_unpack(p.sketch, &k[i]), DH_OK);
    }
    dh_sketch_compare(&k[0], &k[1], &r);
    dh_page_release(&p);
    return r.same_body;
}

static void test_links(void **state)
{
    (void)state;
    /* Links that no cue knows are none of the story; a table is, and so is a long list. */
    assert_true(are_one(14, 0));
    assert_false(are_one(14, SCORED));
    assert_false(are_one(15, 0));
    /* The number of an item makes no table, nor do a few figures. */
    assert_true(are_one(14, NUMBERED));
    assert_true(are_one(5, SCORED));
}

/* ---- Headlines between sentences of the site */

enum { GREETED = 16, LINKED = 3 };

/* The headline of story i, no word of which comes back in it. */
static size_t write_title(char *out, unsigned i)
{
    return (size_t)snprintf(out, ROOM, "%s %s %s %s\n", words[i], words[(i + 5) % DH_LEN(words)],
                            words[(i + 9) % DH_LEN(words)], words[(i + 16) % DH_LEN(words)]);
}

static void greet_page(struct dh_page *p, unsigned i, char *text)
{
    char id[16];
    size_t n = (size_t)snprintf(text, ROOM,
                                "Every morning our reporter walks along the quay and writes down "
                                "for you what was said there.\n");
    n += write_title(text + n, i);
    n += write_text(text + n, 5 * i);
    text[n++] = '\n';
    for (unsigned k = 1; k <= LINKED; k++)
        n += write_title(text + n, (i + k) % GREETED);
    n += (size_t)snprintf(text + n, ROOM - n, "More: ");
    n += write_title(text + n, (i + LINKED + 1) % GREETED);
    n +=
        (size_t)snprintf(text + n, ROOM - n,
                         "Whoever has seen something on the way to work may ring at our door until "
                         "the lamp goes out.");
    dh_page_reset(p);
    snprintf(id, sizeof id, "page%u", i);
    set(p, DH_FIELD_ID, id);
    set(p, DH_FIELD_SITE, "quay.example");
    p->unit = DH_UNIT_LINE;
    p->input = (struct dh_str){ text, n };
    add_lines(p);
}

/* All that stands between the two is among prose where it is counted; the headline is the one that
 * the others have further below. */
static void test_greeted(void **state)
{
    struct dh_corpus_options o = { .memory = 0 };
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    char text[2 * ROOM];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), &o, &d), DH_OK);
    for (unsigned i = 0; i < GREETED; i++) {
        greet_page(&p, i, text);
        assert_int_equal(dh_corpus_observe(c, &p, i, &d), DH_OK);
    }
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = 0; i < GREETED; i++) {
        greet_page(&p, i, text);
        strike(c, &p, i);
        for (size_t k = 0; k < p.n_fragments; k++) {
            bool story = k == 1 || (k > 2 && k < 8);
            if ((p.fragments[k].kind == DH_STORY) != story)
                fail_msg("page %u, %zu: %.*s", i, k, (int)p.fragments[k].n,
                         text + p.fragments[k].at);
        }
    }
    dh_corpus_free(c);
    dh_page_release(&p);
}

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(dates); i++)
        if (dh_published_time(dh_str_c(dates[i].text)) != dates[i].want)
            fail_msg("%s: %lld", dates[i].text,
                     (long long)dh_published_time(dh_str_c(dates[i].text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders), cmocka_unit_test(test_shards),
        cmocka_unit_test(test_asked),  cmocka_unit_test(test_shared_sentences),
        cmocka_unit_test(test_links),  cmocka_unit_test(test_greeted),
        cmocka_unit_test(test_dates)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
