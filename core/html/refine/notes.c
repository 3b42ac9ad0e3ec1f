/* SPDX-License-Identifier: MIT */
/* Corrections, disclosures and notes on where a text comes from, behind the text or right above it:
 * the story's own, though their boxes, and words in them, look like what pages say of themselves.
 */
#include "base/utf8.h"
#include "html/refine/flow.h"
#include "meta/name/personname.h"

enum { NOTE_WORDS = 4, NOTE_GAP = 6, APART_GAP = 2, METHOD_LEVELS = 3 };
static const float NOTE_SCORE = -4, APART_SCORE = -1.5f, NOTE_LINK = .5f;
static const float SURE_SCORE = -6; /* of a form that stands nowhere else */

/* Labels of corrections, disclosures and editors' notes, in lower case, beside those among the cues
 * (phrases.c); text/ has them in notes.rules. A colon follows, right behind them or behind a date.
 */
static const char labels[] =
    "ftc|full disclosure|editor's note|editor’s note|editors' note|editors’ note|author's "
    "note|author’s note|retraction|"
    "korrektur|berichtigung|richtigstellung|anmerkung der redaktion|anm. d. red|hinweis der "
    "redaktion|transparenzhinweis|offenlegung|"
    "rectificatif|erratum|errata|précision|note de la rédaction|ndlr|"
    "corrección|rectificación|aclaración|fe de errores|fe de erratas|nota de la redacción|nota del "
    "editor|nota de redacción|"
    "fe d'errades|fe d'errors|correcció|rectificació|aclariment|nota de la redacció|"
    "rettifica|correzione|errata corrige|precisazione|nota della redazione|nota di redazione|ndr|"
    "correção|retificação|esclarecimento|nota da redação|nota do editor|"
    "erată|rectificare|corectare|precizare|nota redacției|"
    "correctie|rectificatie|noot van de redactie|naschrift redactie|"
    "rättelse|rettelse|presisering|præcisering|oikaisu|korjaus|"
    "sprostowanie|od redakcji|nota redakcji|oprava|poznámka redakce|spresnenie|poznámka redakcie|"
    "helyesbítés|helyreigazítás|pontosítás|szerkesztői megjegyzés|düzeltme|editörün notu|"
    "исправление|уточнение|от редакции|примечание редакции|виправлення|уточнення|від редакції|"
    "исправка|исправак|напомена редакције|појашњење|διόρθωση|διευκρίνιση|σημείωση σύνταξης|"
    "تصحيح|تنويه|ملاحظة المحرر|תיקון|הבהרה|תיקון טעות|הערת המערכת|اصلاحیه|توضیح تحریریه|یادداشت "
    "سردبیر|"
    "भूल सुधार|स्पष्टीकरण|संपादक की टिप्पणी|সংশোধনী|স্পষ্টীকরণ|সম্পাদকের নোট|"
    "ralat|koreksi|klarifikasi|catatan redaksi|catatan editor|đính chính|cải chính|ghi chú của tòa "
    "soạn|"
    "訂正|お断り|更正|编者按|編者按|编者注|編者註|정정|편집자 주|편집자주";

/* Whether s begins with one of such labels, as whole words. */
static bool has_label(struct dh_str s, const char *labels_of)
{
    char buf[DH_NAME_MAX];
    struct dh_str head = dh_names_lower(s, buf), rest = dh_str_c(labels_of), label;
    while (dh_str_split(&rest, '|', &label)) {
        uint32_t next = 0;
        if (dh_str_eq(head, label))
            return true;
        if (head.n > label.n && dh_str_starts(head, label))
            dh_utf8_get(dh_str_sub(head, label.n, head.n), 0, &next);
        if (next && !(dh_utf8_class(next) & (DH_C_LETTER | DH_C_DIGIT)))
            return true;
    }
    return false;
}

/* "Disclosure: ...", "Correction, 4 March: ...": a sentence that begins with a label of notes, and
 * does not ask the reader to follow or to sign up. */
static bool is_labelled_note(const struct dh_overview *v, uint32_t i)
{
    enum { LABEL_BYTES = 40 };
    static const uint32_t asks = 1u << DH_CUE_SHARE | 1u << DH_CUE_AD | 1u << DH_CUE_RELATED |
                                 1u << DH_CUE_SIGNUP | 1u << DH_CUE_FOLLOW;
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str head = dh_str_sub(dh_block_text(v->b, i), 0, LABEL_BYTES);
    bool colon = dh_str_find_byte(head, ':') < head.n || dh_str_find(head, DH_STR("：")) < head.n;
    return colon && k->is & DH_IS_SENTENCE_END && !((k->cue_any | k->cue_start) & asks) &&
           (k->cue_start & 1u << DH_CUE_CREDITS_LINE || has_label(head, labels));
}

/* Whether block i is a note, and its score leaves that open. */
static bool is_note(const struct dh_flow *w, uint32_t i)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    float score = w->choice[i].score;
    if (score <= SURE_SCORE || k->words < NOTE_WORDS || w->v->facts[i].link >= NOTE_LINK)
        return false;
    bool sure = dh_block_is_note(k), labelled = score > NOTE_SCORE && is_labelled_note(w->v, i);
    bool told = k->cue_start & 1u << DH_CUE_CREDITS_LINE && score > NOTE_SCORE;
    return labelled || ((sure || told) && !w->v->facts[i].cue);
}

/* Whether note i in another box than kept block `last` belongs to it: it is sure, or a sentence of
 * the same article element of which the model is in doubt. */
static bool is_note_apart(const struct dh_flow *w, uint32_t i, uint32_t last)
{
    const struct dh_block *k = &w->v->b->blocks[i];
    int32_t article = w->v->article[k->box];
    bool doubt = k->is & DH_IS_SENTENCE_END && w->choice[i].score > APART_SCORE;
    if (is_labelled_note(w->v, i))
        return true;
    return dh_block_is_note(k) || (doubt && i - last <= APART_GAP && article >= 0 &&
                                   article == w->v->article[w->v->b->blocks[last].box]);
}

/* Whether block i is surely a note, right above kept text: "First published in the Harbour Mail."
 */
static bool is_note_above(const struct dh_flow *w, uint32_t i)
{
    return i + 1 < w->v->b->n_blocks && w->choice[i + 1].keep &&
           dh_block_is_note(&w->v->b->blocks[i]);
}

/* Whether block i is a sentence below the number that leads to it, in a box that is named after
 * notes: a footnote. */
static bool is_footnote(const struct dh_flow *w, uint32_t i)
{
    enum { NUMBER_CHARS = 4 };
    const struct dh_block *k = &w->v->b->blocks[i], *number = i ? k - 1 : k;
    return i && dh_near_within(k, DH_SIGN_NOTE, 3) && k->is & DH_IS_SENTENCE_END &&
           w->choice[i].score > NOTE_SCORE && number->chars <= NUMBER_CHARS && number->digits &&
           !number->letters && number->link;
}

/* What a section on how a story was worked out is called, in lower case. */
static const char methods[] =
    "methodology|method|methods|how we did it|how we did this|how we reported|about the data|about "
    "this data|methodik|datengrundlage|so haben wir|méthodologie|notre méthode|metodología|"
    "cómo lo hemos hecho|metodologia|nota metodologica|nota metodológica|como fizemos|"
    "verantwoording|hoe we dit|så gjorde vi|så har vi gjort|sådan gjorde vi|sådan har vi|"
    "slik gjorde vi|slik har vi|näin teimme|metodika|módszertan|методология|методологія|"
    "как мы считали|як ми рахували|yöntem|metodoloji|μεθοδολογία|調査の方法|研究方法|조사 방법";

/* Whether block i is such a heading, in a box without links. */
static bool heads_method(const struct dh_flow *w, uint32_t i)
{
    enum { HEAD_WORDS = 8 };
    const struct dh_block *k = &w->v->b->blocks[i];
    return w->v->facts[i].heading && k->words <= HEAD_WORDS && k->link == 0 &&
           w->choice[i].score > NOTE_SCORE && has_label(dh_block_text(w->v->b, i), methods);
}

/* Where the sentences below heading i end, in its box; i + 1: there are none. */
static uint32_t method_end(const struct dh_flow *w, uint32_t i)
{
    const struct dh_box *x = dh_box_with_others(w->v, i, METHOD_LEVELS);
    uint32_t end = i + 1;
    while (end < x->end && w->v->b->blocks[end].is & DH_IS_SENTENCE_END &&
           w->v->facts[end].link < NOTE_LINK && w->choice[end].score > NOTE_SCORE)
        end++;
    return end;
}

/* A section on how the story was worked out, behind kept text: its heading, and the sentences below
 * in its box. */
static void keep_methods(struct dh_flow *w)
{
    int64_t last = -1;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        if (last >= 0 && i - last <= NOTE_GAP && heads_method(w, i)) {
            uint32_t end = method_end(w, i);
            for (uint32_t j = i; end > i + 1 && j < end; j++)
                w->choice[j].keep = true;
            i = end - 1; /* headings among these head no more than what is kept */
        }
        last = w->choice[i].keep ? i : last;
    }
}

/* A correction, a note on where the text comes from or a footnote, right behind kept text; or a
 * note above it. */
void dh_flow_notes(struct dh_flow *w)
{
    int64_t last = -1;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        bool behind = last >= 0 && i - last <= NOTE_GAP;
        bool footnote = behind && is_footnote(w, i);
        if (!w->choice[i].keep && (footnote || is_note(w, i)) &&
            (footnote ||
             (behind && (dh_flow_wide_of(w, i) == dh_flow_wide_of(w, (uint32_t)last) ||
                         is_note_apart(w, i, (uint32_t)last))) ||
             is_note_above(w, i)))
            w->choice[i].keep = true;
        last = w->choice[i].keep ? i : last;
    }
    keep_methods(w);
}
