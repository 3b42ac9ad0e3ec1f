/* SPDX-License-Identifier: MIT */
/* libFuzzer target: several pages that are judged together. A NUL NUL ends a page; the byte behind
 * it says of which of four sites the next one is. Each record must restore, to the very text that
 * the page restores to by itself: what the others say takes pieces away, and never input. */
#include "dehusk.h"

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { PAGES = 12 };

struct batch {
    struct dh_context *c;
    struct dh_str page[PAGES];
    struct dh_hints hints[PAGES];
    size_t n, given;
};

static void cut(struct batch *b, struct dh_str s)
{
    static const char *const sites[] = { "a.example", "b.example", "c.example", "d.example" };
    static const char *const ids[PAGES] = { "1", "2", "3", "4",  "5",  "6",
                                            "7", "8", "9", "10", "11", "12" };
    while (s.n && b->n < PAGES) {
        size_t end = dh_str_find(s, (struct dh_str){ "\0\0", 2 });
        b->hints[b->n].id = ids[b->n];
        b->hints[b->n].site = sites[(unsigned char)s.p[0] % DH_LEN(sites)];
        b->page[b->n++] = dh_str_sub(s, 1, end > 1 ? end - 1 : 0);
        s = dh_str_sub(s, end + 2, s.n);
    }
}

static enum dh_err put(void *self, struct dh_record *r)
{
    struct batch *b = self;
    size_t i = b->given++;
    struct dh_record *alone = NULL;
    struct dh_str json, got, want;

    if (dh_record_json(r, &json) != DH_OK || dh_record_restore(r, &got) != DH_OK ||
        dh_clean(b->c, b->page[i].p, b->page[i].n, &b->hints[i], &alone, NULL) != DH_OK ||
        dh_record_restore(alone, &want) != DH_OK || !dh_str_eq(got, want))
        __builtin_trap();
    dh_record_free(alone);
    return DH_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct dh_context *c; /* one for all inputs: it is to stay as good as new */
    struct batch b = { .n = 0 };
    struct dh_batch *together = NULL;

    if (!c && dh_context_new(&c, NULL, NULL) != DH_OK)
        return 0;
    b.c = c;
    cut(&b, (struct dh_str){ (const char *)bytes, n });
    if (dh_batch_new(&together, c, NULL) != DH_OK)
        return 0;
    for (size_t i = 0; i < b.n; i++)
        if (dh_batch_add(together, b.page[i].p, b.page[i].n, &b.hints[i], NULL) != DH_OK)
            __builtin_trap();
    if (dh_batch_finish(together, put, &b, NULL) != DH_OK || b.given != b.n)
        __builtin_trap();
    dh_batch_free(together);
    return 0;
}
