/* SPDX-License-Identifier: MIT */
/* Feeds and sitemaps, good, sloppy and hostile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/feed.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })
#define NS         " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

/* want: one line an entry: url|id|title|published|updated; "*" at the end: broken. NULL: refused.
 */
static const struct {
    const char *name;
    struct dh_str list;
    enum dh_feed_kind kind;
    const char *want;
} lists[] = {
    { "RSS",
      BYTES("<?xml version=\"1.0\"?><rss "
            "version=\"2.0\"><channel><title>T</title><link>http://h/</link>"
            "<item><title>One &amp; two</title><link> http://h/1 </link><guid>g1</guid>"
            "<pubDate>Mon, 02 Jan 2023 10:00:00 GMT</pubDate></item>"
            "<item><link>/2</link></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1|g1|One & two|Mon, 02 Jan 2023 10:00:00 GMT|\nhttp://h/2||||\n" },
    { "RSS: a guid is a link, unless it says not",
      BYTES("<rss><channel><item><guid>http://h/1</guid></item>"
            "<item><guid isPermaLink=\"false\">http://h/2</guid></item>"
            "<item><guid isPermaLink=\"true\">http://h/3</guid></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1|http://h/1|||\nhttp://h/3|http://h/3|||\n" },
    { "RSS: links to itself and to media are none",
      BYTES(
          "<rss xmlns:atom=\"a\" xmlns:media=\"m\"><channel><atom:link "
          "href=\"http://h/feed\"/><item>"
          "<atom:link "
          "href=\"http://h/x\"/><media:group><link>http://h/m</link><title>M</title></media:group>"
          "<link>http://h/1</link></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||||\n" },
    { "RSS: the original link",
      BYTES("<rss><channel><item><link>http://f/1</link><feedburner:origLink>http://h/1"
            "</feedburner:origLink></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||||\n" },
    { "RSS: titles are HTML",
      BYTES("<rss><channel><item><link>/1</link><title>Caf&amp;#233;s &amp;amp; it&amp;#8217;s "
            "&lt;b&gt;on&lt;/b&gt;</title></item><item><link>/2</link><title><![CDATA[A &amp; "
            "<i>B</i> "
            "&lt;i>]]></title></item><item><link>/3</link><title>R&amp;D &lt;3 &lt;a</title></item>"
            "</channel></rss>"),
      DH_FEED_RSS,
      "http://h/1||Caf\xC3\xA9s & it\xE2\x80\x99s on||\nhttp://h/2||A & B <i>||\n"
      "http://h/3||R&D <3 <a||\n" },
    { "Atom: titles that say that they are HTML",
      BYTES("<feed><entry><link href=\"/1\"/><title type=\"html\">A &amp;amp; &lt;i&gt;B&lt;/i&gt;"
            "</title></entry><entry><link href=\"/2\"/><title>A &amp;amp; &lt;i&gt;</title></entry>"
            "</feed>"),
      DH_FEED_ATOM, "http://h/1||A & B||\nhttp://h/2||A &amp; <i>||\n" },
    { "RSS 1.0",
      BYTES("<rdf:RDF xmlns:rdf=\"r\" xmlns=\"p\" xmlns:dc=\"d\"><channel "
            "rdf:about=\"http://h/\"><title>T</title>"
            "</channel><item "
            "rdf:about=\"http://h/1\"><link>http://h/1</link><dc:date>2023-01-02</dc:date></item>"
            "</rdf:RDF>"),
      DH_FEED_RSS, "http://h/1|http://h/1||2023-01-02|\n" },
    { "Atom",
      BYTES(
          "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link "
          "href=\"http://h/\"/><entry><id>urn:1</id>"
          "<link rel=\"edit\" href=\"/e\"/><link rel=\"alternate\" href=\"/1\"/><link href=\"/2\"/>"
          "<title type=\"html\">A<b>B</b></title><author><name>N</name></author>"
          "<published>2023-01-02T03:04:05Z</published><updated>2023-01-03T00:00:00Z</updated></"
          "entry></feed>"),
      DH_FEED_ATOM, "http://h/1|urn:1|AB|2023-01-02T03:04:05Z|2023-01-03T00:00:00Z\n" },
    { "Atom with a prefix",
      BYTES("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:link "
            "href=\"/1\"/><a:title>T</a:title>"
            "</a:entry></a:feed>"),
      DH_FEED_ATOM, "http://h/1||T||\n" },
    { "Atom with bases",
      BYTES("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/a/\"><entry "
            "xml:base=\"b/\"><link href=\"1\"/></entry><entry><link href=\"2\"/></entry><entry>"
            "<link xml:base=\"http://g/c/\" href=\"3\"/></entry><entry xml:base=\"data:x\"><link "
            "href=\"4\"/></entry></feed>"),
      DH_FEED_ATOM, "http://h/a/b/1||||\nhttp://h/a/2||||\nhttp://g/c/3||||\nhttp://h/a/4||||\n" },
    { "a base, when the rest is mended",
      BYTES("<feed xml:base=\"a/\"><entry><title>A & B</title><link href=\"1\"/></entry></feed>"),
      DH_FEED_ATOM, "http://h/a/1||A & B||\n" },
    { "RSS with a base",
      BYTES("<rss><channel xml:base=\"http://g/\"><item><link>/1</link></item></channel></rss>"),
      DH_FEED_RSS, "http://g/1||||\n" },
    { "a sitemap",
      BYTES("\xEF\xBB\xBF<urlset" NS
            "><url><loc>http://h/1?a=1&amp;b=2</loc><lastmod>2023-01-02</lastmod>"
            "<priority>1</priority></url></urlset>"),
      DH_FEED_SITEMAP, "http://h/1?a=1&b=2||||2023-01-02\n" },
    { "a news sitemap",
      BYTES("<urlset" NS " xmlns:news=\"n\" "
            "xmlns:image=\"i\"><url><loc>http://h/1</loc><news:news><news:publication>"
            "<news:name>N</news:name></news:publication><news:publication_date>2023-01-02</"
            "news:publication_date>"
            "<news:title>T</news:title></news:news><image:image><image:loc>http://h/i.png</"
            "image:loc></image:image>"
            "</url></urlset>"),
      DH_FEED_SITEMAP, "http://h/1||T|2023-01-02|\n" },
    { "an index",
      BYTES("<sitemapindex" NS "><sitemap><loc>http://h/s.xml</loc></sitemap></sitemapindex>"),
      DH_FEED_INDEX, "http://h/s.xml||||\n" },
    { "an empty feed", BYTES("<rss><channel/></rss>"), DH_FEED_RSS, "" },
    { "JSON Feed",
      BYTES("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"url\":\"/"
            "1\",\"title\":\"T\","
            "\"date_published\":\"2023-01-02\"},{\"external_url\":\"http://g/"
            "2\"},{\"id\":\"x\"},7]}"),
      DH_FEED_JSON, "http://h/1|1|T|2023-01-02|\nhttp://g/2||||\n" },
    /* as found */
    { "links that are none are left out",
      BYTES("<rss><channel><item><link>javascript:x</link></item><item><link>ftp://h/</link></"
            "item><item><link/></item>"
            "<item><link>http://h/1</link></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||||\n" },
    { "a bare &",
      BYTES("<rss><channel><item><link>http://h/?a=1&b=2</link><title>A & B &amp; &#67; "
            "&nbsp;</title></item>"
            "</channel></rss>"),
      DH_FEED_RSS, "http://h/?a=1&b=2||A & B & C \xC2\xA0||\n" },
    { "blanks before the declaration",
      BYTES("\n \xEF\xBB\xBF\r\n<?xml version=\"1.0\"?><rss><channel><item><link>/1</link></item>"
            "</channel></rss>"),
      DH_FEED_RSS, "http://h/1||||\n" },
    { "CDATA stays as it is when the rest is mended",
      BYTES("<rss><channel><item><link><![CDATA[http://h/?a=1&b=2]]></link><title>A & "
            "B</title></item></channel></rss>"),
      DH_FEED_RSS, "http://h/?a=1&b=2||A & B||\n" },
    { "Latin-1 under a UTF-8 label",
      BYTES("<?xml version=\"1.0\" "
            "encoding=\"UTF-8\"?><rss><channel><item><link>/1</link><title>caf\xE9</title></item>"
            "</channel></rss>"),
      DH_FEED_RSS, "http://h/1||caf\xC3\xA9||\n" },
    { "another charset",
      BYTES(
          "<?xml version='1.0' "
          "encoding='windows-1251'?><rss><channel><item><link>/1</link><title>\xEC\xE8\xF0</title>"
          "</item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||\xD0\xBC\xD0\xB8\xD1\x80||\n" },
    { "control characters",
      BYTES("<rss><channel><item><link>/1</link><title>a\x0B"
            "b\0c</title></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||abc||\n" },
    { "prefixes without namespaces",
      BYTES("<rss><channel><item><link>/1</link><dc:date>d</dc:date></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1|||d|\n" },
    { "a prefix of the list's own, which not all its elements bear",
      BYTES("<x:urlset><url><loc>/1</loc></url><x:url><x:loc>/2</x:loc><y:loc>/3</y:loc></x:url>"
            "</x:urlset>"),
      DH_FEED_SITEMAP, "http://h/1||||\nhttp://h/2||||\n" },
    { "RSS: links as Atom has them",
      BYTES("<rss><channel><item><link href='/1'/></item><item><atom:link href='/2'/></item><item>"
            "<atom:link rel='self' href='/no'/><link>/3</link></item></channel></rss>"),
      DH_FEED_RSS, "http://h/1||||\nhttp://h/2||||\nhttp://h/3||||\n" },
    { "Atom: the relation by its whole name",
      BYTES("<feed><entry><link rel='http://www.iana.org/assignments/relation/alternate' "
            "href='/1'/></entry></feed>"),
      DH_FEED_ATOM, "http://h/1||||\n" },
    { "words of a program before the declaration",
      BYTES("<br />\n<b>Warning</b>: x & y\n<?xml version='1.0'?><urlset><url><loc>/1</loc></url>"
            "</urlset>"),
      DH_FEED_SITEMAP, "http://h/1||||\n" },
    { "a comment before it",
      BYTES("<!-- cached --><?xml version='1.0'?><urlset><url><loc>/1</loc></url></urlset>"),
      DH_FEED_SITEMAP, "http://h/1||||\n" },
    { "cut off", BYTES("<rss><channel><item><link>/1</link></item><item><link>/2</li"), DH_FEED_RSS,
      "http://h/1||||\n*" },
    { "junk behind costs nothing",
      BYTES("<rss><channel><item><link>/1</link></item></channel></rss>junk"), DH_FEED_RSS,
      "http://h/1||||\n" },
    { "gzip",
      BYTES(
          "\x1F\x8B\x08\0\0\0\0\0\x02\x03\xB3\x29\x2D\xCA\x29\x4E\x2D\xD1\xB7\x03\0\xDB\xCE\x72\xFC"
          "\x09\0\0\0"),
      DH_FEED_SITEMAP, "" },
    { "gzip, cut off", BYTES("\x1F\x8B\x08\0\0\0\0\0\x02\x03\x2B"), DH_FEED_RSS, NULL },
    /* none */
    { "nothing", BYTES(""), DH_FEED_RSS, NULL },
    { "text", BYTES("http://h/1\nhttp://h/2"), DH_FEED_RSS, NULL },
    { "a web page",
      BYTES("<!DOCTYPE html><html><head><title>x</title></head><body>y</body></html>"), DH_FEED_RSS,
      NULL },
    { "other XML", BYTES("<opml><item><link>/1</link></item></opml>"), DH_FEED_RSS, NULL },
    { "other JSON", BYTES("{\"items\":[{\"url\":\"/1\"}]}"), DH_FEED_RSS, NULL },
    { "cut off before its first entry", BYTES("<rss><channel><item><li"), DH_FEED_RSS, NULL },
    /* hostile */
    { "entities",
      BYTES("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b "
            "\"&a;&a;\">]><rss><channel><item><link>/1</link>"
            "<title>&b;</title></item></channel></rss>"),
      DH_FEED_RSS, NULL },
    { "an external entity",
      BYTES("<!DOCTYPE rss [<!ENTITY x SYSTEM "
            "\"file:///etc/passwd\">]><rss><channel><item><link>/1</link><title>&x;</title>"
            "</item></channel></rss>"),
      DH_FEED_RSS, NULL },
    { "a parameter entity",
      BYTES("<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1/\"> %p;]><rss/>"), DH_FEED_RSS,
      NULL },
    { "an external DTD is not loaded",
      BYTES("<!DOCTYPE rss SYSTEM "
            "\"http://127.0.0.1:1/x.dtd\"><rss><channel><item><link>/1</link></item></channel></"
            "rss>"),
      DH_FEED_RSS, "http://h/1||||\n" },
};

static void print_feed(const struct dh_feed *f, char *dst, size_t cap)
{
    size_t n = 0;
    dst[0] = '\0';
    for (size_t i = 0; i < f->n; i++) {
        const struct dh_feed_entry *e = &f->entries[i];
        n += (size_t)snprintf(dst + n, cap - n, "%.*s|%.*s|%.*s|%.*s|%.*s\n", (int)e->url.n,
                              e->url.p, (int)e->id.n, e->id.p, (int)e->title.n, e->title.p,
                              (int)e->published.n, e->published.p, (int)e->updated.n, e->updated.p);
    }
    if (f->broken)
        snprintf(dst + n, cap - n, "*");
}

static void reads(void **state)
{
    struct dh_arena a;
    char got[2048];

    (void)state;
    dh_arena_init(&a, dh_mem_default(), 1 << 24);
    for (size_t i = 0; i < DH_LEN(lists); i++) {
        struct dh_feed f;
        struct dh_detail d = { 0 };
        enum dh_err e = dh_feed_read(&a, lists[i].list, DH_STR("http://h/feed"), &f, &d);
        if (e != (lists[i].want ? DH_OK : DH_EDATA))
            fail_msg("%s: error %d: %s", lists[i].name, (int)e, d.msg);
        if (e) {
            assert_true(d.msg[0] != '\0');
            continue;
        }
        print_feed(&f, got, sizeof got);
        if (strcmp(got, lists[i].want) != 0 || f.kind != lists[i].kind)
            fail_msg("%s: kind %d, got %s", lists[i].name, (int)f.kind, got);
    }
    dh_arena_release(&a);
}

static void caps(void **state)
{
    struct dh_arena a;
    struct dh_buf b;
    struct dh_feed f;

    (void)state;
    dh_arena_init(&a, dh_mem_default(), 1 << 26);
    dh_buf_init(&b, dh_mem_default(), 1 << 26);
    dh_buf_add(&b, DH_STR("<urlset>"));
    for (int i = 0; i < DH_FEED_ENTRIES + 1; i++)
        dh_buf_add(&b, DH_STR("<url><loc>http://h/</loc></url>"));
    dh_buf_add(&b, DH_STR("</urlset>"));
    assert_int_equal(dh_feed_read(&a, dh_buf_str(&b), DH_STR_NONE, &f, NULL), DH_OK);
    assert_int_equal(f.n, DH_FEED_ENTRIES);
    assert_true(f.capped && !f.broken);

    dh_buf_reset(&b);
    dh_buf_add(&b, DH_STR("<rss>"));
    for (int i = 0; i < 300000; i++)
        dh_buf_add(&b, DH_STR("<a>"));
    assert_int_equal(dh_feed_read(&a, dh_buf_str(&b), DH_STR_NONE, &f, NULL), DH_ELIMIT);

    dh_buf_reset(&b);
    dh_buf_add(&b, DH_STR("<rss><channel><item><link>http://h/1</link><title>"));
    for (int i = 0; i < 100000; i++)
        dh_buf_byte(&b, 'x');
    dh_buf_add(&b, DH_STR("</title></item></channel></rss>"));
    assert_int_equal(dh_feed_read(&a, dh_buf_str(&b), DH_STR_NONE, &f, NULL), DH_OK);
    assert_int_equal(f.entries[0].title.n, DH_FEED_TEXT);
    dh_buf_release(&b);
    dh_arena_release(&a);
}

/* want: URLs with blanks between. */
static const struct {
    const char *html, *want;
} fronts[] = {
    { "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" title=\"a > b\" "
      "href=\"/f?a=1&amp;b=2\"></head>",
      "http://h/f?a=1&b=2" },
    { "<LINK HREF='f' TYPE=application/atom+xml;charset=utf-8 REL='feed Alternate'/>",
      "http://h/x/f" },
    { "<link rel=alternate type=application/feed+json href=/j><link rel=alternate "
      "type=application/rss+xml href=/j>",
      "http://h/j" },
    { "<link rel=alternate href=/de hreflang=de><link rel=stylesheet type=application/rss+xml "
      "href=/f>",
      "" },
    { "<link rel=alternate type=application/rss+xml href=ftp://h/f><link rel=alternate "
      "type=application/rss+xml>",
      "" },
    { "<linker rel=alternate type=application/rss+xml href=/f>", "" },
    { "<link = = rel=alternate / type=\"application/rss+xml\" href = \"/f\" x>", "http://h/f" },
    { "<link rel=alternate type=application/rss+xml href=\"/f", "http://h/f" },
    { "<link rel=alternate type=application/rss+xml href=/?f=1&#038;b=2&#x26;c=3>",
      "http://h/?f=1&b=2&c=3" },
    { "<link rel=alternate type=application/rss+xml href=a><base href=/y/ ><base href=/z/ ><link "
      "rel=alternate type=application/rss+xml href=b>",
      "http://h/x/a http://h/y/b" },
    { "<!-- <link rel=alternate type=application/rss+xml href=/a> --><!--><link rel=alternate "
      "type=application/rss+xml href=/b><!-- <link rel=alternate type=application/rss+xml href=/c>",
      "http://h/b" },
    { "<link ", "" },
    { "<", "" },
    { "", "" },
};

static void discovers(void **state)
{
    struct dh_arena a;
    struct dh_str found[4];
    char got[256];

    (void)state;
    dh_arena_init(&a, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(fronts); i++) {
        size_t n = dh_feed_discover(&a, dh_str_c(fronts[i].html), DH_STR("http://h/x/y"), found, 4),
               at = 0;
        got[0] = '\0';
        for (size_t k = 0; k < n; k++)
            at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", k ? " " : "",
                                   (int)found[k].n, found[k].p);
        if (strcmp(got, fronts[i].want) != 0)
            fail_msg("%s: got %s", fronts[i].html, got);
    }
    dh_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(caps),
        cmocka_unit_test(discovers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
