/* SPDX-License-Identifier: MIT */
/* The body of a page, to the word: of articles, of short stories, of scripts. What stands inside of
 * and around it: t_bodyinside.c and t_bodyaround.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "bodypage.h"
#include "html/body.h"
#include "meta/meta.h"

/* Where the body lies, however a page is built. */
static const struct body_case bodies[] = {
    { "article element", HEAD "<article>" H1 PARAGRAPHS "</article>" FOOT, STORY, true },
    { "no article element", HEAD "<div>" H1 "<div>" PARAGRAPHS "</div></div>" FOOT, STORY, true },
    { "br paragraphs",
      HEAD "<div id=c>" H1 "<div>" P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4 "</div></div>" FOOT,
      STORY, true },
    { "text outside any block",
      "<title>Lighthouse goes dark at Cape Marrow</title>" P1 "<p>" P2 "<p>" P3 "<p>" P4, STORY,
      true },
    { "a table for layout",
      HEAD "<table><tr><td><a href=/a>Tides</a><br><a href=/b>Boats</a></td><td>" H1 PARAGRAPHS
           "</td></tr></table>" FOOT,
      STORY, true },
    { "a body that stands twice",
      HEAD "<div class=screen>" H1 PARAGRAPHS "</div><div class=print>" PARAGRAPHS "</div>" FOOT,
      STORY, true },
    { "another article follows",
      HEAD "<div class='story s1'>" H1 "<div class=copy>" PARAGRAPHS
           "</div></div><div class='story s2'><h1>Ellery buys back its cinema</h1><div "
           "class=copy><p>" Q1 "</p><p>" Q2 "</p><p>" Q3 "</p></div></div>" FOOT,
      STORY, false },
    { "another article follows in another kind of box",
      HEAD "<main><article id=own class=story-main>" H1
           "<p class=byline>By Mara Quist</p><time>12 March 2031</time>" PARAGRAPHS
           "</article><div class=promo-slot><a href=/c>Boats for hire</a></div><section "
           "class=loaded><h1>Ellery buys back its cinema</h1><p class=byline>By Ole Brandt</p>"
           "<time>11 March 2031</time><div class=copy><p>" Q1 "</p><p>" Q2 "</p><p>" Q3
           "</p></div></section></main>" FOOT,
      STORY, false },
    { "text that subscribers may read",
      HEAD "<article>" H1 "<p class=paywall>" P1 "</p><p class=paywall>" P2
           "</p><h2 class='paywall heading-h6'>By hand</h2><p class=paywall>" P3
           "</p><p class=paywall>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nBy hand\n" P3 "\n" P4 "\n", true },
    { "a page that has a sidebar is none",
      HEAD "<div class='page has-sidebar with-newsletter'><div class=single-gallery>" H1 PARAGRAPHS
           "</div></div>" FOOT,
      STORY, false },
    { "headline and date without tags of their own",
      "<title>Lighthouse goes dark at Cape Marrow</title><table><tr><td><font size=5><b>"
      "Lighthouse goes dark at Cape Marrow</b></font><br>Jan. 4, 2031 Mara Quist<br><br>" P1
      "<br><br>" P2 "<br><br>" P3 "<br><br>" P4 "</td></tr></table>",
      STORY, false },
    { "a first sentence that begins with the headline",
      HEAD "<article>" H1 "<p>Lighthouse goes dark at Cape Marrow again</p>" PARAGRAPHS
           "</article>" FOOT,
      "Lighthouse goes dark at Cape Marrow again\n" STORY, false },
    { "an AMP page",
      "<!doctype html><html amp lang=en><head><title>Lighthouse goes dark at Cape "
      "Marrow</title>"
      "<style amp-boilerplate>body{}</style></head><body><amp-sidebar><ul><li><a "
      "href=/>Home</a>"
      "</ul></amp-sidebar><main><article>" H1 "<amp-img src=x></amp-img>" PARAGRAPHS
      "</article></main></body></html>",
      STORY, true },
    { "all in an unclosed noscript",
      "<title>Lighthouse goes dark at Cape "
      "Marrow</title><body><noscript><div></noscript><div>" H1 PARAGRAPHS "</div></body>",
      STORY, true },
    { "a print version",
      "<html><title>Lighthouse goes dark at Cape Marrow - print</title><body>"
      "<a href='javascript:print()'>Print</a>" H1 PARAGRAPHS "</body></html>",
      STORY, true },
    { "xhtml served as text",
      "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head>"
      "<title>Lighthouse goes dark at Cape Marrow</title></head><body><div id='a'/>" H1 PARAGRAPHS
      "</body></html>",
      STORY, true },
    { "right-to-left marks",
      "<html lang=he><title>המגדלור כבה</title><body><article><h1>המגדלור "
      "כבה</h1><p>&rlm;המגדלור "
      "בכף מרו כבה ביום שלישי בלילה, בפעם הראשונה מזה תשעים שנה, לאחר שסופה תלשה את גג הנחושת "
      "של חדר "
      "הפנס והגשם חדר פנימה.</p><p>שני שומרים טיפסו אל המגדל עם פנסי יד ועמדו על המשמר עד "
      "הבוקר, "
      "בזמן שמשמר החופים הזהיר את האוניות ברדיו, כך נמסר.</p></article></body></html>",
      "\u200Fהמגדלור בכף מרו כבה ביום שלישי בלילה, בפעם הראשונה מזה תשעים שנה, לאחר שסופה תלשה "
      "את גג "
      "הנחושת של חדר הפנס והגשם חדר פנימה.\nשני שומרים טיפסו אל המגדל עם פנסי יד ועמדו על "
      "המשמר עד "
      "הבוקר, בזמן שמשמר החופים הזהיר את האוניות ברדיו, כך נמסר.\n",
      true },
};

static void test_body(void **state)
{
    check_bodies(*state, bodies, DH_LEN(bodies));
}

/* Stories that the model hardly knows for such, below a headline. */
static void test_brief(void **state)
{
    static const struct body_part cases[] = {
        { "a recipe",
          PLAIN_HEAD(
              "Erwtensoep") "<p>Voor 6 personen</p><p>Bereidingstijd: 3 uur</p><p>500 g "
                            "spliterwten</p><p>1 rookworst</p>" AD
                            "<h2>2 preien</h2><p>Kook de erwten gaar.</p><p>Deel "
                            "de worst in plakjes.</p><p>Bewaar een kom voor morgen.</p>" PLAIN_FOOT,
          "Voor 6 personen\nBereidingstijd: 3 uur\n500 g spliterwten\n1 rookworst\n2 preien\nKook "
          "de "
          "erwten gaar.\nDeel de worst in plakjes.\nBewaar een kom voor morgen.\n" },
        { "verse",
          PLAIN_HEAD("Low Water") "<p>The boats lie over on their sides</p><p>like dogs that "
                                  "sleep.</p><p>Nobody waves.</p>" AD
                                  "<p>Close the window,</p><p>turn the page,</p><p>the "
                                  "tide will come again.</p>" PLAIN_FOOT,
          "The boats lie over on their sides\nlike dogs that sleep.\nNobody waves.\nClose the "
          "window,\nturn the page,\nthe tide will come again.\n" },
        { "two sentences of news",
          PLAIN_HEAD("Bus strike over") "<p>Drivers voted to accept 4 per cent.</p>" AD
                                        "<p>Services resume on Monday.</p>" PLAIN_FOOT,
          "Drivers voted to accept 4 per cent.\nServices resume on Monday.\n" },
        { "the same, dated below the headline",
          PLAIN_HEAD("Bus strike over") "<p>24 March 2031, 19:49 | Marrow</p><p>Drivers voted to "
                                        "accept 4 per cent.</p>" AD
                                        "<p>Services resume on Monday.</p>" PLAIN_FOOT,
          "Drivers voted to accept 4 per cent.\nServices resume on Monday.\n" },
        { "results",
          PLAIN_HEAD(
              "How the districts voted") "<p>Harbour: yes 412, no 398</p><p>Mill: yes 201, no "
                                         "377</p>" AD "<p>Moor: yes 19, no 21</p><p>Spoilt: "
                                         "14</p><p>Result: no, by 54</p>" PLAIN_FOOT,
          "Harbour: yes 412, no 398\nMill: yes 201, no 377\nMoor: yes 19, no 21\nSpoilt: "
          "14\nResult: "
          "no, by 54\n" },
        { "a question of consent",
          PLAIN_HEAD(
              "Before you go on") "<p>We use cookies to improve our site.</p><p>You can accept "
                                  "or reject them.</p><button>Accept</button>" PLAIN_FOOT,
          "" },
        { "a wall",
          PLAIN_HEAD("Bridge shut") "<p>This article is for subscribers only.</p><p>Subscribe now "
                                    "for £1 a week.</p>" PLAIN_FOOT,
          "" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

/* The body stands in a script only. */
static void test_script_body(void **state)
{
    struct reader *r = *state;
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    struct dh_page *p = read_page(
        r,
        DH_STR("<html><head><title>Lighthouse</title><script type=application/ld+json>"
               "{\"@type\":\"NewsArticle\",\"headline\":\"Lighthouse\",\"articleBody\":\"" P1
               "\\n\\n" P2 "\\n" P3 "\\n" P4
               "\"}</script></head><body><div id=app></div></body></html>"),
        DH_EXTRACTOR_MODEL);
    kept(p, &got);
    assert_string_equal(got.p, STORY);
    assert_true(dh_str_eq(p->field[DH_FIELD_SOURCE], DH_STR("jsonld")));
    p = read_page(r,
                  DH_STR("<html><head><title>Lighthouse</title></head><body><div "
                         "data-component=Story data-props=\"{&quot;id&quot;:7,&quot;parts&quot;:["
                         "{&quot;text&quot;:&quot;" P1 "&quot;},{&quot;text&quot;:&quot;" P2
                         "&quot;},{&quot;text&quot;:&quot;" P3 "&quot;},{&quot;text&quot;:&quot;" P4
                         "&quot;}],&quot;next&quot;:[{&quot;text&quot;:&quot;" Q1
                         "&quot;},{&quot;text&quot;:&quot;" Q2 "&quot;},{&quot;text&quot;:&quot;" Q3
                         "&quot;},{&quot;text&quot;:&quot;" Q1 Q2 Q3
                         "&quot;}]}\"></div></body></html>"),
                  DH_EXTRACTOR_MODEL);
    kept(p, &got);
    assert_string_equal(got.p, STORY);
    assert_true(dh_str_eq(p->field[DH_FIELD_SOURCE], DH_STR("state")));
    dh_buf_release(&got);
}

/* The paragraphs that are kept of a page, by a model that gives all blocks one score. */
static unsigned kept_of(struct reader *r, const char *html, float score)
{
    const struct dh_forest_node leaf = { 0, { 0, 0 }, score };
    const uint16_t root = 0;
    const struct dh_forest model = { .nodes = &leaf, .roots = &root, .n_nodes = 1, .n_trees = 1 };
    struct dh_buf got;
    unsigned n = 0;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    keep_by_model(r, html, &model, &got);
    for (size_t i = 0; i < r->page.n_fragments; i++)
        n += r->page.fragments[i].kind == DH_STORY;
    dh_buf_release(&got);
    return n;
}

/* Where the score leaves it open, plain text is body sooner in a box whose name says that it holds
 * text. On a shorter page what is most of it stays in any (brief.c). */
static void test_named_box(void **state)
{
    static const float doubt = -1.05f;
    static const struct {
        const char *box;
        unsigned kept;
    } rows[] = {
        { "article", 6 }, { "body", 6 }, { "content", 6 },   { "text", 6 },
        { "entry", 6 },   { "main", 6 }, { "paragraph", 6 }, { "k", 0 },
    };
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        char html[4096];
        snprintf(html, sizeof html,
                 "<html><head><title>Lighthouse</title></head><body><div class=%s><p>" P1
                 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4 "</p><p>" Q1 "</p><p>" Q2
                 "</p></div></body></html>",
                 rows[i].box);
        unsigned n = kept_of(*state, html, doubt);
        if (n != rows[i].kept)
            fail_msg("in a box named '%s': %u", rows[i].box, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named_box),
        cmocka_unit_test(test_body),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_script_body),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
