/* SPDX-License-Identifier: MIT */
/* Lines that are results of matches, and such as only look like them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "text/grammar/results.h"

static const struct {
    const char *line;
    bool result;
} cases[] = {
    { "Elmouth Town 2 x 1 Harrow", true },
    { "São João 0-0 Boa Vista", true },
    { "Elmouth – Harrow 3:2 (1:1)", true },
    { "Зареченск – Приморск 89:76", true },
    { "Elmouth 2 Harrow 1. Att: 312", true },
    { "엘마우스 3 - 2 해로", true },
    { "Harrow 1 – 4 St. Orla's (Finch 12, Stern 40)", true },
    { "80 min: Elmouth 2, Harrow 2", true },
    { "Half-time: Elmouth 1 Harrow 0", true },
    { "90'+2 Elmouth 2-3 Harrow", true },
    { "Monday 20:05 News", false },
    { "80 min: Harrow attack", false },
    { "Elmouth 2, nobody 1", false },
    { "Harrow wins 5-1A title", false },
    { "Elmouth – Harrow 20:05", false },
    { "Elmouth – Harrow 19:28", true },
    { "Elmouth 19:28 Harrow", false },
    { "Showing 1 - 10 of 200 results", false },
    { "Page 1 - 2", false },
    { "12 - 3", false },
    { "Elmouth 2024 - 2025 Harrow", false },
    { "harbour 2 - 1 mole", false },
    { "Elmouth 2", false },
    { "Who won 2 - 1?", false },
    { "", false },
};

static void lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        bool got = dh_results_line(dh_str_c(cases[i].line));
        if (got != cases[i].result)
            print_message("'%s'\n", cases[i].line);
        assert_int_equal(got, cases[i].result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
