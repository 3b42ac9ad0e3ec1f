/* SPDX-License-Identifier: MIT */
/* What the stories of a site have in common: chrome is, what versions of one story share is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "repeat/story/template.h"

enum { STORIES = DH_TEMPLATE_SAMPLE, ROOM = 1 << 16 };

/* Sites of so many stories, each of passages "A0-200": words of that range of numbers, which no
 * other letter has; those of * no other story has. # and %: the same in Han characters. from, to:
 * percent of the shingles of the first story's sketch that stripping leaves. */
static const struct {
    const char *name;
    bool siteless;
    unsigned stories;
    const char *passages[4]; /* by story; the last one is of all that follow */
    unsigned from, to;       /* percent */
} cases[] = {
    { "stories of their own", false, 6, { "*0-200" }, 100, 100 },
    { "chrome under stories", false, 6, { "*0-200 C0-40" }, 80, 90 },
    { "briefs under long chrome", false, 6, { "*0-40 C0-200" }, 12, 22 },
    { "the same where it is longer than a sketch", false, 6, { "*0-200 C0-1200" }, 10, 22 },
    { "and there are as many as a sample holds", false, STORIES, { "*0-200 C0-1200" }, 10, 22 },
    { "two versions among stories", false, 6, { "A0-200", "A0-150", "*0-200" }, 100, 100 },
    { "three", false, 6, { "A0-200", "A0-150", "A10-200", "*0-200" }, 100, 100 },
    { "of which one is much longer than a sketch",
      false,
      6,
      { "A0-300", "A0-900", "A0-1800", "*0-900" },
      100,
      100 },
    { "nothing but versions", false, 6, { "A0-300", "A0-250", "A0-200" }, 100, 100 },
    { "three of other words between",
      false,
      12,
      { "A0-200 *0-20", "A0-200 *0-20", "A0-200 *0-20", "*0-200" },
      100,
      100 },
    { "without a site, what half of all have is of no site",
      true,
      8,
      { "*0-200 C0-200", "*0-200 C0-200", "*0-200 C0-200", "*0-200" },
      100,
      100 },
    { "what nearly all have is of one", true, 8, { "*0-40 C0-200" }, 12, 22 },
    { "but not of a story with other words here and there",
      true,
      8,
      { "A0-30 *0-1 A30-60 *1-2 A60-90 *2-3 A90-120 *3-4 A120-150 *4-5 A150-180" },
      100,
      100 },
    { "nor of one in a script without spaces",
      true,
      8,
      { "#0-40 %0-2 #42-80 %2-4 #82-120 %4-6 #122-160 %6-8 #162-200" },
      100,
      100 },
};

static size_t put_passage(char *out, size_t n, const char *passage, unsigned story)
{
    char *end;
    unsigned long from = strtoul(passage + 1, &end, 10), to = strtoul(end + 1, NULL, 10);
    bool own = passage[0] == '*' || passage[0] == '%';
    for (unsigned long i = from; i < to; i++)
        if (passage[0] == '#' || passage[0] == '%')
            n += dh_utf8_put(out + n, (uint32_t)(own ? 0x6000 + 64 * story + i : 0x4E00 + i));
        else
            n += (size_t)snprintf(out + n, ROOM - n, "%cword%uis%lu ", own ? 'x' : passage[0],
                                  own ? story : 0, i);
    return n;
}

static void sketch(struct dh_arena *a, const char *passages, unsigned story, struct dh_sketch *out)
{
    static char text[ROOM];
    struct dh_sketcher *k = dh_sketcher_new(a);
    size_t n = 0;
    assert_non_null(k);
    for (const char *p = passages; p; p = strchr(p, ' ')) {
        p += *p == ' ';
        n = put_passage(text, n, p, story);
    }
    dh_sketcher_add(k, (struct dh_str){ text, n });
    dh_sketcher_done(k, out);
}

static void what_is_common(void **state)
{
    static struct dh_sketch sample[STORIES];
    struct dh_template *t = NULL;
    struct dh_arena a;

    (void)state;
    dh_arena_init(&a, dh_mem_default(), (size_t)1 << 24);
    assert_int_equal(dh_template_new(&t, dh_mem_default()), DH_OK);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        const char *passages = NULL;
        dh_template_reset(t, cases[i].stories, cases[i].siteless);
        for (unsigned k = 0; k < cases[i].stories; k++) {
            if (k < DH_LEN(cases[i].passages) && cases[i].passages[k])
                passages = cases[i].passages[k];
            sketch(&a, passages, k, &sample[k]);
            dh_template_add(t, &sample[k]);
        }
        dh_template_settle(t);
        unsigned before = sample[0].n_shingles;
        dh_template_strip(t, &sample[0]);
        unsigned left = (100u * sample[0].n_shingles + before / 2) / before;
        if (left < cases[i].from || left > cases[i].to)
            fail_msg("%s: %u percent are left", cases[i].name, left);
        dh_arena_reset(&a);
    }
    dh_template_free(t);
    dh_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_common) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
