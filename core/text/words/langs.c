/* SPDX-License-Identifier: MIT */
#include "text/words/langs.h"

static const char *const lang_names[] = {
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "fi", "pl", "cs", "sk", "hu", "ro",
    "tr", "ru", "uk", "el", "ar", "he", "fa", "hi", "id", "vi", "zh", "ja", "ko", "lt", "is", "zu",
    "bg", "hr", "sr", "sl", "et", "lv", "ca", "th", "bn", "ms", "sw", "af", "ur", "xx"
};
_Static_assert(DH_LEN(lang_names) == DH_LANGS, "DH_LANGS counts lang_names");

const char *dh_lang_name(int n)
{
    return n >= 0 && (size_t)n < DH_LEN(lang_names) ? lang_names[n] : NULL;
}

bool dh_lang_is(int n, const char *code)
{
    const char *name = dh_lang_name(n);
    return name && name[0] == code[0] && name[1] == code[1];
}

bool dh_lang_runs_on(int n)
{
    return dh_lang_is(n, "ja") || dh_lang_is(n, "zh") || dh_lang_is(n, "ko") || dh_lang_is(n, "th");
}

int dh_lang_number(struct dh_str code)
{
    for (size_t i = 0; code.n == 2 && i < DH_LEN(lang_names); i++)
        if (code.p[0] == lang_names[i][0] && code.p[1] == lang_names[i][1])
            return (int)i;
    return -1;
}

bool dh_lang_kin(int a, int b)
{
    static const char kin[][3][3] = { { "sv", "no", "da" }, { "cs", "sk", "pl" },
                                      { "hr", "sr", "sl" }, { "ru", "uk", "bg" },
                                      { "nl", "af", "de" }, { "es", "ca", "pt" },
                                      { "fa", "ur", "ar" }, { "id", "ms", "" } };
    for (size_t i = 0; i < DH_LEN(kin); i++) {
        bool first = false, second = false;
        for (size_t k = 0; k < DH_LEN(kin[i]); k++) {
            int lang = dh_lang_number(dh_str_c(kin[i][k]));
            first |= lang == a;
            second |= lang == b;
        }
        if (first && second)
            return true;
    }
    return false;
}
