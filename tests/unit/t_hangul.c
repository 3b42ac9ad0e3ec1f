/* SPDX-License-Identifier: MIT */
/* Korean words are found without particles and polite endings: the shortest stem first, of two
 * syllables at the least. Papers are told by how their names end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/words/hangul.h"

static void leaves_stems(void **state)
{
    static const struct {
        const char *word, *stem, *next; /* "": none */
    } cases[] = {
        { "구독을", "구독", "" },
        { "구독하세요", "구독", "" },
        { "공유해주세요", "공유", "" },
        { "설정하시겠습니까", "설정", "" },
        { "복사되었습니다", "복사", "" },
        { "네이버에서", "네이버", "" },
        { "네이버에서는", "네이버", "네이버에서" },
        { "트위터로", "트위터", "" },
        { "블로그으로", "블로그", "블로그으" },
        { "링크하기", "링크", "" },
        { "구독", "", "" },       /* ends in nothing known */
        { "글을", "", "" },       /* one syllable is no stem */
        { "보기", "", "" },       /* nor is none */
        { "공유했다", "", "" },   /* stories end so */
        { "신문의", "", "" },     /* and headlines are made so */
        { "광고입니다", "", "" }, /* "is" is said of anything */
        { "newsletter", "", "" }, /* other scripts have no such endings */
        { "新聞を読む", "", "" },
        { "", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_str word = dh_str_c(cases[i].word);
        size_t first = dh_hangul_stem(word, 0);
        size_t next = first ? dh_hangul_stem(word, first) : 0;
        if (first != strlen(cases[i].stem) || next != strlen(cases[i].next))
            fail_msg("'%s': stems of %zu and %zu bytes", cases[i].word, first, next);
    }
}

static void knows_outlets(void **state)
{
    static const struct {
        const char *word;
        bool is;
    } cases[] = {
        { "한빛일보", true },  { "강변뉴스", true },    { "한빛투데이", true },
        { "일보", false }, /* the word itself */
        { "옛신문", false },   { "한빛일보는", false }, { "한빛", false },
        { "한빛경제", false }, /* and the world's economy */
        { "daily", false },    { "日報新聞紙", false }, { "", false },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        if (dh_hangul_is_outlet(dh_str_c(cases[i].word)) != cases[i].is)
            fail_msg("'%s' is %s outlet", cases[i].word, cases[i].is ? "no" : "an");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_stems),
        cmocka_unit_test(knows_outlets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
