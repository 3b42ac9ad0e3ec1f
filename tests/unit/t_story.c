/* SPDX-License-Identifier: MIT */
/* Which pages are one story, which of them survives, and what an earlier run has to do with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "repeat/corpus.h"
#include "repeat/repeat.h"
#include "repeat/story/sketch.h"
#include "repeat/story/story.h"
#include "repeat/words/sort64.h"
#include "scratch.h"
#include "spread.h"
#include "state/store.h"

enum { PAGES = 6, ROOM = 1 << 14, SENTENCES = 3, WORDS = 18 };

/* A page: its text is made of paragraphs "A1 A2 B1", each of which has words of its own; "t7" is
 * one brief from a template with the name and the figures of number 7. of: the page that it is a
 * copy of in the end; NULL: it is kept. */
struct page {
    const char *id, *text, *url, *date, *of;
};

static const struct {
    const char *name;
    struct page page[PAGES];
} cases[] = {
    { "published first survives, wherever it stands",
      { { "late", "A1 A2 A3", NULL, "2024-05-03", "early" },
        { "early", "A1 A2 A3", NULL, "2024-05-01", NULL },
        { "middle", "A1 A2 A3", NULL, "2024-05-02", "early" } } },
    { "of one day, or of none, the longest",
      { { "short", "A1 A2 A3 A4", NULL, NULL, "long" },
        { "long", "A1 A2 A3 A4 A5", NULL, NULL, NULL } } },
    { "then the smallest id",
      { { "b", "A1 A2 A3", NULL, NULL, "a" },
        { "c", "A1 A2 A3", NULL, NULL, "a" },
        { "a", "A1 A2 A3", NULL, NULL, NULL } } },
    { "a date beats none",
      { { "a", "A1 A2 A3 A4", NULL, NULL, "b" }, { "b", "A1 A2 A3", NULL, "2024-05-01", NULL } } },
    { "cut off after most of it",
      { { "whole", "A1 A2 A3 A4 A5", NULL, NULL, NULL },
        { "part", "A1 A2 A3", NULL, NULL, "whole" } } },
    { "moved paragraphs",
      { { "a", "A1 A2 A3 A4", NULL, NULL, NULL }, { "b", "A3 A1 A4 A2", NULL, NULL, "a" } } },
    { "two stories with a paragraph of background in common",
      { { "a", "A1 A2 A3 C1", NULL, NULL, NULL }, { "b", "B1 B2 B3 C1", NULL, NULL, NULL } } },
    { "a page that holds two stories joins neither",
      { { "a", "A1 A2 A3", NULL, NULL, NULL },
        { "b", "B1 B2 B3", NULL, NULL, NULL },
        { "both", "A1 A2 A3 B1 B2 B3", NULL, NULL, NULL } } },
    { "of a report that is carried on the last has nothing of the first",
      { { "a", "A1 B1 C1 D1 E1", NULL, "2024-05-01", NULL },
        { "b", "B1 C1 D1 E1 F1", NULL, "2024-05-02", "a" },
        { "c", "C1 D1 E1 F1 G1", NULL, "2024-05-03", "a" },
        { "d", "D1 E1 F1 G1 H1", NULL, "2024-05-04", NULL },
        { "d.2", "D1 E1 F1 G1 H1", NULL, "2024-05-05", "d" },
        { "e", "E1 F1 G1 H1 I1", NULL, "2024-05-06", "d" } } },
    { "but is the same as its own copy",
      { { "a", "A1 A2 A3", NULL, NULL, NULL },
        { "b", "B1 B2 B3", NULL, NULL, NULL },
        { "both", "A1 A2 A3 B1 B2 B3", NULL, NULL, NULL },
        { "both.2", "A1 A2 A3 B1 B2 B3", NULL, NULL, "both" } } },
    { "copies of both stories find each other past it",
      { { "a", "A1 A2 A3", NULL, NULL, NULL },
        { "a.2", "A1 A2 A3", NULL, NULL, "a" },
        { "b", "B1 B2 B3", NULL, NULL, NULL },
        { "b.2", "B1 B2 B3", NULL, NULL, "b" },
        { "both", "A1 A2 A3 B1 B2 B3", NULL, NULL, NULL } } },
    { "one template, other names and figures",
      { { "a", "t1", NULL, NULL, NULL },
        { "b", "t2", NULL, NULL, NULL },
        { "c", "t3", NULL, NULL, NULL },
        { "d", "t2", NULL, NULL, "b" } } },
    { "versions of one URL stay",
      { { "v1", "A1 A2 A3", "https://x.example/a", "2024-05-01", NULL },
        { "v2", "A1 A2 A3 A4", "https://x.example/a", "2024-05-02", NULL },
        { "copy", "A1 A2 A3", "https://y.example/a", "2024-05-03", "v1" } } },
    { "the very same page under one URL is a copy",
      { { "v1", "A1 A2 A3", "https://x.example/a", "2024-05-01", NULL },
        { "v2", "A1 A2 A3", "https://x.example/a", "2024-05-02", "v1" } } },
};

static size_t put_word(char *out, size_t n, uint64_t seed)
{
    static const char *const syllable[] = { "ba",  "do",  "ke", "lum", "ri",  "sot", "van", "tes",
                                            "mor", "gil", "pa", "nek", "fur", "zo",  "hin", "wes" };
    for (unsigned i = 0; i < 3; i++, seed /= 16)
        n += (size_t)snprintf(out + n, ROOM - n, "%s", syllable[seed % DH_LEN(syllable)]);
    return n;
}

static size_t put_paragraph(char *out, size_t n, const char *name)
{
    uint64_t seed = (uint64_t)name[0] * 1009 + (uint64_t)name[1] * 31;
    if (name[0] == 't')
        return n + (size_t)snprintf(out + n, ROOM - n,
                                    "Harbour %c%d0 closed the quarter with a profit of %d.%d "
                                    "million, %d percent more than the %d.2 million of a year "
                                    "ago. Its shares rose by %d percent to %d%d cents on the day "
                                    "of the report, and %d ships were loaded at its %d piers.",
                                    name[1] + 16, name[1] * 7 % 60, name[1] * 3 % 50,
                                    name[1] * 5 % 9, name[1] % 13, name[1] * 9 % 40, name[1] % 11,
                                    name[1] % 7, name[1] * 3 % 9, name[1] * 11 % 90,
                                    name[1] * 13 % 70);
    for (unsigned s = 0; s < SENTENCES; s++) {
        for (unsigned w = 0; w < WORDS; w++) {
            n += (size_t)snprintf(out + n, ROOM - n, "%s", w ? " " : "");
            n = put_word(out, n, dh_hash_mix(seed + 100 * s + w));
        }
        n += (size_t)snprintf(out + n, ROOM - n, ". ");
    }
    return n - 1;
}

static void set(struct dh_page *p, enum dh_field f, const char *s)
{
    if (s)
        assert_int_equal(dh_page_set(p, f, dh_str_c(s)), DH_OK);
}

static void make_page(struct dh_page *p, const struct page *from, char *text)
{
    size_t n = 0;
    dh_page_reset(p);
    p->input.p = text;
    for (const char *s = from->text; *s; s += s[2] ? 3 : 2) {
        size_t at = n;
        n = put_paragraph(text, n, s);
        p->input.n = n;
        assert_int_equal(
            dh_page_add_fragment(p, (uint32_t)at, (uint32_t)(n - at), DH_ROLE_PARAGRAPH), DH_OK);
        struct dh_fragment *f = &p->fragments[p->n_fragments - 1];
        f->key = f->folded = dh_hash64(dh_page_fragment(p, p->n_fragments - 1));
        text[n++] = '\n';
    }
    set(p, DH_FIELD_ID, from->id);
    set(p, DH_FIELD_URL, from->url);
    set(p, DH_FIELD_PUBLISHED, from->date);
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

/* "head: member member; head: ..." */
static enum dh_err add_cluster(void *self, struct dh_str head, struct dh_str member)
{
    struct dh_buf *b = self;
    bool first = dh_str_eq(head, member);
    if (first && b->n)
        dh_buf_add(b, DH_STR(";"));
    dh_buf_add(b, DH_STR(" "));
    dh_buf_add(b, member);
    return DH_OK;
}

struct outcome {
    char of[PAGES][16], supersedes[PAGES][16];
    struct dh_buf clusters;
};

static void copy(char *to, struct dh_str s)
{
    assert_true(s.n < 16);
    memcpy(to, s.p ? s.p : "", s.n);
    to[s.n] = 0;
}

/* Cleans n pages in one run, the last first when down. */
static void run(const struct page *page, unsigned n, bool down, struct dh_store *store,
                struct outcome *out)
{
    struct dh_corpus_options o = { .store = store };
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    bool survives;
    static char text[ROOM];

    memset(out->of, 0, sizeof out->of);
    memset(out->supersedes, 0, sizeof out->supersedes);
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), &o, &d), DH_OK);
    for (unsigned i = 0; i < n; i++) {
        make_page(&p, &page[down ? n - 1 - i : i], text);
        assert_int_equal(dh_corpus_observe(c, &p, i, &d), DH_OK);
    }
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = 0; i < n; i++) {
        unsigned k = down ? n - 1 - i : i;
        make_page(&p, &page[k], text);
        assert_int_equal(dh_corpus_judge(c, &p, i, &survives, &d), DH_OK);
        if (survives)
            assert_int_equal(dh_corpus_written(c, &p, &d), DH_OK);
        copy(out->of[k], p.duplicate_of);
        copy(out->supersedes[k], p.supersedes);
        assert_int_equal(p.verdict == DH_DUPLICATE, p.duplicate_of.n > 0);
    }
    dh_buf_reset(&out->clusters);
    assert_int_equal(dh_corpus_clusters(c, add_cluster, &out->clusters, &d), DH_OK);
    dh_corpus_free(c);
    dh_page_release(&p);
}

static unsigned pages_of(const struct page *page)
{
    unsigned n = 0;
    while (n < PAGES && page[n].id)
        n++;
    return n;
}

static void test_cases(void **state)
{
    struct outcome out;
    (void)state;
    dh_buf_init(&out.clusters, dh_mem_default(), ROOM);
    for (size_t k = 0; k < DH_LEN(cases); k++)
        for (unsigned down = 0; down < 2; down++) {
            unsigned n = pages_of(cases[k].page);
            run(cases[k].page, n, down, NULL, &out);
            for (unsigned i = 0; i < n; i++) {
                const char *of = cases[k].page[i].of;
                if (strcmp(out.of[i], of ? of : "") != 0)
                    fail_msg("%s: %s is a copy of '%s'", cases[k].name, cases[k].page[i].id,
                             out.of[i]);
            }
        }
    dh_buf_release(&out.clusters);
}

/* The survivor comes first; a page without copies is in no cluster. */
static void test_clusters(void **state)
{
    static const struct page pages[] = { { "b", "A1 A2 A3", NULL, "2024-05-02", NULL },
                                         { "a", "A1 A2 A3", NULL, "2024-05-01", NULL },
                                         { "lone", "B1 B2 B3", NULL, NULL, NULL },
                                         { "c", "A1 A2 A3", NULL, "2024-05-03", NULL } };
    struct outcome out;
    (void)state;
    dh_buf_init(&out.clusters, dh_mem_default(), ROOM);
    for (unsigned down = 0; down < 2; down++) {
        run(pages, DH_LEN(pages), down, NULL, &out);
        struct dh_str got = dh_buf_str(&out.clusters);
        assert_true(dh_str_eq(got, DH_STR(" a b c")) || dh_str_eq(got, DH_STR(" a c b")));
    }
    dh_buf_release(&out.clusters);
}

/* A story that an earlier run wrote is displaced by an older copy that comes later, and named; a
 * younger copy is a duplicate of it; and the same page once more changes nothing. */
static void test_supersedes(void **state)
{
    static const struct page first = { "monday", "A1 A2 A3", NULL, "2024-05-06", NULL };
    static const struct page younger = { "tuesday", "A1 A2 A3 A4", NULL, "2024-05-07", NULL };
    static const struct page older = { "sunday", "A1 A2 A3", NULL, "2024-05-05", NULL };
    struct outcome out;
    struct dh_store *s = NULL;
    struct dh_detail d = { .code = DH_OK };
    char path[300];
    (void)state;
    scratch_make();
    snprintf(path, sizeof path, "%s/state", scratch);
    dh_buf_init(&out.clusters, dh_mem_default(), ROOM);
    assert_int_equal(dh_store_open(&s, dh_mem_default(), path, DH_STORE_WRITE, 0, &d), DH_OK);
    run(&first, 1, false, s, &out);
    assert_string_equal(out.of[0], "");
    run(&younger, 1, false, s, &out);
    assert_string_equal(out.of[0], "monday");
    run(&older, 1, false, s, &out);
    assert_string_equal(out.of[0], "");
    assert_string_equal(out.supersedes[0], "monday");
    run(&first, 1, false, s, &out);
    assert_string_equal(out.of[0], "sunday");
    run(&older, 1, false, s, &out);
    assert_string_equal(out.of[0], "");
    assert_string_equal(out.supersedes[0], "");
    dh_store_close(s);
    dh_buf_release(&out.clusters);
    scratch_remove();
}

/* A page that comes again is no copy of itself, nor displaces itself, when its date is told no
 * more, or at last: as of a feed that has not changed. Under another id, or in one run, it is a
 * copy; in one run also of what an earlier one wrote. */
static void test_again(void **state)
{
    static const struct page dated = { "a", "A1 A2 A3", "http://h/1", "2024-05-06", NULL };
    static const struct page undated = { "a", "A1 A2 A3", "http://h/1", NULL, NULL };
    static const struct page other = { "b", "A1 A2 A3", "http://h/1", NULL, NULL };
    static const struct page both[] = { { "a", "A1 A2 A3", "http://h/1", "2024-05-06", NULL },
                                        { "a", "A1 A2 A3", "http://h/1", NULL, NULL } };
    static const struct {
        const struct page *first, *then;
        const char *of;
    } turns[] = { { &dated, &undated, "" }, { &undated, &dated, "" }, { &dated, &other, "a" } };
    static const struct page twice[] = { { "a", "A1 A2 A3", "http://h/1", NULL, NULL },
                                         { "a", "A1 A2 A3", "http://h/1", NULL, NULL } };
    struct outcome out;
    struct dh_detail d = { .code = DH_OK };
    (void)state;
    dh_buf_init(&out.clusters, dh_mem_default(), ROOM);
    for (size_t i = 0; i < DH_LEN(turns); i++) {
        struct dh_store *s = NULL;
        char path[300];
        scratch_make();
        snprintf(path, sizeof path, "%s/state", scratch);
        assert_int_equal(dh_store_open(&s, dh_mem_default(), path, DH_STORE_WRITE, 0, &d), DH_OK);
        run(turns[i].first, 1, false, s, &out);
        assert_string_equal(out.of[0], "");
        run(turns[i].then, 1, false, s, &out);
        assert_string_equal(out.of[0], turns[i].of);
        assert_string_equal(out.supersedes[0], "");
        run(both, 2, false, s, &out);
        assert_string_equal(out.of[0], "");
        assert_string_equal(out.of[1], "a");
        run(twice, 2, false, s, &out);
        assert_int_equal(!out.of[0][0] + !out.of[1][0], 1);
        dh_store_close(s);
        scratch_remove();
    }
    run(both, 2, false, NULL, &out);
    assert_string_equal(out.of[1], "a");
    dh_buf_release(&out.clusters);
}

/* ---- Processes */

enum { MANY = 5000, VERSIONS = 4, IN_SKETCH = 64 };

/* Story i of many: VERSIONS in a row are one, each with a shingle of its own. */
static void make_story(uint32_t i, struct dh_buf *packed, char id[16], struct dh_story *out)
{
    uint64_t one = i / VERSIONS, v[IN_SKETCH];
    struct dh_sketch k = { .body = i, .words = 300, .all_shingles = true, .all_content = true };

    for (uint64_t n = 0; n < IN_SKETCH; n++)
        v[n] = dh_hash_mix(one * IN_SKETCH + n + (n == i % VERSIONS ? 1000000 * (1 + i) : 0));
    k.n_shingles = (uint16_t)dh_sort64_unique(v, IN_SKETCH);
    memcpy(k.shingle, v, k.n_shingles * sizeof *v);
    for (uint64_t n = 0; n < IN_SKETCH; n++)
        v[n] = dh_hash_mix(~(one * IN_SKETCH + n)) >> 32;
    k.n_content = (uint16_t)dh_sort64_unique(v, IN_SKETCH);
    for (unsigned n = 0; n < k.n_content; n++)
        k.content[n] = (uint32_t)v[n];
    k.all_figures = true;
    dh_buf_reset(packed);
    dh_sketch_pack(&k, packed);
    *out = (struct dh_story){ .page = { dh_hash_mix(i), i }, .label = i, .number = i };
    out->site = 1 + dh_hash_mix(i) % 23;
    out->published = 1 + i % 7;
    out->sketch = dh_buf_str(packed);
    out->id = (struct dh_str){ id, (size_t)snprintf(id, 16, "%u", (unsigned)i) };
}

static void compare_many(const struct dh_spread *spread, struct dh_buf *clusters)
{
    struct dh_stories *s = NULL;
    struct dh_story story;
    struct dh_buf packed;
    struct dh_detail d;
    char id[16];

    dh_buf_init(&packed, dh_mem_default(), DH_SKETCH_BYTES);
    assert_int_equal(dh_stories_new(&s, dh_mem_default(), 1 << 20, NULL), DH_OK);
    dh_stories_spread(s, spread);
    for (uint32_t i = 0; i < MANY; i++) {
        make_story(i, &packed, id, &story);
        assert_int_equal(dh_stories_add(s, &story, &d), DH_OK);
    }
    assert_int_equal(dh_stories_settle(s, &d), DH_OK);
    dh_buf_reset(clusters);
    assert_int_equal(dh_stories_clusters(s, add_cluster, clusters, &d), DH_OK);
    dh_stories_free(s);
    dh_buf_release(&packed);
}

/* Where no more files may be open than one process needs. */
static void compare_with_few_files(struct dh_buf *clusters)
{
    static const struct dh_spread spread = { DH_SPREAD_MAX, in_processes, NULL };
    struct rlimit before, few;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = (struct rlimit){ 16, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    asked = 0;
    compare_many(&spread, clusters);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(asked, 0);
}

/* The same clusters come out of one process, of three, where one of them dies, and where there
 * cannot be as many. */
static void test_processes(void **state)
{
    static const struct dh_spread ways[] = { { 0, NULL, NULL },
                                             { 3, in_processes, NULL },
                                             { 3, in_processes_that_die, NULL } };
    struct dh_buf first, other;
    (void)state;
    dh_buf_init(&first, dh_mem_default(), SIZE_MAX);
    dh_buf_init(&other, dh_mem_default(), SIZE_MAX);
    compare_many(&ways[0], &first);
    assert_true(first.n > MANY); /* all are in one */
    for (size_t i = 1; i < DH_LEN(ways); i++) {
        asked = 0;
        compare_many(&ways[i], &other);
        assert_int_equal(asked, 2); /* for their sketches and for their pairs */
        assert_true(dh_str_eq(dh_buf_str(&first), dh_buf_str(&other)));
    }
    compare_with_few_files(&other);
    assert_true(dh_str_eq(dh_buf_str(&first), dh_buf_str(&other)));
    dh_buf_release(&first);
    dh_buf_release(&other);
}

/* ---- In another order -------------------------------------------------------------------------
 */

static uint64_t by_label(const struct dh_story *story)
{
    return story->label;
}

static enum dh_err add_id(void *self, const struct dh_story *story, struct dh_detail *d)
{
    (void)d;
    assert_int_equal(story->length, 7);
    assert_true(dh_str_eq(story->sketch, DH_STR("s")));
    dh_buf_add(self, story->id);
    return DH_OK;
}

static enum dh_err stop_at_once(void *self, const struct dh_story *story, struct dh_detail *d)
{
    (void)story;
    (void)d;
    ++*(int *)self;
    return DH_EIO;
}

/* Stories of the batch come by key, those of one key as they were added, those of the state not;
 * and what each answers ends it. */
static void test_each_new(void **state)
{
    static const struct {
        uint64_t key;
        uint32_t number;
        const char *id;
    } added[] = { { UINT64_MAX, 0, "d" },   { 5, 1, "b" }, { 1, DH_STORY_OLD, "x" }, { 5, 2, "c" },
                  { 5, DH_STORY_OLD, "y" }, { 0, 3, "a" } };
    struct dh_stories *s = NULL;
    struct dh_detail d;
    struct dh_buf ids;
    int calls = 0;
    (void)state;
    dh_buf_init(&ids, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_stories_new(&s, dh_mem_default(), 1 << 20, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(added); i++) {
        struct dh_story story = { .page = { i, i }, .label = added[i].key, .length = 7 };
        story.number = added[i].number;
        story.id = dh_str_c(added[i].id);
        story.sketch = DH_STR("s");
        assert_int_equal(dh_stories_add(s, &story, &d), DH_OK);
    }
    assert_int_equal(dh_stories_each_new(s, by_label, add_id, &ids, &d), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&ids), DH_STR("abcd")));
    assert_int_equal(dh_stories_each_new(s, by_label, stop_at_once, &calls, &d), DH_EIO);
    assert_int_equal(calls, 1);
    dh_stories_free(s);
    dh_buf_release(&ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),      cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_supersedes), cmocka_unit_test(test_again),
        cmocka_unit_test(test_processes),  cmocka_unit_test(test_each_new)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
