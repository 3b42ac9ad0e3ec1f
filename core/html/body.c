/* SPDX-License-Identifier: MIT */
#include "html/body.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/url.h"
#include "base/utf8.h"

/* Longer texts are hardly captions or teasers. */
enum { CAPTION_WORDS = 80, TEASED_WORDS = 40 };
enum { NAME_WORDS = 4, NAME_LETTERS = 6, NAME_MAX_BYTES = 64, HOST_MAX_BYTES = 256 };
enum { SCRIPT_WORDS_MIN = 60, UNREAD_MIN = 1000, UNREAD_WORD = 4 };
static const float MENU_SCORE = -9, CAPTION_SCORE = 1, TEASED_SCORE = 1, KEEP_SCORE = -.4f,
                   PLAIN_SCORE = -1.2f, PLAIN_NOWHERE_SCORE = -.9f, PLAIN_LINK = .05f,
                   PLAIN_DIGITS = .15f;

struct work {
    struct dh_body *b;
    const struct dh_html_options *o;
    struct dh_page *page;
    struct dh_overview v;
    struct dh_choice *choice;
    float kept_words, kept_odds; /* odds: sum of probability times words */
};

void dh_body_init(struct dh_body *b, const struct dh_allocator *m, size_t max_arena)
{
    *b = (struct dh_body){ .mem = m, .model = &dh_model_builtin };
    dh_blocks_init(&b->blocks, m, max_arena);
    dh_arena_init(&b->arena, m, max_arena);
}

void dh_body_release(struct dh_body *b)
{
    dh_blocks_release(&b->blocks);
    dh_arena_release(&b->arena);
    dh_grove_free(b->grove, b->mem);
    b->grove = NULL;
}

/* ---- Choosing */

/* Links of a menu or footer: nearly half of all blocks, and one in ten thousand of them is body.
 * Not worth their features. */
static bool is_menu(const struct dh_overview *v, uint32_t i)
{
    const uint8_t *near = v->b->blocks[i].near;
    return v->facts[i].link > .9f &&
           (near[DH_NEAR_NAV] < DH_FAR || near[DH_SIGN_NAV] < DH_FAR ||
            near[DH_NEAR_FOOTER] < DH_FAR || near[DH_SIGN_FOOTER] < DH_FAR);
}

/* Text and nothing else: no links, no cue, no picture's or author's either, few digits, and no box
 * around it is named otherwise. */
static bool is_plain(const struct dh_overview *v, uint32_t i)
{
    static const uint32_t made_by =
        1u << DH_CUE_CREDIT | 1u << DH_CUE_CAPTION | 1u << DH_CUE_BYLINE;
    const struct dh_block *k = &v->b->blocks[i];
    const struct dh_block_facts *f = &v->facts[i];
    return f->link < PLAIN_LINK && !f->cue && !((k->cue_any | k->cue_start) & made_by) &&
           f->bad >= DH_FAR && (float)k->digits <= PLAIN_DIGITS * (float)k->chars;
}

/* Whether a box around says by its name that it holds text. Where none does, names may tell nothing
 * on this page, and that no box is named otherwise is no sign of text. */
static bool is_in_text(const struct dh_block *k)
{
    for (unsigned sign = DH_SIGN_ARTICLE; sign <= DH_SIGN_PARAGRAPH; sign++)
        if (k->near[sign] < DH_FAR)
            return true;
    return false;
}

/* The score above which block i is body: pictures' captions, and texts below headlines that lead
 * elsewhere, need a better one; plain text is body when in doubt, sooner where boxes are named, and
 * so are addresses. */
static float threshold(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    if (dh_near_within(k, DH_NEAR_FIGCAPTION, 3) && k->words < CAPTION_WORDS)
        return CAPTION_SCORE;
    if (v->facts[i].teased && k->words < TEASED_WORDS)
        return TEASED_SCORE;
    if (dh_shows_address(v, i))
        return DH_ADDRESS_SCORE;
    if (!is_plain(v, i))
        return KEEP_SCORE;
    return is_in_text(k) ? PLAIN_SCORE : PLAIN_NOWHERE_SCORE;
}

/* Scores blocks [i, end) up to the number that are well asked together; answers where it stopped.
 */
static uint32_t score_some(struct work *w, uint32_t i, float *x)
{
    float scores[DH_GROVE_MANY];
    uint32_t of[DH_GROVE_MANY], n = 0;
    for (; i < w->v.b->n_blocks && n < DH_GROVE_MANY; i++) {
        if (is_menu(&w->v, i)) {
            w->choice[i].score = MENU_SCORE;
            continue;
        }
        dh_features_of(&w->v, i, x + (size_t)n * DH_GROVE_ROW);
        of[n++] = i;
    }
    dh_grove_scores(w->b->grove, x, n, scores);
    for (uint32_t k = 0; k < n; k++)
        w->choice[of[k]] =
            (struct dh_choice){ .score = scores[k], .keep = scores[k] > threshold(&w->v, of[k]) };
    return i;
}

static enum dh_err make_grove(struct dh_body *b)
{
    return dh_grove_use(&b->grove, b->mem, b->model, DH_FEATURES,
                        b->model == &dh_model_builtin ? &dh_model_laid : NULL);
}

static enum dh_err choose_by_model(struct work *w)
{
    _Static_assert((unsigned)DH_FEATURES < DH_GROVE_ROW,
                   "a row holds all features, and a key more");
    struct dh_body *b = w->b;
    float *x = dh_arena_alloc(&b->arena, sizeof *x * DH_GROVE_ROW * DH_GROVE_MANY);
    if (!x)
        return DH_ELIMIT;
    enum dh_err e = b->grove ? DH_OK : make_grove(b);
    for (uint32_t i = 0; e == DH_OK && i < w->v.b->n_blocks;)
        i = score_some(w, i, x);
    return e;
}

static void weigh(struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    w->kept_words = w->kept_odds = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            w->kept_words += b->blocks[i].words;
            w->kept_odds += b->blocks[i].words / (1 + expf(-w->choice[i].score));
        }
}

/* ---- From blocks to the page */

/* The smallest box that holds all kept blocks; -1: nothing is kept. */
static int32_t common_box(const struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    uint32_t first = 0, last = b->n_blocks;
    while (first < b->n_blocks && !w->choice[first].keep)
        first++;
    if (first == b->n_blocks)
        return -1;
    while (!w->choice[last - 1].keep)
        last--;
    int32_t e = (int32_t)b->blocks[first].box;
    while (b->boxes[e].parent >= 0 && (b->boxes[e].end < last || b->boxes[e].first > first))
        e = b->boxes[e].parent;
    return e;
}

static bool visible(const struct work *w, uint32_t i)
{
    return !(w->v.b->blocks[i].is & DH_IS_HIDDEN) || w->choice[i].keep;
}

/* The texts of the visible blocks of [first, end) outside [from, to), one a line, and their number.
 */
static enum dh_err join(const struct work *w, uint32_t first, uint32_t end, uint32_t from,
                        uint32_t to, struct dh_str *out, uint32_t *blocks)
{
    const struct dh_blocks *b = w->v.b;
    size_t n = 0;
    *blocks = 0;
    for (uint32_t i = first; i < end; i++)
        if (visible(w, i) && (i < from || i >= to)) {
            n += b->blocks[i].n + 1u;
            ++*blocks;
        }
    char *p = dh_arena_alloc(&w->page->arena, n + 1);
    if (!p)
        return DH_ELIMIT;
    *out = (struct dh_str){ p, n ? n - 1 : 0 };
    for (uint32_t i = first; i < end; i++) {
        if (!visible(w, i) || (i >= from && i < to))
            continue;
        memcpy(p, b->text.p + b->blocks[i].at, b->blocks[i].n + 1u);
        p += b->blocks[i].n + 1u;
    }
    return DH_OK;
}

static uint16_t permille(uint32_t part, uint32_t n)
{
    uint64_t x = n ? (uint64_t)part * 1000 / n : 0;
    return (uint16_t)(x < 1000 ? x : 1000);
}

static enum dh_err add_fragments(struct work *w, uint32_t first, uint32_t end)
{
    struct dh_page *page = w->page;
    uint32_t at = 0, shown = 0;
    for (uint32_t i = first; i < end; i++)
        shown += visible(w, i);
    enum dh_err e = dh_page_expect(page, shown);
    for (uint32_t i = first; !e && i < end; i++) {
        const struct dh_block *k = &w->v.b->blocks[i];
        if (!visible(w, i))
            continue;
        enum dh_role role = dh_block_role(w->v.b, i);
        e = dh_page_add_fragment(page, at, k->n, role);
        if (e)
            return e;
        struct dh_fragment *f = &page->fragments[page->n_fragments - 1];
        f->path = dh_block_path(w->v.b, i);
        f->link_permille = permille(k->link, k->n);
        f->bold_permille = role == DH_ROLE_HEADING ? 1000 : permille(k->bold, k->n);
        if (!w->choice[i].keep) {
            struct dh_kind_rule r = dh_block_kind(&w->v, i);
            dh_page_strike(page, page->n_fragments - 1, r.kind, dh_str_c(r.rule));
        } else if (dh_block_is_note(k)) {
            dh_page_strike(page, page->n_fragments - 1, DH_NOTE, DH_STR("html.note"));
        }
        at += k->n + 1;
    }
    return e;
}

static enum dh_err fill_page(struct work *w, int32_t box)
{
    const struct dh_blocks *b = w->v.b;
    uint32_t first = box < 0 ? 0 : b->boxes[box].first, end = box < 0 ? 0 : b->boxes[box].end;
    struct dh_str outside;
    uint32_t blocks;
    enum dh_err e = join(w, 0, b->n_blocks, first, end, &outside, &blocks);
    if (e)
        return e;
    w->page->outside = (uint32_t)outside.n;
    w->page->outside_blocks = blocks;
    if (w->o->outside)
        w->page->outside_text = outside;
    if (box < 0)
        return DH_OK;
    e = join(w, first, end, 0, 0, &w->page->input, &blocks);
    return e ? e : add_fragments(w, first, end);
}

/* ---- Bodies that stand in a script only */

/* Lines of text, trimmed, empty ones left out. */
static enum dh_err one_a_line(struct dh_page *page, struct dh_str text, struct dh_str *out)
{
    char *p = dh_arena_alloc(&page->arena, text.n + 1);
    struct dh_str line;
    size_t n = 0;
    if (!p)
        return DH_ELIMIT;
    while (dh_str_split(&text, '\n', &line)) {
        line = dh_str_trim(line);
        if (line.n == 0)
            continue;
        if (n)
            p[n++] = '\n';
        memcpy(p + n, line.p, line.n);
        n += line.n;
    }
    *out = (struct dh_str){ p, n };
    return DH_OK;
}

static enum dh_err read_script_body(struct work *w, struct dh_tree_builder *builder,
                                    const struct dh_meta_body *body, struct dh_detail *d)
{
    struct dh_page *page = w->page;
    enum dh_err e;
    if (body->html) {
        struct dh_tree t;
        e = dh_tree_build(builder, body->text, &t, d);
        if (e == DH_OK)
            e = dh_blocks_read(&w->b->blocks, &t);
        if (e)
            return e;
        size_t n = w->b->blocks.text.n;
        if (!dh_arena_copy(&page->arena, (struct dh_str){ w->b->blocks.text.p, n ? n - 1 : 0 },
                           &page->input))
            return DH_ELIMIT;
    } else if ((e = one_a_line(page, body->text, &page->input)))
        return e;
    struct dh_str rest = page->input, line;
    page->n_fragments = 0;
    while (dh_str_split(&rest, '\n', &line)) {
        line = dh_str_trim(line);
        if (line.n == 0)
            continue;
        e = dh_page_add_fragment(page, (uint32_t)(line.p - page->input.p), (uint32_t)line.n,
                                 DH_ROLE_PARAGRAPH);
        if (e)
            return e;
    }
    page->confidence = .9;
    return dh_page_set(page, DH_FIELD_SOURCE, body->source);
}

/* The body in a script that should be taken instead of what the tree holds; NULL: none. */
static const struct dh_meta_body *better_script(const struct work *w)
{
    const struct dh_meta *m = w->v.meta;
    const struct dh_meta_body *best = &m->body[0];
    if (m->body[1].text.n > best->text.n)
        best = &m->body[1];
    if (best->text.n == 0 || w->v.json_length < SCRIPT_WORDS_MIN)
        return NULL;
    /* Blocks that stand in it are there: the tree has it. */
    return w->kept_words < .3f * (float)w->v.json_length && w->v.json_covered < .3f ? best : NULL;
}

/* Up to `words` words of s as their ASCII letters in lower case; the number of letters. */
static size_t letters_of(struct dh_str s, unsigned words, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < room; i++) {
        words -= s.p[i] == ' ' && n;
        if (words == 0)
            break;
        char c = (char)(s.p[i] | 0x20);
        if (c >= 'a' && c <= 'z')
            out[n++] = c;
    }
    return n;
}

/* Whether the address has the name in it: bettysmith.example is not written by a Betty Smith. */
static bool in_host(struct dh_str author, struct dh_str url)
{
    char name[NAME_MAX_BYTES], host[HOST_MAX_BYTES];
    size_t n = letters_of(author, 2, name, sizeof name);
    size_t m = letters_of(dh_url_host(url), 1, host, sizeof host);
    return n >= NAME_LETTERS &&
           dh_str_find((struct dh_str){ host, m }, (struct dh_str){ name, n }) < m;
}

/* Whether the authors may be people: names of few words, and not the publisher's. */
static bool names_people(struct dh_str author, struct dh_str site, struct dh_str url)
{
    unsigned blanks = 0;
    if (author.n == 0 || in_host(author, url) ||
        (site.n && (dh_str_find(author, site) < author.n || dh_str_find(site, author) < site.n)))
        return false;
    for (size_t i = 0; i < author.n; i++) {
        bool next = author.p[i] == ',';
        blanks = next ? 0 : blanks + (author.p[i] == ' ');
        if (blanks > NAME_WORDS)
            return false;
    }
    return true;
}

/* Whether the address has nothing behind the host. */
static bool is_front(struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    if (host.n == 0)
        return false;
    struct dh_str rest = dh_str_sub(url, (size_t)(host.p + host.n - url.p), url.n);
    return rest.n == 0 || dh_str_eq(rest, DH_STR("/"));
}

/* Reads the tree into blocks and chooses: everything up to what the page shall hold. */
static enum dh_err choose(struct work *w, const struct dh_tree *t, const struct dh_meta *meta)
{
    struct dh_body *b = w->b;
    const struct dh_page *page = w->page;
    struct dh_str url = page->field[DH_FIELD_CANONICAL];
    if (url.n == 0)
        url = page->field[DH_FIELD_URL].n ? page->field[DH_FIELD_URL] : w->o->url;
    dh_arena_reset(&b->arena);
    b->arena.refused = false;
    enum dh_err e = dh_blocks_read(&b->blocks, t);
    if (e == DH_OK)
        e = dh_overview_read(&w->v, &b->blocks, meta, url, page->field[DH_FIELD_AUTHOR], &b->arena);
    if (e)
        return e;
    if (!names_people(page->field[DH_FIELD_AUTHOR], page->field[DH_FIELD_SITENAME], url))
        w->v.n_who = 0;
    w->v.front = is_front(url);
    w->choice = dh_arena_zeroed(&b->arena, b->blocks.n_blocks + 1u, sizeof *w->choice);
    if (!w->choice)
        return DH_ELIMIT;
    if (b->blocks.n_blocks) {
        if (w->o->extractor == DH_EXTRACTOR_MODEL && b->model->n_trees)
            e = choose_by_model(w);
        else
            dh_rules_choose(&w->v, w->choice);
        if (e)
            return e;
        dh_body_refine(&w->v, w->choice, w->o);
    }
    weigh(w);
    return DH_OK;
}

/* Whether the body may stand in noscript: no other is there, or one that is shorter than what
 * stands there, by UNREAD_WORD bytes a word. Notices to switch scripts on are short. */
static bool hides_body(const struct work *w)
{
    float unread = (float)w->b->blocks.unread;
    return w->kept_words < DH_BODY_WORDS_MIN ||
           (unread >= UNREAD_MIN && unread > UNREAD_WORD * w->kept_words);
}

/* Of a page of frames: what stands there for readers that show none, if anything. */
static enum dh_err choose_unframed(struct work *w, struct dh_tree_builder *builder,
                                   const struct dh_tree *t, const struct dh_meta *meta)
{
    struct dh_str html = dh_tree_noframes(t);
    struct dh_tree inside;
    if (html.n == 0)
        return DH_OK;
    enum dh_err e = dh_tree_build(builder, html, &inside, NULL);
    return e ? e : choose(w, &inside, meta);
}

enum dh_err dh_body_read(struct dh_body *b, struct dh_tree_builder *builder,
                         const struct dh_tree *t, const struct dh_meta *meta,
                         const struct dh_html_options *o, struct dh_page *page, struct dh_detail *d)
{
    struct work w = { .b = b, .o = o, .page = page };
    b->blocks.noscript = false;
    enum dh_err e = choose(&w, t, meta);
    const struct dh_meta_body *script = e ? NULL : better_script(&w);
    if (e == DH_OK && !script && hides_body(&w)) {
        b->blocks.noscript = true; /* an element left open in noscript swallows the page */
        e = choose(&w, t, meta);
    }
    if (e == DH_OK && !script && w.kept_words < DH_BODY_WORDS_MIN)
        e = choose_unframed(&w, builder, t, meta);
    if (e == DH_ELIMIT)
        e = dh_arena_err(&b->arena);
    if (e == DH_OK && b->seen && !b->seen(b->seen_self, &w.v))
        e = DH_EIO;
    if (e)
        return dh_fail(d, e, 0,
                       e == DH_ELIMIT ? "more blocks or words than a page may have"
                                      : "no memory for the page's blocks");
    if (script)
        e = read_script_body(&w, builder, script, d);
    else {
        bool none =
            w.kept_words < DH_BODY_WORDS_MIN || !dh_body_is_article(&w.v, &b->blocks, w.choice);
        page->confidence = none ? 0 : w.kept_odds / w.kept_words;
        e = fill_page(&w, none ? -1 : common_box(&w));
        if (e == DH_OK && !none)
            e = dh_page_set(page, DH_FIELD_SOURCE, DH_STR("tree"));
    }
    return e ? dh_fail(d, e, 0, "no memory for the page's fragments") : DH_OK;
}
