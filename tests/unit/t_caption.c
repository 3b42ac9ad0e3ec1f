/* SPDX-License-Identifier: MIT */
/* Captions over pages: what is told from other stories, that pairs of shards tell the same as all
 * pages at once, and what must stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "repeat/corpus.h"
#include "repeat/repeat.h"
#include "scratch.h"
#include "state/store.h"

#define NET "Two fishermen mend a torn net on the quay of Brackwater before the winter storms"

enum { PAGES = 8, ROOM = 4096, WORDS = 24 };

/* The line that each page has among its prose. */
struct line {
    const char *text;
    bool struck; /* by cue or markup, on its page */
    bool looks;  /* like a caption */
    bool goes;   /* in the end */
};

static const struct {
    const char *name;
    struct line line[PAGES];
} cases[] = {
    { "a photo with and without its credit",
      { { NET " (Anna Reed, agency)", true, true, true },
        { NET ". Photo: Anna Reed", true, true, true },
        { NET ".", false, false, true },
        { "Two fishermen mend a torn net on the quay of Brackwater.", false, false, true },
        { "BRACKWATER, MARCH 3: " NET, false, false, true } } },
    { "one other page is not enough for what does not look like a caption",
      { { NET " (Anna Reed, agency)", true, true, true },
        { NET ".", false, false, false },
        { "Fishermen left the quay at noon, said the harbour master of the town.", false, false,
          false } } },
    { "it is for what does",
      { { NET " (Anna Reed, agency)", true, true, true }, { NET ".", false, true, true } } },
    { "beside another that the first page has",
      { { "The ferry Alma leaves the harbour of Brackwater on a calm morning (agency)", true, true,
          true },
        { NET " (Anna Reed, agency)", true, true, true },
        { NET ". Photo: Anna Reed", true, true, true },
        { NET ".", false, false, true } } },
    { "the same photo, other words",
      { { NET " (Anna Reed, agency)", true, true, true },
        { NET ". Photo: Anna Reed", true, true, true },
        { "A torn net hangs over the quay where nobody has time to mend it.", false, true, false },
        { "The winter storms of Brackwater are known along the whole coast.", false, false,
          false } } },
    { "what an agency writes behind its caption is the story's",
      { { NET ". The old quay was closed in May, and nobody may sell fish there (agency)", true,
          true, true },
        { NET ". The old quay was closed in May, and nobody may sell fish there.", true, true,
          true },
        { NET ". The old quay was closed in May, and nobody may sell fish there.", false, false,
          true },
        { "The old quay was closed in May, and nobody may sell fish there.", false, false,
          false } } },
    { "nor is it one without spaces",
      { { "两名渔民在冬季风暴前修补码头上的破网。老码头五月已经关闭，任何人不得卖鱼。", true, true,
          true },
        { "两名渔民在冬季风暴前修补码头上的破网。老码头五月已经关闭，任何人不得卖鱼。", true, true,
          true },
        { "两名渔民在冬季风暴前修补码头上的破网。", false, false, true },
        { "老码头五月已经关闭，任何人不得卖鱼。", false, false, false } } },
    { "no caption anywhere: what stands in three stories is a quotation",
      { { NET ".", false, false, false },
        { NET ".", false, false, false },
        { NET ".", false, false, false } } },
    { "six words are a caption, five are not",
      { { "Nets dry on the old quay", true, true, true },
        { "Nets dry on the old quay", true, true, true },
        { "Nets dry on the old quay", false, false, true },
        { "Dry on the old quay", false, false, false } } },
};

/* A sentence of words that no other page has. */
static size_t write_prose(char *out, unsigned page, unsigned n)
{
    size_t at = 0;
    uint64_t seed = page * 131u + n;
    for (unsigned i = 0; i < WORDS; i++) {
        seed = dh_hash_mix(seed + 1);
        at += (size_t)snprintf(out + at, ROOM - at, "%s%c%c%c%c%c%c", i ? " " : "",
                               'b' + (int)(seed % 20), 'a' + (int)(seed / 32 % 5),
                               'b' + (int)(seed / 256 % 20), 'e' + (int)(seed / 8192 % 5),
                               'b' + (int)(seed / 65536 % 20), 'a' + (int)(seed >> 20) % 5);
    }
    return at + (size_t)snprintf(out + at, ROOM - at, ".");
}

static void add(struct dh_page *p, char *text, size_t n)
{
    uint32_t at = (uint32_t)p->input.n + (p->input.n > 0);
    text[p->input.n] = '\n';
    p->input = (struct dh_str){ text, at + n };
    assert_int_equal(dh_page_add_fragment(p, at, (uint32_t)n, DH_ROLE_PARAGRAPH), DH_OK);
    struct dh_fragment *f = &p->fragments[p->n_fragments - 1];
    f->key = f->folded = dh_hash64(dh_page_fragment(p, p->n_fragments - 1));
}

/* Page i of a case: prose, the line, prose twice. The line is fragment 1. */
static void make_page(struct dh_page *p, unsigned k, unsigned i, char *text)
{
    const struct line *l = &cases[k].line[i];
    char id[16], site[32];
    dh_page_reset(p);
    p->unit = DH_UNIT_LINE;
    for (unsigned n = 0; n < 4; n++) {
        size_t at = p->input.n + (p->input.n > 0), len = strlen(l->text);
        if (n == 1)
            memcpy(text + at, l->text, len);
        else
            len = write_prose(text + at, i, n);
        add(p, text, len);
    }
    snprintf(id, sizeof id, "page%u", i);
    snprintf(site, sizeof site, "site%u.example", i);
    assert_int_equal(dh_page_set(p, DH_FIELD_ID, dh_str_c(id)), DH_OK);
    assert_int_equal(dh_page_set(p, DH_FIELD_SITE, dh_str_c(site)), DH_OK);
    if (l->looks)
        p->fragments[1].looks |= DH_LOOKS_CAPTION;
    if (l->struck)
        dh_page_strike(p, 1, DH_CAPTION, DH_STR("test"));
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

static unsigned pages_of(unsigned k)
{
    unsigned n = 0;
    while (n < PAGES && cases[k].line[n].text)
        n++;
    return n;
}

/* Pages from, from + step, ... of a case in one run; checks what becomes of their lines unless the
 * run only counts. */
static void run(unsigned k, unsigned from, unsigned to, bool down,
                const struct dh_corpus_options *o)
{
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    struct dh_buf told;
    char text[ROOM];

    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    dh_buf_init(&told, dh_mem_default(), SIZE_MAX);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), o, &d), DH_OK);
    for (unsigned i = from; i < to; i++) {
        make_page(&p, k, down ? to - 1 - (i - from) : i, text);
        assert_int_equal(dh_corpus_observe(c, &p, i, &d), DH_OK);
    }
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    for (unsigned i = from; !o->count_only && i < to; i++) {
        unsigned at = down ? to - 1 - (i - from) : i;
        make_page(&p, k, at, text);
        dh_buf_reset(&told);
        assert_int_equal(dh_corpus_tell(c, i, &told, &d), DH_OK);
        assert_int_equal(dh_corpus_strike(c, &p, dh_buf_str(&told), &d), DH_OK);
        if ((p.fragments[1].kind == DH_CAPTION) != cases[k].line[at].goes)
            fail_msg("%s: page %u", cases[k].name, at);
        for (unsigned n = 0; n < 4; n++)
            if (n != 1 && p.fragments[n].kind != DH_STORY)
                fail_msg("%s: prose of page %u", cases[k].name, at);
    }
    dh_corpus_free(c);
    dh_buf_release(&told);
    dh_page_release(&p);
}

static void test_cases(void **state)
{
    struct dh_corpus_options o = { .memory = 0 };
    (void)state;
    for (unsigned k = 0; k < DH_LEN(cases); k++) {
        run(k, 0, pages_of(k), false, &o);
        run(k, 0, pages_of(k), true, &o);
    }
}

static struct dh_store *open_store(const char *path, enum dh_store_mode mode)
{
    struct dh_store *s = NULL;
    struct dh_detail d = { .code = DH_OK };
    if (dh_store_open(&s, dh_mem_default(), path, mode, 0, &d) != DH_OK)
        fail_msg("%s", d.msg);
    return s;
}

static void scan(unsigned k, unsigned from, unsigned to, const char *path)
{
    struct dh_store *s = open_store(path, DH_STORE_WRITE);
    struct dh_corpus_options o = { .store = s, .count_only = true };
    struct dh_detail d = { .code = DH_OK };
    run(k, from, to, false, &o);
    assert_int_equal(dh_store_commit(s, &d), DH_OK);
    dh_store_close(s);
}

/* Two shards scanned apart, merged, and each page cleaned alone: as all at once. */
static void test_shards(void **state)
{
    char a[300], b[300], m[300];
    struct dh_detail d = { .code = DH_OK };
    (void)state;
    scratch_make();
    for (unsigned k = 0; k < DH_LEN(cases); k++) {
        unsigned n = pages_of(k);
        snprintf(a, sizeof a, "%s/a%u", scratch, k);
        snprintf(b, sizeof b, "%s/b%u", scratch, k);
        snprintf(m, sizeof m, "%s/m%u", scratch, k);
        scan(k, 0, n / 2 + 1, a);
        scan(k, n / 2, n, b);
        struct dh_store *to = open_store(m, DH_STORE_WRITE);
        for (unsigned i = 0; i < 2; i++) {
            struct dh_store *from = open_store(i ? a : b, DH_STORE_READ);
            assert_int_equal(dh_store_merge(to, from, &d), DH_OK);
            dh_store_close(from);
        }
        assert_int_equal(dh_store_commit(to, &d), DH_OK);
        dh_store_close(to);
        for (unsigned i = 0; i < n; i++) {
            struct dh_store *s = open_store(m, DH_STORE_READ);
            struct dh_corpus_options o = { .store = s, .read_only = true };
            run(k, i, i + 1, false, &o);
            dh_store_close(s);
        }
    }
    scratch_remove();
}

/* Page i by itself, with no batch, where a state knows it and the others. */
static void ask_alone(unsigned k, unsigned i, const char *path)
{
    struct dh_store *s = open_store(path, DH_STORE_READ);
    struct dh_corpus_options o = { .store = s, .read_only = true };
    struct dh_corpus *c = NULL;
    struct dh_detail d = { .code = DH_OK };
    struct dh_page p;
    char text[ROOM];
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_corpus_new(&c, dh_mem_default(), &o, &d), DH_OK);
    assert_int_equal(dh_corpus_settle(c, &d), DH_OK);
    make_page(&p, k, i, text);
    assert_int_equal(dh_corpus_strike(c, &p, DH_STR_NONE, &d), DH_OK);
    if ((p.fragments[1].kind == DH_CAPTION) != cases[k].line[i].goes)
        fail_msg("%s: page %u alone", cases[k].name, i);
    dh_corpus_free(c);
    dh_page_release(&p);
    dh_store_close(s);
}

/* Pages of an earlier run in a state that is only read, the others in a batch, or asked about one
 * by one: as all at once. */
static void test_read_only(void **state)
{
    char path[300];
    (void)state;
    scratch_make();
    for (unsigned k = 0; k < DH_LEN(cases); k++) {
        for (unsigned m = 1; m < pages_of(k); m++) {
            snprintf(path, sizeof path, "%s/%u-%u", scratch, k, m);
            scan(k, 0, m, path);
            struct dh_store *s = open_store(path, DH_STORE_READ);
            struct dh_corpus_options o = { .store = s, .read_only = true };
            run(k, m, pages_of(k), false, &o);
            dh_store_close(s);
        }
        snprintf(path, sizeof path, "%s/%u", scratch, k);
        scan(k, 0, pages_of(k), path);
        for (unsigned i = 0; i < pages_of(k); i++)
            ask_alone(k, i, path);
    }
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases),
                                        cmocka_unit_test(test_read_only),
                                        cmocka_unit_test(test_shards) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
