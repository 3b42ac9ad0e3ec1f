/* SPDX-License-Identifier: MIT */
/* Fuzzes the equation that the scanner stands on: the tree of the skeleton is the tree of a full
 * parse. `make fuzz` builds it with libFuzzer; build/tests/replay/f_tree replays the files it is
 * given. Bytes are made valid UTF-8 without NUL first, as charset.h does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../eval/tree_diff.h"
#include "base/file.h"

enum { INPUT_MAX = 16 * 1024 };

/* Words whose pages are parsed, but not compared: what they do to the tokenizer depends on the
 * state of the tree builder, which the scanner follows in sane markup only (open.h), or Gumbo
 * leaves the standard there; and pages that are XML, whose elements may end where they begin. */
static const char *const not_compared[] = { "frame",    "isindex",   "select", "svg",
                                            "template", "plaintext", "math",   "<?xml" };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Gumbo's numeric references overflow. */
static bool has_long_number(struct dh_str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        bool digit = dh_is_digit(c) || (c >= 'a' && c <= 'f');
        digits = digit ? digits + 1 : 0;
        if (digits > 7)
            return true;
    }
    return false;
}

static bool is_compared(struct dh_str s)
{
    if (dh_str_find(s, DH_STR("&#")) < s.n && has_long_number(s))
        return false;
    for (size_t at = 0; at < s.n; at++)
        for (size_t i = 0; i < DH_LEN(not_compared); i++)
            if (dh_str_starts_nocase(dh_str_sub(s, at, s.n), dh_str_c(not_compared[i])))
                return false;
    return true;
}

static void clean(struct dh_str s, struct dh_buf *out)
{
    struct dh_str piece;
    while (dh_str_split(&s, '\0', &piece))
        dh_utf8_add_clean(out, piece);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct dh_tree_builder fast, full; /* reused: most of the time went into making them */
    struct dh_tree a, b;
    struct dh_buf in;
    char why[512];

    if (n > INPUT_MAX)
        return 0;
    dh_buf_init(&in, dh_mem_default(), 8 * INPUT_MAX);
    clean((struct dh_str){ (const char *)data, n }, &in);
    struct dh_str s = dh_buf_str(&in);
    if (!fast.mem) {
        dh_tree_builder_init(&fast, dh_mem_default(), 4 << 20);
        dh_tree_builder_init(&full, dh_mem_default(), 64 << 20);
    }
    if (dh_tree_build(&fast, s, &a, NULL) == DH_OK && is_compared(s) &&
        dh_tree_build_reference(&full, s, &b, NULL) == DH_OK &&
        !dh_tree_same(&a, &b, why, sizeof(why))) {
        fprintf(stderr, "not as the full parse: %s\n%.*s\n", why, (int)s.n, s.p);
        abort();
    }
    dh_buf_release(&in);
    return 0;
}

#ifdef DH_REPLAY
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct dh_buf b;
        dh_buf_init(&b, dh_mem_default(), (size_t)64 << 20);
        if (dh_file_read(argv[i], &b, NULL) == DH_OK)
            LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
        dh_buf_release(&b);
    }
    return 0;
}
#endif
