/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "meta/facts.h"
#include "meta/meta.h"

#define URL      "https://www.example-times.com/world/2024/03/01/harbour-opens"
#define LD(json) "<script type='application/ld+json'>" json "</script>"

#define PARAGRAPH \
    "The harbour of the small town was opened again on Friday after two years of work. Boats " \
    "came " \
    "from all the islands around, and the mayor held a speech that few could hear in the wind. "

/* What Nuxt 3 leaves: places for values. The story is at 3, its list of paragraphs at 8. */
#define NUXT(title, text) \
    "<script type='application/json' id='__NUXT_DATA__' data-ssr='true'>" \
    "[[\"ShallowReactive\",1],{\"data\":2},[\"Reactive\",3]," \
    "{\"title\":4,\"publishedAt\":5,\"author\":6,\"body\":8},\"" title "\"," \
    "[\"Date\",\"2024-03-04T10:00:00.000Z\"],{\"name\":7},\"Ann Lee\"," text "]</script>"
#define NUXT_TEXT "\"" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH "\""

#define NODES_10 "<p>A<p>B<p>C<p>D<p>E"
#define PROSE_NODES \
    NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 /* more than are near */

static const struct {
    const char *name;
    enum dh_field field;
    const char *html, *want;
} cases[] = {
    /* title */
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
    { "author: below a span that is named so", DH_FIELD_AUTHOR,
      "<title>Example Times Online</title><table><tr><td><span class=headline>Harbour opens "
      "again</span><br><span class=byline>By Ann Lee</span><br>The harbour was opened again.",
      "Ann Lee" },
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
    /* author */
    { "author: JSON-LD person", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Person\",\"name\":\"Ann Lee\"}}"),
      "Ann Lee" },
    { "author: JSON-LD array", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ann Lee\"},\"Bo Ray\"]}"),
      "Ann Lee, Bo Ray" },
    { "author: JSON-LD names in one", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"name\":[\"Ann Lee\",\"Bo Ray\"]}}"),
      "Ann Lee, Bo Ray" },
    { "author: JSON-LD list", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"@list\":[{\"name\":{\"@value\":\"Ann "
         "Lee\"}}]}}"),
      "Ann Lee" },
    { "author: JSON-LD name in two", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"givenName\":\"Ann\",\"familyName\":\"Lee\"}}"),
      "Ann Lee" },
    { "author: JSON-LD with quotation marks as in markup", DH_FIELD_AUTHOR,
      LD("{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:&quot;Ann Lee&quot;}"),
      "Ann Lee" },
    { "published: JSON-LD array", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":[\"2024-03-04\"]}"), "2024-03-04" },
    { "published: JSON-LD value with a type", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":{\"@value\":\"2024-03-04\"}}"),
      "2024-03-04" },
    { "published: JSON-LD milliseconds", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":1709546400000}"), "2024-03-04T10:00:00Z" },
    { "published: not the time of a story on top of the page", DH_FIELD_PUBLISHED,
      "<div><time datetime=2024-03-09>9 March</time><a href=x>Ferry late</a></div>"
      "<h1>Harbour opens</h1><time datetime=2024-03-04>4 March</time>",
      "2024-03-04" },
    { "published: not that of one in a list", DH_FIELD_PUBLISHED,
      "<aside><ul><li><time datetime=2024-03-09>9 March</time></ul></aside>"
      "<h1>Harbour opens</h1><p class=date>4 March 2024</p>",
      "2024-03-04" },
    { "published: above the headline, where stories follow", DH_FIELD_PUBLISHED,
      "<time datetime=2024-03-04>4 March</time><h1>Harbour opens</h1>" PROSE_NODES
      "<ul><li><time datetime=2024-03-09>9 March</time></ul>",
      "2024-03-04" },
    { "published: above the headline of its article, where cards follow", DH_FIELD_PUBLISHED,
      "<article><div><time datetime=2024-03-04>4 March</time></div><h1>Harbour opens</h1><p>Text."
      "</article><div><a href=x>Ferry late</a><time datetime=2024-03-09>9 March</time></div>",
      "2024-03-04" },
    { "published: right above it in a list of its header", DH_FIELD_PUBLISHED,
      "<header><ul><li>News<li><time datetime=2024-03-04>4 March</time></ul><h1>Harbour opens</h1>"
      "</header><p>Text.<div><time datetime=2024-03-09>9 March</time></div>",
      "2024-03-04" },
    { "author: a meta element in the author's", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div itemprop=publisher><meta itemprop=name content='The Gull'></div>"
      "<div itemprop=author><meta itemprop=name content='Ann Lee'></div><p>Text.",
      "Ann Lee" },
    { "author: no account", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div itemprop=author><meta itemprop=name "
      "content='alee'></div><p>Text.",
      "" },
    { "author: no role behind the name", DH_FIELD_AUTHOR,
      "<meta name=author content='Ann Lee and Bo Ray, Staff Writers'>", "Ann Lee, Bo Ray" },
    { "author: nor who took the pictures", DH_FIELD_AUTHOR,
      "<meta name=author content='Text: Ann Lee, Fotos: Bo Ray'>", "Ann Lee" },
    { "author: nor where she is", DH_FIELD_AUTHOR,
      "<meta name=author content='Por Ana Souza, de Lisboa'>", "Ana Souza" },
    { "author: who made the pictures in the next line", DH_FIELD_AUTHOR,
      "<title>Harbour opens</title><h1>Harbour opens</h1><p>By <a href=/ann>Ann Lee</a><br>"
      "Photographs by Bo Ray</p><p>Text.",
      "Ann Lee" },
    { "author: content_author", DH_FIELD_AUTHOR, "<meta name=content_author content='Ann Lee'>",
      "Ann Lee" },
    { "author: dable", DH_FIELD_AUTHOR, "<meta property='dable:author' content='Ann Lee'>",
      "Ann Lee" },
    { "author: dd", DH_FIELD_AUTHOR, "<meta property='dd:author' content='Ann Lee'>", "Ann Lee" },
    { "author: mrf", DH_FIELD_AUTHOR, "<meta property='mrf:authors' content='Ann Lee;Bo Ray'>",
      "Ann Lee, Bo Ray" },
    { "author: mediator", DH_FIELD_AUTHOR, "<meta name=mediator_author content='Ann Lee'>",
      "Ann Lee" },
    { "author: dtk", DH_FIELD_AUTHOR, "<meta name='dtk:author' content='Ann Lee'>", "Ann Lee" },
    { "author: og", DH_FIELD_AUTHOR, "<meta property='og:author' content='Ann Lee'>", "Ann Lee" },
    { "title: of the article that has the page's address", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"School closes\",\"author\":\"Bo Ray\","
         "\"url\":\"https://www.example-times.com/world/school\"}")
          LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\",\"author\":\"Ann Lee\","
             "\"url\":\"" URL "/?amp\"}"),
      "Harbour opens" },
    { "author: of the article that has the page's address", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"School closes\",\"author\":\"Bo Ray\","
         "\"url\":\"https://www.example-times.com/world/school\"}")
          LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\",\"author\":\"Ann Lee\","
             "\"mainEntityOfPage\":{\"@id\":\"" URL "\"}}"),
      "Ann Lee" },
    { "author: without the house behind the name", DH_FIELD_AUTHOR,
      "<meta name=author content='Ann Lee | Example Times'>", "Ann Lee" },
    { "image: JSON-LD contentUrl", DH_FIELD_IMAGE,
      LD("{\"@type\":\"NewsArticle\",\"image\":{\"@type\":\"ImageObject\","
         "\"contentUrl\":\"/pier.jpg\"}}"),
      "https://www.example-times.com/pier.jpg" },
    { "published: when a video was uploaded", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"VideoObject\",\"uploadDate\":\"2023-05-06\"}"), "2023-05-06" },
    { "author: behind a label in a box of its own", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><dl><dt>Author</dt><dd>Ann Lee</dd><dt>Date</dt><dd>4 March "
      "2024</dd></dl><p>Text.",
      "Ann Lee" },
    { "author: a handle behind the name", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By Ann Lee @annlee</p><p>Text.", "Ann Lee" },
    { "author: a place behind the name", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Ann Lee, Marlow</p><p>04.03.2024</p><p>Text.", "Ann Lee" },
    { "author: a place behind a stroke, no change", DH_FIELD_AUTHOR,
      "<h1>El puerto abre</h1><p>ANA RUIZ / MADRID</p><p>Actualizado Lunes, 4 marzo 2024 - "
      "10:15</p><p>Text.",
      "ANA RUIZ" },
    { "author: four of them", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By Ann Lee, Bo Ray, Cy Day and Ed Fox</p><p>Text.",
      "Ann Lee, Bo Ray, Cy Day, Ed Fox" },
    { "author: a house behind the name", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By Ann Lee, Baton Rouge</p><p>Text.", "Ann Lee" },
    { "title: og cut short", DH_FIELD_TITLE,
      "<meta property=og:title content='Harbour opens af...'><h1>Harbour opens after two "
      "years</h1>",
      "Harbour opens after two years" },
    { "title: JSON-LD cut short", DH_FIELD_TITLE,
      LD("{\"@type\":\"NewsArticle\",\"headline\":\"Harbour opens\xE2\x80\xA6\"}") "<h1>Harbour "
                                                                                   "opens after "
                                                                                   "two years</h1>",
      "Harbour opens after two years" },
    { "author: posted on a day", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Posted by Ann Lee on Mar 4th, 2024 in <a href=/c>Local</a></p>",
      "Ann Lee" },
    { "author: behind the date and a bar", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>04 MAR 2024 | ANN LEE</p><p>Text.", "ANN LEE" },
    { "author: what is no person behind a date", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>04 Mar 2024 | Law &amp; Order</p><p>Text.", "" },
    { "author: in a list of what one is", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><ul><li>Author, Ann Lee<li>Role, Gull News</ul><p>Text.", "Ann Lee" },
    { "author: above what one is", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Ann Lee</p><p>Chief Reporter</p><p>Text.", "Ann Lee" },
    { "author: what one is glued to the name", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div class=author-name>Ann Lee<span>Political Editor</span></div>",
      "Ann Lee" },
    { "author: with an address in Korean", DH_FIELD_AUTHOR,
      "<h1>항구 열다</h1><p>김가람 기자 garam@gull.example</p><p>Text.", "김가람" },
    { "author: behind a full-width stroke", DH_FIELD_AUTHOR,
      "<h1>港口重新开放</h1><p>文／王小明</p><p>Text.", "王小明" },
    { "author: text and pictures in Finnish", DH_FIELD_AUTHOR,
      "<h1>Satama avattiin</h1><p>Teksti Anna Lehto, kuvat Bo Rask</p><p>Text.", "Anna Lehto" },
    { "title: og that is the site's, and a heading that is named so", DH_FIELD_TITLE,
      "<title>Example Times</title><meta property=og:title content='Example Times'>"
      "<h2 class=entry-title>Harbour opens again</h2><p>Text.",
      "Harbour opens again" },
    { "author: a house and its portal", DH_FIELD_AUTHOR,
      "<meta property=og:article:author content='갯마을신문 | 네이버'><h2>항구 열다</h2>"
      "<title>항구 열다</title><em class=journalist_name>김가람 기자</em><p>Text.",
      "김가람" },
    { "author: a house on a portal and nobody else", DH_FIELD_AUTHOR,
      "<meta property=og:article:author content='갯마을신문 | 네이버'><h1>항구</h1><p>Text.",
      "갯마을신문" },
    { "author: of an opinion", DH_FIELD_AUTHOR, "<meta name=author content='Opinion by Ann Lee'>",
      "Ann Lee" },
    { "author: Catalan", DH_FIELD_AUTHOR,
      "<html lang=ca><meta name=author content='Per Joan Puig i Marta Serra'>",
      "Joan Puig, Marta Serra" },
    { "author: Per is a name elsewhere", DH_FIELD_AUTHOR,
      "<html lang=sv><meta name=author content='Per Holm'>", "Per Holm" },
    { "author: not her address", DH_FIELD_AUTHOR,
      "<meta name=author content='Ann Lee ann.lee@gull.example'>", "Ann Lee" },
    { "author: a handle at the name", DH_FIELD_AUTHOR, "<meta name=author content='Ann Lee@gull'>",
      "Ann Lee" },
    { "canonical: a base that is relative", DH_FIELD_CANONICAL,
      "<base href='/sub/'><link rel=canonical href=harbour>",
      "https://www.example-times.com/sub/harbour" },
    { "author: a person counts for more than the house", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Organization\",\"name\":\"Gull\"},"
         "{\"@type\":\"Person\",\"name\":\"Ann Lee\"}]}"),
      "Ann Lee" },
    { "author: the house when alone", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"Gull\"}}"),
      "Gull" },
    { "author: by @id in a graph", DH_FIELD_AUTHOR,
      LD("{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#p\"}},"
         "{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Ann Lee\"}]}"),
      "Ann Lee" },
    { "author: meta", DH_FIELD_AUTHOR, "<meta name=author content='By Ann Lee and Bo Ray'>",
      "Ann Lee, Bo Ray" },
    { "author: article:author", DH_FIELD_AUTHOR,
      "<meta property=article:author content='https://social.example/ann'>"
      "<meta property=article:author content='Ann Lee'>",
      "Ann Lee" },
    { "author: several tags", DH_FIELD_AUTHOR,
      "<meta name=parsely-author content='Ann Lee'><meta name=parsely-author content='Bo Ray'>",
      "Ann Lee, Bo Ray" },
    { "author: sailthru", DH_FIELD_AUTHOR, "<meta name=sailthru.author content='Ann Lee'>",
      "Ann Lee" },
    { "author: Dublin Core", DH_FIELD_AUTHOR, "<meta name=dc.creator content='Ann Lee'>",
      "Ann Lee" },
    { "author: Dublin Core, the surname first", DH_FIELD_AUTHOR,
      "<meta name=DC.creator content='Lee, Ann'><meta name=DC.creator content='Ray, Bo K.'>",
      "Ann Lee, Bo K. Ray" },
    { "author: citation, surnames first", DH_FIELD_AUTHOR,
      "<meta name=citation_authors content='Lee, Ann; Ray, Bo'>", "Ann Lee, Bo Ray" },
    { "author: Dublin Core, a suffix", DH_FIELD_AUTHOR,
      "<meta name=DC.creator content='Bo Ray, Jr.'>", "Bo Ray, Jr." },
    { "author: Dublin Core, two of them", DH_FIELD_AUTHOR,
      "<meta name=DC.creator content='Ann Lee, Bo Ray'>", "Ann Lee, Bo Ray" },
    { "author: a house and its desk", DH_FIELD_AUTHOR,
      "<meta name=DC.creator content='Newsroom, Online'>", "Newsroom, Online" },
    { "author: one word each elsewhere", DH_FIELD_AUTHOR,
      "<meta name=author content='Kestrel, Plover'>", "Kestrel, Plover" },
    { "author: a surname that two share", DH_FIELD_AUTHOR, /* whose the first is was not said */
      "<meta name=author content='Juan y María López'>", "Juan y María López" },
    { "author: named in another script", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":[{\"@id\":\"/#ann\"},{\"@id\":\"/#bo\"}]}")
          LD("{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"/#bo\",\"name\":\"Bo Ray\"},"
             "{\"@type\":\"Person\",\"@id\":\"/#ann\",\"name\":\"Ann Lee\"}]}"),
      "Ann Lee, Bo Ray" },
    { "author: named in a script before", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"Person\",\"@id\":\"/#ann\",\"name\":\"Ann Lee\"}")
          LD("{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"/#ann\"}}"),
      "Ann Lee" },
    { "author: named nowhere", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"Person\",\"@id\":\"/#bo\",\"name\":\"Bo Ray\"}")
          LD("{\"@type\":\"NewsArticle\",\"author\":{\"@id\":\"/#ann\"}}"),
      "" },
    { "author: parsely-page", DH_FIELD_AUTHOR,
      "<meta name=parsely-page content='{\"title\":\"Harbour opens\",\"author\":\"Ann Lee\"}'>",
      "Ann Lee" },
    { "author: parsely-page, several", DH_FIELD_AUTHOR,
      "<meta name=parsely-page content='{&quot;authors&quot;:[&quot;Ann Lee&quot;,&quot;Bo "
      "Ray&quot;]}'>",
      "Ann Lee, Bo Ray" },
    { "published: parsely-page", DH_FIELD_PUBLISHED,
      "<meta name=parsely-page content='{\"pub_date\":\"2024-03-04T10:00:00Z\"}'>",
      "2024-03-04T10:00:00Z" },
    { "section: parsely-page", DH_FIELD_SECTION,
      "<meta name=parsely-page content='{\"section\":\"World\",\"tags\":[\"x\"]}'>", "World" },
    { "title: parsely-page that is no JSON", DH_FIELD_TITLE,
      "<meta name=parsely-page content='{\"title\":\"Harbour'>", "" },
    { "published: citation_date", DH_FIELD_PUBLISHED,
      "<meta name=citation_date content='2024/03/04'>", "2024-03-04" },
    { "lang: citation_language", DH_FIELD_LANG, "<meta name=citation_language content=pt>", "pt" },
    { "author: rel=author", DH_FIELD_AUTHOR, "<p>By <a rel=author href=/a>Ann Lee</a>", "Ann Lee" },
    { "author: itemprop", DH_FIELD_AUTHOR, "<span itemprop=author><b>Ann</b> Lee</span>",
      "Ann Lee" },
    { "author: handle", DH_FIELD_AUTHOR, "<meta name=author content='Ann Lee Twitter @annlee'>",
      "Ann Lee" },
    { "author: role and brackets", DH_FIELD_AUTHOR,
      "<meta name=author content='Ann Lee - City editor; Bo Ray (Oslo)'>", "Ann Lee, Bo Ray" },
    { "author: Jr.", DH_FIELD_AUTHOR, "<meta name=author content='Bo Ray, Jr., Ann Lee'>",
      "Bo Ray, Jr., Ann Lee" },
    { "author: twice", DH_FIELD_AUTHOR, "<meta name=author content='Ann Lee, ANN LEE'>",
      "Ann Lee" },
    { "author: link to all posts", DH_FIELD_AUTHOR,
      "<a rel=author>Ann Lee</a><a rel=author>View all posts by Ann Lee &rarr;</a>", "Ann Lee" },
    { "author: a surname behind the word for and", DH_FIELD_AUTHOR,
      "<h1>Porto reabre</h1><p>Por Pedro Costa e Silva Santos</p>", "Pedro Costa e Silva Santos" },
    { "author: two names with the word for and", DH_FIELD_AUTHOR,
      "<h1>Porto reabre</h1><p>Por Pedro Costa e Ana Silva Santos</p>",
      "Pedro Costa, Ana Silva Santos" },
    { "author: one word behind the word for and", DH_FIELD_AUTHOR,
      "<meta name=author content='Ramón Pi y Molins'>", "Ramón Pi y Molins" },
    { "author: an agency behind the word for and", DH_FIELD_AUTHOR,
      "<meta name=author content='Ana Gil Robles y EFE'>", "Ana Gil Robles, EFE" },
    { "author: with an agency", DH_FIELD_AUTHOR,
      "<h1>Le port rouvre</h1><div>Par Jean Dupont avec AFP</div>", "Jean Dupont" },
    { "author: with an agency, meta", DH_FIELD_AUTHOR,
      "<meta name=author content='Jan Jansen met ANP'>", "Jan Jansen" },
    { "author: with another author", DH_FIELD_AUTHOR,
      "<h1>Harbour open again</h1><div class=byline>By Ann Lee with Bob Ray</div>",
      "Ann Lee, Bob Ray" },
    { "author: with another author, meta", DH_FIELD_AUTHOR,
      "<meta name=author content='Mario Rossi con Anna Bianchi'>", "Mario Rossi, Anna Bianchi" },
    { "author: a house with the word for with", DH_FIELD_AUTHOR,
      "<meta name=author content='Hilfe mit Herz'>", "Hilfe mit Herz" },
    { "author: a label before the word", DH_FIELD_AUTHOR,
      "<h1>Hafen wieder auf</h1><div class=field-autor><div>Autor</div><div>Von Ann "
      "Lee</div></div>",
      "Ann Lee" },
    { "author: between signs in a line", DH_FIELD_AUTHOR,
      "<h1>Port znowu otwarty</h1><div>14.09.2021 10:32 | Opr. Jan Kowalski | Komentarzy: 14</div>",
      "Jan Kowalski" },
    { "author: a line of sections is none", DH_FIELD_AUTHOR,
      "<h1>Port znowu otwarty</h1><div>14.09.2021 | Sport Lokalny | Komentarzy: 14</div>", "" },
    { "author: Japanese", DH_FIELD_AUTHOR,
      "<h1>港が再び開く</h1><div><time>2022年6月15日</time><span>文：大西由美</span></div>",
      "大西由美" },
    { "author: signs the story", DH_FIELD_AUTHOR,
      "<html lang=bg><h1>Пристанището отново работи</h1><div><p>" PARAGRAPH "<p>" PARAGRAPH
      "<p><strong>Иван Петков</strong></div><p>x",
      "Иван Петков" },
    { "author: a crosshead signs nothing", DH_FIELD_AUTHOR,
      "<html lang=bg><h1>Пристанището отново работи</h1><div><p>" PARAGRAPH "<p>" PARAGRAPH
      "<p><strong>Иван Петков</strong><p>" PARAGRAPH "</div>",
      "" },
    { "author: in preformatted text", DH_FIELD_AUTHOR,
      "<pre>\nHARBOUR OPENS\n\nBy ANN LEE\nGull Wire\n\nPORT HALLOW, April 12, 1997 (GW) - The "
      "harbour is open again, the town said, and boats came in.\n</pre>",
      "ANN LEE" },
    { "author: in the page's state", DH_FIELD_AUTHOR,
      "<h1>Harbour opens again</h1><script>window.__NUXT__=(function(a){return "
      "{data:[{list:[{title:\"Pier closes\",author:{name:\"Bo Ray\"}}],post:{id:4,title:\"Harbour "
      "opens again\",author:{id:a,name:\"Ann Lee\"}}}]}}(1));</script>",
      "Ann Lee" },
    { "author: none", DH_FIELD_AUTHOR,
      "<meta name=author content=admin><meta name=dc.creator content='www.gull.example'>", "" },
    { "author: German", DH_FIELD_AUTHOR, "<meta name=author content='Von Ann Lee und Bo Ray'>",
      "Ann Lee, Bo Ray" },
    { "author: in plain text", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By Ann Lee, staff writer<p>x", "Ann Lee" },
    { "author: in links behind the word", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div>By <a>Ann Lee</a> and <a>Bo van der Ray</a> in Oslo</div>",
      "Ann Lee, Bo van der Ray" },
    { "author: the word in an element of its own", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div><strong>von</strong> <span class=x>Ann Lee</span></div>",
      "Ann Lee" },
    { "author: a paragraph that begins alike", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By noon the quay was full.<p>By Monday the boats will be back",
      "" },
    { "author: a headline in a div", DH_FIELD_AUTHOR,
      "<title>Harbour opens again to boats</title><h1>Gull</h1><h1>Menu</h1>"
      "<div class=hl>Harbour opens again to boats</div><font>By ANN LEE<br>Gull Writer</font>",
      "ANN LEE" },
    { "author: the word in a box of its own", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div class=author-name><div class=author-by>By</div> "
      "<a>Ann Lee</a><div class=author-line> - </div></div>",
      "Ann Lee" },
    { "author: RDFa", DH_FIELD_AUTHOR,
      "<span property='dc:date dc:created' content='2024-03-01T10:00:00-05:00'>Submitted by "
      "<span class=username typeof='sioc:UserAccount' property=foaf:name>Ann Lee</span></span>",
      "Ann Lee" },
    { "author: schema.org in RDFa", DH_FIELD_AUTHOR,
      "<span rel=schema:author><span property=schema:name>Ann Lee</span></span>", "Ann Lee" },
    { "author: the name in an itemprop box", DH_FIELD_AUTHOR,
      "<div itemprop=author><span itemprop=name>Ann Lee</span><p>She writes</div>", "Ann Lee" },
    { "author: a label of the tags for sharing", DH_FIELD_AUTHOR,
      "<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Ann "
      "Lee'>",
      "Ann Lee" },
    { "author: a handle gives way to a name", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"ann-lee\"}}") "<h1>Harbour opens</h1>"
                                                                          "<p class=byline>Ann "
                                                                          "Lee",
      "Ann Lee" },
    { "author: a handle alone", DH_FIELD_AUTHOR, "<meta name=author content='ann_lee'>",
      "ann_lee" },
    { "author: a button", DH_FIELD_AUTHOR, "<a rel=author>Mehr</a><a rel=author>Ann Lee</a>",
      "Ann Lee" },
    { "author: a stop behind", DH_FIELD_AUTHOR, "<meta name=author content='Ann Leedham.'>",
      "Ann Leedham" },
    { "author: by a class near the headline", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class='entry-meta post-author'>Erstellt von <b>Ann Lee</b></p>",
      "Ann Lee" },
    { "author: the inner of two", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><div class=article-byline>Words <span class=author-name>Ann Lee</span>"
      " in Oslo</div>",
      "Ann Lee" },
    { "author: class in camel case, blog with its name in h1", DH_FIELD_AUTHOR,
      "<title>Harbour opens again</title><h1>Example-Times</h1><h3>Harbour opens again</h3>"
      "<div id=documentByline>Posted by Ann Lee</div>",
      "Ann Lee" },
    { "author: who comments", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class='comment-author vcard'>Ann Lee</p>"
      "<p class=theme-author>Bo Ray</p>",
      "" },
    { "author: a name with words and a date", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=author>Ann Lee on 3 May 2024</p>", "" },
    { "author: a name, a place and a date", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=firma>Ann Lee | Oslo | 3 May 2024</p>", "Ann Lee" },
    { "author: By, a name and a date", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>By Ann Lee 3 May 2024</p>", "Ann Lee" },
    { "author: a place and a month is nobody", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=author>Oslo May 3 2024</p>", "" },
    { "author: a sentence on the author", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=author>Ann Lee is our city editor</p>", "Ann Lee" },
    { "author: a long sentence on the author", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=author>Ann Lee has kept sheep above the harbour for thirty "
      "years and writes here on the first Monday of the month.</p>",
      "Ann Lee" },
    { "author: a sentence in a tag", DH_FIELD_AUTHOR,
      "<meta name=author content='Ann Lee writes on ships'>", "Ann Lee" },
    { "author: the class of one word", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=by>Ann Lee</p>", "Ann Lee" },
    { "author: not that word in another", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class='sort-by swappedByAjax'>Ann Lee</p>", "" },
    { "author: hCard", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=vcard><b class=fn>Ann Lee</b> from Oslo</p>", "Ann Lee" },
    { "author: who the text is for", DH_FIELD_AUTHOR,
      "<meta name=author content='By Ann Lee and Bo Ray for the Gull'>", "Ann Lee, Bo Ray" },
    { "author: a house that is for something", DH_FIELD_AUTHOR,
      "<meta name=author content='Centre for Tides'>", "Centre for Tides" },
    { "author: the house gives way to who is shown", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
         "\"name\":\"Gull\"}}") "<h1>Harbour opens</h1><p>Words: Ann Lee</p>",
      "Ann Lee" },
    { "author: the house does not to a word", DH_FIELD_AUTHOR,
      LD("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\","
         "\"name\":\"Gull\"}}") "<h1>Harbour opens</h1><p class=author>coast</p>",
      "Gull" },
    { "author: the site's name in a tag gives way, too", DH_FIELD_AUTHOR,
      "<meta name=author content='Example-Times, Oslo'><h1>Harbour opens</h1><p class=author>Ann "
      "Lee</p>",
      "Ann Lee" },
    { "author: Russian", DH_FIELD_AUTHOR, "<h1>Мост</h1><p>Автор: Анна Кольцова</p>",
      "Анна Кольцова" },
    { "author: Greek", DH_FIELD_AUTHOR, "<h1>Λιμάνι</h1><p>Συντάκτης: Ελένη Μαρκάκη</p>",
      "Ελένη Μαρκάκη" },
    { "author: Arabic has no capitals", DH_FIELD_AUTHOR, "<h1>مرفأ</h1><p>كتبت: سلمى الحداد</p>",
      "سلمى الحداد" },
    { "author: Hindi", DH_FIELD_AUTHOR, "<h1>पुल</h1><p>By: सुनीता वर्मा | Updated: 2019</p>",
      "सुनीता वर्मा" },
    { "author: Thai", DH_FIELD_AUTHOR, "<h1>แมว</h1><p>โดย มาลี ศรีสุข | เผยแพร่: 15 พ.ย. 2564</p>",
      "มาลี ศรีสุข" },
    { "author: Chinese, behind a date and a source", DH_FIELD_AUTHOR,
      "<h1>小桥</h1><p>2018年03月12日 08:21 来源:晚报 作者:陆小满</p>", "陆小满" },
    { "author: Korean, by what he is", DH_FIELD_AUTHOR, "<h1>방석</h1><p>한지우 기자</p>",
      "한지우" },
    { "author: beside the date, one line", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Maria Lee, 3 May 2024</p>", "Maria Lee" },
    { "author: beside the date, nothing between", DH_FIELD_AUTHOR,
      "<h1>Kikötő</h1><p>Kovács Ildikó 2016. február 3. 13:04</p>", "Kovács Ildikó" },
    { "author: beside the date, a run of its own", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p><span>3 May 2024</span> <span>Ann Lee</span></p>", "Ann Lee" },
    { "author: beside the date, a place", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>New York, 3 May 2024</p>", "" },
    { "author: beside the date, a party", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Green Party, 3 May 2024</p>", "" },
    { "author: beside the date, an office", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p>Prime Minister, 3 May 2024</p>", "" },
    { "author: beside the date, a section", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p><a href=/w>Harbour Life</a> <span>3 May 2024</span></p>", "" },
    { "author: beside the date, a link to the author", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p><a href=/author/ann>Ann Lee</a> <span>3 May 2024</span></p>",
      "Ann Lee" },
    { "author: signed at the end", DH_FIELD_AUTHOR,
      "<h1>Hamn</h1><p>Det var en gång.</p><p>Text: Eva Niia</p>", "Eva Niia" },
    { "author: not where teasers are signed by others", DH_FIELD_AUTHOR,
      "<h1>Hamn</h1><p>x<p>x<div class=a>Text: Eva Niia</div><div class=a>Text: Bo Ek</div>",
      "Eva Niia" },
    { "author: and, in Czech", DH_FIELD_AUTHOR,
      "<h1>Kapr</h1><p class=authors>Jan Novák a Petra Malá</p>", "Jan Novák, Petra Malá" },
    { "author: in, in Spanish", DH_FIELD_AUTHOR,
      "<h1>Puerto</h1><p class=authors>Inés Robledo en Madrid</p>", "Inés Robledo en Madrid" },
    { "author: not who a sentence is by", DH_FIELD_AUTHOR,
      "<h1>Harbour</h1><p>Das Blog <b>Kai</b> von Ann Lee und Bo Ray ist nun im Netz.</p>", "" },
    { "author: far from the headline, or none", DH_FIELD_AUTHOR, "<p class=author>Ann Lee</p>",
      "" },
    { "author: a class does not count against a tag", DH_FIELD_AUTHOR,
      "<meta name=author content='Bo Ray'><h1>Harbour opens</h1><p class=author>Ann Lee</p>",
      "Bo Ray" },
    { "author: not who is quoted", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><blockquote><p>Sea.<p class=author>Bo Ray</blockquote><p>x", "" },
    { "author: not what is quoted, by its class", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=quote-author>Bo Ray<p>x", "" },
    { "author: not a link to all posts", DH_FIELD_AUTHOR,
      "<h1>Harbour opens</h1><p class=author>All posts<p>x", "" },
    /* published */
    { "published: content_PublishedDate", DH_FIELD_PUBLISHED,
      "<meta name=content_PublishedDate content='2023-05-06 10:15:00'>", "2023-05-06" },
    { "published: dd", DH_FIELD_PUBLISHED,
      "<meta property='dd:published_time' content='2024-03-01T10:15:00+09:00'>",
      "2024-03-01T10:15:00+09:00" },
    { "published: mediator", DH_FIELD_PUBLISHED,
      "<meta name=mediator_published_time content='2024-03-01T10:15:00+03:00'>",
      "2024-03-01T10:15:00+03:00" },
    { "published: dtk", DH_FIELD_PUBLISHED,
      "<meta name='dtk:publishdate' content='2023/05/06 10:15:00'>", "2023-05-06" },
    { "modified: dd", DH_FIELD_MODIFIED,
      "<meta property='dd:modified_time' content='2024-03-01T10:15:00+09:00'>",
      "2024-03-01T10:15:00+09:00" },
    { "published: JSON-LD", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-01T10:00:00+01:00\"}"),
      "2024-03-01T10:00:00+01:00" },
    { "published: by a class near the headline", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><span class='entry-meta-date'>5. November 2021</span>", "2021-11-05" },
    { "published: title of an abbr", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><abbr class=published title='2016-12-23T05:11:00-05:00'>5:11</abbr>",
      "2016-12-23T05:11:00-05:00" },
    { "published: alone behind the headline", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p><em>20 January 2022</em></p><p>Text.", "2022-01-20" },
    { "published: not when it was changed", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p>Last updated: 20 January 2023</p><p>First published: 4 May "
      "2022</p>",
      "2022-05-04" },
    { "published: a last day is no date", DH_FIELD_PUBLISHED,
      "<meta name=date content='2099-12-31T23:59:59Z'><h1>Harbour</h1><p>4 May 2022</p>",
      "2022-05-04" },
    { "published: in the digits and letters of the page", DH_FIELD_PUBLISHED,
      "<html lang=ar><h1>مرفأ</h1><p>الأربعاء ٩ مارس ٢٠٢٢ - ١٠:٣٠ ص</p>", "2022-03-09" },
    { "published: in the order of the page's language", DH_FIELD_PUBLISHED,
      "<html lang=es><h1>Puerto</h1><p>09/03/2015 - 07:30h</p>", "2015-03-09" },
    { "published: in a sentence behind the headline", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p>The pier was closed on 20 January 2022 for want of sound timber.",
      "2024-03-01" /* the URL's */ },
    { "published: of a comment, of today, of the archive", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p class=comment-date>3 May 2023, ann</p>"
      "<p class=current-date>4 May 2023, at noon here</p><p class=archivedate>5 May 2023 to "
      "now</p>",
      "2024-03-01" /* the URL's */ },
    { "published: JSON-LD that is no date", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"soon\"}") "<meta "
                                                                   "property=article:published_"
                                                                   "time content='2024-02-03'>",
      "2024-02-03" },
    { "published: og", DH_FIELD_PUBLISHED,
      "<meta property=article:published_time content='2024-02-03 04:05:06+0000'>",
      "2024-02-03T04:05:06Z" },
    { "published: itemprop", DH_FIELD_PUBLISHED, "<meta itemprop=datePublished content=2024-02-03>",
      "2024-02-03" },
    { "published: parsely", DH_FIELD_PUBLISHED,
      "<meta name=parsely-pub-date content='2024-02-03T04:05:06Z'>", "2024-02-03T04:05:06Z" },
    { "published: sailthru", DH_FIELD_PUBLISHED,
      "<meta name=sailthru.date content='Sat, 03 Feb 2024 04:05:06 GMT'>", "2024-02-03T04:05:06Z" },
    { "published: Dublin Core", DH_FIELD_PUBLISHED,
      "<meta name=DC.date.issued content='3 February 2024'>", "2024-02-03" },
    { "published: time", DH_FIELD_PUBLISHED, "<time datetime='2024-02-03T04:05Z'>3 Feb</time>",
      "2024-02-03T04:05:00Z" },
    { "published: time by itemprop", DH_FIELD_PUBLISHED,
      "<time datetime=2024-01-01>x</time><time itemprop=datePublished datetime=2024-02-03>x</time>",
      "2024-02-03" },
    { "published: text of time", DH_FIELD_PUBLISHED, "<time>February 3, 2024</time>",
      "2024-02-03" },
    { "published: RDFa of an older vocabulary", DH_FIELD_PUBLISHED,
      "<span property='dc:date dc:created' content='2024-02-03T10:00:00-05:00'>x</span>",
      "2024-02-03T10:00:00-05:00" },
    { "published: itemprop of a box", DH_FIELD_PUBLISHED,
      "<div itemprop=datePublished>2024-02-03</div>", "2024-02-03" },
    { "published: hAtom, without a headline", DH_FIELD_PUBLISHED,
      "<abbr class=published title='2024-02-03T10:00:00+08:00'>10:00</abbr>",
      "2024-02-03T10:00:00+08:00" },
    { "published: what a crosshead tells of is no date of the page", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><h2>The flood of 3 May 2019</h2><p>x", "2024-03-01" },
    { "published: a date alone in a heading is", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><h2>3 May 2019</h2><p>x", "2019-05-03" },
    { "published: not before the web", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p>12 May 1944<p>x", "2024-03-01" },
    { "published: right above the headline", DH_FIELD_PUBLISHED,
      "<div><p>3 February 2024</p><h1>Harbour opens</h1></div>", "2024-02-03" },
    { "published: the first day of all machines is none", DH_FIELD_PUBLISHED,
      "<meta property=article:published_time content='1970-01-01T00:00:00Z'>", "2024-03-01" },
    { "published: the URL", DH_FIELD_PUBLISHED, "<p>x", "2024-03-01" },
    /* modified */
    { "published: a dateline", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p>PORT HALLOW, Iowa, March 16, 2021 /WireForAll/ -- The harbour is "
      "open again after three years, the town said.",
      "2021-03-16" },
    { "published: a date in a sentence is no dateline", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><p>The harbour, closed on March 16, 2021 - a Tuesday - is open again "
      "after three years, the town said.",
      "2024-03-01" },
    { "published: in preformatted text", DH_FIELD_PUBLISHED,
      "<pre>\nHARBOUR OPENS\n\nBy ANN LEE\n\n   PORT HALLOW, April 12, 1997 (GW) - The harbour is "
      "open again, the town said, and boats came in.\n</pre>",
      "1997-04-12" },
    { "published: in the page's state", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens again</h1><script type=application/json>{\"related\":[{\"title\":\"Pier "
      "closes\",\"created_at\":\"2020-01-01\"}],\"a\":{\"title\":\"Harbour "
      "opens "
      "again\",\"x\":{\"created_at\":\"2019-01-01\"},\"created_at\":\"2023-01-22T09:14:00Z\"}}"
      "</script>",
      "2023-01-22T09:14:00Z" },
    { "published: since when somebody is in a forum", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens again</h1><dl class=postprofile><dd><b>Joined:</b> Tue Jan 06, 2009 8:11 "
      "pm</dd></dl><p>by Ann » Mon Apr 28, 2014 7:44 pm</p>",
      "2014-04-28" },
    { "modified: in the same line", DH_FIELD_MODIFIED,
      "<h1>El puerto reabre</h1><p>Publicado: 12 feb 2023 - 05:30 | Actualizado: 13/02/2023 "
      "10:02</p>",
      "2023-02-13" },
    { "modified: below when it was published", DH_FIELD_MODIFIED,
      "<h1>항구가 다시 열린다</h1><ul><li>입력 2023.05.02 10:12<li>수정 2023.05.03 11:40</ul>",
      "2023-05-03" },
    { "modified: in words near the headline", DH_FIELD_MODIFIED,
      "<h1>Harbour opens</h1><p>Last updated: 20 January 2023</p><p>First published: 4 May "
      "2022</p>",
      "2023-01-20" },
    { "modified: in a long line of two stamps", DH_FIELD_MODIFIED,
      "<h1>Port otwarty</h1><p>Data publikacji: 1 marca 2024, 12:00 Data aktualizacji: 4 marca "
      "2024, 13:00</p><p>Text.",
      "2024-03-04" },
    { "published: in a long line of two stamps", DH_FIELD_PUBLISHED,
      "<h1>Port otwarty</h1><p>Data publikacji: 4 maja 2022, 12:00 Data aktualizacji: 5 maja "
      "2022, 13:00</p><p>Text.",
      "2022-05-04" },
    { "modified: behind a word in a box of its own", DH_FIELD_MODIFIED,
      "<h1>Harbour opens</h1><p><b>Posted</b> <span>1 March 2024</span></p><p><b>Updated</b> "
      "<span>4 March 2024</span></p><p>Text.",
      "2024-03-04" },
    { "modified: JSON-LD that holds half a character", DH_FIELD_MODIFIED,
      LD("{\"@type\":\"NewsArticle\",\"description\":\"\\ud83d\\u0000\\udc00\",\"dateModified\":"
         "\"2024-"
         "03-02\"}"),
      "2024-03-02" },
    { "modified: JSON-LD", DH_FIELD_MODIFIED,
      LD("{\"@type\":\"NewsArticle\",\"dateModified\":\"2024-03-02\"}"), "2024-03-02" },
    { "published: milliseconds in a wrapper", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"\\/Date(1709546400000)\\/\"}"),
      "2024-03-04T10:00:00Z" },
    { "modified: og", DH_FIELD_MODIFIED, "<meta property=og:updated_time content=1709287200>",
      "2024-03-01T10:00:00Z" },
    { "modified: time", DH_FIELD_MODIFIED,
      "<time itemprop=dateModified datetime=2024-03-02>x</time>", "2024-03-02" },
    /* sitename */
    { "sitename: og", DH_FIELD_SITENAME, "<meta property=og:site_name content='The Gull'>",
      "The Gull" },
    { "sitename: publisher", DH_FIELD_SITENAME,
      LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The Gull\"}}"), "The Gull" },
    { "sitename: WebSite", DH_FIELD_SITENAME,
      LD("[{\"@type\":\"WebSite\",\"name\":\"The Gull\"},{\"@type\":\"Person\"}]"), "The Gull" },
    { "sitename: application-name", DH_FIELD_SITENAME, "<meta name=application-name content=Gull>",
      "Gull" },
    /* section */
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
    /* the state of Nuxt 3 */
    { "Nuxt: title", DH_FIELD_TITLE, NUXT("Harbour opens again", NUXT_TEXT),
      "Harbour opens again" },
    { "Nuxt: title below the site's name", DH_FIELD_TITLE,
      "<title>Example Times</title>" NUXT("Harbour opens again", NUXT_TEXT),
      "Harbour opens again" },
    { "Nuxt: title against an h1", DH_FIELD_TITLE,
      "<h1>Bridge closed for a week</h1>" NUXT("Harbour opens again", NUXT_TEXT),
      "Bridge closed for a week" },
    { "Nuxt: date", DH_FIELD_PUBLISHED, NUXT("Harbour opens again", NUXT_TEXT),
      "2024-03-04T10:00:00Z" },
    { "Nuxt: author", DH_FIELD_AUTHOR, NUXT("Harbour opens again", NUXT_TEXT), "Ann Lee" },
    { "Nuxt: author of another story", DH_FIELD_AUTHOR,
      "<h1>Bridge closed for a week</h1>" NUXT("Harbour opens again", NUXT_TEXT), "" },
    /* language */
    { "lang: html", DH_FIELD_LANG, "<html lang=EN-gb><p>x", "en-gb" },
    { "lang: late html tag", DH_FIELD_LANG, "<p>x<html lang=de>", "de" },
    { "lang: og", DH_FIELD_LANG, "<meta property=og:locale content=en_US>", "en-US" },
    { "lang: http-equiv", DH_FIELD_LANG, "<meta http-equiv=Content-Language content='fr, en'>",
      "fr" },
    { "lang: JSON-LD", DH_FIELD_LANG, LD("{\"@type\":\"NewsArticle\",\"inLanguage\":\"pt-BR\"}"),
      "pt-BR" },
    { "lang: no language", DH_FIELD_LANG, "<html lang='{{ lang }}'>", "" },
    /* canonical */
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
    /* image */
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
    /* JSON-LD, broken and odd */
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

struct setting {
    struct dh_tree_builder builder;
    struct dh_page page;
    struct dh_meta meta;
};

static void read_page(struct setting *s, struct dh_str html)
{
    struct dh_tree t;
    dh_page_reset(&s->page);
    assert_int_equal(dh_tree_build(&s->builder, html, &t, NULL), DH_OK);
    assert_int_equal(dh_meta_read(&t, DH_STR(URL), &s->page, &s->meta), DH_OK);
}

static void reads_fields(void **state)
{
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        read_page(s, dh_str_c(cases[i].html));
        struct dh_str got = s->page.field[cases[i].field];
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)got.n, got.p);
    }
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

/* ---- Bodies in scripts */

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
    { "state in an object literal",
      "<script>window.__NUXT__=(function(a){return "
      "{layout:a,post:{content:\"\\u003Cp\\u003E" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
      "\\u003C\\u002Fp\\u003E\",b:a}}}(null));</script>",
      1, "<p>The harbour", true },
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

static void knows_paywalls(void **state)
{
    struct setting *s = *state;
    read_page(s, DH_STR(LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}")));
    assert_true(s->meta.paywalled);
    read_page(s, DH_STR(LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"True\"}")));
    assert_false(s->meta.paywalled);
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

static int set_up(void **state)
{
    static struct setting s;
    dh_tree_builder_init(&s.builder, dh_mem_default(), 64 << 20);
    dh_page_init(&s.page, dh_mem_default(), 64 << 20);
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    struct setting *s = *state;
    dh_tree_builder_release(&s->builder);
    dh_page_release(&s->page);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields), cmocka_unit_test(cuts_values),
        cmocka_unit_test(keeps_fields), cmocka_unit_test(reads_bodies),
        cmocka_unit_test(parts_rows),   cmocka_unit_test(knows_paywalls),
        cmocka_unit_test(knows_claims),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
