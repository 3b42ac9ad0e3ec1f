/* SPDX-License-Identifier: MIT */
/* For the tests of html/: pages read, and stories, menus and feet to make them of. */
#ifndef BODYPAGE_H
#define BODYPAGE_H

#include <string.h>

#include "html/body.h"
#include "html/html.h"
#include "meta/meta.h"

enum { ARENA = 256 << 20 };

struct reader {
    struct dh_html *html;
    struct dh_page page;
    struct dh_html_options options;
};

static inline int set_up(void **state)
{
    static struct reader r;
    dh_page_init(&r.page, dh_mem_default(), ARENA);
    r.options.keep_standfirst = r.options.keep_embeds = true;
    *state = &r;
    return dh_html_new(&r.html, dh_mem_default());
}

static inline int tear_down(void **state)
{
    struct reader *r = *state;
    dh_html_free(r->html);
    dh_page_release(&r->page);
    return 0;
}

static inline struct dh_page *read_page(struct reader *r, struct dh_str html, enum dh_extractor how)
{
    struct dh_detail d = { 0 };
    dh_page_reset(&r->page);
    r->page.raw = html;
    r->options.extractor = how;
    if (dh_html_read(r->html, &r->page, &r->options, &d) != DH_OK)
        fail_msg("dh_html_read: %s", d.msg);
    return &r->page;
}

/* The kept fragments, each followed by a newline. */
static inline void kept(const struct dh_page *p, struct dh_buf *out)
{
    dh_buf_reset(out);
    for (size_t i = 0; i < p->n_fragments; i++)
        if (p->fragments[i].kind == DH_STORY || p->fragments[i].kind == DH_NOTE) {
            dh_buf_add(out, dh_page_fragment(p, i));
            dh_buf_byte(out, '\n');
        }
    dh_buf_byte(out, '\0');
    assert_int_equal(out->err, DH_OK);
}

/* Reads a page by another model than the program's; got: what is kept, as of kept(). */
static inline void keep_by_model(struct reader *r, const char *html, const struct dh_forest *model,
                                 struct dh_buf *got)
{
    const struct dh_html_options o = { .keep_standfirst = true };
    struct dh_tree_builder builder;
    struct dh_detail d = { .code = DH_OK };
    struct dh_body body;
    struct dh_tree tree;
    struct dh_meta meta;
    dh_tree_builder_init(&builder, dh_mem_default(), ARENA);
    dh_page_reset(&r->page);
    r->page.unit = DH_UNIT_BLOCK;
    dh_body_init(&body, dh_mem_default(), ARENA);
    body.model = model;
    assert_int_equal(dh_tree_build(&builder, dh_str_c(html), &tree, &d), DH_OK);
    assert_int_equal(dh_meta_read(&tree, o.url, &r->page, &meta), DH_OK);
    assert_int_equal(dh_body_read(&body, &builder, &tree, &meta, &o, &r->page, &d), DH_OK);
    kept(&r->page, got);
    dh_body_release(&body);
    dh_tree_builder_release(&builder);
}

/* A page of which it is known what the model keeps. */
struct body_part {
    const char *name, *html, *want;
};

/* A page whose body is known to the word; both extractors must find it where `both` is set. */
struct body_case {
    const char *name, *html, *want;
    bool both;
};

/* Fails where the kept fragments are others than the case wants; got is room for them. */
static inline struct dh_page *check_body(struct reader *r, const struct body_part *c,
                                         enum dh_extractor how, struct dh_buf *got)
{
    struct dh_page *p = read_page(r, dh_str_c(c->html), how);
    kept(p, got);
    if (strcmp(got->p, c->want) != 0)
        fail_msg("%s (%s): got\n%s", c->name, how == DH_EXTRACTOR_MODEL ? "model" : "rules",
                 got->p);
    return p;
}

/* Pages whose bodies the model finds, whatever it says of how sure it is. */
static inline void check_parts(struct reader *r, const struct body_part *cases, size_t n)
{
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    for (size_t i = 0; i < n; i++)
        check_body(r, &cases[i], DH_EXTRACTOR_MODEL, &got);
    dh_buf_release(&got);
}

static inline void check_bodies(struct reader *r, const struct body_case *cases, size_t n)
{
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    for (size_t i = 0; i < n; i++)
        for (int how = DH_EXTRACTOR_MODEL; how <= (cases[i].both ? DH_EXTRACTOR_RULES : 0); how++) {
            const struct body_part c = { cases[i].name, cases[i].html, cases[i].want };
            struct dh_page *p = check_body(r, &c, (enum dh_extractor)how, &got);
            assert_true(p->confidence > .5 && p->confidence <= 1);
        }
    dh_buf_release(&got);
}

/* Paragraphs for the pages below. P1 to P4 are one story, Q1 to Q3 another. */
#define P1 \
    "The lighthouse at Cape Marrow went dark on Tuesday night for the first time in ninety " \
    "years, after a storm tore the copper roof from the lamp room and rain got into the wiring."
#define P2 \
    "Two keepers climbed the tower with hand lamps and stood watch until morning, while the " \
    "coastguard warned ships by radio, said Ines Halvorsen, who runs the station."
#define P3 \
    "“We had four trawlers coming in and nothing to show them,” she said. “So we did what was " \
    "done a hundred years ago, and waved.”"
#define P4 \
    "A crew from the mainland is expected to mend the roof before Friday, when the next gale is " \
    "due, and the old lamp will be lit again by hand if the wiring cannot be dried in time."
#define Q1 \
    "The town of Ellery has bought back its only cinema, thirty years after it was turned into a " \
    "furniture store, and plans to show its first film there in the spring."
#define Q2 \
    "Volunteers found the old projector behind a wall, wrapped in oilcloth, and an electrician " \
    "of eighty-one who had worked there as a boy got it to run within a week."
#define Q3 \
    "Tickets will cost what they did on the last night, the mayor said, although nobody under " \
    "forty has been able to tell her how much that was in today's money."
#define HEAD \
    "<!doctype html><html lang=en><head><title>Lighthouse goes dark at Cape Marrow</title>" \
    "<meta property=og:type content=article></head><body>" \
    "<nav><ul><li><a href=/n>News</a><li><a href=/s>Sport</a><li><a " \
    "href=/w>Weather</a></ul></nav>"
#define H1    "<h1>Lighthouse goes dark at Cape Marrow</h1>"
#define FOOT  "<footer><p>© Marrow Gazette. All rights reserved.</p></footer></body></html>"
#define STORY P1 "\n" P2 "\n" P3 "\n" P4 "\n"
#define PICTURE \
    "<figure><img src=a.jpg><p>Keepers of Cape Marrow wave their lamps from the " \
    "gallery.</p></figure>"
#define PARAGRAPHS "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4 "</p>"

#define COLOURS \
    "<div class=x><div class=y>Red</div><div class=y>Green</div><div class=y>White</div></div>"

/* Comments below a label in Arabic: "Comments (2)". */
#define ARABIC \
    "<div class=k><h3>التعليقات (2)</h3><div class=r><div class=w>Omar</div><div class=t><p>" Q1 \
    "</p></div></div><div class=r><div class=w>Nadia</div><div class=t><p>" Q2 \
    "</p></div></div></div>"

#define OTHERS \
    "<div class=list><div class=item><h3><a href=/1>Ellery buys back its cinema</a></h3><p>" Q1 \
    "</p></div><div class=item><h3><a href=/2>Projector found behind a wall</a></h3><p>" Q2 \
    "</p></div><div class=item><h3><a href=/3>Tickets at the old prices</a></h3><p>" Q3 \
    "</p></div></div>"

#define TEASERS \
    "<ul><li><a href=/1>Ellery buys back its cinema</a> " Q1 "</li><li><a href=/2>Projector " \
    "found behind a wall</a> " Q2 "</li><li><a href=/3>Tickets at the old prices</a> " Q3 \
    "</li><li><a href=/4>Two keepers stand watch</a> " P2 "</li></ul>"

/* A story of six sentences, each in a box of its own, with something behind the third. */
#define D1 "The harbour of the town was closed on Monday after a storm had torn two barges loose."
#define D2 \
    "Both had been moored at the eastern mole since the spring, and their owner said the ropes " \
    "were " \
    "new."
#define D3 "A tug brought the first one back before noon; the second ran aground on the bar."
#define D4 "The council met in the evening and voted to spend 40,000 pounds on stronger bollards."
#define D5 "Fishermen have asked for years that the mole be raised, since the sea comes over it."
#define D6 "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend."
#define DIVS(put) \
    "<html><head><title>Harbour closed</title></head><body><div class=top><ul class=m><li><a " \
    "href=/a>" \
    "Home</a></li><li><a href=/b>News</a></li><li><a href=/c>Sport</a></li></ul></div><div " \
    "class=content><h1 class=title>Harbour closed</h1><div class=entry><div>" D1 "</div><div>" D2 \
    "</div><div>" D3 "</div><div>Advertisement</div>" put "<div>" D4 "</div><div>" D5 \
    "</div><div>" D6 "</div></div><div><a href=#0>Share</a> <a " \
    "href=#1>Facebook</a></div></div><div class=side><div>Read " \
    "more</div><ul class=t><li><a href=/t0>Floods close three roads</a></li><li><a " \
    "href=/t1>Mayor says " \
    "no to second tunnel</a></li></ul></div><div class=bottom><a href=/x0>About us</a> | <a " \
    "href=/x1>" \
    "Contact</a> © 2026 The Courier. All rights reserved.</div></body></html>"
#define DIV_TEXT(put) D1 "\n" D2 "\n" D3 "\nAdvertisement\n" put D4 "\n" D5 "\n" D6 "\n"

/* A page that says little of what it is. */
#define PLAIN_HEAD(title) \
    "<!doctype html><html><head><title>" title \
    "</title></head><body><header><nav><ul class=m><li>" \
    "<a href=/n>News</a><li><a href=/s>Sport</a><li><a href=/c>Culture</a><li><a href=/l>Log " \
    "in</a></ul></nav></header><main><article><h1>" title "</h1><div class=share><ul class=s><li>" \
    "<a href=/f>Facebook</a><li><a href=/e>Email</a></ul></div>"
#define AD "<div class=ad>Advertisement</div>"
#define PLAIN_FOOT \
    "</article><aside><h3>Read more</h3><ul class=t><li><a href=/1>Ferry stays in port</a><li><a " \
    "href=/2>Storm fells the oldest oak on the cape</a></ul></aside></main><div class=newsletter>" \
    "<p>Sign up for our newsletter</p><p>We use cookies to improve your experience.</p></div>" \
    "<footer><ul class=f><li><a href=/a>About us</a><li><a href=/p>Privacy policy</a></ul><p>© " \
    "Marrow Gazette. All rights reserved.</p></footer></body></html>"

#endif
