/* SPDX-License-Identifier: MIT */
/* Bodies that stand in scripts of a page, and what these say of walls and claims. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metapage.h"

#define CHINESE \
    "港口的灯塔星期二夜里熄灭，九十年来第一次。风暴掀走了灯室的铜顶，雨水进了电线，" \
    "两名守塔人提着灯站到天亮，海岸警卫队用电台提醒船只。"
#define WORDS "首页新闻时政财经体育文化视频图片专题直播评论关于我们联系我们广告服务"

static const struct {
    const char *name, *html;
    unsigned which;
    const char *start; /* of the text; NULL: none */
    bool is_html;
} bodies[] = {
    { "JSON-LD", LD("{\"@type\":\"NewsArticle\",\"articleBody\":\"" PARAGRAPH "\"}"), 0,
      "The harbour", false },
    { "JSON-LD with references",
      LD("{\"@type\":\"NewsArticle\",\"articleBody\":\"&quot;Now&quot; " PARAGRAPH "\"}"), 0,
      "\"Now\" The harbour", false },
    { "JSON-LD as HTML", LD("{\"@type\":\"NewsArticle\",\"articleBody\":\"<p>" PARAGRAPH "</p>\"}"),
      0, "<p>The harbour", true },
    { "state",
      "<script id=__NEXT_DATA__ "
      "type=application/json>{\"props\":{\"article\":{\"body\":\"<p>" PARAGRAPH PARAGRAPH PARAGRAPH
          PARAGRAPH "</p>\"}}}</script>",
      1, "<p>The harbour", true },
    { "state in Chinese, which has no blanks",
      "<script>window.x = {\"body\":\"" CHINESE CHINESE CHINESE CHINESE "\"};</script>", 1, "港口",
      false },
    { "signs of Chinese without a stop or comma are no text",
      "<script>window.x = {\"body\":\"" WORDS WORDS WORDS WORDS WORDS WORDS WORDS WORDS
      "\"};</script>",
      1, NULL, false },
    { "state as paragraphs",
      "<script>window.__STATE__ = {\"a\":{\"content\":[{\"type\":\"p\",\"text\":\"" PARAGRAPH
      "\"},{\"type\":\"p\",\"text\":\"" PARAGRAPH "\"},{\"text\":\"" PARAGRAPH
      "\"},{\"text\":\"" PARAGRAPH "\"}]}};</script>",
      1, "The harbour", false },
    { "state in a string",
      "<script>window.x = JSON.parse(\"{\\\"body\\\":\\\"" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "\\\"}\");</script>",
      1, "The harbour", false },
    { "state in a string between single quotes",
      "<script>window.x = JSON.parse('{\"body\":\"" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "It\\'s \\\\\"all\\\\\" said\"}');</script>",
      1, "The harbour", false },
    { "state behind assignments of other things",
      "<script>window.App=window.App||{};App.site=\"ost\";App.story={\"body\":\"" PARAGRAPH
          PARAGRAPH PARAGRAPH PARAGRAPH "\"};App.other={};</script>",
      1, "The harbour", false },
    { "no state behind a call",
      "<script>start();App.story={\"body\":\"" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "\"};</script>",
      1, NULL, false },
    { "state in an object literal",
      "<script>window.__NUXT__=(function(a){return "
      "{layout:a,post:{content:\"\\u003Cp\\u003E" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "\\u003C\\u002Fp\\u003E\",b:a}}}(null));</script>",
      1, "<p>The harbour", true },
    { "elements in rows, and a link in one",
      "<script>self.__next_f.push([1,\"5:[\\\"$\\\",\\\"div\\\",null,{\\\"children\\\":[[\\\"$\\\","
      "\\\"p\\\",\\\"0\\\",{\\\"children\\\":\\\"" PARAGRAPH PARAGRAPH
      "\\\"}],[\\\"$\\\",\\\"$L2\\\",null,{}],"
      "[\\\"$\\\",\\\"p\\\",\\\"1\\\",{\\\"children\\\":[\\\"" PARAGRAPH
      "\\\",[\\\"$\\\",\\\"a\\\",null,{\\\"children\\\":\\\"" PARAGRAPH
      "\\\"}]]}]]}]\\n\"])</script>",
      1, "The harbour", false },
    { "state in rows that many calls bring",
      "<script>self.__next_f.push([1,\"5:{\\\"body\\\":\\\"" PARAGRAPH PARAGRAPH "\"])</script>"
      "<script>self.__next_f.push([1,\"" PARAGRAPH PARAGRAPH "\\\"}\\n6:I[1]\"])</script>",
      1, "The harbour", false },
    { "state in a row of text",
      "<script>self.__next_f.push([1,\"1:[]\\n6:Tfff,<p>" PARAGRAPH PARAGRAPH PARAGRAPH
      "\\n" PARAGRAPH "</p>\"])</script>",
      1, "<p>The harbour", true },
    { "state in a row of text right behind others, without a line end",
      "<script>self.__next_f.push([1,\"1:T0,2:T0,6:Tfff,<p>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "</p>\"])</script>",
      1, "<p>The harbour", true },
    { "state of Nuxt 3", NUXT("x", NUXT_TEXT), 1, "The harbour", false },
    { "state of Nuxt 3 as paragraphs",
      NUXT("x", "[9,10,11],{\"text\":12},{\"text\":12},{\"text\":12},\"" PARAGRAPH "\""), 1,
      "The harbour", false },
    { "state of Nuxt 3 as other stories",
      NUXT("x", "[9,9,9],{\"title\":4,\"text\":10},\"" PARAGRAPH "\""), 1, NULL, false },
    { "state of Nuxt 3 in circles",
      NUXT("x", "[\"Ref\",9],[\"Ref\",8],[-1,1e99,99,10.5,10],{\"body\":11}"), 1, NULL, false },
    { "JSON-LD behind comments that do not end",
      "<script type=\"application/ld+json\">/* /* "
      "{\"@type\":\"NewsArticle\",\"articleBody\":\"" PARAGRAPH PARAGRAPH PARAGRAPH "\"}</script>",
      0, "The harbour", false },
    { "state as short paragraphs",
      "<script>window.__STATE__ = {\"content\":[{\"text\":\"" PARAGRAPH "\"},{\"text\":\"" PARAGRAPH
      "\"},{\"text\":\"" PARAGRAPH "\"}]};</script>",
      1, "The harbour", false },
    { "state of other stories",
      "<script>window.__STATE__ = {\"content\":[{\"title\":\"Harbour\",\"text\":\"" PARAGRAPH
      "\"},{\"title\":\"Pier\",\"text\":\"" PARAGRAPH "\"}]};</script>",
      1, NULL, false },
    { "state too short", "<script>window.x = {\"body\":\"" PARAGRAPH "\"}</script>", 1, NULL,
      false },
    { "state that is no prose",
      "<script>var config = "
      "{\"content\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}</script>",
      1, NULL, false },
};

static void reads_bodies(void **state)
{
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(bodies); i++) {
        read_page(s, dh_str_c(bodies[i].html));
        const struct dh_meta_body *b = &s->meta.body[bodies[i].which];
        bool ok = bodies[i].start ? dh_str_starts(b->text, dh_str_c(bodies[i].start)) &&
                                        b->html == bodies[i].is_html
                                  : b->text.n == 0;
        if (!ok)
            fail_msg("%s: got '%.*s'", bodies[i].name, (int)b->text.n, b->text.p);
    }
}

/* A row of text has as many bytes as it says, and the next begins behind them. */
static void parts_rows(void **state)
{
    struct setting *s = *state;
    _Static_assert(sizeof PARAGRAPH - 1 == 0xb7, "four of them are 2dc bytes");
    read_page(s, DH_STR("<script>self.__next_f.push([1,\"5:T4,Mail7:T2dc," PARAGRAPH PARAGRAPH
                            PARAGRAPH PARAGRAPH "8:[\\\"a\\\",\\\"b\\\"]\\n\"])</script>"));
    assert_true(dh_str_eq(s->meta.body[1].text, DH_STR(PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH)));
}

static void knows_claims(void **state)
{
    struct setting *s = *state;
    read_page(s, DH_STR(LD("{\"@type\":\"ClaimReview\",\"claimReviewed\":\" The lake is drained "
                           "by night. \",\"reviewRating\":{\"@type\":\"Rating\","
                           "\"alternateName\":\"False\"}}")));
    assert_true(dh_str_eq(s->meta.claim, DH_STR("The lake is drained by night.")));
    assert_true(dh_str_eq(s->meta.verdict, DH_STR("False")));
    read_page(s, DH_STR(LD("{\"@type\":\"Review\",\"claimReviewed\":\"Good soup.\"}")));
    assert_int_equal(s->meta.claim.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_bodies),
        cmocka_unit_test(parts_rows),
        cmocka_unit_test(knows_claims),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
