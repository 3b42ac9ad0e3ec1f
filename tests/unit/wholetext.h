/* SPDX-License-Identifier: MIT */
/* Texts that are judged as a whole: what stays of each, and that it stays when it is cleaned again.
 * cmocka.h stands before it. */
#ifndef WHOLETEXT_H
#define WHOLETEXT_H

#include "cleantext.h"

struct whole_text {
    const char *name, *in, *want;
};

static inline void assert_whole_texts(const struct whole_text *texts, size_t n)
{
    struct cleaner c;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(cleaner_run(&c, dh_str_c(texts[i].in)), DH_OK);
        struct dh_str text = c.page.text;
        if (!dh_str_eq(text, dh_str_c(texts[i].want)))
            fail_msg("%s: '%.*s'", texts[i].name, (int)text.n, text.p);
        assert_int_equal(cleaner_run(&c, dh_str_c(texts[i].want)), DH_OK);
        if (!dh_str_eq(c.page.text, dh_str_c(texts[i].want)))
            fail_msg("%s, again: '%.*s'", texts[i].name, (int)c.page.text.n, c.page.text.p);
    }
    cleaner_release(&c);
}

#endif
