/* SPDX-License-Identifier: MIT */
#include "text/input/wrap.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/words/counts.h"

enum {
    WORD_MAX = 24,      /* characters of a first word: more may be an address */
    FULL_LEAST = 4,     /* so many lines prove a width, */
    FEW_WIDTH = 50,     /* fewer one of so much, if none ends early and half of them go on small; */
    FULL_PERCENT = 60,  /* and this share of those that another follows; */
    EARLY_PERCENT = 10, /* where more end early, no blank lines part the paragraphs; */
    WIDE_PERCENT = 5    /* so few may be wider */
};

size_t dh_wrap_characters(struct dh_str s)
{
    size_t at = dh_swar_ascii(dh_str_sub(s, 0, DH_WRAP_MAX + 1), 0), more = 0;
    for (; at < s.n && at - more <= DH_WRAP_MAX; at += 8) {
        uint64_t x = dh_swar_load_tail(s, at), goes_on = dh_swar_high(x) & ~(x << 1);
        if (goes_on) /* one bit a byte: their sum comes to stand in the highest */
            more += (goes_on >> 7) * DH_SWAR_ONES >> 56;
    }
    size_t n = (at < s.n ? at : s.n) - more;
    return n <= DH_WRAP_MAX ? n : DH_WRAP_MAX + 1;
}

bool dh_wrap_is_ended(struct dh_str line)
{
    enum { THAI = 0xE00 };
    uint32_t cp = dh_utf8_last(line);
    return dh_utf8_stop(cp) || dh_counts_quote(cp) || cp == '\'' || cp >= THAI;
}

static struct dh_str without_indent(struct dh_str line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t' || line.p[at] == '>'))
        at++;
    return dh_str_sub(line, at, line.n);
}

/* "* An item", "- Another", "2. A step": begins a line of its own. */
static bool is_item(struct dh_str s)
{
    size_t at = 0;
    while (at < s.n && dh_is_digit((unsigned char)s.p[at]))
        at++;
    if (at)
        return at + 1 < s.n && (s.p[at] == '.' || s.p[at] == ')') && s.p[at + 1] == ' ';
    return dh_str_starts(s, DH_STR("* ")) || dh_str_starts(s, DH_STR("- ")) ||
           dh_str_starts(s, DH_STR("+ ")) || dh_str_starts(s, DH_STR("\xE2\x80\xA2"));
}

/* Whether a line may be part of a wrapped paragraph: words of a script that parts them. columns:
 * it may be the row of a table. */
static bool has_words(struct dh_str s, bool columns)
{
    return s.n && dh_str_find_byte(s, ' ') < s.n && !(columns && dh_str_has_columns(s)) &&
           !(dh_utf8_class(dh_utf8_last(s)) & DH_C_WIDE);
}

/* Characters of the first word of the line behind, and a blank before it; 0: it begins anew. */
static size_t first_word(struct dh_str next, bool columns)
{
    struct dh_str s = without_indent(next);
    if (s.n == 0 || is_item(s) || (columns && dh_str_has_columns(s)))
        return 0;
    size_t n = dh_wrap_characters(dh_str_sub(s, 0, dh_str_find_byte(s, ' ')));
    return n <= WORD_MAX ? n + 1 : 0;
}

static bool begins_small(struct dh_str next)
{
    return dh_utf8_starts_small(without_indent(next));
}

/* Widths from `from` to `to` fill one line more. */
static void count_widths(int32_t sums[DH_WRAP_MAX + 2], size_t from, size_t to)
{
    sums[from]++;
    sums[to < DH_WRAP_MAX ? to + 1 : DH_WRAP_MAX + 1]--;
}

void dh_wrap_add(struct dh_wrap *w, struct dh_str line, size_t characters, struct dh_str next)
{
    size_t n = characters <= DH_WRAP_MAX ? characters : DH_WRAP_MAX + 1, word;
    if (n < DH_WRAP_MIN || !has_words(without_indent(line), w->columns))
        return;
    w->lines++;
    w->wide[n]++;
    if (next.n == 0 || n > DH_WRAP_MAX)
        return;
    w->breaks++;
    w->small += !dh_wrap_is_ended(line) && begins_small(next);
    word = first_word(next, w->columns);
    if (word)
        count_widths(dh_wrap_is_ended(line) ? w->ended : w->full, n, n + word - 1);
}

struct dh_wrap_form dh_wrap_form(const struct dh_wrap *w)
{
    size_t width = 0, wider = 0, most = 0, most_ended = 0, full = 0, ended = 0;
    for (size_t k = DH_WRAP_MIN; k <= DH_WRAP_MAX; k++) {
        full += (size_t)w->full[k];
        ended += (size_t)w->ended[k];
        if (full > most) {
            most = full;
            most_ended = ended;
            width = k;
        }
    }
    for (size_t k = width + 1; k < DH_LEN(w->wide); k++)
        wider += w->wide[k];
    size_t early = w->breaks - most - most_ended;
    bool few = width >= FEW_WIDTH && early == 0 && w->small * 2 >= most && most && wider == 0;
    bool filled = few || (most >= FULL_LEAST && most * 100 >= w->breaks * FULL_PERCENT &&
                          wider * 100 <= w->lines * WIDE_PERCENT);
    return (struct dh_wrap_form){ filled ? width : 0, early * 100 > w->breaks * EARLY_PERCENT };
}

bool dh_wrap_is_hopeless(const struct dh_wrap *w, size_t left)
{
    size_t most = w->lines + 2 + left / (DH_WRAP_MIN + 1); /* shorter ones do not count */
    return (size_t)w->wide[DH_WRAP_MAX + 1] * 100 > most * WIDE_PERCENT;
}

bool dh_wrap_goes_on(struct dh_str line, struct dh_str next, struct dh_wrap_form f)
{
    size_t n = dh_wrap_characters(line), word = first_word(next, true);
    return word && n >= DH_WRAP_MIN && n + word > f.width && !(f.tight && dh_wrap_is_ended(line)) &&
           has_words(without_indent(line), true);
}
