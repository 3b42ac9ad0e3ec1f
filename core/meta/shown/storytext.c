/* SPDX-License-Identifier: MIT */
/* What the story's own text tells where nothing around it does: the place and date it begins with
 * ("CEDAR FALLS, Iowa, March 16, 2021 /Wire/ --"), the byline that stands with it in one run of
 * preformatted text, the name that signs it. */
#include "meta/shown/storytext.h"

#include "base/utf8.h"
#include "meta/date/date.h"
#include "meta/facts/byline.h"
#include "meta/name/personname.h"
#include "meta/shown/elements.h"

enum { RANK_DATELINE = 58, RANK_SIGNED = 60, LONG = 60, NODES_MAX = 3000 };

/* Whether s begins with a word of three capitals or more, as places in datelines are written. */
static bool starts_in_capitals(struct dh_str s)
{
    enum { LEAST = 3 };
    unsigned n = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        if (!(dh_utf8_class(cp) & DH_C_UPPER))
            return n >= LEAST && (cp == ' ' || cp == ',');
        n++;
    }
    return false;
}

/* What stands before the dash of a dateline; empty: s begins with none. */
static struct dh_str dateline_of(struct dh_str s)
{
    enum { LEAD_MAX = 120 };
    static const struct dh_str dashes[] = {
        { " - ", 3 }, { "--", 2 }, { " \xE2\x80\x93 ", 5 }, { " \xE2\x80\x94 ", 5 }
    };
    size_t end = LEAD_MAX;
    s = dh_str_sub(dh_str_trim(s), 0, LEAD_MAX);
    if (!starts_in_capitals(s))
        return DH_STR_NONE;
    for (size_t i = 0; i < DH_LEN(dashes); i++) {
        size_t hit = dh_str_find(s, dashes[i]);
        end = hit < s.n && hit < end ? hit : end;
    }
    return end < LEAD_MAX ? dh_str_sub(s, 0, end) : DH_STR_NONE;
}

/* A line of the text, as it stands in the page. */
static void read_line(struct dh_facts *f, struct dh_str raw, bool alone)
{
    struct dh_str names, line = dh_str_trim(raw), lead = dateline_of(line);
    if (lead.n && f->rank[DH_FACT_PUBLISHED] == DH_RANK_NONE)
        dh_facts_add(f, DH_FACT_PUBLISHED, RANK_DATELINE, lead, true);
    if (alone && line.n && f->rank[DH_FACT_AUTHOR] == DH_RANK_NONE && dh_byline_is(line, &names))
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_SIGNED, names, true);
}

/* The first lines of preformatted text, which has the whole story in one run. */
static void read_lines(struct dh_facts *f, struct dh_str text)
{
    enum { LINES_MAX = 16 };
    struct dh_str line;
    for (unsigned n = 0; n < LINES_MAX && dh_str_split(&text, '\n', &line); n++)
        read_line(f, line, true);
}

/* The element of blocks around text run i: what is around it is not set in the line. */
static uint32_t block_of(const struct dh_tree *t, uint32_t i)
{
    enum { LEVELS = 4 };
    uint32_t box = t->nodes[i].parent;
    for (int up = 0; up < LEVELS; up++, box = t->nodes[box].parent) {
        GumboTag tag = t->nodes[box].tag;
        if (tag != GUMBO_TAG_B && tag != GUMBO_TAG_STRONG && tag != GUMBO_TAG_I &&
            tag != GUMBO_TAG_EM && tag != GUMBO_TAG_SPAN && tag != GUMBO_TAG_FONT)
            break;
    }
    return box;
}

/* Whether text run i is a person's name, in bold or italics, and all that its paragraph holds. */
static bool is_signature(struct dh_facts *f, const struct dh_tree *t, uint32_t i)
{
    enum { NAME_MAX = 60 };
    uint32_t box = block_of(t, i);
    if (t->nodes[i].raw.n > NAME_MAX || box == t->nodes[i].parent ||
        t->nodes[box].tag != GUMBO_TAG_P)
        return false;
    struct dh_str text = dh_facts_text(f, t->nodes[i].raw, true);
    return dh_names_person(text) && dh_facts_element_text(f, t, box).n == text.n;
}

/* Languages that write labels with capitals have too many lines that look like names. */
static bool has_plain_labels(struct dh_str lang)
{
    return lang.n >= 2 && !dh_str_starts(lang, DH_STR("en")) && !dh_str_starts(lang, DH_STR("de"));
}

/* The name right behind the last long paragraph of the box of several such. */
static void read_signature(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    uint32_t found = 0, last = 0, end = headline + NODES_MAX < t->n ? headline + NODES_MAX : t->n;
    bool follows = false; /* a long run, with no other text between */
    for (uint32_t i = t->nodes[headline].end; i < end; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag != DH_TAG_TEXT || dh_str_trim(node->raw).n == 0)
            continue;
        if (node->raw.n >= LONG) {
            uint32_t box = t->nodes[block_of(t, i)].parent;
            if (found && box == t->nodes[block_of(t, found)].parent)
                found = 0; /* a crosshead, or who speaks */
            follows = box == last;
            last = box;
            continue;
        }
        if (follows && is_signature(f, t, i) && t->nodes[block_of(t, i)].parent == last)
            found = found ? found : i;
        follows = false;
    }
    if (found)
        dh_facts_add(f, DH_FACT_AUTHOR, RANK_SIGNED, t->nodes[found].raw, true);
}

void dh_facts_read_story(struct dh_facts *f, const struct dh_tree *t, uint32_t headline)
{
    enum { RUNS_MAX = 3 };
    unsigned runs = 0;
    bool told = f->rank[DH_FACT_PUBLISHED] != DH_RANK_NONE;
    for (uint32_t i = headline; i < t->n && i < headline + NODES_MAX && runs < RUNS_MAX; i++) {
        const struct dh_node *node = &t->nodes[i];
        if (node->tag != DH_TAG_TEXT || node->raw.n < LONG)
            continue;
        bool pre = t->nodes[node->parent].tag == GUMBO_TAG_PRE;
        if (told && !pre)
            continue;
        runs++;
        if (pre)
            read_lines(f, dh_str_sub(node->raw, 0, 16 * LONG));
        else
            read_line(f, node->raw, false);
    }
    if (headline && f->rank[DH_FACT_AUTHOR] == DH_RANK_NONE &&
        has_plain_labels(f->value[DH_FACT_LANG]))
        read_signature(f, t, headline);
}
