/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "html/block/block.h"

enum { BUDGET = 128 << 20 };

/* A paragraph, of 204 bytes. */
#define SOME "The pilots waited for the fog to lift off the bar. "
#define LONG SOME SOME SOME SOME

struct reader {
    struct dh_tree_builder builder;
    struct dh_blocks blocks;
};

static int set_up(void **state)
{
    static struct reader r;
    dh_tree_builder_init(&r.builder, dh_mem_default(), BUDGET);
    dh_blocks_init(&r.blocks, dh_mem_default(), BUDGET);
    *state = &r;
    return 0;
}

static int tear_down(void **state)
{
    struct reader *r = *state;
    dh_tree_builder_release(&r->builder);
    dh_blocks_release(&r->blocks);
    return 0;
}

static const struct dh_blocks *read_page(struct reader *r, const char *html)
{
    struct dh_tree t;
    assert_int_equal(dh_tree_build(&r->builder, dh_str_c(html), &t, NULL), DH_OK);
    assert_int_equal(dh_blocks_read(&r->blocks, &t), DH_OK);
    return &r->blocks;
}

/* Every block of a page, each followed by "/". */
static void test_text(void **state)
{
    static const struct {
        const char *name, *html, *want;
    } cases[] = {
        { "nothing", "", "" },
        { "paragraphs", "<p>One.</p><p>Two.</p>", "One./Two./" },
        { "text outside any block", "One <b>bold</b> word<p>Two", "One bold word/Two/" },
        { "text around a block", "<div>a<p>b</p>c</div>", "a/b/c/" },
        { "white space is folded", "<p>  a \n\t b&nbsp;&#8201;c&#12288;d </p>", "a b c d/" },
        { "inline elements join", "<p>A<i>B</i> <a href=x>C</a>D<wbr>E</p>", "AB CDE/" },
        { "space inside inline", "<p>A<b> B </b>C</p>", "A B C/" },
        { "unknown elements in a line",
          "<p>The <my-term>levy</my-term>, in <st1:City><st1:place>Alder</st1:place></st1:City>",
          "The levy, in Alder/" },
        { "and without text", "<p>a <o:p></o:p>b <my-icon><img></my-icon>c</p>", "a b c/" },
        { "but not between boxes", "<div><my-kicker>a</my-kicker><my-title>b</my-title></div>",
          "a/b/" },
        { "nor around them", "<div>a <my-box><p>b</p></my-box> c</div>", "a/b/c/" },
        { "nor where they part", "<div>A story.<my-ad></my-ad>Its end.</div>",
          "A story./Its end./" },
        { "at the start of a line", "<p><my-term>levies</my-term> on ships", "levies on ships/" },
        { "names of towns there",
          "<p><st1:City>Alder</st1:City> Council met. <st1:City>Ash</st1:City> Council did not.",
          "Alder Council met. Ash Council did not./" },
        { "behind a number of its own",
          "<p>4. <my-name>Lee A</my-name> and <my-name>Birch C</my-name>. Tides.",
          "4. Lee A and Birch C. Tides./" },
        { "behind a number", "<p>1. <my-name>Lee A</my-name>, <my-name>Birch C</my-name>.",
          "1. Lee A, Birch C./" },
        { "but not between sentences",
          "<p>It met on Tuesday. <my-ad>Advertisement</my-ad> The vote was split.",
          "It met on Tuesday./Advertisement/The vote was split./" },
        { "nor between quoted ones", "<p>“No,” he said. “Never.” <my-ad>Ad</my-ad> “Why?”",
          "“No,” he said. “Never.”/Ad/“Why?”/" },
        { "nor behind the last", "<div>The vote was split.<my-tools>Share</my-tools></div>",
          "The vote was split./Share/" },
        { "nor in front of the first", "<p><my-ad>Ad</my-ad> The vote was split.",
          "Ad/The vote was split./" },
        { "spans that a style sets apart",
          "<div><span class=home>Alder</span><span class=goals>3-1</span><span "
          "class=away>Oldport</span>",
          "Alder 3-1 Oldport/" },
        { "and parts of one word",
          "<p><span class=dropcap>T</span><span class=rest>he old</span><span "
          "class=mark>est</span><b>Ann</b><b>Lee</b>",
          "The oldestAnnLee/" },
        { "and parts of words in a line",
          "<p>The <span class=i>i</span><span class=p>Phone</span> and <span "
          "class=co>CO</span><span class=sub>2</span>, the board said.",
          "The iPhone and CO2, the board said./" },
        { "and what word processors cut",
          "<p><span style='font-weight:400'>Mc</span><span style='font-weight:400'>Donald</span>",
          "McDonald/" },
        { "and letters", "<h1><span class=l>M</span><span class=l>c</span><span class=l>D</span>",
          "McD/" },
        { "and scripts without blanks",
          "<p><span class=a>令和</span><span class=b>7</span><span class=a>年</span>", "令和7年/" },
        { "a heading that is a button",
          "<h3><button aria-expanded=true>Why now?</button></h3><p>a<button>b</button>",
          "Why now?/a/" },
        { "references", "<p>R&amp;D &lt;b&gt; caf&eacute;</p>", "R&D <b> café/" },
        { "br parts", "<p>First.<br>Second.</p>", "First./Second./" },
        { "br br parts", "<p>first<br><br>second</p>", "first/second/" },
        { "br inside a sentence joins", "<p>a hard-wrapped<br>line of text</p>",
          "a hard-wrapped line of text/" },
        { "br after a stop parts", "<p>A stop.<br>and more</p>", "A stop./and more/" },
        { "br parts verse",
          "<p>The tide comes in on quiet feet,<br>and lifts <i>the</i> boats along the street,<br>"
          "and leaves them where the lanterns meet</p>",
          "The tide comes in on quiet feet,/and lifts the boats along the street,/"
          "and leaves them where the lanterns meet/" },
        { "br parts short lines", "<div>apples<br>pears<br>plums and cherries</div>",
          "apples/pears/plums and cherries/" },
        { "but not wrapped prose",
          "<p>Singers are asked to come to the<br>vestry on Thursday evening, with a<br>pencil and "
          "something warm</p>",
          "Singers are asked to come to the vestry on Thursday evening, with a pencil and "
          "something "
          "warm/" },
        { "nor headings", "<h2>a tune<br>that was<br>about</h2>", "a tune that was about/" },
        { "br alone", "<p><br><br></p>", "" },
        { "lines of pre", "<pre>roses\n  violets\n\nend</pre>", "roses/violets/end/" },
        { "script and controls go",
          "<p>A<script>x()</script><style>p{}</style></p><button>Go</button>"
          "<select><option>x</select><textarea>t</textarea><noscript>n</noscript><p>B",
          "A/B/" },
        { "svg and iframe go", "<p>A<svg><text>t</text></svg>B</p><iframe>f</iframe>", "AB/" },
        { "text for screen readers goes",
          "<p>A<span class='sr-only'> (opens)</span><span style='display: none'>x</span>"
          "<span style='a:b;clip:rect(0 0 0 0)'>y</span><span hidden>z</span> B</p>",
          "A B/" },
        { "rows of one template among blocks are lines of their own",
          "<main><h1>Head</h1><time>Monday</time>\n<span class=note>One</span>\n"
          "<span class=note>Two</span>\n<span class=note>Three</span> and more<p>Text</p></main>",
          "Head/Monday/One/Two/Three/and more/Text/" },
        { "words of a paragraph in spans are not",
          "<div><h2>Head</h2><p><span class=w>One</span> <span class=w>two</span></p></div>",
          "Head/One two/" },
        { "nor are they where no block stands beside them",
          "<div><span class=w>One</span> <span class=w>two</span></div>", "One two/" },
        { "nor what nothing parts",
          "<div><p>Text</p><span class=cap>O</span><span class=cap>nce</span></div>",
          "Text/Once/" },
        { "nor those of different classes, which make one line",
          "<div><p>Text</p><span class=by>By</span> <a class=name href=x>Ada</a></div>",
          "Text/By Ada/" },
        { "drop cap stays", "<p><span aria-hidden=true>O</span>nce</p>", "Once/" },
        { "table cells", "<table><tr><td>1<td>2<tr><th>3</table>", "1/2/3/" },
        { "list", "<ul><li>a<li><p>b</p><ul><li>c</ul></ul>", "a/b/c/" },
        { "unknown elements are boxes", "<x-a>one</x-a><x-b>two</x-b>", "one/two/" },
        { "ruby readings go", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>",
          "漢字/" },
        { "frames", "<frameset><frame src=a></frameset>", "" },
        { "right-to-left marks stay", "<p>&rlm;שלום&lrm; a</p>", "\u200Fשלום\u200E a/" },
        { "xhtml as text/html",
          "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>a<br/>B</p>"
          "<div/><p>c</p></body></html>",
          "a/B/c/" },
    };
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        const struct dh_blocks *b = read_page(*state, cases[i].html);
        char got[512] = "";
        size_t n = 0;
        for (uint32_t j = 0; j < b->n_blocks; j++) {
            struct dh_str s = dh_block_text(b, j);
            memcpy(got + n, s.p, s.n);
            n += s.n;
            got[n++] = '/';
        }
        got[n] = '\0';
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: got '%s', want '%s'", cases[i].name, got, cases[i].want);
    }
}

/* What is known of the block that holds the word MARK. */
static void test_facts(void **state)
{
    enum { ANY = -1 };
    static const struct {
        const char *name, *html;
        uint32_t is;             /* flags that must be set */
        int slot, levels;        /* near[slot], or ANY */
        int words, links, bytes; /* bytes in links, blanks before them too */
    } cases[] = {
        { "plain", "<p>MARK two three.</p>", DH_IS_SENTENCE_END, DH_NEAR_P, 0, 3, 0, 0 },
        { "links", "<p><a href=a>MARK</a> and <a href=b>two</a></p>", 0, ANY, 0, 3, 2, 8 },
        { "a link behind br is the next line's", "<p>A stop.<br><a href=a>MARK</a></p>", 0, ANY, 0,
          1, 1, 4 },
        { "and not the line's before", "<p>MARK.<br><a href=a>Next line.</a></p>", 0, ANY, 0, 1, 0,
          0 },
        { "a time behind br is", "<p>A stop.<br><time>MARK</time></p>", DH_IS_TIME, ANY, 0, 1, 0,
          0 },
        { "a link behind br where the sentence goes on",
          "<p>MARK of one<br><a href=a>and two</a></p>", 0, ANY, 0, 5, 1, 8 },
        { "quote at the end", "<p>“MARK.”</p>", DH_IS_SENTENCE_END | DH_IS_QUOTE_END, ANY, 0, 1, 0,
          0 },
        { "Hindi stop", "<p>MARK है।</p>", DH_IS_SENTENCE_END, ANY, 0, 2, 0, 0 },
        { "colon", "<p>MARK:</p>", DH_IS_COLON_END, ANY, 0, 1, 0, 0 },
        { "bullet", "<p>• MARK</p>", DH_IS_BULLET_START, ANY, 0, 1, 0, 0 },
        { "hidden by an ancestor", "<div style='x:y; display : none'><p>MARK</div>", DH_IS_HIDDEN,
          ANY, 0, 1, 0, 0 },
        { "behind a picture", "<p>a<p><img src=x><p>MARK", DH_IS_MEDIA_BEFORE, ANY, 0, 1, 0, 0 },
        { "no link", "<p><a name=top/>MARK</a>", 0, ANY, 0, 1, 0, 0 },
        { "no link either", "<p><a id=top>MARK</a>", 0, ANY, 0, 1, 0, 0 },
        { "a button", "<p><a id=top onclick='share()'>MARK</a>", 0, ANY, 0, 1, 1, 4 },
        { "another", "<p><a id=top role=button>MARK</a>", 0, ANY, 0, 1, 1, 4 },
        { "a link with a name", "<p><a name=top HREF=x>MARK</a>", 0, ANY, 0, 1, 1, 4 },
        { "a link around a story", "<a href=a><p>" LONG "<p>" LONG "<p>" LONG "<p>MARK</a>", 0, ANY,
          0, 1, 0, 0 },
        { "a link left open", "<p><a href=a>" LONG "<p>" LONG "<p>" LONG "<p>MARK", 0, ANY, 0, 1, 0,
          0 },
        { "a link behind one left open",
          "<p><a href=a>" LONG "<p>" LONG "<p>" LONG "<p><a href=b>MARK</a>", 0, ANY, 0, 1, 1, 4 },
        { "a link around a teaser", "<a href=a><p>" LONG "<p>MARK</a>", 0, ANY, 0, 1, 1, 4 },
        { "links around teasers",
          "<a href=a><p>" LONG "</a><a href=b><p>" LONG "</a><a href=c><p>" LONG "<p>MARK</a>", 0,
          ANY, 0, 1, 1, 4 },
        { "time element", "<p>MARK <time>today</time>", DH_IS_TIME, ANY, 0, 2, 0, 0 },
        { "article two levels up", "<article><div><p>MARK", 0, DH_NEAR_ARTICLE, 2, 1, 0, 0 },
        { "class word", "<div class='shareBar'><p>MARK", 0, DH_SIGN_SHARE, 1, 1, 0, 0 },
        { "joined class word", "<div class='storycontent'><p>MARK", 0, DH_SIGN_CONTENT, 1, 1, 0,
          0 },
        { "a class word that begins as another", "<div class='single-format-standard'><p>MARK", 0,
          DH_SIGN_SEARCH, DH_FAR, 1, 0, 0 },
        { "such a word joined with one that tells", "<div class='publiccontent'><p>MARK", 0,
          DH_SIGN_CONTENT, 1, 1, 0, 0 },
        { "components are no consent", "<div class='cmp-text'><p>MARK", 0, DH_SIGN_CONSENT, DH_FAR,
          1, 0, 0 },
        { "a consent platform", "<div id=cmpbox><p>MARK", 0, DH_SIGN_CONSENT, 1, 1, 0, 0 },
        { "id counts", "<div id='related-2'><p>MARK", 0, DH_SIGN_RELATED, 1, 1, 0, 0 },
        { "comment container", "<div id=comments><p>MARK", 0, DH_SIGN_COMMENT_BOX, 1, 1, 0, 0 },
        { "comment word alone is none", "<div class='has-comments-link'><p>MARK", 0,
          DH_SIGN_COMMENT_BOX, DH_FAR, 1, 0, 0 },
        { "closed boxes do not count", "<nav>x</nav><p>MARK", 0, DH_NEAR_NAV, DH_FAR, 1, 0, 0 },
        { "classes of body do not count", "<body class='comments'><p>MARK", 0, DH_SIGN_COMMENT,
          DH_FAR, 1, 0, 0 },
    };
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        const struct dh_blocks *b = read_page(*state, cases[i].html);
        const struct dh_block *k = NULL;
        for (uint32_t j = 0; j < b->n_blocks; j++) {
            struct dh_str s = dh_block_text(b, j);
            if (dh_str_find(s, DH_STR("MARK")) < s.n)
                k = &b->blocks[j];
        }
        if (!k || (k->is & cases[i].is) != cases[i].is || (int)k->n_tokens != cases[i].words ||
            k->n_links != cases[i].links || (int)k->link != cases[i].bytes ||
            (cases[i].slot != ANY && k->near[cases[i].slot] != cases[i].levels))
            fail_msg("%s", cases[i].name);
    }
}

/* What readers fill in and what they press: boxes to tick off are neither, nor is what is hidden.
 */
static void test_controls(void **state)
{
    static const struct {
        const char *html;
        bool field, button;
    } cases[] = {
        { "<input type=text>", true, false },
        { "<input>", true, false },
        { "<input type=hidden name=q>", false, false },
        { "<input type=checkbox>", false, false },
        { "<textarea></textarea>", true, false },
        { "<select><option>a</select>", true, false },
        { "<button>Send</button>", false, true },
        { "<button>Send</button><input>", true, true },
        { "<a href=a>Send</a><label>Name</label><img src=a>", false, false },
    };
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        char html[400];
        bool field = false, button = false;
        snprintf(html, sizeof html, "<div><p>" LONG "</p>%s</div>", cases[i].html);
        const struct dh_blocks *b = read_page(*state, html);
        for (uint32_t e = 0; e < b->n_boxes; e++) {
            field |= b->boxes[e].field;
            button |= b->boxes[e].button;
        }
        if (field != cases[i].field || button != cases[i].button)
            fail_msg("%s", cases[i].html);
    }
}

/* Cue words at the start and anywhere. */
static void test_cues(void **state)
{
    static const struct {
        const char *text;
        enum dh_cue cue;
        bool at_start, anywhere;
    } cases[] = {
        { "Advertisement", DH_CUE_AD, true, false },
        { "The advertisement ran", DH_CUE_AD, false, false },
        { "Foto: Ada Lund", DH_CUE_CREDIT, true, false },
        { "Ada Lund / Getty Images", DH_CUE_CREDIT, false, true },
        { "Quảng cáo", DH_CUE_AD, true, false },
        { "広告", DH_CUE_AD, true, false },
        { "Please sign up for the letter", DH_CUE_SIGNUP, false, true },
        { "Signs up there are rare", DH_CUE_SIGNUP, false, false },
        { "Read more: the flood", DH_CUE_RELATED, true, true },
        { "A correction was made on May 3", DH_CUE_CREDITS_LINE, true, false },
        { "Vous aimerez aussi", DH_CUE_RELATED, true, false },
        { "Relacionado", DH_CUE_RELATED, true, false },
        { "همچنین بخوانید:", DH_CUE_RELATED, true, false },
        { "Lue aiheesta lisää", DH_CUE_RELATED, true, false },
        { "あわせて おすすめ", DH_CUE_RELATED, false, false },
        { "おすすめ記事", DH_CUE_RELATED, true, false },
        { "12 września 2031", DH_CUE_DATE, false, true },
        { "Wszelkie prawa zastrzeżone", DH_CUE_LEGAL, false, true },
        { "Słowa kluczowe: latarnia", DH_CUE_TAGS, true, false },
        { "Słowa te padły w porcie", DH_CUE_TAGS, false, false },
    };
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        const struct dh_blocks *b = read_page(*state, cases[i].text);
        assert_int_equal(b->n_blocks, 1);
        const struct dh_block *k = b->blocks;
        if ((k->cue_start >> cases[i].cue & 1) != cases[i].at_start ||
            (k->cue_any >> cases[i].cue & 1) != cases[i].anywhere)
            fail_msg("%s: start %u, anywhere %u", cases[i].text, k->cue_start >> cases[i].cue & 1,
                     k->cue_any >> cases[i].cue & 1);
    }
}

static void test_box_ranges(void **state)
{
    const struct dh_blocks *b =
        read_page(*state, "<div>a<section><p>b<p>c</section></div><ul class='x1'><li>d</ul>"
                          "<ul class='x2'><li>e</ul>");
    uint32_t lists = 0, shape = 0;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        assert_true(x->first <= x->end && x->end <= b->n_blocks);
        if (x->parent >= 0) {
            const struct dh_box *up = &b->boxes[x->parent];
            assert_true(x->parent < (int32_t)i && up->first <= x->first && x->end <= up->end);
            assert_int_equal(x->depth, up->depth + 1);
        }
        if (x->tag == GUMBO_TAG_SECTION)
            assert_true(x->first == 1 && x->end == 3);
        if (x->tag == GUMBO_TAG_UL) {
            assert_true(lists++ == 0 || x->shape == shape); /* digits do not make a shape */
            shape = x->shape;
        }
    }
    assert_int_equal(lists, 2);
}

static void test_too_many(void **state)
{
    struct reader *r = *state;
    struct dh_tree_builder large;
    struct dh_buf page;
    struct dh_tree t;
    dh_tree_builder_init(&large, dh_mem_default(), (size_t)1 << 30);
    dh_buf_init(&page, dh_mem_default(), BUDGET);
    for (int i = 0; i < DH_BLOCKS_MAX + 10; i++)
        dh_buf_add(&page, DH_STR("a<hr>"));
    assert_int_equal(page.err, DH_OK);
    assert_int_equal(dh_tree_build(&large, dh_buf_str(&page), &t, NULL), DH_OK);
    assert_int_equal(dh_blocks_read(&r->blocks, &t), DH_ELIMIT);
    dh_buf_release(&page);
    dh_tree_builder_release(&large);
}

/* Words are the same tokens however their letters come. */
static void test_words(void **state)
{
    static const struct {
        const char *one, *other;
        uint32_t n; /* tokens of each */
        bool same;
    } cases[] = {
        { "Harbour, 12 March", "HARBOUR 12 march", 3, true },
        { "harbour", "harbours", 1, false },
        { "harbour master", "har\u00adbour mas\u200bter", 2, true },
        { "harbourmastership", "Harbourmaster\u00adship", 1, true }, /* more than sixteen bytes */
        { "harbourmastershi", "HarbourmasterShi", 1, true },
        { "harbourmastershippp", "harbourmastershipp", 1, false },
        { "Straßenbahnhaltestelle", "STRAßENBAHNHALTESTELLE", 1, true },
        { "Öl und Gas", "öl UND gas", 3, true },
        { "é", "è", 1, false },
        { "港口", "港口", 2, true },
        { "a港b", "A 港 B", 3, true },
        { "abcdefghijklmnopé", "Abcdefghijklmnop\u00adÉ", 1, true },
    };
    struct reader *r = *state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        uint32_t at[2], n[2];
        read_page(r, "");
        assert_int_equal(dh_blocks_tokens(&r->blocks, dh_str_c(cases[i].one), &at[0], &n[0]),
                         DH_OK);
        assert_int_equal(dh_blocks_tokens(&r->blocks, dh_str_c(cases[i].other), &at[1], &n[1]),
                         DH_OK);
        const uint32_t *t = r->blocks.tokens;
        bool same = n[0] == n[1] && memcmp(t + at[0], t + at[1], n[0] * sizeof *t) == 0;
        if (n[0] != cases[i].n || same != cases[i].same)
            fail_msg("%s, %s: %u and %u words, %s", cases[i].one, cases[i].other, n[0], n[1],
                     same ? "the same" : "others");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),     cmocka_unit_test(test_facts),
        cmocka_unit_test(test_cues),     cmocka_unit_test(test_box_ranges),
        cmocka_unit_test(test_too_many), cmocka_unit_test(test_words),
        cmocka_unit_test(test_controls),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
