/* SPDX-License-Identifier: MIT */
#include "html/block/verse.h"

#include <string.h>

#include "base/utf8.h"
#include "html/block/block.h"
#include "html/block/tagtreat.h"

enum {
    LINES_MIN = 3,
    WIDTH_MIN = 30,                  /* characters; nobody wraps prose narrower than this, */
    WIDTH_MAX = 60,                  /* and wider lines are prose */
    FIRST_MAX = 4 * (WIDTH_MAX + 1), /* bytes of the line before a run: more make it too wide */
    SLACK = 2,                       /* characters by which a wrapped line may miss its width */
    EARLY = 2, /* points for a line end before which the next word had fitted, */
    STOP = 1   /* and for one behind a stop, comma or figure; lines have one a line end */
};

/* Measures of the lines of a run. */
struct lines {
    uint32_t width;       /* of the widest; 0: not known yet */
    uint32_t n, points;   /* lines; what speaks for lines */
    uint32_t chars, last; /* characters of the line at hand and of the one before */
    bool first_word;      /* the line at hand has not left its first word */
    char end, last_end;   /* their last bytes */
};

static void end_word(struct lines *l)
{
    if (l->first_word && l->chars && l->n) {
        bool stop = dh_is_digit((unsigned char)l->last_end) ||
                    (l->last_end && strchr(",;:.!?", l->last_end));
        l->points += l->last + 1 + l->chars + SLACK <= l->width ? EARLY : stop ? STOP : 0;
    }
    l->first_word = l->first_word && !l->chars;
}

static void end_line(struct lines *l)
{
    end_word(l);
    if (l->chars == 0)
        return;
    l->n++;
    l->last = l->chars;
    l->last_end = l->end;
    l->chars = 0;
    l->first_word = true;
}

static void add(struct lines *l, const struct dh_node *text, uint32_t *widest)
{
    bool space = text->space_before;
    for (size_t i = 0; i <= text->raw.n; i++) {
        bool end = i == text->raw.n;
        if (end ? text->space_after : dh_is_space((unsigned char)text->raw.p[i])) {
            space = true;
            continue;
        }
        if (space)
            end_word(l);
        if (end)
            break;
        l->chars += space && l->chars;
        space = false;
        l->end = text->raw.p[i];
        l->chars += ((unsigned char)text->raw.p[i] & 0xC0) != 0x80; /* code points */
    }
    *widest = l->chars > *widest ? l->chars : *widest;
}

/* Goes over the run and answers where it ends. */
static uint32_t measure(const struct dh_tree *t, uint32_t from, uint32_t until, struct dh_str first,
                        struct lines *l, uint32_t *widest)
{
    unsigned breaks = 0;
    uint32_t i = from;
    l->chars = (uint32_t)dh_utf8_count(dh_str_sub(first, 0, FIRST_MAX));
    l->end = first.n ? first.p[first.n - 1] : 0;
    end_line(l);
    *widest = l->last;
    while (i < until) {
        const struct dh_node *k = &t->nodes[i];
        if (k->tag == GUMBO_TAG_BR) {
            if (++breaks == 2)
                break;
            end_line(l);
        } else if (k->tag == DH_TAG_TEXT) {
            breaks = k->raw.n ? 0 : breaks;
            add(l, k, widest);
        } else if (dh_tag_is_box(k->tag))
            break;
        i = k->tag == DH_TAG_TEXT || dh_tag_has_text(k->tag) ? i + 1 : k->end;
    }
    end_line(l);
    return i;
}

bool dh_verse_at(const struct dh_tree *t, uint32_t from, uint32_t until, struct dh_str first,
                 uint32_t *end)
{
    struct lines l = { .first_word = true };
    uint32_t width;
    *end = measure(t, from, until, first, &l, &width);
    if (l.n < LINES_MIN || width > WIDTH_MAX)
        return false;
    if (width < WIDTH_MIN)
        return true;
    l = (struct lines){ .width = width, .first_word = true };
    measure(t, from, until, first, &l, &width);
    return l.points >= l.n - 1;
}

static struct dh_str next_line(struct dh_str *s)
{
    struct dh_str line = DH_STR_NONE;
    return dh_str_split(s, '\n', &line) ? dh_str_trim(line) : DH_STR_NONE;
}

/* Characters that a line and the first word of the next have in one. */
static size_t with_next_word(struct dh_str line, struct dh_str next)
{
    return dh_utf8_count(line) + 1 +
           dh_utf8_count(dh_str_sub(next, 0, dh_str_find_byte(next, ' ')));
}

bool dh_verse_goes_on(struct dh_str line, struct dh_str next, uint32_t width)
{
    enum { FULL_PERCENT = 80 };
    line = dh_str_trim(line);
    next = dh_str_trim(next);
    return line.n && next.n && !dh_str_has_columns(line) && !dh_str_has_columns(next) &&
           with_next_word(line, next) * 100 > width * FULL_PERCENT;
}

uint32_t dh_verse_wrapped_at(struct dh_str s)
{
    enum { PROSE_MIN = 40, PROSE_MAX = 100, WITHIN_MIN = 4, EARLY_PART = 4 };
    uint32_t width = 0, within = 0, early = 0;
    struct dh_str line, before = DH_STR_NONE;
    for (struct dh_str rest = s; rest.n;) {
        uint32_t n = (uint32_t)dh_utf8_count(next_line(&rest));
        width = n > width ? n : width;
    }
    for (struct dh_str rest = s; rest.n; before = line) {
        line = next_line(&rest);
        if (line.n == 0 || before.n == 0)
            continue;
        within++;
        early += dh_str_has_columns(before) || with_next_word(before, line) + SLACK <= width;
    }
    bool wrapped = width >= PROSE_MIN && width <= PROSE_MAX && within >= WITHIN_MIN &&
                   early * EARLY_PART <= within;
    return wrapped ? width : 0;
}
