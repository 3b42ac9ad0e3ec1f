/* SPDX-License-Identifier: MIT */
/* Sights that are kept: what comes back is what reading the line again would give, whichever lines
 * share a place, languages included; so what becomes of a page hangs neither on the room there is
 * nor on the pages before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/sight/recall.h"
#include "text/text.h"

static const char *const lines[] = {
    "Share this article",
    "Read more",
    "Advertisement",
    "Anzeige",
    "By Orla Finch",
    "Photo: Dana Whitlow/Saltmere Press",
    "The ferry sails again on Monday.",
    "The mole at noon on Monday. Photo: Orla Finch/Saltmere Press",
    "Subscribe to our newsletter",
    "12 May 2021",
    "3 Comments",
    "Kommentare",
    "Orla Finch, Owen Marsh, Rosa Iglesias, Dana Whitlow, Jan Wrona, Tarn Brackle, Corvane",
    "Orla Finch, Owen Marsh, Rosa Iglesias und Jan Wrona, die mit der Fähre zu den Inseln fuhren",
    "Our newsletter tells you on Monday which ferry sails to the islands and which does not",
    "この町の港は月曜日に閉鎖されましたが、島へのフェリーは週末に再び運航する見通しです",
};

static void assert_same(struct dh_view *v, struct dh_recall *r, struct dh_str text, uint64_t key)
{
    struct dh_recall_key line = { text, key, v->lang, v->subject };
    struct dh_sight kept, anew;
    struct dh_cut_list kept_cuts, cuts;
    dh_recall_ahead(r, key, v->lang);
    dh_sight_read(v, text, &anew, &cuts);
    if (!dh_recall_find(r, &line, &kept, &kept_cuts)) {
        dh_recall_keep(r, &line, &anew, &cuts);
        assert_true(dh_recall_find(r, &line, &kept, &kept_cuts));
    }
    assert_int_equal(kept.kind, anew.kind);
    assert_int_equal(kept.flags, anew.flags);
    assert_int_equal(kept.words, anew.words);
    assert_int_equal(kept.conditions, anew.conditions);
    assert_true(dh_str_eq(kept.rule, anew.rule));
    assert_int_equal(kept_cuts.n, cuts.n);
    for (size_t i = 0; i < cuts.n; i++)
        assert_true(kept_cuts.cut[i].from == cuts.cut[i].from &&
                    kept_cuts.cut[i].to == cuts.cut[i].to);
}

/* Keys are few, so that lines push each other out; some lines come again sooner than others. */
static void again(void **state)
{
    struct dh_cues *cues;
    struct dh_tokens words;
    struct dh_marks marks;
    struct dh_recall *r = dh_recall_new(dh_mem_default(), 1 << 20);
    (void)state;
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    dh_tokens_init(&words, dh_mem_default());
    struct dh_view v = { .cues = cues, .words = &words, .marks = &marks };
    for (unsigned i = 0; i < 400; i++) {
        char new[64];
        snprintf(new, sizeof new, "Ferry number %u sails again", i);
        v.lang = (int)(i % 3) - 1;
        assert_same(&v, r, dh_str_c(lines[i % DH_LEN(lines)]), i % 5);
        assert_same(&v, r, dh_str_c(lines[0]), i % 2);
        assert_same(&v, r, dh_str_c(new), i % 2);
    }
    dh_recall_free(r);
    dh_tokens_release(&words);
    dh_cues_free(cues);
}

/* ---- Whole pages */

enum { PAGES = 60, SEVERAL = 14 };

static const char *const prose[] = {
    "The ferry to the islands was taken out of service on Monday, after a storm had torn two barges"
    " from the mole in the harbour of Saltmere.",
    "Die Fähre zu den Inseln fährt seit Montag nicht mehr, nachdem der Sturm zwei Kähne von der"
    " Mole im Hafen losgerissen hat.",
    "\"Nobody was hurt,\" said Owen Marsh, who runs the yard.",
};

/* Page number k: prose, and lines that other pages have, too. */
static void write_page(struct dh_buf *b, unsigned k)
{
    uint32_t dice = k * 2654435769u + 1;
    dh_buf_reset(b);
    for (unsigned i = 0; i < SEVERAL; i++) {
        dice = dice * 1664525u + 1013904223u;
        bool line = (dice >> 28) < 9;
        dh_buf_add(b, dh_str_c(line    ? lines[(dice >> 8) % DH_LEN(lines)]
                               : k % 3 ? prose[i % 2 * 2]
                                       : prose[1]));
        dh_buf_byte(b, '\n');
    }
    dh_buf_number(b, k);
    dh_buf_add(b, DH_STR(" people were on board when the ferry left the harbour.\n"));
}

/* What becomes of it: kinds, rules and edits. */
static void judge(struct dh_text *t, struct dh_page *page, struct dh_buf *in, unsigned k,
                  struct dh_buf *out)
{
    write_page(in, k);
    dh_page_reset(page);
    dh_buf_reset(out);
    page->input = dh_buf_str(in);
    assert_int_equal(dh_text_split(page), DH_OK);
    assert_int_equal(dh_text_normal(page), DH_OK);
    assert_int_equal(dh_text_judge(t, page), DH_OK);
    for (size_t i = 0; i < page->n_fragments; i++) {
        dh_buf_number(out, page->fragments[i].kind);
        dh_buf_add(out, page->fragments[i].rule);
        dh_buf_byte(out, '\n');
    }
    for (size_t i = 0; i < page->n_edits; i++) {
        dh_buf_number(out, page->edits[i].at);
        dh_buf_add(out, page->edits[i].rule);
        dh_buf_byte(out, '\n');
    }
}

static void any_room(void **state)
{
    static const size_t rooms[] = { 1, 1 << 16, 1 << 18, 8 << 20 };
    struct dh_buf in, out, want[PAGES];
    struct dh_page page;
    (void)state;
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_buf_init(&out, dh_mem_default(), 1 << 16);
    dh_page_init(&page, dh_mem_default(), 1 << 22);
    for (unsigned k = 0; k < PAGES; k++)
        dh_buf_init(&want[k], dh_mem_default(), 1 << 16);
    for (size_t r = 0; r < DH_LEN(rooms); r++) {
        const struct dh_text_options o = { .recall = rooms[r] };
        struct dh_text *t = NULL;
        assert_int_equal(dh_text_new(&t, dh_mem_default(), &o, NULL), DH_OK);
        for (unsigned k = 0; k < 2 * PAGES; k++) {
            unsigned number = k < PAGES ? k : 2 * PAGES - 1 - k;
            judge(t, &page, &in, number, r || k >= PAGES ? &out : &want[k]);
            if (r || k >= PAGES)
                assert_true(dh_str_eq(dh_buf_str(&out), dh_buf_str(&want[number])));
        }
        dh_text_free(t);
    }
    for (unsigned k = 0; k < PAGES; k++)
        dh_buf_release(&want[k]);
    dh_page_release(&page);
    dh_buf_release(&in);
    dh_buf_release(&out);
}

/* Too little for a table: none is made, and nothing is asked of it. */
static void no_room(void **state)
{
    (void)state;
    assert_null(dh_recall_new(dh_mem_default(), 1));
    dh_recall_ahead(NULL, 1, 0);
    dh_recall_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(again), cmocka_unit_test(any_room),
                                        cmocka_unit_test(no_room) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
