/* SPDX-License-Identifier: MIT */
#include "text/model/speech.h"

#include "base/utf8.h"

enum {
    NAME_BYTES = 60, /* before the colon */
    NAME_BLANKS = 3,
    OTHERS = 2 /* turns of another speaker, or with a dash, near by */
};

static bool ends(const struct dh_traits *t, uint32_t place)
{
    const uint16_t *own = t->lines[t->seq[place]].own;
    return own[DH_X_T_STOP] || own[DH_X_T_QUOTE_END];
}

/* Who speaks at a place: what stands before the first colon of a sentence, when it may be a name;
 * empty: nobody. */
static struct dh_str speaker_at(const struct dh_traits *t, uint32_t place)
{
    struct dh_str s = dh_page_fragment(t->page, t->seq[place]);
    size_t colon = dh_str_find_byte(dh_str_sub(s, 0, NAME_BYTES), ':'), blanks = 0;
    uint32_t cp;
    if (!ends(t, place) || colon == 0 || colon >= NAME_BYTES || colon + 1 >= s.n ||
        s.p[colon + 1] != ' ')
        return DH_STR_NONE;
    dh_utf8_get(s, 0, &cp);
    if (!(dh_utf8_class(cp) & DH_C_LETTER) || (dh_utf8_class(cp) & DH_C_LOWER))
        return DH_STR_NONE;
    for (size_t i = 0; i < colon; i++)
        blanks += s.p[i] == ' ';
    return blanks <= NAME_BLANKS ? dh_str_sub(s, 0, colon) : DH_STR_NONE;
}

/* "– Yes.", and ">> Yes.", as the captions of broadcasts have it. */
static bool has_dash(const struct dh_traits *t, uint32_t place)
{
    struct dh_str s = dh_page_fragment(t->page, t->seq[place]);
    uint32_t cp;
    dh_utf8_get(s, 0, &cp);
    return ends(t, place) && (dh_utf8_dash(cp) || cp == '>');
}

struct near {
    uint32_t from, to;
};

static struct near near(const struct dh_traits *t, uint32_t place)
{
    return (struct near){ place > DH_SPEECH_NEAR ? place - DH_SPEECH_NEAR : 0,
                          t->n - place > DH_SPEECH_NEAR ? place + DH_SPEECH_NEAR + 1 : t->n };
}

/* How many turns near a place are of that speaker. */
static unsigned turns_of(const struct dh_traits *t, struct near n, struct dh_str speaker)
{
    unsigned turns = 0;
    for (uint32_t k = n.from; k < n.to; k++)
        turns += dh_str_eq(speaker_at(t, k), speaker);
    return turns;
}

bool dh_speech_turn(const struct dh_traits *t, uint32_t place)
{
    struct near n = near(t, place);
    struct dh_str own = speaker_at(t, place);
    if (own.n == 0) {
        unsigned dashes = 0;
        for (uint32_t k = n.from; has_dash(t, place) && k < n.to; k++)
            dashes += k != place && has_dash(t, k);
        return dashes >= OTHERS;
    }
    for (uint32_t k = n.from; k < n.to; k++) {
        struct dh_str other = speaker_at(t, k);
        if (other.n && !dh_str_eq(other, own) && turns_of(t, n, other) >= OTHERS)
            return turns_of(t, n, own) >= OTHERS;
    }
    return false;
}
