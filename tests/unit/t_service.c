/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "html/refine/service.h"

static bool in_lower_case(struct dh_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        i += dh_utf8_get(s, i, &cp);
        if (dh_utf8_lower(cp) != cp || cp == 0x2019)
            return false;
    }
    return true;
}

/* What is searched is in lower case, with straight apostrophes: other phrases would never match.
 * One letter alone would match nearly everywhere, one phrase twice count twice. */
static void phrases_can_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < dh_n_service_rows; i++) {
        struct dh_str rest = dh_str_c(dh_service_rows[i].phrases), phrase, other;
        while (dh_str_split(&rest, '|', &phrase)) {
            struct dh_str behind = rest;
            if (phrase.n < 3 || !in_lower_case(phrase))
                fail_msg("row %s: '%.*s'", dh_service_rows[i].lang, (int)phrase.n, phrase.p);
            while (behind.n && dh_str_split(&behind, '|', &other))
                if (dh_str_eq(phrase, other))
                    fail_msg("row %s: twice '%.*s'", dh_service_rows[i].lang, (int)phrase.n,
                             phrase.p);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(phrases_can_match) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
