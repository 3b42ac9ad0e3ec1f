/* SPDX-License-Identifier: MIT */
/* When a page was published and modified. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "metapage.h"

#define NODES_10 "<p>A<p>B<p>C<p>D<p>E"
#define PROSE_NODES \
    NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 NODES_10 /* more than are near */

static const struct field_case cases[] = {
    { "published: JSON-LD array", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":[\"2024-03-04\"]}"), "2024-03-04" },
    { "published: JSON-LD value with a type", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"NewsArticle\",\"datePublished\":{\"@value\":\"2024-03-04\"}}"),
      "2024-03-04" },
    { "published: behind the date of a change in its line", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><div>Updated: 5 March 2024 | Published: 4 March 2024</div><p>Text.",
      "2024-03-04" },
    { "published: the same behind who wrote it", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><div>Written by: Ann Lee | Updated: 5 March 2024, 10:05 | Published: "
      "4 "
      "March 2024, 08:30</div><p>Text.",
      "2024-03-04" },
    { "modified: before that of the publication", DH_FIELD_MODIFIED,
      "<h1>Harbour opens</h1><div>Updated: 5 March 2024 | Published: 4 March 2024</div><p>Text.",
      "2024-03-05" },
    { "published: not what the class of a date tells of a change", DH_FIELD_PUBLISHED,
      "<h1>Harbour opens</h1><div class=date>Updated 5 March 2024</div><div>4 March 2024</div>"
      "<p>Text.",
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
    { "published: when a video was uploaded", DH_FIELD_PUBLISHED,
      LD("{\"@type\":\"VideoObject\",\"uploadDate\":\"2023-05-06\"}"), "2023-05-06" },
    { "published: parsely-page", DH_FIELD_PUBLISHED,
      "<meta name=parsely-page content='{\"pub_date\":\"2024-03-04T10:00:00Z\"}'>",
      "2024-03-04T10:00:00Z" },
    { "published: citation_date", DH_FIELD_PUBLISHED,
      "<meta name=citation_date content='2024/03/04'>", "2024-03-04" },
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
    { "Nuxt: date", DH_FIELD_PUBLISHED, NUXT("Harbour opens again", NUXT_TEXT),
      "2024-03-04T10:00:00Z" },
};

static void reads_fields(void **state)
{
    check_fields(*state, cases, DH_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
