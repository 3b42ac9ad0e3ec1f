/* SPDX-License-Identifier: MIT */
#include "html/block/seam.h"

#include "base/utf8.h"
#include "tree/tags.h"

/* Word processors cut words into spans with a style or a language; style sheets go by classes. */
bool dh_seam_is_span(const struct dh_node *node)
{
    return node->tag == GUMBO_TAG_SPAN && dh_str_find(node->raw, DH_STR("class")) < node->raw.n;
}

/* Whether element i has words of its own around its spans, which then are parts of a line. */
static bool has_own_words(const struct dh_node *nodes, uint32_t i)
{
    enum { CHILDREN_MAX = 32, SIGNS = 4 /* bytes of what parts spans: " | " */ };
    unsigned n = 0;
    for (uint32_t k = i + 1; k < nodes[i].end && n < CHILDREN_MAX; k = nodes[k].end, n++)
        if (nodes[k].tag == DH_TAG_TEXT && dh_str_trim(nodes[k].raw).n > SIGNS)
            return true;
    return false;
}

/* Whether span i, right behind another, may begin a word of its own: not in a line of text ("CO"
 * and "2", "i" and "Phone"), nor in words of which each letter has its span. */
bool dh_seam_may_be(const struct dh_node *nodes, uint32_t i)
{
    if (!dh_seam_is_span(&nodes[i]))
        return false;
    bool letters = nodes[i - 1].tag == DH_TAG_TEXT && nodes[i - 1].raw.n == 1 &&
                   i + 1 < nodes[i].end && nodes[i + 1].raw.n == 1;
    return !letters && !has_own_words(nodes, nodes[i].parent);
}

/* Whether two spans side by side are words of their own, which a style sets apart: what the one
 * ends and the other begins with is of no one word ("Alder" and "3-1", "Ann Lee" and "4 March").
 * Scripts without blanks have none between words and figures either. */
bool dh_seam_parts(struct dh_str sofar, struct dh_str next)
{
    uint32_t last, first;
    dh_utf8_back(sofar, sofar.n, &last);
    dh_utf8_get(next, 0, &first);
    unsigned a = dh_utf8_class(last), b = dh_utf8_class(first);
    return (a & DH_C_LETTER && !(a & DH_C_WIDE) && b & DH_C_DIGIT) ||
           (a & DH_C_DIGIT && b & DH_C_UPPER) || (a & DH_C_LOWER && b & DH_C_UPPER);
}

/* "4. ": the number of an item of a list. Asked at each element, of a line that may be as long as
 * the page: what is longer than a number is not gone over. */
static bool is_number(struct dh_str s)
{
    enum { NUMBER_MAX = 20 /* bytes */ };
    s = dh_str_trim(s);
    while (s.n && s.n <= NUMBER_MAX && dh_is_digit((unsigned char)s.p[0]))
        s = dh_str_sub(s, 1, s.n);
    return dh_str_eq(s, DH_STR("."));
}

/* Whether a line goes on with an element and with the text right behind it, if any: not where a
 * sentence ends before it ("... said. <my-ad>Advertisement</my-ad> Later"), unless what is behind
 * tells otherwise ("1. <my-name>Lee A</my-name>, <my-name>Birch C</my-name>"). */
bool dh_seam_goes_on(struct dh_str before, struct dh_str behind)
{
    enum { CLOSING = 3 }; /* blanks and quotation marks behind the stop */
    uint32_t cp = 0, next = 0;
    size_t at = before.n;
    for (int i = 0; i < CLOSING && at > 0; i++) {
        at -= dh_utf8_back(before, at, &cp);
        if (dh_utf8_stop(cp) || dh_utf8_class(cp) & (DH_C_LETTER | DH_C_DIGIT))
            break;
    }
    behind = dh_str_trim(behind);
    if (behind.n)
        dh_utf8_get(behind, 0, &next);
    if (before.n == 0)
        return behind.n && !(dh_utf8_class(next) & DH_C_UPPER);
    return !dh_utf8_stop(cp) || is_number(before) || dh_utf8_class(next) & DH_C_LOWER ||
           next == ',' || next == ';' || next == ':';
}
