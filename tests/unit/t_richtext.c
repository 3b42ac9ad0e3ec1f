/* SPDX-License-Identifier: MIT */
/* Bodies that stand as rich text in a page's own state: meta/richtext.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/json.h"
#include "meta/meta.h"
#include "tree/tree.h"

enum { NUXT_VALUES = 256 };

#define A \
    "The mill at the weir will grind flour again in autumn, forty years after its wheel was " \
    "stopped for want of a bearing. Volunteers cast a new one in the yard behind the chapel, and " \
    "the first attempt cracked."
#define B \
    "Flour will be sold on Saturdays from the loading door. A bag costs four pounds, the sack " \
    "has to be brought back, and nobody may bring a dog, since the last one slept in the hopper " \
    "for a week."

/* Each value is a member of a page's state; a text of NULL: it gives none. */
static const struct {
    const char *name, *json, *want;
} cases[] = {
    { "Contentful",
      "{\"nodeType\":\"document\",\"data\":{},\"content\":["
      "{\"nodeType\":\"paragraph\",\"data\":{},\"content\":[{\"nodeType\":\"text\",\"marks\":[{"
      "\"type\":\"bold\"}],\"value\":\"" A " \"},{\"nodeType\":\"hyperlink\",\"data\":{\"uri\":"
      "\"https://a.example/\"},\"content\":[{\"nodeType\":\"text\",\"value\":\"See\"}]},"
      "{\"nodeType\":\"text\",\"value\":\".\"}]},"
      "{\"nodeType\":\"embedded-asset-block\",\"data\":{},\"content\":[{\"nodeType\":\"text\","
      "\"value\":\"The weir\"}]},"
      "{\"nodeType\":\"heading-2\",\"content\":[{\"nodeType\":\"text\",\"value\":\"Flour\"}]},"
      "{\"nodeType\":\"unordered-list\",\"content\":[{\"nodeType\":\"list-item\",\"content\":[{"
      "\"nodeType\":\"paragraph\",\"content\":[{\"nodeType\":\"text\",\"value\":\"Rye\"}]}]},"
      "{\"nodeType\":\"list-item\",\"content\":[{\"nodeType\":\"paragraph\",\"content\":[{"
      "\"nodeType\":\"text\",\"value\":\"Oats\"}]}]}]},"
      "{\"nodeType\":\"blockquote\",\"content\":[{\"nodeType\":\"paragraph\",\"content\":[{"
      "\"nodeType\":\"text\",\"value\":\"" B "\"}]}]}]}",
      A " See.\nFlour\nRye\nOats\n" B },
    { "ProseMirror, with a break and a sign that is no tag",
      "{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\","
      "\"text\":\"" A "\"},{\"type\":\"hardBreak\"},{\"type\":\"text\",\"text\":\"a <b and\"},"
      "{\"type\":\"text\",\"text\":\" c> d\"}]},{\"type\":\"image\",\"attrs\":{\"alt\":\"Mill\"}},"
      "{\"type\":\"paragraph\"},"
      "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"" B "\"}]}]}",
      A " a <b and c> d\n" B },
    { "Portable Text",
      "[{\"_type\":\"block\",\"style\":\"normal\",\"markDefs\":[{\"_type\":\"link\",\"href\":\"/"
      "\"}],\"children\":[{\"_type\":\"span\",\"marks\":[\"em\"],\"text\":\"" A
      "\"},{\"_type\":\"span\",\"text\":\" So\"}]},{\"_type\":\"image\",\"caption\":\"Mill\","
      "\"text\":\"The weir\"},"
      "{\"_type\":\"block\",\"style\":\"h2\",\"children\":[{\"_type\":\"span\",\"text\":\"Flour\"}"
      "]},{\"_type\":\"block\",\"listItem\":\"bullet\",\"children\":[{\"_type\":\"span\",\"text\":"
      "\"" B "\"}]}]",
      A " So\nFlour\n" B },
    { "Slate",
      "[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A "\"},{\"type\":\"link\",\"url\":\"/"
      "\",\"children\":[{\"text\":\" here\",\"bold\":true}]},{\"text\":\"\"}]},"
      "{\"type\":\"block-quote\",\"children\":[{\"text\":\"" B "\"}]}]",
      A " here\n" B },
    { "Slate with leaves",
      "{\"object\":\"document\",\"nodes\":[{\"object\":\"block\",\"type\":\"paragraph\",\"nodes\":["
      "{\"object\":\"text\",\"leaves\":[{\"object\":\"leaf\",\"text\":\"" A
      "\"}]}]},{\"object\":\"block\",\"type\":\"paragraph\",\"nodes\":[{\"object\":\"text\","
      "\"leaves\":[{\"object\":\"leaf\",\"text\":\"" B "\"}]}]}]}",
      A "\n" B },
    { "Lexical",
      "{\"root\":{\"type\":\"root\",\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":"
      "\"text\",\"format\":0,\"text\":\"" A "\"},{\"type\":\"linebreak\"},{\"type\":\"text\","
      "\"text\":\"So\"}]},{\"type\":\"listitem\",\"children\":[{\"type\":\"text\",\"text\":\"" B
      "\"}]}]}}",
      A " So\n" B },
    { "Editor.js, with a list of strings and one of objects",
      "{\"time\":1,\"blocks\":[{\"type\":\"paragraph\",\"data\":{\"text\":\"" A
      "\"}},{\"type\":\"header\",\"data\":{\"text\":\"Flour\",\"level\":2}},{\"type\":\"list\","
      "\"data\":{\"style\":\"unordered\",\"items\":[\"Rye\",\"Oats\"]}},{\"type\":\"list\",\"data\""
      ":{\"items\":[{\"content\":\"Wheat\",\"items\":[{\"content\":\"Spelt\",\"items\":[]}]}]}},"
      "{\"type\":\"image\",\"data\":{\"text\":\"The weir\"}},"
      "{\"type\":\"paragraph\",\"data\":{\"text\":\"" B "\"}}]}",
      A "\nFlour\nRye\nOats\nWheat\nSpelt\n" B },
    { "markup in words, as Editor.js has it",
      "{\"blocks\":[{\"type\":\"paragraph\",\"data\":{\"text\":\"<b>" A
      "</b>\"}},{\"type\":\"paragraph\",\"data\":{\"text\":\"" B "\"}}]}",
      "<div><b>" A "</b></div>\n<div>" B "</div>\n" },
    { "Draft.js",
      "{\"blocks\":[{\"text\":\"" A "\",\"type\":\"unstyled\",\"data\":{}},{\"text\":\"Flour\","
      "\"type\":\"header-two\"},{\"text\":\" \",\"type\":\"atomic\"},{\"text\":\"" B
      "\",\"type\":\"unordered-list-item\"}],\"entityMap\":{}}",
      A "\nFlour\n" B },
    { "nodes of markup",
      "[{\"type\":\"text\",\"content\":\"<p>" A "</p>\"},{\"type\":\"text\",\"content\":\"<h2>Flour"
      "</h2>\"},{\"type\":\"raw_html\",\"content\":\"<hr>\"},{\"type\":\"text\",\"content\":\"<p>" B
      "</p>\"}]",
      "<div><p>" A "</p></div>\n<div><h2>Flour</h2></div>\n<div><p>" B "</p></div>\n" },
    { "a list whose items are texts",
      "[{\"type\":\"text\",\"content\":\"" A "\"},{\"type\":\"list\",\"items\":[{\"type\":\"text\","
      "\"content\":\"Rye\"},{\"type\":\"text\",\"text\":\"Oats\"},{\"text\":\"Wheat\"}]},"
      "{\"type\":\"text\",\"content\":\"" B "\"}]",
      A "\nRye\nOats\nWheat\n" B },
    { "names of types in a schema",
      "[{\"__typename\":\"ArticleParagraph\",\"text\":\"" A "\"},{\"__typename\":\"Subheading\","
      "\"text\":\"Flour\"},{\"__typename\":\"RelatedText\",\"text\":\"" A "\"},{\"__typename\":"
      "\"Paragraph\",\"text\":\"" B "\"}]",
      A "\nFlour\n" B },
    { "paragraphs in a box of no known type",
      "[{\"type\":\"paragraph\",\"text\":\"" A "\"},{\"type\":\"facts\",\"content\":[{\"type\":"
      "\"paragraph\",\"text\":\"Rye\"}]},{\"type\":\"paragraph\",\"text\":\"" B "\"}]",
      A "\nRye\n" B },
    { "prose without a type among nodes",
      "[{\"type\":\"paragraph\",\"text\":\"" A "\"},{\"text\":\"" B "\"},{\"text\":\"By Orla\"}]",
      A "\n" B },
    { "words said twice",
      "[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A "\"}],\"text\":\"" A
      "\",\"html\":\"<p>" A "</p>\"},{\"type\":\"paragraph\",\"text\":\"" B "\"}]",
      A "\n" B },
    { "other stories among the nodes",
      "[{\"type\":\"paragraph\",\"text\":\"" A "\"},{\"type\":\"text\",\"title\":\"Pier\",\"text\":"
      "\"" A "\"},{\"type\":\"paragraph\",\"text\":\"" B "\"}]",
      A "\n" B },
    { "the story below a list of boxes",
      "[{\"type\":\"text\",\"text\":\"" A "\"},{\"type\":\"header\",\"text\":\"" B
      "\"},{\"type\":\"story\",\"title\":\"Mill\",\"body\":[{\"type\":\"paragraph\",\"children\":[{"
      "\"text\":\"" B "\"}]},{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A B "\"}]}]}]",
      B "\n" A B },
    { "signs that are no tags beside markup",
      "[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A " a <b and\"}]},{\"type\":\"p\","
      "\"html\":\"<i>" B "</i>\"}]",
      "<div>" A " a &lt;b and</div>\n<div><i>" B "</i></div>\n" },
    { "a quotation whose paragraphs are texts",
      "[{\"type\":\"text\",\"content\":\"" A "\"},{\"type\":\"quote\",\"content_elements\":[{"
      "\"type\":\"text\",\"content\":\"Rye\"},{\"type\":\"text\",\"content\":\"Oats\"}]},{"
      "\"type\":\"text\",\"content\":\"" B "\"}]",
      A "\nRye\nOats\n" B },
    { "too little prose",
      "[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A "\"}]},{\"type\":\"paragraph\","
      "\"children\":[{\"text\":\"News Sport Weather Puzzles News Sport Weather Puzzles News Sport "
      "Weather Puzzles News Sport Weather Puzzles News Sport Weather "
      "Puzzles\"}]},{\"type\":\"list\","
      "\"items\":[\"News\",\"Sport\",\"Weather\",\"Puzzles\"]}]",
      NULL },
    { "wrong types",
      "[{\"type\":1,\"content\":\"x\"},{\"type\":{\"type\":\"paragraph\"},\"children\":null},"
      "{\"type\":\"paragraph\",\"content\":7,\"children\":{\"text\":[\"a\"]},\"items\":true},"
      "{\"type\":\"list\",\"items\":[1,null,[[\"a\"]],{}]},null,[],\"x\",{\"type\":\"paragraph\","
      "\"children\":[1,\"b\",{\"text\":{\"text\":\"c\"}}]}]",
      NULL },
    { "wrong types among right ones",
      "[{\"type\":\"paragraph\",\"children\":[7,\"b\",null,{\"text\":\"" A "\"}]},3,{\"type\":"
      "\"list\",\"items\":{\"text\":\"Rye\"}},{\"type\":\"paragraph\",\"children\":{\"text\":\"" B
      "\"}}]",
      A "\nRye\n" B },
};

struct setting {
    struct dh_tree_builder builder;
    struct dh_page page;
    struct dh_meta meta;
    struct dh_buf html;
};

static void begin(struct setting *s)
{
    dh_buf_reset(&s->html);
    dh_buf_add(&s->html, DH_STR("<script type=application/json>{\"story\":"));
}

/* The text that the page's state gives, which ends so. */
static struct dh_str finish_with(struct setting *s, struct dh_str end)
{
    struct dh_tree t;
    dh_buf_add(&s->html, end);
    assert_int_equal(s->html.err, DH_OK);
    dh_page_reset(&s->page);
    assert_int_equal(dh_tree_build(&s->builder, dh_buf_str(&s->html), &t, NULL), DH_OK);
    assert_int_equal(dh_meta_read(&t, DH_STR_NONE, &s->page, &s->meta), DH_OK);
    return s->meta.body[1].text;
}

static struct dh_str finish(struct setting *s)
{
    return finish_with(s, DH_STR("}</script>"));
}

static void reads_nodes(void **state)
{
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        begin(s);
        dh_buf_add(&s->html, dh_str_c(cases[i].json));
        struct dh_str got = finish(s);
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)got.n, got.p);
    }
}

/* The same in a string of the state's. */
static void reads_strings(void **state)
{
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        begin(s);
        dh_json_add(&s->html, dh_str_c(cases[i].json));
        struct dh_str got = finish(s);
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)got.n, got.p);
    }
}

/* Writes value v of a payload of Nuxt 3: of what it holds the places, from *n on, which are added
 * to `values`. */
static void add_value(struct dh_buf *out, const dh_json *v, const dh_json **values, size_t *n)
{
    bool object = dh_json_kind(v) == DH_JSON_OBJECT, array = dh_json_kind(v) == DH_JSON_ARRAY;
    char place[16];
    if (dh_json_kind(v) == DH_JSON_STRING) {
        dh_json_add(out, dh_json_string(v));
        return;
    }
    dh_buf_add(out, object ? DH_STR("{") : array ? DH_STR("[") : DH_STR("7"));
    for (const dh_json *m = dh_json_first(v); m; m = dh_json_next(m)) {
        if (m != dh_json_first(v))
            dh_buf_byte(out, ',');
        if (object) {
            dh_json_add(out, dh_json_key(m));
            dh_buf_byte(out, ':');
        }
        assert_true(*n < NUXT_VALUES);
        values[(*n)++] = m;
        snprintf(place, sizeof place, "%zu", *n - 1);
        dh_buf_add(out, dh_str_c(place));
    }
    dh_buf_add(out, object ? DH_STR("}") : array ? DH_STR("]") : DH_STR_NONE);
}

/* A payload whose story is `json`. */
static struct dh_str read_nuxt(struct setting *s, const char *json)
{
    const dh_json *values[NUXT_VALUES];
    dh_json *doc;
    struct dh_buf whole;
    size_t n = 1;
    dh_buf_init(&whole, dh_mem_default(), 1 << 20);
    dh_buf_add(&whole, DH_STR("{\"story\":"));
    dh_buf_add(&whole, dh_str_c(json));
    dh_buf_byte(&whole, '}');
    assert_int_equal(dh_json_parse(dh_buf_str(&whole), &doc, NULL), DH_OK);
    dh_buf_reset(&s->html);
    dh_buf_add(&s->html, DH_STR("<script type=application/json id=__NUXT_DATA__>["));
    values[0] = doc;
    for (size_t i = 0; i < n; i++) {
        if (i)
            dh_buf_byte(&s->html, ',');
        add_value(&s->html, values[i], values, &n);
    }
    dh_json_free(doc);
    dh_buf_release(&whole);
    return finish_with(s, DH_STR("]</script>"));
}

static void reads_nuxt(void **state)
{
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_str got = read_nuxt(s, cases[i].json);
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)got.n, got.p);
    }
}

/* Nodes whose places lead in circles: some levels of them are read. Where each holds itself several
 * times over all that may be looked at is looked at, and nothing is read. */
static void bears_circles(void **state)
{
    static const struct {
        const char *circle, *want;
    } rows[] = {
        { "[2]", A "\n" B },
        { "[2,2,2]", NULL },
    };
    struct setting *s = *state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        dh_buf_reset(&s->html);
        dh_buf_add(&s->html, DH_STR("<script type=application/json id=__NUXT_DATA__>[{\"a\":4},"));
        dh_buf_add(&s->html, dh_str_c(rows[i].circle));
        dh_buf_add(&s->html,
                   DH_STR(",{\"type\":3,\"children\":1},\"paragraph\",[5,6,2],{\"type\":3,"
                          "\"text\":7},{\"type\":3,\"text\":8},\"" A "\",\"" B "\""));
        assert_true(dh_str_eq(finish_with(s, DH_STR("]</script>")), dh_str_c(rows[i].want)));
    }
}

/* ---- Types */

static const char *const with_text[] = {
    "text",      "span",       "block",      "p",         "paragraph", "core/paragraph",
    "TextBlock", "textblock",  "unstyled",   "body_text", "heading",   "heading1",
    "heading2",  "heading3",   "heading4",   "heading-5", "header",    "header-six",
    "PARAGRAPH", "subheading", "subheader",  "subhead",   "crosshead", "h1",
    "h2",        "h3",         "h4",         "h5",        "h6",        "list",
    "list-item", "listitem",   "li",         "ul",        "ol",        "quote",
    "PullQuote", "blockquote", "table-cell",
};
static const char *const without_text[] = {
    "ad",
    "ads",
    "TextAd",
    "advert",
    "advertisement",
    "audio",
    "button",
    "caption",
    "ImageCaption",
    "comment",
    "comments",
    "cta",
    "embed",
    "embedded-text",
    "facebook",
    "figcaption",
    "figure",
    "form",
    "gallery",
    "iframe",
    "image",
    "images",
    "img",
    "instagram",
    "interstitial_link",
    "media",
    "newsletter",
    "paywall",
    "photo",
    "picture",
    "podcast",
    "poll",
    "promo",
    "promotion",
    "recirculation",
    "script",
    "recommendations",
    "related",
    "related_list",
    "signup",
    "slideshow",
    "social",
    "style",
    "teaser",
    "tweet",
    "twitter",
    "video",
    "widget",
    "youtube",
    "hardBreak",
    "linebreak",
    "hard_break",
    "br",
    "author",
    "",
    "paragraph-of-a-name-that-is-longer-than-any-that-a-type-may-be-known-by",
};

/* Whether a node between two others, the inside of its braces, gives the one word in it. */
static bool gives_text(struct setting *s, const char *node)
{
    begin(s);
    dh_buf_add(&s->html, DH_STR("[{\"type\":\"paragraph\",\"text\":\"" A "\"},{"));
    dh_buf_add(&s->html, dh_str_c(node));
    dh_buf_add(&s->html, DH_STR("},{\"type\":\"paragraph\",\"text\":\"" B "\"}]"));
    struct dh_str got = finish(s);
    bool with = dh_str_eq(got, DH_STR(A "\nWords\n" B));
    if (!with && !dh_str_eq(got, DH_STR(A "\n" B)))
        fail_msg("%s: got '%.*s'", node, (int)got.n, got.p);
    return with;
}

static bool has_text(struct setting *s, const char *type)
{
    char node[128];
    snprintf(node, sizeof node, "\"type\":\"%s\",\"text\":\"Words\"", type);
    return gives_text(s, node);
}

static void knows_types(void **state)
{
    for (size_t i = 0; i < DH_LEN(with_text); i++)
        if (!has_text(*state, with_text[i]))
            fail_msg("%s: gives no text", with_text[i]);
    for (size_t i = 0; i < DH_LEN(without_text); i++)
        if (has_text(*state, without_text[i]))
            fail_msg("%s: gives text", without_text[i]);
}

/* ---- Names of members */

static const char *const nodes[] = {
    "\"type\":\"p\",\"text\":\"Words\"",
    "\"_type\":\"p\",\"text\":\"Words\"",
    "\"nodeType\":\"p\",\"text\":\"Words\"",
    "\"node_type\":\"p\",\"text\":\"Words\"",
    "\"__typename\":\"p\",\"text\":\"Words\"",
    "\"blockType\":\"p\",\"text\":\"Words\"",
    "\"blockName\":\"p\",\"text\":\"Words\"",
    "\"type\":\"p\",\"content\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"children\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"items\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"data\":{\"text\":\"Words\"}",
    "\"type\":\"p\",\"attributes\":{\"content\":\"Words\"}",
    "\"type\":\"p\",\"blocks\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"nodes\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"paragraphs\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"cells\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"content_elements\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"leaves\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"rows\":[{\"text\":\"Words\"}]",
};
static const char *const strangers[] = {
    "\"role\":\"p\",\"text\":\"Words\"",
    "\"type\":\"p\",\"marks\":[{\"text\":\"Words\"}]",
    "\"type\":\"p\",\"name\":\"Words\"",
};

static void knows_names(void **state)
{
    for (size_t i = 0; i < DH_LEN(nodes); i++)
        if (!gives_text(*state, nodes[i]))
            fail_msg("%s: gives no text", nodes[i]);
    for (size_t i = 0; i < DH_LEN(strangers); i++)
        if (gives_text(*state, strangers[i]))
            fail_msg("%s: gives text", strangers[i]);
}

/* ---- Hostile */

static void add_times(struct setting *s, unsigned n, struct dh_str what)
{
    for (unsigned i = 0; i < n; i++)
        dh_buf_add(&s->html, what);
}

static void add_nested(struct setting *s, unsigned depth)
{
    begin(s);
    add_times(s, depth, DH_STR("[{\"type\":\"paragraph\",\"children\":"));
    dh_buf_add(&s->html, DH_STR("[{\"text\":\"" A "\"},{\"text\":\"" B "\"}]"));
    add_times(s, depth, DH_STR("}]"));
}

static void bears_depth(void **state)
{
    struct setting *s = *state;
    add_nested(s, 24); /* within what the JSON reader takes */
    assert_true(dh_str_eq(finish(s), DH_STR(A B)));
    add_nested(s, 10000);
    assert_int_equal(finish(s).n, 0);
}

static void bears_many(void **state)
{
    struct setting *s = *state;
    begin(s);
    dh_buf_add(&s->html, DH_STR("[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A B "\"}"));
    add_times(s, 500000, DH_STR(",{}"));
    dh_buf_add(&s->html, DH_STR("]}]"));
    assert_true(dh_str_eq(finish(s), DH_STR(A B)));
    begin(s);
    dh_buf_add(&s->html, DH_STR("[{\"type\":\"paragraph\",\"children\":[{\"text\":\"" A
                                "\"},{\"text\":\"" B "\"}"));
    add_times(s, 1100000, DH_STR(",0"));
    dh_buf_add(&s->html, DH_STR("]}]"));
    assert_false(dh_str_eq(finish(s), DH_STR(A B)));
}

static int set_up(void **state)
{
    static struct setting s;
    dh_tree_builder_init(&s.builder, dh_mem_default(), 64 << 20);
    dh_page_init(&s.page, dh_mem_default(), 64 << 20);
    dh_buf_init(&s.html, dh_mem_default(), 16 << 20);
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    struct setting *s = *state;
    dh_tree_builder_release(&s->builder);
    dh_page_release(&s->page);
    dh_buf_release(&s->html);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_nodes), cmocka_unit_test(reads_strings),
        cmocka_unit_test(reads_nuxt),  cmocka_unit_test(bears_circles),
        cmocka_unit_test(knows_types), cmocka_unit_test(knows_names),
        cmocka_unit_test(bears_depth), cmocka_unit_test(bears_many),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
