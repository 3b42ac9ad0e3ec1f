/* SPDX-License-Identifier: MIT */
/* What pages say of themselves: titles, sites, sections, languages and addresses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metapage.h"

static const struct field_case cases[] = {
    { "title: below the name of a forum", DH_FIELD_TITLE,
      "<title>Harbour opens - Example Times Forums</title><h1>Example Times Forums</h1><h2>Harbour "
      "opens</h2>",
      "Harbour opens" },
    { "title: JSON-LD", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\"}") "<title>x</title>",
      "Harbour opens" },
    { "title: references in JSON-LD", DH_FIELD_TITLE,
      LD("{\"@type\":\"Article\",\"headline\":\"Tea &amp; cake&#8217;s day\"}"),
      "Tea & cake\xE2\x80\x99s day" },
    { "title: og", DH_FIELD_TITLE, "<meta property='og:title' content='Harbour &amp; pier'>",
      "Harbour & pier" },
    { "title: og with the site's name", DH_FIELD_TITLE,
      "<meta property=og:title content='Harbour opens - The Gull'>"
      "<meta property=og:site_name content='The Gull'>",
      "Harbour opens" },
    { "title: og with the number of a page", DH_FIELD_TITLE,
      "<meta property=og:title content='Pelabuhan Dibuka Halaman all - The Gull'>"
      "<meta property=og:site_name content='The Gull'>",
      "Pelabuhan Dibuka" },
    { "title: element with the number of a page", DH_FIELD_TITLE,
      "<title>Harbour opens - Page 2 - The Gull</title>"
      "<meta property=og:site_name content='The Gull'>",
      "Harbour opens" },
    { "title: a page that is told of", DH_FIELD_TITLE, "<h1>Diary of a reader on page 2</h1>",
      "Diary of a reader on page 2" },
    { "title: sections behind the site's name", DH_FIELD_TITLE,
      "<title>Example Times : World : Harbour opens</title>", "Harbour opens" },
    { "title: a line above the headline in h1", DH_FIELD_TITLE,
      "<title>Harbour opens again | www.example-times.com</title>"
      "<h1><span>Old Town</span> Harbour opens again</h1>",
      "Harbour opens again" },
    { "title: a span that is named so", DH_FIELD_TITLE,
      "<title>Example Times Online</title><table><tr><td><span class=headline>Harbour opens "
      "again</span><br><span class=byline>By Ann Lee</span><br>The harbour was opened again.",
      "Harbour opens again" },
    { "title: spans of several stories", DH_FIELD_TITLE,
      "<title>Example Times Online</title><span class=headline>Harbour opens again</span>"
      "<p>It was closed.<p><span class=headline>School closes for good</span><p>It was open.",
      "Example Times Online" },
    { "title: twitter", DH_FIELD_TITLE, "<meta name=twitter:title content='Harbour opens'>",
      "Harbour opens" },
    { "title: parsely", DH_FIELD_TITLE, "<meta name=parsely-title content='Harbour opens'>",
      "Harbour opens" },
    { "title: Dublin Core", DH_FIELD_TITLE, "<meta name=DC.title content='Harbour opens'>",
      "Harbour opens" },
    { "title: h1", DH_FIELD_TITLE, "<title>Welcome</title><h1>Harbour <b>opens</b></h1>",
      "Harbour opens" },
    { "title: the h1 that agrees", DH_FIELD_TITLE,
      "<title>Harbour opens again</title><h1>Gull</h1><h1>Harbour opens again</h1>",
      "Harbour opens again" },
    { "title: element", DH_FIELD_TITLE, "<title>\n Harbour  opens </title>", "Harbour opens" },
    { "title: element with the host's name", DH_FIELD_TITLE,
      "<title>Harbour opens | Example-Times</title>", "Harbour opens" },
    { "title: element with the site in front", DH_FIELD_TITLE,
      "<title>The Gull: Harbour opens</title><meta property=og:site_name content='The Gull'>",
      "Harbour opens" },
    { "title: a site behind a bar, and nothing else that names the story", DH_FIELD_TITLE,
      "<title>Boeing 737 - 800 | Harrow Post</title><p>It flies again.</p>", "Boeing 737 - 800" },
    { "title: a bar before a sentence", DH_FIELD_TITLE,
      "<title>Opinion of the week | The harbour closes</title><p>It does.</p>",
      "Opinion of the week | The harbour closes" },
    { "title: a short label before a bar", DH_FIELD_TITLE,
      "<title>Live | Harbour Closes Again</title><p>It does.</p>", "Live | Harbour Closes Again" },
    { "title: two bars", DH_FIELD_TITLE,
      "<title>Harbour opens again | World | Elm</title><p>So.</p>",
      "Harbour opens again | World | Elm" },
    { "title: a separator that is no site", DH_FIELD_TITLE, "<title>Win - or lose</title>",
      "Win - or lose" },
    { "title: the headline within the title", DH_FIELD_TITLE,
      "<title>Harbour opens again | News, weather and more</title><h1>x y</h1>"
      "<h1>Harbour opens again</h1>",
      "Harbour opens again" },
    { "title: h1 and og against JSON-LD", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Port news\"}") "<h1>Harbour opens</h1>"
                                                                   "<meta property=og:title "
                                                                   "content='Harbour opens'>",
      "Harbour opens" },
    { "title: the house in brackets", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens (Gull)\"}") "<h1>Harbour "
                                                                              "opens</h1>"
                                                                              "<h1>Gull</h1>"
                                                                              "<title>Harbour "
                                                                              "opens</title>",
      "Harbour opens" },
    { "title: other quotation marks", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"'Open' at last\"}") "<h1>\xE2\x80\x98Open"
                                                                        "\xE2\x80\x99 at last</h1>"
                                                                        "<meta property=og:title "
                                                                        "content=\"'Open' at "
                                                                        "last\">",
      "\xE2\x80\x98Open\xE2\x80\x99 at last" },
    { "title: what a div has of it", DH_FIELD_TITLE,
      "<title>Harbour opens once more - Nobody's Paper</title><div>Harbour opens once more</div>",
      "Harbour opens once more" },
    { "title: what an h2 has of it", DH_FIELD_TITLE,
      "<title>Print: Harbour opens once more</title><h2>Harbour opens once more</h2>",
      "Harbour opens once more" },
    { "title: an h2 that is a part of it", DH_FIELD_TITLE,
      "<title>Harbour opens once more and again</title><h2>Harbour opens once more</h2>",
      "Harbour opens once more and again" },
    { "title: comments in JSON-LD", DH_FIELD_TITLE,
      LD("/* seo */ {\"@type\":\"NewsArticle\", // type\n\"headline\":\"Harbour // opens\", /* x "
         "*/ }"),
      "Harbour // opens" },
    { "title: section, site and date behind it", DH_FIELD_TITLE,
      "<title>Storm closes bridge - World - Example Times - 4 March 2024</title>",
      "Storm closes bridge" },
    { "title: the section behind the site, as a tag has it", DH_FIELD_TITLE,
      "<title>Storm closes bridge | Harbour Gazette | Local</title>"
      "<meta property=og:site_name content='Harbour Gazette'>"
      "<meta property=article:section content=Local>",
      "Storm closes bridge" },
    { "title: a tail that is no section", DH_FIELD_TITLE,
      "<title>Storm closes bridge - Win or lose - Example Times - March 4, 2024</title>",
      "Storm closes bridge - Win or lose" },
    { "title: a date of its own", DH_FIELD_TITLE,
      "<title>What to do today - 4 March 2024 - Example Times</title>",
      "What to do today - 4 March 2024" },
    { "title: a date and no site", DH_FIELD_TITLE, "<title>What to do today - 4 March 2024</title>",
      "What to do today - 4 March 2024" },
    { "sitename: before a date", DH_FIELD_SITENAME,
      "<title>Storm closes bridge - Example Times - 4 March 2024</title>", "Example Times" },
    { "title: none", DH_FIELD_TITLE, "<p>x", "" },
    { "title: of the article that has the page's address", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"School closes\",\"author\":\"Bo Ray\","
         "\"url\":\"https://www.example-times.com/world/school\"}")
          LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\",\"author\":\"Ann Lee\","
             "\"url\":\"" URL "/?amp\"}"),
      "Harbour opens" },
    { "image: JSON-LD contentUrl", DH_FIELD_IMAGE,
      LD("{\"@type\":\"NewsArticle\",\"image\":{\"@type\":\"ImageObject\","
         "\"contentUrl\":\"/pier.jpg\"}}"),
      "https://www.example-times.com/pier.jpg" },
    { "title: og cut short", DH_FIELD_TITLE,
      "<meta property=og:title content='Harbour opens af...'><h1>Harbour opens after two "
      "years</h1>",
      "Harbour opens after two years" },
    { "title: JSON-LD cut short", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\xE2\x80\xA6\"}") "<h1>Harbour "
                                                                                   "opens after "
                                                                                   "two years</h1>",
      "Harbour opens after two years" },
    { "title: og that is the site's, and a heading that is named so", DH_FIELD_TITLE,
      "<title>Example Times</title><meta property=og:title content='Example Times'>"
      "<h2 class=entry-title>Harbour opens again</h2><p>Text.",
      "Harbour opens again" },
    { "canonical: a base that is relative", DH_FIELD_CANONICAL,
      "<base href='/sub/'><link rel=canonical href=harbour>",
      "https://www.example-times.com/sub/harbour" },
    { "section: parsely-page", DH_FIELD_SECTION,
      "<meta name=parsely-page content='{\"section\":\"World\",\"tags\":[\"x\"]}'>", "World" },
    { "title: parsely-page that is no JSON", DH_FIELD_TITLE,
      "<meta name=parsely-page content='{\"title\":\"Harbour'>", "" },
    { "lang: citation_language", DH_FIELD_LANG, "<meta name=citation_language content=pt>", "pt" },
    { "sitename: og", DH_FIELD_SITENAME, "<meta property=og:site_name content='The Gull'>",
      "The Gull" },
    { "sitename: publisher", DH_FIELD_SITENAME,
      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The Gull\"}}"), "The Gull" },
    { "sitename: WebSite", DH_FIELD_SITENAME,
      LD("[{\"@type\":\"WebSite\",\"name\":\"The Gull\"},{\"@type\":\"Person\"}]"), "The Gull" },
    { "sitename: application-name", DH_FIELD_SITENAME, "<meta name=application-name content=Gull>",
      "Gull" },
    { "sitename: in the title, as the host says", DH_FIELD_SITENAME,
      "<title>Harbour opens | Example-Times</title>", "Example-Times" },
    { "sitename: a title's tail that the host does not know", DH_FIELD_SITENAME,
      "<title>Harbour opens | World</title>", "" },
    { "sitename: behind the headline in the title", DH_FIELD_SITENAME,
      "<title>Harbour opens again | World | Gull &amp; Tern</title><h1>Harbour opens again</h1>",
      "Gull & Tern" },
    { "sitename: the host's with a word more", DH_FIELD_SITENAME,
      "<title>Example Times Online: Harbour opens</title>", "Example Times Online" },
    { "sitename: a URL is none", DH_FIELD_SITENAME,
      "<meta property=og:site_name content='https://www.example-times.com'>"
      "<meta name=application-name content=Gull>",
      "Gull" },
    { "section: a button in a class", DH_FIELD_SECTION,
      "<h1>Harbour opens</h1><p class=category><a href=/x>Read more</a></p>", "" },
    { "section: JSON-LD", DH_FIELD_SECTION,
      LD("{\"@type\":\"NewsArticle\",\"articleSection\":[\"World\",\"Ports\"]}"), "World" },
    { "section: breadcrumbs in JSON-LD", DH_FIELD_SECTION,
      LD("{\"@type\":\"BreadcrumbList\",\"itemListElement\":["
         "{\"position\":1,\"name\":\"The Gull\",\"item\":\"https://www.example-times.com/\"},"
         "{\"position\":2,\"item\":{\"@id\":\"https://www.example-times.com/"
         "w\",\"name\":\"World\"}},"
         "{\"position\":3,\"name\":\"Harbour opens\"}]}") "<h1>Harbour opens</h1>",
      "World" },
    { "section: breadcrumbs", DH_FIELD_SECTION,
      "<nav class=breadcrumbs><a href=/>Gull</a> <a href=/w>World</a> <a href=#>Print</a></nav>",
      "World" },
    { "section: breadcrumbs tell more than \"News\"", DH_FIELD_SECTION,
      "<meta property=article:section content=News>"
      "<nav class=breadcrumbs><a href=/>Gull</a> <a href=/w>World</a></nav>",
      "World" },
    { "section: \"News\" alone", DH_FIELD_SECTION, "<meta property=article:section content=News>",
      "News" },
    { "section: breadcrumbs that lead home only", DH_FIELD_SECTION,
      "<ul class=breadcrumb><li><a href=/x>Startseite</a></li></ul>", "" },
    { "section: a class near the headline", DH_FIELD_SECTION,
      "<div class=post-category><a href=/w>World</a></div><h1>Harbour opens</h1>", "World" },
    { "section: a label of the tags for sharing", DH_FIELD_SECTION,
      "<meta name=twitter:label2 content='Filed under'><meta name=twitter:data2 content=World>",
      "World" },
    { "section: a comma left over", DH_FIELD_SECTION,
      "<meta property=article:section content='World, '>", "World" },
    { "section: rel=category", DH_FIELD_SECTION, "<a rel='category tag' href=/w>World</a>",
      "World" },
    { "section: rel=tag alone is none", DH_FIELD_SECTION, "<a rel='tag' href=/w>World</a>", "" },
    { "section: og", DH_FIELD_SECTION, "<meta property=article:section content=World>", "World" },
    { "section: parsely", DH_FIELD_SECTION, "<meta name=parsely-section content=World>", "World" },
    { "Nuxt: title", DH_FIELD_TITLE, NUXT("Harbour opens again", NUXT_TEXT),
      "Harbour opens again" },
    { "Nuxt: title below the site's name", DH_FIELD_TITLE,
      "<title>Example Times</title>" NUXT("Harbour opens again", NUXT_TEXT),
      "Harbour opens again" },
    { "Nuxt: title against an h1", DH_FIELD_TITLE,
      "<h1>Bridge closed for a week</h1>" NUXT("Harbour opens again", NUXT_TEXT),
      "Bridge closed for a week" },
    { "lang: html", DH_FIELD_LANG, "<html lang=EN-gb><p>x", "en-gb" },
    { "lang: late html tag", DH_FIELD_LANG, "<p>x<html lang=de>", "de" },
    { "lang: og", DH_FIELD_LANG, "<meta property=og:locale content=en_US>", "en-US" },
    { "lang: http-equiv", DH_FIELD_LANG, "<meta http-equiv=Content-Language content='fr, en'>",
      "fr" },
    { "lang: JSON-LD", DH_FIELD_LANG, LD("{\"@type\":\"NewsArticle\",\"inLanguage\":\"pt-BR\"}"),
      "pt-BR" },
    { "lang: no language", DH_FIELD_LANG, "<html lang='{{ lang }}'>", "" },
    { "canonical: link", DH_FIELD_CANONICAL, "<link rel=canonical href='/a/b?x=1&amp;y=2'>",
      "https://www.example-times.com/a/b?x=1&y=2" },
    { "canonical: og", DH_FIELD_CANONICAL,
      "<meta property=og:url content='https://GULL.example/a'>", "https://gull.example/a" },
    { "canonical: JSON-LD", DH_FIELD_CANONICAL,
      LD("{\"@type\":\"NewsArticle\",\"mainEntityOfPage\":{\"@id\":\"https://gull.example/a\"}}"),
      "https://gull.example/a" },
    { "canonical: front page", DH_FIELD_CANONICAL,
      "<link rel=canonical href='https://www.example-times.com/'>", "" },
    { "canonical: script", DH_FIELD_CANONICAL, "<link rel=canonical href='javascript:x'>", "" },
    { "canonical: base", DH_FIELD_CANONICAL,
      "<base href='https://gull.example/x/'><link rel=canonical href=a>",
      "https://gull.example/x/a" },
    { "image: og", DH_FIELD_IMAGE, "<meta property=og:image content=/i.jpg>",
      "https://www.example-times.com/i.jpg" },
    { "image: JSON-LD", DH_FIELD_IMAGE,
      LD("{\"@type\":\"NewsArticle\",\"image\":[{\"url\":\"https://gull.example/i.jpg\"}]}"),
      "https://gull.example/i.jpg" },
    { "image: JSON-LD strings", DH_FIELD_IMAGE,
      LD("{\"@type\":\"NewsArticle\",\"image\":[\"https://gull.example/i.jpg\",\"x\"]}"),
      "https://gull.example/i.jpg" },
    { "image: twitter", DH_FIELD_IMAGE, "<meta name=twitter:image content='https://g.example/i'>",
      "https://g.example/i" },
    { "image: data", DH_FIELD_IMAGE, "<meta property=og:image content='data:image/png;base64,x'>",
      "" },
    { "JSON-LD: second block", DH_FIELD_TITLE,
      LD("{\"@type\":\"BreadcrumbList\"}") LD("{\"@type\":\"Article\",\"headline\":\"Second\"}"),
      "Second" },
    { "JSON-LD: graph in array", DH_FIELD_TITLE,
      LD("[{\"@graph\":[{\"@type\":[\"Article\",\"X\"],\"headline\":\"Deep\"}]}]"), "Deep" },
    { "JSON-LD: type as URL", DH_FIELD_TITLE,
      LD("{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"Typed\"}"), "Typed" },
    { "JSON-LD: main entity", DH_FIELD_TITLE,
      LD("{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"Article\",\"headline\":\"Main\"}}"),
      "Main" },
    { "JSON-LD: a number of a hundred digits", DH_FIELD_TITLE,
      LD("{\"@type\":\"Article\",\"wide\":"
         "1111111111111111111111111111111111111111111111111111111111"
         "111111111111111111111111111111111111111111,\"headline\":\"Wide\"}"),
      "Wide" },
    { "JSON-LD: line end in a string", DH_FIELD_TITLE,
      LD("{\"@type\":\"Article\",\"headline\":\"Two\nlines\"}"), "Two lines" },
    { "JSON-LD: trailing comma", DH_FIELD_TITLE,
      LD("{\"@type\":\"Article\",\"headline\":\"Comma\",}"), "Comma" },
    { "JSON-LD: bad escape", DH_FIELD_TITLE, LD("{\"@type\":\"Article\",\"headline\":\"It\\'s\"}"),
      "It's" },
    { "JSON-LD: CDATA", DH_FIELD_TITLE,
      LD("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Wrapped\"}\n//]]>"), "Wrapped" },
    { "JSON-LD: comment", DH_FIELD_TITLE,
      LD("<!-- {\"@type\":\"Article\",\"headline\":\"Hidden\"}; -->"), "Hidden" },
    { "JSON-LD: beyond repair", DH_FIELD_TITLE, LD("{\"@type\":\"Article\",\"headline\":Bare}"),
      "" },
    { "JSON-LD: list of other articles", DH_FIELD_TITLE,
      LD("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"Article\",\"headline\":\"O\"}]"
         "}"),
      "" },
};

static void reads_fields(void **state)
{
    check_fields(*state, cases, DH_LEN(cases));
}

/* A value that is too long ends with a whole character. */
static void cuts_values(void **state)
{
    enum { VALUE_MAX = 4000 };
    static const char tag[] = "<meta property=og:title content=";
    char html[sizeof tag + VALUE_MAX + 8];
    size_t n = sizeof tag - 1;
    memcpy(html, tag, n);
    memset(html + n, 'x', VALUE_MAX - 1);
    memcpy(html + n + VALUE_MAX - 1, "\xC3\xA4>", 3);
    read_page(*state, (struct dh_str){ html, n + VALUE_MAX + 2 });
    struct dh_str title = ((struct setting *)*state)->page.field[DH_FIELD_TITLE];
    assert_int_equal(title.n, VALUE_MAX - 1);
    assert_true(dh_str_ends(title, DH_STR("xx")));
}

static void keeps_fields(void **state)
{
    struct setting *s = *state;
    struct dh_tree t;
    struct dh_str html = DH_STR("<title>b</title>");
    dh_page_reset(&s->page);
    assert_int_equal(dh_page_set(&s->page, DH_FIELD_TITLE, DH_STR("a")), DH_OK);
    assert_int_equal(dh_tree_build(&s->builder, html, &t, NULL), DH_OK);
    assert_int_equal(dh_meta_read(&t, DH_STR(URL), &s->page, &s->meta), DH_OK);
    assert_true(dh_str_eq(s->page.field[DH_FIELD_TITLE], DH_STR("a")));
    assert_true(dh_str_eq(s->meta.headline[DH_HEADLINE_TITLE], DH_STR("b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields),
        cmocka_unit_test(cuts_values),
        cmocka_unit_test(keeps_fields),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
