/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "html/block/blockinside.h"
#include "html/block/look.h"
#include "html/block/seam.h"
#include "html/block/tagtreat.h"

enum { CARD_NODES_MIN = 5, CARD_NODES_MAX = 64, CARD_LINKS = 2 };
enum { WORD_NODES_MAX = 16 }; /* in an element that HTML does not know and that stands in a line */
/* A link around a story holds so many bytes of text, in paragraphs of so many; they are looked for
 * among so many nodes. */
enum { STORY_BYTES = 600, STORY_PARAGRAPHS = 3, PARAGRAPH_BYTES = 80, STORY_NODES = 256 };

bool dh_blockinline_is_card(const struct dh_blockwalk *w, const struct dh_node *node)
{
    const struct dh_node *nodes = w->t->nodes;
    uint32_t first = (uint32_t)(node - nodes) + 1, links = 0, link_end = 0;
    bool picture = false;

    if (w->b->text.n == w->start || w->links || node->end - first < CARD_NODES_MIN ||
        node->end - first > CARD_NODES_MAX)
        return false;
    for (uint32_t i = first; i < node->end; i++) {
        const struct dh_node *k = &nodes[i];
        bool text = k->tag == DH_TAG_TEXT;
        if (text ? k->raw.n > 0 && (!picture || i >= link_end)
                 : dh_tag_treat[k->tag] == DH_TREAT_BOX)
            return false;
        picture |= k->tag == GUMBO_TAG_IMG;
        if (k->tag == GUMBO_TAG_A) {
            links++;
            link_end = k->end;
        }
    }
    return links >= CARD_LINKS;
}

/* Whether text of one piece stands in boxes of that tag. */
static bool holds_one_piece(unsigned tag)
{
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD ||
           dh_tag_is_heading(tag);
}

/* Whether an element that HTML does not know is part of the line that it stands in: words of it,
 * with text right before or behind them ("the <glossary-term>levy</glossary-term> on ships", or
 * what word processors put around names of towns). Elsewhere such elements are wrappers. */
static bool is_word(const struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes, *node = &nodes[i];
    bool inner = nodes[node->parent].tag == GUMBO_TAG_UNKNOWN &&
                 w->b->boxes[w->box].node != node->parent; /* of one that is part of a line */
    bool text = false, behind = node->end < w->t->n && nodes[node->end].tag == DH_TAG_TEXT &&
                                nodes[node->end].parent == node->parent;
    struct dh_str sofar = dh_str_sub(dh_buf_str(&w->b->text), w->start, w->breaks ? 0 : SIZE_MAX);
    bool name = dh_str_starts_nocase(dh_tag_name(node->raw), DH_STR("st1:")); /* of a town */

    if (!inner && !(name && (sofar.n || behind)) &&
        !dh_seam_goes_on(sofar, behind ? nodes[node->end].raw : DH_STR_NONE))
        return false;
    if (node->end - i > WORD_NODES_MAX)
        return false;
    for (uint32_t k = i + 1; k < node->end; k++) {
        bool known = nodes[k].tag != DH_TAG_TEXT && nodes[k].tag != GUMBO_TAG_UNKNOWN;
        if (known && dh_tag_is_box(nodes[k].tag))
            return false;
        text |= nodes[k].tag == DH_TAG_TEXT && nodes[k].raw.n;
    }
    return text || holds_one_piece(w->b->boxes[w->box].tag);
}

/* Whether the box at hand holds boxes beside its lines; a paragraph or a cell does not count, since
 * text of one piece stands there. Looked up once a box. */
static bool is_mixed(struct dh_blockwalk *w)
{
    enum { NO = 1, YES = 2 };
    struct dh_box *box = &w->b->boxes[w->box];
    const struct dh_node *nodes = w->t->nodes;
    bool yes = false;

    if (box->mixed)
        return box->mixed == YES;
    if (!holds_one_piece(box->tag))
        for (uint32_t i = box->node + 1; i < nodes[box->node].end && !yes; i = nodes[i].end)
            yes = nodes[i].tag != DH_TAG_TEXT && dh_tag_treat[nodes[i].tag] == DH_TREAT_BOX;
    box->mixed = yes ? YES : NO;
    return yes;
}

bool dh_blockinline_is_row(struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes, *node = &nodes[i];
    const struct dh_box *box = &w->b->boxes[w->box];
    uint32_t next = node->end, before = i - 1;

    if (node->parent != box->node || node->raw.n < 12 || !is_mixed(w))
        return false;
    const struct dh_look *look = dh_look_at(w->b->looks, node);
    if (!look->has_class)
        return false;
    uint32_t shape = look->shape;
    bool space = next < w->t->n && nodes[next].tag == DH_TAG_TEXT && nodes[next].raw.n == 0;
    next++;
    if (space && next < w->t->n && nodes[next].parent == box->node &&
        nodes[next].tag == node->tag && dh_look_at(w->b->looks, &nodes[next])->shape == shape)
        return true;
    /* The last one of them: the one before it was closed just now. */
    return nodes[before].tag == DH_TAG_TEXT && w->row_shape == shape && w->row_box == w->box &&
           w->b->text.n == w->start && w->b->n_blocks > box->first;
}

/* Whether an a element leads nowhere: it names a place of the page, and stays open over all that
 * follows where its end tag is missing. With a script or a role it is a button. */
static bool is_anchor(struct dh_str tag)
{
    struct dh_str unused;
    return !dh_str_starts(tag, DH_STR("<a href=")) && /* most are links: asked first */
           dh_str_find(tag, DH_STR("href")) == tag.n &&
           dh_str_find(tag, DH_STR("click")) == tag.n &&
           dh_str_find(tag, DH_STR("role=")) == tag.n &&
           !dh_tag_attr(tag, DH_STR("href"), &unused) &&
           (dh_tag_attr(tag, DH_STR("name"), &unused) || dh_tag_attr(tag, DH_STR("id"), &unused));
}

/* Whether a link in a heading leads to that heading: "<h2><a href="#harbour">Harbour</a></h2>". */
static bool leads_here(const struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes;
    struct dh_str href;
    return dh_tag_is_heading(nodes[nodes[i].parent].tag) &&
           dh_tag_attr(nodes[i].raw, DH_STR("href"), &href) && href.n && href.p[0] == '#';
}

/* Whether the link at node i goes around a story: one whose end tag is missing opens anew in each
 * paragraph that follows, by the same start tag, and some pages link a story to itself. Such a link
 * says nothing of its text. */
static bool holds_story(struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *nodes = w->t->nodes;
    const char *tag = nodes[i].raw.p;
    uint32_t end = nodes[i].end, last = w->t->n - i < STORY_NODES ? w->t->n : i + STORY_NODES;
    size_t bytes = 0;
    unsigned paragraphs = 0;

    if (w->story_link == tag)
        return true;
    for (uint32_t k = i + 1; k < last && bytes < STORY_BYTES; k++) {
        bool text = nodes[k].tag == DH_TAG_TEXT;
        if (k >= end && (text ? nodes[k].raw.n > 0 : nodes[k].tag == GUMBO_TAG_A)) {
            if (nodes[k].raw.p != tag)
                break;
            end = nodes[k].end;
        }
        bytes += text ? nodes[k].raw.n : 0;
        paragraphs += text && nodes[k].raw.n >= PARAGRAPH_BYTES;
    }
    if (bytes < STORY_BYTES || paragraphs < STORY_PARAGRAPHS)
        return false;
    w->story_link = tag;
    return true;
}

/* Whether the element behind node i, beside it, has text and is no button. */
static bool is_before_text(const struct dh_blockwalk *w, uint32_t i)
{
    enum { BYTES_MIN = 40, NODES_MAX = 24 };
    const struct dh_node *nodes = w->t->nodes;
    uint32_t at = nodes[i].end;
    size_t bytes = 0;
    while (at < w->t->n && nodes[at].tag == DH_TAG_TEXT && dh_str_trim(nodes[at].raw).n == 0)
        at++;
    if (at >= w->t->n || nodes[at].parent != nodes[i].parent || nodes[at].tag == DH_TAG_TEXT ||
        nodes[at].tag == GUMBO_TAG_BUTTON)
        return false;
    for (uint32_t k = at + 1; k < nodes[at].end && k < at + NODES_MAX; k++)
        bytes += nodes[k].tag == DH_TAG_TEXT ? nodes[k].raw.n : 0;
    return bytes >= BYTES_MIN;
}

/* Whether a button is the question over an answer that it opens, as it says itself or since text
 * stands right behind: no other says so much and asks. */
static bool is_question(const struct dh_blockwalk *w, uint32_t i)
{
    enum { QUESTION_MIN = 12, NODES_MAX = 12 };
    const struct dh_node *nodes = w->t->nodes;
    struct dh_str last = DH_STR_NONE;
    size_t n = 0;
    if (nodes[i].end - i > NODES_MAX ||
        (dh_str_find(nodes[i].raw, DH_STR("aria-expanded")) == nodes[i].raw.n &&
         !is_before_text(w, i)))
        return false;
    for (uint32_t k = i + 1; k < nodes[i].end; k++)
        if (nodes[k].tag == DH_TAG_TEXT && nodes[k].raw.n) {
            last = nodes[k].raw;
            n += last.n;
        }
    return n >= QUESTION_MIN && dh_utf8_is_question(last);
}

unsigned dh_blockinline_treat(struct dh_blockwalk *w, uint32_t i)
{
    const struct dh_node *node = &w->t->nodes[i];
    if (node->tag == GUMBO_TAG_NOSCRIPT && w->b->noscript)
        return DH_TREAT_BOX;
    if (node->tag == GUMBO_TAG_BUTTON && dh_tag_is_heading(w->t->nodes[node->parent].tag))
        return DH_TREAT_INLINE; /* a heading that opens what stands below it */
    if (node->tag == GUMBO_TAG_BUTTON && w->box != DH_NO_BOX && is_question(w, i))
        return DH_TREAT_BOX;
    if (node->tag == GUMBO_TAG_A && (is_anchor(node->raw) || leads_here(w, i) || holds_story(w, i)))
        return DH_TREAT_INLINE;
    if (node->tag == GUMBO_TAG_UNKNOWN && w->box != DH_NO_BOX && is_word(w, i))
        return DH_TREAT_INLINE;
    return dh_tag_treat[node->tag];
}
