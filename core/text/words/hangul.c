/* SPDX-License-Identifier: MIT */
#include "text/words/hangul.h"

#include <string.h>

#include "base/mem.h"

enum { SYLLABLE = 3, STEM_MIN = 2 * SYLLABLE };

/* What may be glued before a last syllable, the longest first: "" is that syllable alone. */
struct ending {
    char last[SYLLABLE + 1];
    const char *before[8];
};

static const struct ending endings[] = {
    /* particles; not those that join nouns ("of", "and"): they make headlines */
    { "은", { "" } },
    { "는", { "에서", "으로", "에게", "에", "로", "" } },
    { "이", { "" } },
    { "가", { "" } },
    { "을", { "" } },
    { "를", { "" } },
    { "에", { "" } },
    { "서", { "에", "으로", "로" } },
    { "로", { "으", "" } },
    { "도", { "에서", "에", "" } },
    { "만", { "에서", "으로", "" } },
    { "게", { "에" } },
    { "지", { "까" } },
    { "터", { "부" } },
    { "나", { "이" } },
    /* of verbs, as buttons and notices have them; not "is": that is said of anything */
    { "기", { "하" } },
    { "해", { "" } },
    { "고", { "하" } },
    { "면", { "하시려", "하려", "하시", "하" } },
    { "여", { "하" } },
    { "요", { "해주세", "해보세", "하시겠어", "하시나", "하셨나", "하세", "해" } },
    { "다", { "하였습니", "되었습니", "했습니", "됐습니", "합니", "됩니" } },
    { "까", { "하시겠습니", "하였습니", "하셨습니", "합니" } },
    { "오", { "해주십시", "하십시" } },
};

static const struct ending *ending_of(const char *last)
{
    for (size_t i = 0; i < DH_LEN(endings); i++)
        if (memcmp(endings[i].last, last, SYLLABLE) == 0)
            return &endings[i];
    return NULL;
}

size_t dh_hangul_stem(struct dh_str word, size_t over)
{
    if (!dh_hangul_may_have_stem(word))
        return 0;
    size_t end = word.n - SYLLABLE;
    const struct ending *e = ending_of(word.p + end);
    for (size_t i = 0; e && i < DH_LEN(e->before) && e->before[i]; i++) {
        size_t n = strlen(e->before[i]);
        if (end >= n + STEM_MIN && end - n > over && memcmp(word.p + end - n, e->before[i], n) == 0)
            return end - n;
    }
    return 0;
}

bool dh_hangul_is_outlet(struct dh_str word)
{
    static const char *const ends[] = { DH_HANGUL_OUTLET, "신문",   "뉴스",   "방송",  "타임스",
                                        "타임즈",         "투데이", "데일리", "헤럴드" };
    enum { LEAST = 4 * SYLLABLE };
    if (word.n < LEAST || !dh_hangul_may_have_stem(word))
        return false;
    for (size_t i = 0; i < DH_LEN(ends); i++)
        if (dh_str_ends(word, dh_str_c(ends[i])))
            return true;
    return false;
}
