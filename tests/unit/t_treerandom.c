/* SPDX-License-Identifier: MIT */
/* The tree of random markup and of random nesting is that of a full parse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/hash.h"
#include "tree/scan.h"
#include "treecase.h"

/* ---- Random markup out of pieces, the same every time */

static const char *const pieces[] = {
    "a",
    " ",
    "\n",
    " b ",
    "&amp;",
    "&#32;",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<b class=x>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<span>",
    "</span>",
    "<font>",
    "</font>",
    "<nobr>",
    "</nobr>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "</tbody>",
    "<caption>",
    "</caption>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "<dd>",
    "<dt>",
    "<h1>",
    "</h2>",
    "<form>",
    "</form>",
    "<input>",
    "<br>",
    "</source>",
    "</img>",
    "</br>",
    "<hr>",
    "<img>",
    "<pre>",
    "</pre>",
    "<button>",
    "</button>",
    "<object>",
    "</object>",
    "<x-y>",
    "</x-y>",
    "<!-- -->",
    "<!b>",
    "</>",
    "<script>",
    "</script>",
    "<style></style>",
    "<title>t</title>",
    "<meta>",
    "<textarea>",
    "</textarea>",
    "<noscript>",
    "</noscript>",
    "<input type=hidden>",
    "<ruby>",
    "<rt>",
    "<html>",
    "<head>",
    "</head>",
    "<body>",
    "</body>",
    "</html>",
    "<section>",
    "</section>",
    "<iframe>",
    "</iframe>",
    "<",
    "<colgroup>",
    "</colgroup>",
    "<col>",
    "</col>",
    "<thead>",
    "</thead>",
    "<strong>",
    "</strong>",
    "<em id=a>",
    "</em>",
};

static void builds_random_markup(void **state)
{
    char text[1024];
    for (uint64_t seed = 1; seed <= 20000; seed++) {
        size_t n = 0, count = 1 + dh_hash_mix(seed) % 24;
        for (size_t i = 0; i < count; i++) {
            const char *piece = pieces[dh_hash_mix(seed * 1000 + i) % DH_LEN(pieces)];
            size_t len = strlen(piece);
            memcpy(text + n, piece, len);
            n += len;
        }
        tree_check_case(*state, "random markup", (struct dh_str){ text, n }, NULL, false);
    }
}

/* ---- Random nesting, mostly right: what folding (tree/fold.h) lives on, with what breaks it */

static const char *const elements[] = {
    "p",      "div",    "b",       "i",      "a",       "span",       "ul",     "li",
    "h2",     "em",     "td",      "tr",     "table",   "font",       "button", "x-y",
    "dl",     "dd",     "dt",      "pre",    "section", "blockquote", "nobr",   "noscript",
    "object", "strong", "article", "tbody",  "th",      "caption",    "label",  "figure",
    "iframe", "ol",     "small",   "center", "u",       "ruby",       "rt",     "address",
    "nav",    "time",   "details", "video",  "h3",      "form",
};
static const char *const singles[] = {
    "<br>",
    "<img>",
    "<hr>",
    "<input>",
    "<input type=hidden>",
    "<wbr>",
    "<!-- -->",
    "<meta>",
    "<source>",
    "<script></script>",
    "<embed>",
    "<svg><g/></svg>", /* from here on what is out of place */
    "</p>",
    "</source>",
    "</br>",
    "<col>",
    "<title>t</title>",
    "<textarea>q</textarea>",
    "<li>",
    "<p>",
    "</body>",
    "<image>",
    "<option>",
};
enum { IN_PLACE = 12, NESTING = 60 };

struct nest {
    uint64_t state;
    struct dh_buf text;
    size_t open[NESTING], n;
};

static size_t draw(struct nest *w, size_t n)
{
    w->state = dh_hash_mix(w->state + 0x9E3779B97F4A7C15u);
    return (size_t)(w->state >> 11) % n;
}

static void add_tag(struct nest *w, const char *opening, size_t element, const char *closing)
{
    dh_buf_add(&w->text, dh_str_c(opening));
    dh_buf_add(&w->text, dh_str_c(elements[element]));
    dh_buf_add(&w->text, dh_str_c(closing));
}

/* One more piece; in `wrong` of 100 places one that does not belong there. */
static void add_piece(struct nest *w, size_t wrong)
{
    size_t what = draw(w, 100);
    bool astray = draw(w, 100) < wrong;
    if (what < 25) {
        dh_buf_add(&w->text, draw(w, 4) ? DH_STR("a") : DH_STR(" "));
    } else if (what < 37) {
        dh_buf_add(&w->text, dh_str_c(singles[draw(w, astray ? DH_LEN(singles) : IN_PLACE)]));
    } else if (what < 65 && w->n < NESTING) {
        w->open[w->n] = draw(w, DH_LEN(elements));
        add_tag(w, "<", w->open[w->n++], draw(w, 8) ? ">" : " class=x>");
    } else if (astray) {
        add_tag(w, "</", draw(w, DH_LEN(elements)), ">");
    } else if (w->n) {
        add_tag(w, "</", w->open[--w->n], ">");
    }
}

static void builds_nested_markup(void **state)
{
    struct nest w = { .n = 0 };
    dh_buf_init(&w.text, dh_mem_default(), 1 << 16);
    for (uint64_t seed = 1; seed <= 15000; seed++) {
        w.state = seed;
        w.n = 0;
        dh_buf_reset(&w.text);
        if (draw(&w, 2))
            dh_buf_add(&w.text, DH_STR("<!doctype html>"));
        if (draw(&w, 2))
            dh_buf_add(&w.text, DH_STR("<html><head></head><body>"));
        for (size_t n = 2 + draw(&w, 40); n > 0; n--)
            add_piece(&w, seed % 3 * 10);
        while (w.n && draw(&w, 5))
            add_tag(&w, "</", w.open[--w.n], ">");
        tree_check_case(*state, "nested markup", dh_buf_str(&w.text), NULL, false);
    }
    dh_buf_release(&w.text);
}

/* ---- Random tables, mostly right: they fold as a whole */

/* Whether the skeleton of a table is nothing but a stub. */
static void folds_tables(void **state)
{
    static const struct {
        const char *table;
        bool folds;
    } cases[] = {
        { "<table></table>", true },
        { "<table> <tr> <td>a</td>\n<td>b <b>c</b></td></tr> <tr><th></th></tr></table>", true },
        { "<table><caption>a</caption><thead><tr><th>b</th></tr></thead><tbody></tbody></table>",
          true },
        { "<table><tr></tr><tfoot><tr></tr></tfoot><tr><td></td></tr></table>", true },
        { "<table><colgroup><col><col class=a></col></colgroup><tr></tr></table>", true },
        { "<table><tr><!-- --><td>a</td><script></script> </tr></table>", true },
        { "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", true },
        { "<table><tr><td>a<td>b</tr></table>", false },
        { "<table><td>a</td></table>", false },
        { "<table><col></table>", false },
        { "<table><tr>a<td>b</td></tr></table>", false },
        { "<table><tr><form><td>b</td></form></tr></table>", false },
        { "<table><tr><td><b>a</td></tr></table>", false },
        { "<table><tbody><td>a</td></tbody></table>", false },
    };
    struct dh_skeleton s;
    struct dh_buf page;
    dh_skeleton_init(&s, dh_mem_default(), 1 << 20);
    dh_buf_init(&page, dh_mem_default(), 1 << 10);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        dh_buf_reset(&page);
        dh_buf_add(&page, DH_STR("<body>"));
        dh_buf_add(&page, dh_str_c(cases[i].table));
        assert_int_equal(dh_scan(&s, dh_buf_str(&page), DH_QUIRKS_GUESS), DH_OK);
        bool folds = s.n == strlen("<body>") + 4; /* bytes of a stub */
        if (folds != cases[i].folds)
            fail_msg("%s: %.*s", cases[i].table, (int)s.n, s.text);
        tree_check_case(*state, "a table alone", dh_buf_str(&page), NULL, false);
    }
    dh_buf_release(&page);
    dh_skeleton_release(&s);
}

/* What may stand in a part of a table, and in cells. */
static const struct {
    const char *in, *parts[6];
} holds[] = {
    { "table", { "caption", "colgroup", "thead", "tbody", "tr", "tfoot" } },
    { "colgroup", { "col" } },
    { "thead", { "tr" } },
    { "tbody", { "tr" } },
    { "tfoot", { "tr" } },
    { "tr", { "td", "th" } },
    { "td", { "table", "p", "b", "div" } },
    { "th", { "b" } },
    { "caption", { "p", "table" } },
    { "p", { "i" } },
    { "div", { "table", "p" } },
};
static const char *const around_parts[] = { " ", "\n", "<!-- -->", "<script></script>",
                                            " <meta> " };
static const char *const out_of_place[] = {
    "a",
    "<b>",
    "<col>",
    "</col>",
    "<td>",
    "<tr>",
    "<tbody>",
    "<form>",
    "</form>",
    "<table>",
    "</table>",
    "</tr>",
    "</b>",
    "<input>",
    "</body>",
    "<template></template>",
    "<input type=hidden>",
    "<caption>",
    "</td>",
};

static bool is_text_in(const char *in)
{
    return in[0] != 'c' && strcmp(in, "table") != 0 && strcmp(in, "tr") != 0 && in[1] != 'b' &&
           strcmp(in, "thead") != 0 && strcmp(in, "tfoot") != 0;
}

static const char *draw_part(struct nest *w, const char *in)
{
    for (size_t i = 0; i < DH_LEN(holds); i++) {
        size_t n = 0;
        if (strcmp(in, holds[i].in) != 0)
            continue;
        while (n < DH_LEN(holds[i].parts) && holds[i].parts[n])
            n++;
        return holds[i].parts[draw(w, n)];
    }
    return NULL;
}

static void add_named(struct nest *w, const char *opening, const char *name)
{
    dh_buf_add(&w->text, dh_str_c(opening));
    dh_buf_add(&w->text, dh_str_c(name));
    dh_buf_byte(&w->text, '>');
}

/* One more piece of the part that is open[n - 1]; answers how many are open then. */
static size_t add_table_piece(struct nest *w, const char **open, size_t n, size_t wrong)
{
    const char *in = open[n - 1], *part;
    size_t what = draw(w, 100);
    if (draw(w, 100) < wrong) {
        dh_buf_add(&w->text, dh_str_c(out_of_place[draw(w, DH_LEN(out_of_place))]));
    } else if (what < 15) {
        dh_buf_add(&w->text, dh_str_c(around_parts[draw(w, DH_LEN(around_parts))]));
    } else if (what < 30 && is_text_in(in)) {
        dh_buf_add(&w->text, DH_STR("a"));
    } else if (what < 65 && n < NESTING && (part = draw_part(w, in))) {
        add_named(w, "<", part);
        if (strcmp(part, "col") != 0)
            open[n++] = part;
    } else {
        add_named(w, "</", in);
        n--;
    }
    return n;
}

static void builds_tables(void **state)
{
    const char *open[NESTING];
    struct nest w = { .n = 0 };
    dh_buf_init(&w.text, dh_mem_default(), 1 << 16);
    for (uint64_t seed = 1; seed <= 15000; seed++) {
        size_t n = 0;
        w.state = seed;
        dh_buf_reset(&w.text);
        dh_buf_add(&w.text, draw(&w, 2) ? DH_STR("<!doctype html>") : DH_STR_NONE);
        dh_buf_add(&w.text, draw(&w, 2) ? DH_STR("<body>x<p>y") : DH_STR("<body>x<form>"));
        add_named(&w, "<", open[n++] = "table");
        for (size_t left = 5 + draw(&w, 50); left > 0 && n > 0; left--)
            n = add_table_piece(&w, open, n, seed % 4 * 3);
        while (n && draw(&w, 8))
            add_named(&w, "</", open[--n]);
        dh_buf_add(&w.text, DH_STR(" z<p>b"));
        tree_check_case(*state, "a table", dh_buf_str(&w.text), NULL, false);
    }
    dh_buf_release(&w.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_random_markup),
        cmocka_unit_test(builds_nested_markup),
        cmocka_unit_test(folds_tables),
        cmocka_unit_test(builds_tables),
    };
    return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
