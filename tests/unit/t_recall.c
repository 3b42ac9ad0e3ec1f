/* SPDX-License-Identifier: MIT */
/* Sights that are kept: what comes back is what reading the line again would give, whichever lines
 * share a place, languages included. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/recall.h"

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
};

static void assert_same(struct dh_view *v, struct dh_recall **r, struct dh_str line, uint64_t key)
{
    struct dh_sight kept, anew;
    struct dh_cut kept_cuts[DH_CUTS_MAX], cuts[DH_CUTS_MAX];
    size_t n_kept, n;
    dh_recall_ahead(*r, key, v->lang);
    dh_recall_read(r, dh_mem_default(), v, line, key, &kept, kept_cuts, &n_kept);
    dh_sight_read(v, line, &anew, cuts, &n);
    assert_int_equal(kept.kind, anew.kind);
    assert_int_equal(kept.flags, anew.flags);
    assert_int_equal(kept.words, anew.words);
    assert_int_equal(kept.conditions, anew.conditions);
    assert_true(dh_str_eq(kept.rule, anew.rule));
    assert_int_equal(n_kept, n);
    for (size_t i = 0; i < n; i++)
        assert_true(kept_cuts[i].from == cuts[i].from && kept_cuts[i].to == cuts[i].to);
}

/* Keys are few, so that lines push each other out; some lines come again sooner than others. */
static void again(void **state)
{
    struct dh_cues *cues;
    struct dh_tokens words;
    struct dh_marks marks;
    struct dh_recall *r = NULL;
    (void)state;
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    dh_tokens_init(&words, dh_mem_default());
    struct dh_view v = { .cues = cues, .words = &words, .marks = &marks };
    for (unsigned i = 0; i < 400; i++) {
        char new[64];
        snprintf(new, sizeof new, "Ferry number %u sails again", i);
        v.lang = (int)(i % 3) - 1;
        assert_same(&v, &r, dh_str_c(lines[i % DH_LEN(lines)]), i % 5);
        assert_same(&v, &r, dh_str_c(lines[0]), i % 2);
        assert_same(&v, &r, dh_str_c(new), i % 2);
    }
    dh_recall_free(r, dh_mem_default());
    dh_tokens_release(&words);
    dh_cues_free(cues);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(again) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
