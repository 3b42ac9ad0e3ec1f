/* SPDX-License-Identifier: MIT */
#include "meta/shown/changed.h"

#include "meta/name/personname.h"

/* Words of a change, and words of a first time. */
static const char *const changed[] = {
    "updated",
    "last updated",
    "update:",
    "last modified",
    "modified",
    "edited",
    "aktualisiert",
    "zuletzt aktualisiert",
    "zuletzt geändert",
    "geändert",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizado",
    "actualizada",
    "atualizado",
    "atualizada",
    "aggiornato",
    "ultimo aggiornamento",
    "bijgewerkt",
    "laatste update",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "aktualizacja",
    "zaktualizowano",
    "aktualizováno",
    "frissítve",
    "actualizat",
    "ενημερώθηκε",
    "τελευταία ενημέρωση",
    "güncelleme",
    "son güncelleme",
    "обновлено",
    "изменено",
    "оновлено",
    "تحديث",
    "آخر تحديث",
    "עודכן",
    "अपडेटेड",
    "diperbarui",
    "cập nhật",
    "แก้ไข",
    "ปรับปรุง",
    "আপডেট",
    "संशोधित",
    "अपडेट",
    "به‌روزرسانی",
    "stand:",
    "letzte aktualisierung",
    "อัปเดต",
    "更新",
    "最終更新",
    "수정",
    "data aktualizacji",
    "aangepast",
    "gewijzigd",
    "laatst bijgewerkt",
    "senast uppdaterad",
    "sist oppdatert",
    "sidst opdateret",
    "dernière mise à jour",
    "última actualización",
    "última atualização",
    "última modificación",
    "modificato",
    "poslední aktualizace",
    "poslední změna",
    "upravené",
    "ultima actualizare",
    "son güncellenme",
    "haber güncelleme",
    "дата обновления",
    "обновление",
    "редакция от",
    "последна актуализация",
    "ажурирано",
    "izmijenjeno",
    "आखिरी अपडेट",
    "최종수정",
    "最后更新",
    "最後更新",
    "上次更新",
};
static const char *const published[] = {
    "published",
    "first published",
    "posted",
    "created",
    "originally published",
    "date:",
    "veröffentlicht",
    "erstveröffentlicht",
    "erschienen",
    "erstellt",
    "online seit",
    "publié",
    "publiée",
    "paru",
    "créé",
    "publicado",
    "publicada",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publicerat",
    "skapad",
    "publisert",
    "lagt ut",
    "offentliggjort",
    "udgivet",
    "publiceret",
    "julkaistu",
    "opublikowano",
    "data publikacji",
    "dodano",
    "publikováno",
    "vydáno",
    "publikované",
    "megjelent",
    "létrehozva",
    "publicat",
    "objavljeno",
    "δημοσιεύτηκε",
    "δημοσιεύθηκε",
    "δημοσίευση",
    "yayın",
    "yayınlanma",
    "giriş",
    "oluşturulma",
    "eklenme",
    "опубликовано",
    "дата публикации",
    "создано",
    "опубліковано",
    "дата публікації",
    "публикувано",
    "објављено",
    "نشر",
    "نُشر",
    "تاريخ النشر",
    "انتشار",
    "تاریخ انتشار",
    "פורסם",
    "प्रकाशित",
    "पब्लिश",
    "প্রকাশ",
    "प्रकाशन",
    "diterbitkan",
    "dipublikasikan",
    "đăng",
    "ngày đăng",
    "xuất bản",
    "เผยแพร่",
    "公開",
    "公开",
    "發布",
    "发布",
    "发表",
    "發表",
    "配信",
    "掲載",
    "등록",
    "입력",
    "게시",
    "기사입력",
    "최초",
};

static bool begins_with(struct dh_str line, const char *const *words, size_t n)
{
    char low[DH_NAME_MAX];
    line = dh_names_lower(dh_str_trim(line), low);
    for (size_t i = 0; i < n; i++)
        if (dh_str_starts(line, dh_str_c(words[i])))
            return true;
    return false;
}

bool dh_changed_tells(struct dh_str line)
{
    return begins_with(line, changed, DH_LEN(changed));
}

/* Whether what follows the first colon or figure of s is near: a label and its date. */
static bool is_label(struct dh_str s)
{
    enum { LABEL_MAX = 44 /* bytes */ };
    for (size_t i = 0; i < s.n && i < LABEL_MAX; i++)
        if (s.p[i] == ':' || dh_is_digit((unsigned char)s.p[i]))
            return true;
    return false;
}

static bool tells_published(struct dh_str line)
{
    return begins_with(line, published, DH_LEN(published));
}

/* The part of a line from the first label on that stands behind a blank or a bar and tells that. */
static struct dh_str labelled_part(struct dh_str line, bool tells(struct dh_str))
{
    for (size_t at = 1; at < line.n; at++) {
        struct dh_str part = dh_str_sub(line, at, line.n);
        bool word = dh_is_space((unsigned char)line.p[at - 1]) || line.p[at - 1] == '|';
        if (word && is_label(part) && tells(part))
            return part;
    }
    return DH_STR_NONE;
}

struct dh_str dh_changed_part(struct dh_str line)
{
    static const struct dh_str signs[] = { { "|", 1 },  { "\xC2\xB7", 2 }, { "\xE2\x80\xA2", 3 },
                                           { "/ ", 2 }, { ", ", 2 },       { "- ", 2 } };
    if (dh_changed_tells(line))
        return line;
    for (size_t i = 0; i < DH_LEN(signs); i++) {
        size_t hit = dh_str_find(line, signs[i]);
        struct dh_str behind = dh_str_sub(line, hit + signs[i].n, line.n);
        if (hit < line.n && dh_changed_tells(behind))
            return behind;
    }
    return labelled_part(line,
                         dh_changed_tells); /* "Data publikacji: ... Data aktualizacji: ..." */
}

struct dh_str dh_published_part(struct dh_str line)
{
    return dh_str_trim(labelled_part(line, tells_published));
}
