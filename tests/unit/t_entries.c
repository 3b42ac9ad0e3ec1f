/* SPDX-License-Identifier: MIT */
/* Samples of entries: unions in any order, what forgetting leaves, and what they tell of how many
 * there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "state/entries.h"

struct sample {
    uint64_t e[DH_ENTRIES_MAX];
    unsigned n;
};

static uint64_t entry_of(uint64_t page)
{
    return dh_hash_mix(page) >> DH_ENTRY_SPARE << DH_ENTRY_SPARE;
}

static uint64_t mark_at(uint64_t n)
{
    return dh_hash_mix(n) | (((uint64_t)1 << DH_ENTRY_SPARE) - 1);
}

static void join(struct sample *to, const struct sample *from)
{
    to->n = dh_entries_union(to->e, to->n, from->e, from->n);
}

static void add(struct sample *to, uint64_t entry)
{
    to->n = dh_entries_union(to->e, to->n, &entry, 1);
}

/* How many pages it tells of, as sites ask (repeat/site/sitejudge.c). */
static uint64_t told(struct sample s)
{
    uint64_t largest = s.n == DH_ENTRIES_MAX ? s.e[s.n - 1] : 0;
    uint64_t mark = dh_entries_unmark(s.e, &s.n), below = 0;
    while (below < s.n && s.e[below] < mark)
        below++;
    uint64_t a = dh_entries_estimate(s.n, largest), b = dh_entries_estimate(below, mark);
    return a > b ? a : b;
}

static bool same(const struct sample *a, const struct sample *b)
{
    return a->n == b->n && memcmp(a->e, b->e, a->n * sizeof *a->e) == 0;
}

/* With and without marks, full and not: in any order, any shape of tree, and twice. */
static void test_unions(void **state)
{
    enum { TIMES = 3000, SETS = 4, PAGES = 90 };
    uint64_t draw = 1, marked = 0, unmarked = 0;
    (void)state;
    for (unsigned t = 0; t < TIMES; t++) {
        struct sample s[SETS] = { 0 };
        for (unsigned i = 0; i < SETS; i++) {
            unsigned pages = dh_hash_mix(draw++) % 50;
            for (unsigned k = 0; k < pages; k++)
                add(&s[i], entry_of(dh_hash_mix(draw++) % PAGES));
            if (s[i].n && dh_hash_mix(draw++) % 2)
                add(&s[i], mark_at(draw++));
        }
        struct sample a = s[0], b = s[3], c = s[0], d = s[2];
        for (unsigned i = 1; i < SETS; i++) {
            join(&a, &s[i]);
            join(&b, &s[SETS - 1 - i]);
        }
        join(&c, &s[1]);
        join(&d, &s[3]);
        join(&d, &c);
        struct sample again = a;
        join(&again, &s[t % SETS]);
        if (!same(&a, &b) || !same(&a, &d) || !same(&a, &again))
            fail_msg("sets %u: not one union", t);
        unsigned n = a.n;
        uint64_t mark = dh_entries_unmark(a.e, &n);
        marked += mark != 0;
        unmarked += mark == 0 && n == DH_ENTRIES_MAX;
        for (unsigned i = 0; i < n; i++)
            assert_false(dh_entry_is_mark(a.e[i]) || (i && a.e[i] <= a.e[i - 1]));
    }
    assert_true(marked > TIMES / 10 && unmarked > TIMES / 10);
}

/* stays: a page of that number is left. */
static void forget(struct sample *s, uint64_t least)
{
    bool stays[DH_ENTRIES_MAX];
    for (unsigned i = 0; i < s->n; i++) {
        stays[i] = false;
        for (uint64_t p = least; !stays[i] && p < least + 5000; p++)
            stays[i] = entry_of(p) == s->e[i];
    }
    s->n = dh_entries_forget(s->e, s->n, stays);
}

/* Few are known one by one: no mark. Nothing that goes changes nothing, and of nothing nothing is
 * left. */
static void test_forget(void **state)
{
    struct sample s = { 0 };
    (void)state;
    for (uint64_t p = 0; p < 20; p++)
        add(&s, entry_of(p));
    struct sample whole = s;
    forget(&s, 0);
    assert_true(same(&s, &whole));
    forget(&s, 12);
    assert_int_equal(s.n, 8);
    assert_int_equal(dh_entries_unmark(s.e, &s.n), 0);
    for (uint64_t p = 20; p < 400; p++)
        add(&s, entry_of(p));
    whole = s;
    forget(&s, 0);
    assert_true(same(&s, &whole));
    forget(&s, 200);
    assert_in_range(s.n, 8, 28);
    whole = s;
    forget(&s, 200);
    assert_true(same(&s, &whole));
    assert_int_not_equal(dh_entries_unmark(s.e, &s.n), 0);
    forget(&s, 1000);
    assert_int_equal(s.n, 0);
}

/* Day by day pages come and as many go: what the sample tells stays what there is. Once most went
 * at a stroke, it comes back with the pages that come. */
static void test_estimates(void **state)
{
    enum { AT_ONCE = 3000, DAILY = 50, DAYS = 300 };
    struct sample s = { 0 };
    uint64_t first = 0, next = 0, sum = 0;
    (void)state;
    for (; next < AT_ONCE; next++)
        add(&s, entry_of(next));
    for (unsigned day = 0; day < DAYS; day++) {
        forget(&s, first += DAILY);
        for (unsigned i = 0; i < DAILY; i++)
            add(&s, entry_of(next++));
        uint64_t n = told(s);
        assert_in_range(n, AT_ONCE / 3, AT_ONCE * 3);
        sum += n;
    }
    assert_in_range(sum / DAYS, AT_ONCE * 3 / 4, AT_ONCE * 5 / 4);
    forget(&s, first = next - 100);
    assert_in_range(told(s), 1, 300);
    for (unsigned i = 0; i < 400; i++)
        add(&s, entry_of(next++));
    assert_in_range(told(s), 250, 1000); /* of 500 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unions),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_estimates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
