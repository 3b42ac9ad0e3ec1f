/* SPDX-License-Identifier: MIT */
/* Whether a file lies below a directory of output, by whatever names and links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/apart.h"
#include "scratch.h"

static void ways(void **state)
{
    static const struct {
        const char *dir, *path, *want; /* want NULL: it lies elsewhere */
    } rows[] = {
        { "d", "d/new.jsonl", "new.jsonl" },
        { "d/", "d/e/old", "e/old" },
        { "d", "link/old", "e/old" },
        { "link", "d/e/new", "new" },
        { "d", "dd/new", NULL },
        { "d", "d", NULL },
        { "d", "new", NULL },
        { "d/e", "d/new", NULL },
        { "d", "gone/new", NULL },
        { "gone", "d/new", NULL },
    };
    struct dh_buf name;
    (void)state;
    scratch_make();
    scratch_entry("d/e/old=x");
    scratch_entry("dd/x=x");
    scratch_entry("link->d/e");
    dh_buf_init(&name, dh_mem_default(), SIZE_MAX);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        char dir[256];
        snprintf(dir, sizeof dir, "%s", scratch_path(rows[i].dir));
        dh_buf_reset(&name);
        bool in = dh_apart_way(dir, scratch_path(rows[i].path), &name);
        if (in != (rows[i].want != NULL) ||
            (in && !dh_str_eq(dh_buf_str(&name), dh_str_c(rows[i].want))))
            fail_msg("%s, %s: '%.*s'", rows[i].dir, rows[i].path, (int)name.n, name.p);
    }
    dh_buf_release(&name);
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ways) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
