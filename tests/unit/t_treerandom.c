/* SPDX-License-Identifier: MIT */
/* The tree of random markup and of random nesting is that of a full parse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/hash.h"
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
    "<col>",
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_random_markup),
        cmocka_unit_test(builds_nested_markup),
    };
    return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
