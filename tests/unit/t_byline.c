/* SPDX-License-Identifier: MIT */
/* Names out of bylines: each row of the tables of their words (bylinewords.c) is read, and what
 * only looks like one is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "meta/name/bylinewords.h"
#include "meta/facts/facts.h"
#include "meta/facts/byline.h"

enum { ROOM = 256 };

/* The authors that a byline names, with "+" between them. */
static void read_byline(const char *byline, char out[ROOM])
{
    struct dh_arena arena;
    struct dh_meta meta;
    struct dh_facts f;
    size_t n = 0;
    memset(&meta, 0, sizeof meta);
    dh_arena_init(&arena, dh_mem_default(), (size_t)1 << 20);
    dh_facts_init(&f, &arena, DH_STR_NONE, &meta);
    dh_facts_add_authors(&f, dh_str_c(byline));
    out[0] = '\0';
    for (unsigned i = 0; i < f.n_authors; i++)
        n += (size_t)snprintf(out + n, ROOM - n, "%s%.*s", i ? "+" : "", (int)f.authors[i].n,
                              f.authors[i].p);
    assert_int_equal(f.err, DH_OK);
    dh_facts_release(&f);
    dh_arena_release(&arena);
}

static int compare(const char *byline, const char *want)
{
    char got[ROOM];
    read_byline(byline, got);
    if (!strcmp(got, want))
        return 0;
    print_error("'%s': '%s'\n", byline, got);
    return 1;
}

/* What stands between two names, or behind one: `name` is what the byline ends in. */
static int compare_all(const struct dh_str *rows, size_t n, const char *first, const char *name,
                       const char *want)
{
    int bad = 0;
    for (size_t i = 0; i < n; i++) {
        char byline[ROOM];
        snprintf(byline, sizeof byline, "%s%.*s%s", first, (int)rows[i].n, rows[i].p, name);
        bad += compare(byline, want);
    }
    return bad;
}

static void each_row(void **state)
{
    int bad = 0;
    (void)state;
    bad += compare_all(dh_byline_roles, dh_byline_n_roles, "山田太郎", "", "山田太郎");
    bad += compare_all(dh_byline_parts, dh_byline_n_parts, "Ann Lee", "Bob Ray", "Ann Lee+Bob Ray");
    bad += compare_all(dh_byline_weak_parts, dh_byline_n_weak_parts, "Ann Lee", "Bob Ray",
                       "Ann Lee+Bob Ray");
    bad += compare_all(dh_byline_helpers, dh_byline_n_helpers, "Ann Lee", "AFP", "Ann Lee");
    for (size_t i = 0; i < dh_byline_n_no_names; i++)
        bad += compare(dh_byline_no_names[i], "");
    assert_int_equal(bad, 0);
}

static void each_surname(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < dh_byline_n_surnames; i++) {
        char byline[ROOM];
        const char *name = dh_byline_surnames[i];
        snprintf(byline, sizeof byline, "Pedro Costa e %c%s Melo", name[0] - 'a' + 'A', name + 1);
        bad += compare(byline, byline);
    }
    bad += compare("Pedro Costa e Ana Melo", "Pedro Costa+Ana Melo");
    assert_int_equal(bad, 0);
}

/* What has another meaning than that of a row. */
static void traps(void **state)
{
    static const struct {
        const char *byline, *want;
    } cases[] = {
        { "Roy a", "Roy a" },                          /* no two words on either side */
        { "Ann Lee y", "Ann Lee y" },                  /* and nobody behind it */
        { "Ann Lee with Bob Ray", "Ann Lee+Bob Ray" }, /* a person who helped wrote it as well */
        { "Admin Berg", "Admin Berg" },
    };
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        bad += compare(cases[i].byline, cases[i].want);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row),
        cmocka_unit_test(each_surname),
        cmocka_unit_test(traps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
