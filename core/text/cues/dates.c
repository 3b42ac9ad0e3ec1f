/* SPDX-License-Identifier: MIT */
#include "text/cues/dates.h"

enum { DATE_MAX = 24 }; /* words and signs of one date */

/* What has been seen of a date so far. */
struct seen {
    bool month, number, full, clock, day, zone;
    uint32_t end; /* behind the last word that a date may end with */
};

static bool is_date_sign(uint32_t cp)
{
    return cp == ',' || cp == '.' || cp == '/' || cp == '-' || cp == 0x2013 || cp == 0x2014 ||
           cp == ':' || cp == '|' || cp == 0xB7 || cp == 0x2022 || cp == 0x2019 || cp == '\'';
}

static bool number_word(struct seen *s, const struct dh_tokens *ws, uint32_t i)
{
    const struct dh_token *w = &ws->w[i];
    s->full |= (w->flags & DH_T_DATE) != 0;
    s->clock |= (w->flags & DH_T_CLOCK) != 0;
    s->number = true;
    s->end = i + 1;
    return true;
}

/* Takes what stands at word i into the date: answers how many words it has, several in scripts
 * whose words are characters; 0: it does not belong to a date. */
static uint32_t take(struct seen *s, const struct dh_marks *m, uint32_t i)
{
    const struct dh_tokens *ws = m->words;
    const struct dh_token *w = &ws->w[i];
    uint32_t end = m->end[i] ? m->end[i] : i + 1;
    if (w->flags & DH_T_PUNCT)
        return is_date_sign(w->cp);
    if (dh_marks_role(m, i, DH_R_MONTH)) {
        s->month = true;
        s->end = end;
        return end - i;
    }
    if (dh_marks_role(m, i, DH_R_DAY)) {
        s->day = true;
        s->end = end;
        return end - i;
    }
    if (w->flags & DH_T_NUMBER)
        return number_word(s, ws, i);
    if (dh_marks_role(m, i, DH_R_CLOCK)) {
        if (s->number || s->day) {
            s->zone = true;
            s->end = end;
        }
        return end - i;
    }
    return 0;
}

uint32_t dh_date_end(const struct dh_marks *m, uint32_t i)
{
    const struct dh_tokens *ws = m->words;
    struct seen s = { 0 };
    uint32_t limit = ws->n - i < DATE_MAX ? ws->n : i + DATE_MAX;

    if (ws->w[i].flags & DH_T_PUNCT)
        return 0;
    for (uint32_t at = i, n = 1; n && at < limit; at += n)
        n = take(&s, m, at);
    bool date = s.full || s.clock || (s.month && s.number) || (s.day && s.number && s.zone) ||
                (s.number && s.zone && s.end > i + 1);
    return date ? s.end : 0;
}
