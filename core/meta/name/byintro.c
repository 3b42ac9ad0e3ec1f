/* SPDX-License-Identifier: MIT */
#include "meta/name/byintro.h"

#include "base/utf8.h"
#include "meta/name/personname.h"

#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }

/* What stands in front of a name, in lower case; longer forms first. */
static const struct dh_str prefixes[] = {
    LIT("view all posts by "),
    LIT("posts by "),
    LIT("post author by "),
    LIT("recipe by "),
    LIT("zeige alle beitr\xC3\xA4ge von "),
    LIT("alle beitr\xC3\xA4ge von "),
    LIT("text und interview: "),
    LIT("erstellt von "),
    LIT("eingestellt von "),
    LIT("geschrieben von "),
    LIT("ver\xC3\xB6"
        "ffentlicht von "),
    LIT("publicado por "),
    LIT("escrito por "),
    LIT("publi\xC3\xA9 par "),
    LIT("scritto da "),
    LIT("autorin: "),
    LIT("autor: "),
    LIT("auteur: "),
    LIT("auteur : "),
    LIT("text: "),
    LIT("created by "),
    LIT("written by: "),
    LIT("reported by "),
    LIT("written by "),
    LIT("story by "),
    LIT("words by "),
    LIT("words and pictures by "),
    LIT("words and pictures: "),
    LIT("words and photos by "),
    LIT("words and photos: "),
    LIT("words and photographs by "),
    LIT("words and photography by "),
    LIT("words and photography: "),
    LIT("story and photos by "),
    LIT("story and photographs by "),
    LIT("story and photography by "),
    LIT("text and photos by "),
    LIT("text and photos: "),
    LIT("text and photography by "),
    LIT("text and photographs by "),
    LIT("photos and text by "),
    LIT("photos and story by "),
    LIT("photographs and text by "),
    LIT("photography and text by "),
    LIT("photography and words by "),
    LIT("photos and words by "),
    LIT("text and pictures by "),
    LIT("text und bilder: "),
    LIT("text und foto: "),
    LIT("text & fotos: "),
    LIT("texte et photos de "),
    LIT("textes et photos : "),
    LIT("textes et photos: "),
    LIT("texte et photos: "),
    LIT("texto y fotografías: "),
    LIT("texto y fotos de "),
    LIT("texto e fotos: "),
    LIT("testo e foto di "),
    LIT("testi e foto di "),
    LIT("tekst en foto's: "),
    LIT("tekst og bilder: "),
    LIT("text och bild: "),
    LIT("teksti ja kuvat: "),
    LIT("текст и фото: "),
    LIT("текст і фото: "),
    LIT("글·사진 "),
    LIT("words: "),
    LIT("interview by "),
    LIT("interview: "),
    LIT("posted by "),
    LIT("opinion by "),
    LIT("analysis by "),
    LIT("commentary by "),
    LIT("review by "),
    LIT("guest post by "),
    LIT("ein interview von "),
    LIT("interview von "),
    LIT("ein gastbeitrag von "),
    LIT("gastbeitrag von "),
    LIT("ein kommentar von "),
    LIT("kommentar von "),
    LIT("eine analyse von "),
    LIT("ein bericht von "),
    LIT("propos recueillis par "),
    LIT("recueilli par "),
    LIT("article by "),
    LIT("author: "),
    LIT("authors: "),
    LIT("published by "),
    LIT("by: "),
    LIT("by "),
    LIT("von: "),
    LIT("von "),
    LIT("par "),
    LIT("por "),
    LIT("di "),
    LIT("door "),
    LIT("av "),
    LIT("af "),
    LIT("przez "),
    LIT("écrit par "),
    LIT("rédigé par "),
    LIT("texte : "),
    LIT("texte: "),
    LIT("por: "),
    LIT("texto: "),
    LIT("autora: "),
    LIT("a cura di "),
    LIT("di: "),
    LIT("geschreven door "),
    LIT("tekst: "),
    LIT("teksti: "),
    LIT("skrevet av "),
    LIT("skrevet af "),
    LIT("autorzy: "),
    LIT("oprac. "),
    LIT("oprac.: "),
    LIT("opr. "),
    LIT("opr.: "),
    LIT("opracował "),
    LIT("opracowała "),
    LIT("opracowanie: "),
    LIT("tekst i zdjęcia: "),
    LIT("autorka: "),
    LIT("text und fotos: "),
    LIT("texte et photos : "),
    LIT("texto y fotos: "),
    LIT("testo: "),
    LIT("testo e foto: "),
    LIT("text och foto: "),
    LIT("tekst og foto: "),
    LIT("autore: "),
    LIT("napsal "),
    LIT("napsala "),
    LIT("írta: "),
    LIT("szerző: "),
    LIT("scris de "),
    LIT("haber: "),
    LIT("yazar: "),
    LIT("yazan: "),
    LIT("muhabir: "),
    LIT("oleh: "),
    LIT("oleh "),
    LIT("penulis: "),
    LIT("tác giả: "),
    LIT("автор: "),
    LIT("авторы: "),
    LIT("авторка: "),
    LIT("автори: "),
    LIT("текст: "),
    LIT("аутор: "),
    LIT("пише: "),
    LIT("piše: "),
    LIT("συντάκτης: "),
    LIT("συντάκτρια: "),
    LIT("γράφει ο "),
    LIT("γράφει η "),
    LIT("بواسطة: "),
    LIT("بواسطة "),
    LIT("توسط "),
    LIT("كتب: "),
    LIT("كتبت: "),
    LIT("بقلم: "),
    LIT("بقلم "),
    LIT("نویسنده: "),
    LIT("מאת: "),
    LIT("מאת "),
    LIT("लेखक: "),
    LIT("লেখক: "),
    LIT("โดย: "),
    LIT("โดย : "),
    LIT("โดย "),
    LIT("ผู้เขียน: "),
    LIT("作者:"),
    LIT("作者\xEF\xBC\x9A"),
    LIT("记者:"),
    LIT("记者\xEF\xBC\x9A"),
    LIT("記者:"),
    LIT("記者\xEF\xBC\x9A"),
    LIT("本报记者 "),
    LIT("本报记者"),
    LIT("记者 "),
    LIT("記者 "),
    LIT("記者"),
    LIT("撰文:"),
    LIT("撰文："),
    LIT("文="),
    LIT("文＝"),
    LIT("文:"),
    LIT("文："),
    LIT("文・"),
    LIT("文／"),
    LIT("文/"),
    LIT("author, "), /* a list of what one is: "Role, Reporter" */
    LIT("teksti "),
    LIT("取材・文:"),
    LIT("取材・文："),
    LIT("取材・文＝"),
    LIT("執筆:"),
    LIT("執筆："),
    LIT("聞き手:"),
    LIT("聞き手："),
    LIT("聞き手・"),
    LIT("聞き手＝"),
};

/* The same of words that are names, or parts of them, in other languages. */
static const struct {
    struct dh_str lang, prefix;
} prefixes_of[] = {
    { LIT("ca"), LIT("per ") }, { LIT("ro"), LIT("de ") },      { LIT("gl"), LIT("de ") },
    { LIT("sw"), LIT("na ") },  { LIT("el"), LIT("από τον ") }, { LIT("el"), LIT("από την ") },
    { LIT("el"), LIT("από ") }, { LIT("cs"), LIT("od ") },      { LIT("sk"), LIT("od ") },
    { LIT("hr"), LIT("od ") },  { LIT("sr"), LIT("od ") },      { LIT("sl"), LIT("od ") },
    { LIT("ru"), LIT("от ") },  { LIT("bg"), LIT("от ") },      { LIT("sr"), LIT("од ") },
    { LIT("uk"), LIT("від ") }, { LIT("vi"), LIT("bởi ") },     { LIT("lt"), LIT("autorius ") },
    { LIT("el"), LIT("του ") }, { LIT("el"), LIT("της ") },     { LIT("el"), LIT("των ") },
};

struct dh_str dh_intro_cut(struct dh_str s)
{
    enum { PREFIX_MAX = 40 /* bytes; longer than any */ };
    char buf[DH_NAME_MAX];
    struct dh_str low = dh_names_lower(dh_str_sub(s, 0, PREFIX_MAX), buf);
    for (size_t i = 0; low.n && i < DH_LEN(prefixes); i++)
        if (low.p[0] == prefixes[i].p[0] && dh_str_starts(low, prefixes[i]))
            return dh_str_trim(dh_str_sub(s, prefixes[i].n, s.n));
    return s;
}

/* s without what stands in front of a name in the language lang alone. */
struct dh_str dh_intro_cut_of(struct dh_str s, struct dh_str lang)
{
    char buf[DH_NAME_MAX];
    struct dh_str low = dh_names_lower(dh_str_sub(s, 0, DH_NAME_MAX), buf);
    lang = dh_str_sub(lang, 0, dh_str_find_byte(lang, '-'));
    for (size_t i = 0; i < DH_LEN(prefixes_of); i++)
        if (dh_str_eq_nocase(lang, prefixes_of[i].lang) &&
            dh_str_starts(low, prefixes_of[i].prefix))
            return dh_str_trim(dh_str_sub(s, prefixes_of[i].prefix.n, s.n));
    return s;
}

/* The same where a label stands before, as themes print them: "Autor Von Ann Lee". */
struct dh_str dh_intro_cut_labelled(struct dh_str s)
{
    static const struct dh_str labels[] = { LIT("author "), LIT("autor "),    LIT("autorin "),
                                            LIT("autora "), LIT("auteur "),   LIT("autore "),
                                            LIT("byline "), LIT("verfasser ") };
    struct dh_str rest = s;
    for (size_t i = 0; i < DH_LEN(labels); i++)
        if (dh_str_starts_nocase(s, labels[i]))
            rest = dh_str_trim(dh_str_sub(s, labels[i].n, s.n));
    struct dh_str cut = dh_intro_cut(rest);
    return cut.n < rest.n ? cut : dh_intro_cut(s);
}

/* Whether s is nothing but what stands in front of a name: "By", "Autor". */
bool dh_intro_is(struct dh_str low)
{
    for (size_t i = 0; low.n && i < DH_LEN(prefixes); i++) {
        struct dh_str p = prefixes[i];
        if (low.p[0] != p.p[0]) /* most */
            continue;
        while (p.n && (p.p[p.n - 1] == ' ' || p.p[p.n - 1] == ':'))
            p.n--;
        if (dh_str_eq(low, p))
            return true;
    }
    return false;
}

bool dh_intro_is_of(struct dh_str low, struct dh_str lang)
{
    lang = dh_str_sub(lang, 0, dh_str_find_byte(lang, '-'));
    for (size_t i = 0; i < DH_LEN(prefixes_of); i++)
        if (dh_str_eq_nocase(lang, prefixes_of[i].lang) &&
            dh_str_eq(low, dh_str_trim(prefixes_of[i].prefix)))
            return true;
    return dh_intro_is(low);
}

/* The first bytes that a character may have whose lower case begins with c: the blocks of letters
 * that are asked for lie beside each other. */
static void note_first(struct dh_intro_starts *b, unsigned char c)
{
    enum { LEAD = 0xC2 };
    unsigned char other = dh_is_alpha(c) ? (unsigned char)(c ^ 0x20)
                          : c > LEAD     ? (unsigned char)(c - 1)
                                         : c;
    b->bits[c / 64] |= (uint64_t)1 << c % 64;
    b->bits[other / 64] |= (uint64_t)1 << other % 64;
}

/* What may stand behind a first byte of ASCII: what case a letter beyond has is not gone into. */
static void note_second(struct dh_intro_starts *b, struct dh_str prefix)
{
    unsigned char first = (unsigned char)prefix.p[0], second = (unsigned char)prefix.p[1];
    if (first < DH_LEN(b->second))
        b->second[first] |= second < 0x80 ? (uint32_t)1 << second % 32 : UINT32_MAX;
}

void dh_intro_starts_init(struct dh_intro_starts *b)
{
    *b = (struct dh_intro_starts){ { 0 }, { 0 } };
    for (size_t i = 0; i < DH_LEN(prefixes); i++) {
        note_first(b, (unsigned char)prefixes[i].p[0]);
        note_second(b, prefixes[i]);
    }
}

bool dh_intro_starts(const struct dh_intro_starts *b, struct dh_str s)
{
    s = dh_str_trim(s);
    if (s.n < 2)
        return false; /* no prefix is shorter */
    unsigned char c = (unsigned char)s.p[0], first = dh_lower(c);
    if (!(b->bits[c / 64] >> c % 64 & 1) ||
        (c < 0x80 && !(b->second[first] >> (unsigned char)s.p[1] % 32 & 1)))
        return false;
    return dh_intro_cut(s).n < s.n;
}
