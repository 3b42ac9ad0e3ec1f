/* SPDX-License-Identifier: MIT */
/* Pages: changes and text from verdicts, restoring, packing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "page/pack.h"
#include "page/page.h"

static struct dh_str str(const char *s)
{
    return (struct dh_str){ s, strlen(s) };
}

/* A page whose fragments are the runs of input between "|" marks; marks are taken out, "!" before a
 * fragment removes it. Separators are what stands between two "|". */
static void make(struct dh_page *p, const char *marked)
{
    size_t n = strlen(marked), at = 0;
    char *text = dh_arena_alloc(&p->arena, n + 1);
    bool inside = false, removed = false;
    uint32_t start = 0;

    assert_non_null(text);
    for (size_t i = 0; i < n; i++) {
        if (marked[i] != '|') {
            text[at++] = marked[i];
            continue;
        }
        if (inside) {
            assert_int_equal(
                dh_page_add_fragment(p, start, (uint32_t)at - start, DH_ROLE_PARAGRAPH), DH_OK);
            p->fragments[p->n_fragments - 1].removed = removed;
            p->fragments[p->n_fragments - 1].kind = removed ? DH_AD : DH_STORY;
            p->fragments[p->n_fragments - 1].rule = DH_STR("test");
        } else {
            start = (uint32_t)at;
            removed = marked[i + 1] == '!';
            i += removed;
        }
        inside = !inside;
    }
    p->input = (struct dh_str){ text, at };
}

static void check_restores(const struct dh_page *p)
{
    struct dh_undo undo[32];
    struct dh_buf out;
    assert_true(p->n_changes <= 32);
    for (size_t i = 0; i < p->n_changes; i++) {
        const struct dh_edit *e = &p->changes[i];
        if (i)
            assert_true(e->at >= p->changes[i - 1].at + p->changes[i - 1].n);
        undo[i] = (struct dh_undo){ e->at, dh_str_sub(p->input, e->at, e->n), e->now };
    }
    dh_buf_init(&out, dh_mem_default(), 1 << 20);
    assert_int_equal(dh_page_restore(p->text, undo, p->n_changes, &out), DH_OK);
    assert_true(dh_str_eq(dh_buf_str(&out), p->input));
    dh_buf_release(&out);
}

static void removal_takes_one_separator(void **state)
{
    static const struct {
        const char *name, *marked, *want;
    } cases[] = {
        { "nothing goes", "|a|\n\n|b|\n", "a\n\nb\n" },
        { "first goes with what follows", "|!a|\n\n|b|\n", "b\n" },
        { "white space before the first goes with it", "  |!a| \n|b|", "b" },
        { "last goes with what is before it", "|a|\n\n|!b|\n", "a\n" },
        { "middle: one separator stays", "|a|\n|!b|\n|c|", "a\nc" },
        { "middle: the larger separator stays (before)", "|a|\n\n|!b|\n|c|", "a\n\nc" },
        { "middle: the larger separator stays (behind)", "|a|\n|!b|\n\n|c|", "a\n\nc" },
        { "a run goes as one", "|a|\n\n|!b|\n|!c|\n\n|d|", "a\n\nd" },
        { "all go", "\n|!a|\n\n|!b|\n", "" },
        { "CRLF counts once", "|a|\r\n|!b|\n\n|c|", "a\n\nc" },
        { "no fragments at all", "\n \n", "" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_page p;
        dh_page_init(&p, dh_mem_default(), 1 << 20);
        make(&p, cases[i].marked);
        assert_int_equal(dh_page_finish(&p), DH_OK);
        if (!dh_str_eq(p.text, str(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)p.text.n, p.text.p);
        assert_int_equal(p.verdict, strpbrk(cases[i].want, "abcd") ? DH_KEPT : DH_EMPTY);
        check_restores(&p);
        dh_page_release(&p);
    }
}

static void edits_and_removals_merge(void **state)
{
    static const struct {
        const char *name, *marked;
        struct {
            uint32_t at, n;
            const char *now;
        } edits[4];
        const char *want;
    } cases[] = {
        { "a repair", "|one .|", { { 3, 2, "." } }, "one." },
        { "repairs in any order", "|a b c|", { { 3, 1, "-" }, { 1, 1, "+" } }, "a+b-c" },
        { "a repair in what goes is dropped", "|!a .|\n|b|", { { 1, 2, "." } }, "b" },
        { "of two that overlap the first stays",
          "|abcdef|",
          { { 1, 3, "X" }, { 2, 3, "Y" } },
          "aXef" },
        { "of two at one place the longer stays",
          "|abcdef|",
          { { 1, 1, "X" }, { 1, 3, "Y" } },
          "aYef" },
        { "of two with one extent it is not the coming that decides",
          "|abcdef|",
          { { 1, 3, "Y" }, { 1, 3, "X" } },
          "aXef" },
        { "growth", "|HEAD Body|", { { 4, 1, "\n\n" } }, "HEAD\n\nBody" },
        { "bytes that are no UTF-8", "|a\xFF b|", { { 0, 0, NULL } }, "a\xEF\xBF\xBD b" },
        { "broken bytes in what goes", "|!a\xFF|\n|b\xC3|", { { 0, 0, NULL } }, "b\xEF\xBF\xBD" },
        { "broken bytes between edits",
          "|a .\xFF b .|",
          { { 1, 2, "." }, { 6, 2, "." } },
          "a.\xEF\xBF\xBD b." },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_page p;
        dh_page_init(&p, dh_mem_default(), 1 << 20);
        make(&p, cases[i].marked);
        for (size_t k = 0; k < 4 && cases[i].edits[k].now; k++)
            assert_int_equal(dh_page_edit(&p, cases[i].edits[k].at, cases[i].edits[k].n, DH_STORY,
                                          str(cases[i].edits[k].now), DH_STR("t")),
                             DH_OK);
        assert_int_equal(dh_page_finish(&p), DH_OK);
        if (!dh_str_eq(p.text, str(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)p.text.n, p.text.p);
        check_restores(&p);
        dh_page_release(&p);
    }
}

/* Random pages: whatever goes and is edited, the input comes back and changes are disjoint. */
static void random_pages_restore(void **state)
{
    uint64_t seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct dh_page p;
        char marked[200];
        size_t n = 0;
        dh_page_init(&p, dh_mem_default(), 1 << 20);
        for (int f = 0; f < 8; f++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned r = (unsigned)(seed >> 40);
            n += (size_t)snprintf(marked + n, sizeof marked - n, "|%sab%sc|%s", r & 1 ? "!" : "",
                                  r & 2 ? "\xE2\x82" : "d",
                                  (r & 12) == 0   ? "\n"
                                  : (r & 12) == 4 ? "\n\n"
                                                  : " ");
        }
        make(&p, marked);
        for (int k = 0; k < 6; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            uint32_t at = (uint32_t)((seed >> 33) % p.input.n),
                     len = 1 + (uint32_t)((seed >> 20) % 4);
            if (at + len <= p.input.n)
                assert_int_equal(dh_page_edit(&p, at, len, DH_STORY, DH_STR("_"), DH_STR("t")),
                                 DH_OK);
        }
        assert_int_equal(dh_page_finish(&p), DH_OK);
        check_restores(&p);
        dh_page_release(&p);
    }
}

static void restore_refuses_what_does_not_fit(void **state)
{
    static const struct {
        const char *name, *text;
        struct dh_undo undo[2];
        size_t n;
    } cases[] = {
        { "past the end", "abc", { { 9, { "x", 1 }, { NULL, 0 } } }, 1 },
        { "backwards",
          "abc",
          { { 2, { "x", 1 }, { NULL, 0 } }, { 1, { "y", 1 }, { NULL, 0 } } },
          2 },
        { "other text than now", "abc", { { 1, { "x", 1 }, { "q", 1 } } }, 1 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_buf out;
        dh_buf_init(&out, dh_mem_default(), 1 << 20);
        if (dh_page_restore(str(cases[i].text), cases[i].undo, cases[i].n, &out) != DH_EDATA)
            fail_msg("%s", cases[i].name);
        dh_buf_release(&out);
    }
}

/* s: story, n: note, g: goes, w: waits. */
static void what_waits_goes_with_its_neighbour(void **state)
{
    static const char *const rows[][2] = {
        { "sws", "sws" },           { "swg", "sgg" },     { "gws", "ggs" }, { "wng", "wng" },
        { "swwgwwsw", "sgggggsw" }, { "wwwsg", "wwwsg" }, { "w", "w" },
    };
    struct dh_page p;
    (void)state;
    dh_page_init(&p, dh_mem_default(), 1 << 20);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        dh_page_reset(&p);
        p.input = str(rows[r][0]);
        for (uint32_t i = 0; i < p.input.n; i++) {
            char c = p.input.p[i];
            assert_int_equal(dh_page_add_fragment(&p, i, 1, DH_ROLE_PARAGRAPH), DH_OK);
            if (c == 'w')
                dh_page_wait(&p, i, DH_STAMP, DH_STR("test.waits"));
            else if (c != 's')
                dh_page_strike(&p, i, c == 'n' ? DH_NOTE : DH_AD, DH_STR("test"));
        }
        dh_page_strike_waiting(&p);
        for (size_t i = 0; i < p.n_fragments; i++) {
            assert_int_equal(dh_page_goes(&p, i), rows[r][1][i] == 'g');
            if (dh_page_goes(&p, i) && rows[r][0][i] == 'w')
                assert_true(p.fragments[i].kind == DH_STAMP &&
                            dh_str_eq(p.fragments[i].rule, DH_STR("test.waits")));
        }
    }
    dh_page_release(&p);
}

static void packed_pages_come_back(void **state)
{
    struct dh_page a, b;
    struct dh_buf packed;
    (void)state;
    dh_page_init(&a, dh_mem_default(), 1 << 20);
    dh_page_init(&b, dh_mem_default(), 1 << 20);
    dh_buf_init(&packed, dh_mem_default(), 1 << 20);
    make(&a, "|one .|\n\n|!two|\n");
    a.fragments[0].key = 0x123456789ABCDEF0u;
    a.fragments[0].link_permille = 77;
    a.fragments[0].path = DH_PATHS;
    dh_page_wait(&a, 0, DH_STAMP, DH_STR("waits"));
    a.fragments[1].group = 0;
    a.confidence = 0.25;
    a.unit = DH_UNIT_PARAGRAPH;
    a.is_utf8 = true;
    a.field[DH_FIELD_TITLE] = DH_STR("A title");
    assert_int_equal(dh_page_edit(&a, 3, 2, DH_STORY, DH_STR("."), DH_STR("stop")), DH_OK);
    assert_int_equal(dh_page_pack(&a, &packed), DH_OK);
    assert_int_equal(dh_page_unpack(&b, dh_buf_str(&packed), a.input), DH_OK);
    assert_int_equal(b.n_fragments, 2);
    assert_true(b.fragments[0].key == a.fragments[0].key && b.fragments[0].link_permille == 77);
    assert_true(b.fragments[0].path == DH_PATHS && b.fragments[0].waits == DH_STAMP);
    assert_int_equal(b.fragments[1].kind, DH_AD);
    assert_true(dh_str_eq(b.fragments[1].rule, DH_STR("test")));
    assert_int_equal(b.n_edits, 1);
    assert_true(b.confidence == 0.25 && b.unit == DH_UNIT_PARAGRAPH);
    assert_true(b.is_utf8 && !b.has_sketch);
    assert_true(dh_str_eq(b.field[DH_FIELD_TITLE], DH_STR("A title")));
    /* Every cut of the packed form, and every changed byte, is refused or harmless. */
    for (size_t n = 0; n < packed.n; n++) {
        struct dh_page c;
        dh_page_init(&c, dh_mem_default(), 1 << 20);
        assert_int_equal(dh_page_unpack(&c, dh_str_sub(dh_buf_str(&packed), 0, n), a.input),
                         DH_EDATA);
        dh_page_release(&c);
    }
    for (size_t n = 0; n < packed.n; n++) {
        struct dh_page c;
        dh_page_init(&c, dh_mem_default(), 1 << 20);
        packed.p[n] ^= 0x55;
        if (dh_page_unpack(&c, dh_buf_str(&packed), a.input) == DH_OK)
            assert_int_equal(dh_page_finish(&c), DH_OK);
        packed.p[n] ^= 0x55;
        dh_page_release(&c);
    }
    dh_buf_release(&packed);
    dh_page_release(&a);
    dh_page_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(removal_takes_one_separator),
        cmocka_unit_test(edits_and_removals_merge),
        cmocka_unit_test(random_pages_restore),
        cmocka_unit_test(restore_refuses_what_does_not_fit),
        cmocka_unit_test(what_waits_goes_with_its_neighbour),
        cmocka_unit_test(packed_pages_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
