/* SPDX-License-Identifier: MIT */
/* libFuzzer target: a user's rules, compiled by themselves, and behind a NUL a fragment that they
 * are held against. Each hit lies in the fragment. Compiled on top of the built-in tables they
 * would take ten milliseconds: f_clean has those. */
#include <string.h>

#include "text/cues/tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void match(const struct dh_cues *c, struct dh_str s)
{
    static struct dh_tokens ws;
    static struct dh_marks marks;
    struct dh_hit hits[8];

    dh_tokens_cut(&ws, &c->vocab, s, DH_TOKENS_MAX);
    dh_cues_mark(c, &ws, &marks);
    (void)dh_cues_may_be_inside(c, &ws);
    (void)dh_cues_may_match_prose(&marks);
    for (int where = 0; where < DH_WHERES; where++) {
        (void)dh_cues_next(&marks, (enum dh_where)where, 0);
        size_t found = dh_cues_match(&marks, (enum dh_where)where, 0, hits, DH_LEN(hits));
        for (size_t i = 0; i < found && i < DH_LEN(hits); i++)
            if (hits[i].from > hits[i].to || hits[i].to > ws.n)
                __builtin_trap();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct dh_str s = { (const char *)bytes, n };
    size_t cut = dh_str_find_byte(s, '\0');
    struct dh_detail d = { .code = DH_OK };
    struct dh_forms *f = NULL;
    struct dh_cues *c = NULL;

    if (dh_forms_new(&f, dh_mem_default()) != DH_OK)
        return 0;
    enum dh_err e = dh_tables_read(f, dh_str_sub(s, 0, cut), true, &d);
    if (e == DH_ECONFIG && (!d.msg[0] || d.pos == 0))
        __builtin_trap(); /* a line, and what is wrong with it */
    if (e == DH_OK && dh_forms_seal(f, &c) == DH_OK) {
        match(c, dh_str_sub(s, cut + 1, s.n));
        (void)dh_cues_without(c, DH_STR("ad,share.de"));
    }
    dh_cues_free(c);
    dh_forms_free(f);
    return 0;
}
