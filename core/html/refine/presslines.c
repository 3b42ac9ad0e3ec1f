/* SPDX-License-Identifier: MIT */
/* What releases carry beside what they tell: whom the press may ask, line by line ("Media
 * contact:", a name, a number), and, below a study's, what it is filed under ("Journal", "DOI",
 * "Funder"), each label with a value. Names and values are told by the labels above them. */
#include "html/refine/refine.h"
#include "meta/name/personname.h"

enum {
    LABEL_WORDS = 7,
    CONTACT_WORDS = 14,
    CONTACT_LINES = 16,
    PHONE_DIGITS = 6,
    LABELS_MIN = 3,
    VALUE_WORDS = 60,
    GAP = 3 /* lines of one value */
};

static bool has_mail(struct dh_str text)
{
    size_t at = dh_str_find_byte(text, '@');
    return at > 0 && at + 1 < text.n && text.p[at - 1] != ' ' && text.p[at + 1] != ' ';
}

/* Whether block i has an address of mail, or the figures of a telephone: sums stand in sentences.
 */
static bool has_reach(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool sentence = k->is & DH_IS_SENTENCE_END && k->words > LABEL_WORDS;
    bool phone = k->digits >= PHONE_DIGITS && !(k->cue_any & 1u << DH_CUE_DATE) && !sentence;
    return k->words <= CONTACT_WORDS && (phone || has_mail(dh_block_text(v->b, i)));
}

/* Whether block i tells whom to ask by itself: an address of mail and a number. */
static bool tells_reach(const struct dh_overview *v, uint32_t i)
{
    return v->b->blocks[i].digits >= PHONE_DIGITS && has_reach(v, i) &&
           has_mail(dh_block_text(v->b, i));
}

/* "Media contact:"; "Contact" alone is such a label where it stands above a name. */
static bool is_contact_label(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t contact = 1u << DH_CUE_CONTACT;
    if (!(k->cue_start & contact) || k->words > CONTACT_WORDS || v->facts[i].title ||
        k->is & DH_IS_SENTENCE_END ||
        (dh_is_link(&v->facts[i]) && !has_mail(dh_block_text(v->b, i))))
        return false;
    return k->cue_any & contact ||
           (i + 1 < v->b->n_blocks &&
            (dh_names_person(dh_block_text(v->b, i + 1)) || tells_reach(v, i + 1)));
}

/* A name, what somebody is, where, a number: no sentence. */
static bool is_of_contact(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->n_tokens == 0 || has_reach(v, i) || is_contact_label(v, i) ||
           (k->words <= LABEL_WORDS && !v->facts[i].heading &&
            !(k->is & (DH_IS_QUOTE_END | DH_IS_QUOTE_START)));
}

/* The end of the lines below label i that tell whom to ask, the last of which can be reached; i:
 * nobody can. */
static uint32_t contacts_until(const struct dh_overview *v, uint32_t i)
{
    uint32_t end = has_reach(v, i) ? i + 1 : i;
    for (uint32_t j = i + 1; j < v->b->n_blocks && j <= i + CONTACT_LINES; j++) {
        if (!is_of_contact(v, j))
            break;
        if (has_reach(v, j))
            end = j + 1;
    }
    return end;
}

static void drop_contacts(const struct dh_overview *v, struct dh_choice *choice)
{
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (!(v->b->blocks[i].cue_start & 1u << DH_CUE_CONTACT) || !is_contact_label(v, i))
            continue;
        uint32_t end = contacts_until(v, i);
        for (uint32_t j = i; j < end; j++)
            choice[j] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
        i = end > i ? end - 1 : i;
    }
}

static bool begins_filing(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_start & 1u << DH_CUE_FILING && !v->facts[i].title &&
           !(k->is & DH_IS_SENTENCE_END);
}

/* A few words that a study is filed under. The same below each entry of a list ("More information")
 * lead on. */
static bool is_filing_label(const struct dh_overview *v, uint32_t i)
{
    uint32_t from = i > GAP ? i - GAP - 1 : 0, end = i + GAP + 2;
    if (!begins_filing(v, i))
        return false;
    for (uint32_t j = from; j < end && j < v->b->n_blocks; j++)
        if (j != i && begins_filing(v, j) &&
            dh_str_eq_nocase(dh_block_text(v->b, i), dh_block_text(v->b, j)))
            return false;
    return true;
}

/* The labels of one such table, with their values: [first, end). */
struct filing {
    uint32_t first, end;
    unsigned labels, sentences; /* of the values: those that end as a text does */
};

static struct filing filing_at(const struct dh_overview *v, uint32_t first)
{
    struct filing f = { .first = first, .end = first };
    uint32_t since = 0;
    for (uint32_t i = first; i < v->b->n_blocks && since <= GAP; i++, since++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (k->words > VALUE_WORDS)
            break;
        if (is_filing_label(v, i)) {
            f.labels++;
            f.end = i + 1;
            since = 0;
        } else
            f.sentences += (k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) != 0;
    }
    return f;
}

static void drop_filing(const struct dh_overview *v, struct dh_choice *choice)
{
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (!is_filing_label(v, i))
            continue;
        struct filing f = filing_at(v, i);
        if (f.labels < LABELS_MIN || 2 * f.sentences > f.labels) { /* a story has such crossheads */
            i = f.end;
            continue;
        }
        f.end += f.end < v->b->n_blocks && !v->facts[f.end].heading &&
                 v->b->blocks[f.end].words <= VALUE_WORDS; /* the last one's value */
        for (uint32_t j = f.first; j < f.end; j++)
            choice[j] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
        i = f.end;
    }
}

void dh_drop_press_lines(const struct dh_overview *v, struct dh_choice *choice)
{
    if (dh_kept_words(v, choice, 0, v->b->n_blocks) < DH_BELOW_WORDS)
        return;
    drop_contacts(v, choice);
    drop_filing(v, choice);
}
