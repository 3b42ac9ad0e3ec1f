/* SPDX-License-Identifier: MIT */
/* Lines that no person wrote: what a page's program complains of, and what it was to put something
 * in the place of. */
#include "html/block/phrases.h"
#include "html/refine/refine.h"

/* What a page's own program complains of (phrases.h): "Notice: Undefined index: ad in
 * /srv/www/ad.php on line 12". Such lines quoted stand in pre or blockquote. */
static bool is_complaint(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    bool known = false;
    for (size_t n = 0; n < dh_n_complaints && !known; n++)
        known = dh_complaints[n].begins.p[0] == text.p[0] &&
                dh_str_starts(text, dh_complaints[n].begins) &&
                dh_str_find(text, dh_complaints[n].holds) < text.n;
    return known && !(k->is & DH_IS_PRE) && !dh_near_within(k, DH_NEAR_BLOCKQUOTE, 3);
}

/* Whether most of a line stands in brackets: what stands between "[quote]" and "[/quote]" is text.
 */
static bool is_bracketed(struct dh_str text)
{
    size_t in = 0, depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        depth += text.p[i] == '[';
        in += depth > 0;
        depth -= text.p[i] == ']' && depth;
    }
    return 2 * in > text.n;
}

/* A line that a program was to put something in the place of: "[contact-form id="7"]". */
static bool is_shortcode(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    if (text.n < 5 || text.p[0] != '[' || text.p[text.n - 1] != ']' ||
        v->b->blocks[i].is & DH_IS_PRE ||
        !(text.p[1] == '/' || dh_is_alpha((unsigned char)text.p[1])) || !is_bracketed(text))
        return false;
    return dh_str_find(text, DH_STR("=\"")) < text.n || dh_str_find(text, DH_STR("=”")) < text.n ||
           text.p[1] == '/' || dh_str_find(text, DH_STR("=″")) < text.n;
}

/* One walk over the page for both. */
bool dh_is_of_program(const struct dh_overview *v, uint32_t i)
{
    return is_shortcode(v, i) || is_complaint(v, i);
}
