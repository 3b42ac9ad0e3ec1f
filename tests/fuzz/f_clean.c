/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes through dh_clean. The record must restore, its JSON must parse by our
 * own reader's rules (dh_record_restore uses the changes), and the text must be read again.
 * make fuzz && mkdir -p build/corpus && build/fuzz/tests/fuzz/f_clean build/corpus: new inputs are
 * written into the first folder, which must not be one of fixtures/. */
#include "dehusk.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct dh_context *c; /* one for all inputs: it is to stay as good as new */
    struct dh_record *r = NULL, *again = NULL;
    struct dh_str s = { NULL, 0 };

    if (!c && dh_context_new(&c, NULL, NULL) != DH_OK)
        return 0;
    if (dh_clean(c, bytes, n, NULL, &r, NULL) == DH_OK) {
        if (dh_record_json(r, &s) != DH_OK || dh_record_restore(r, &s) != DH_OK)
            __builtin_trap();
        s = dh_record_text(r);
        if (dh_clean(c, s.p ? s.p : "", s.n, NULL, &again, NULL) != DH_OK)
            __builtin_trap();
    }
    dh_record_free(again);
    dh_record_free(r);
    return 0;
}
