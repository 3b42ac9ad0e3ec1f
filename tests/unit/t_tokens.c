/* SPDX-License-Identifier: MIT */
/* Words that are kept are those that cutting again would give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/tokens.h"

static const char *const texts[] = {
    "The harbour of the town was closed.", "12,345.67 and 18.08.2018 at 12:44, in all",
    "Der Hafen für Kähne wäre geöffnet",   "嵐で二隻のはしけが流された。",
    "“Порт города” был закрыт…",
};

/* What is kept of a text cut short at any byte is part of all of it. */
static void keeps_whole_words(void **state)
{
    static struct dh_tokens fresh, kept;
    (void)state;
    dh_tokens_init(&fresh, dh_mem_default());
    dh_tokens_init(&kept, dh_mem_default());
    for (size_t i = 0; i < DH_LEN(texts); i++) {
        struct dh_str text = dh_str_c(texts[i]);
        dh_tokens_cut(&fresh, NULL, text, DH_TOKENS_MAX);
        for (size_t n = 0; n <= text.n; n++) {
            dh_tokens_forget(&kept);
            dh_tokens_cut(&kept, NULL, dh_str_sub(text, 0, n), DH_TOKENS_MAX);
            dh_tokens_keep(&kept);
            dh_tokens_cut(&kept, NULL, text, DH_TOKENS_MAX);
            if (kept.n != fresh.n)
                fail_msg("'%s' cut at %zu: %u words, not %u", texts[i], n, kept.n, fresh.n);
            for (uint32_t k = 0; k < fresh.n; k++)
                if (kept.w[k].at != fresh.w[k].at || kept.w[k].n != fresh.w[k].n ||
                    kept.w[k].flags != fresh.w[k].flags)
                    fail_msg("'%s' cut at %zu: word %u is another", texts[i], n, k);
        }
    }
    dh_tokens_release(&fresh);
    dh_tokens_release(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(keeps_whole_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
