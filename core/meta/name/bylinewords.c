/* SPDX-License-Identifier: MIT */
#include "meta/name/bylinewords.h"

#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }

/* What somebody is, behind the name; what ends in another row stands before that. */
const struct dh_str dh_byline_roles[] = {
    LIT(" 기자"),
    LIT(" 특파원"),
    LIT("\xEF\xBC\x9A記者"),
    LIT(" 記者"),
    LIT("記者"),
    LIT(" 记者"),
    LIT("\xEF\xBC\x9Aライター"),
    LIT("\xEF\xBC\x9Aフリーライター"),
    LIT("\xEF\xBC\x9Aジャーナリスト"),
    LIT("\xEF\xBC\x9A作家"),
    LIT("\xEF\xBC\x9A編集部"),
};
const size_t dh_byline_n_roles = DH_LEN(dh_byline_roles);

/* What parts two names. */
const struct dh_str dh_byline_parts[] = {
    LIT(" and "),      LIT(" und "), LIT(" et "), LIT(" & "),          LIT(";"),
    LIT("|"),          LIT(", "),    LIT(" / "),  LIT("\xE3\x80\x81"), LIT(" \xE2\x80\xA2 "),
    LIT(" \xC2\xB7 "),
};
const size_t dh_byline_n_parts = DH_LEN(dh_byline_parts);

/* "And" of other languages, which has other meanings in some: parts two names of two words or more.
 */
const struct dh_str dh_byline_weak_parts[] = {
    LIT(" y "),   LIT(" a "),  LIT(" i "),   LIT(" e "),  LIT(" ed "), LIT(" en "),
    LIT(" och "), LIT(" og "), LIT(" ja "),  LIT(" és "), LIT(" și "), LIT(" ve "),
    LIT(" dan "), LIT(" và "), LIT(" και "), LIT(" и "),  LIT(" і "),  LIT(" та "),
};
const size_t dh_byline_n_weak_parts = DH_LEN(dh_byline_weak_parts);

/* Surnames that stand behind the "and" of one person's name, and are no first names: "Pedro Costa e
 * Silva Santos" is one author, "Pedro Costa e Ana Santos" are two. */
const char *const dh_byline_surnames[] = {
    "abreu",        "albuquerque", "almada",   "almeida", "andrade",  "araújo",   "barros",
    "borges",       "braga",       "brito",    "cajal",   "carvalho", "castro",   "conceição",
    "correia",      "costa",       "cunha",    "faria",   "ferreira", "fonseca",  "gasset",
    "gouveia",      "lacerda",     "lima",     "melo",    "mello",    "mendonça", "menezes",
    "moura",        "noronha",     "oliveira", "pereira", "pinho",    "puig",     "queiroz",
    "ribeiro",      "santos",      "silva",    "sousa",   "souza",    "sá",       "vasconcelos",
    "vasconcellos",
};
const size_t dh_byline_n_surnames = DH_LEN(dh_byline_surnames);

/* What a text was written with the help of stands behind the names: "Jean Dupont avec AFP". */
const struct dh_str dh_byline_helpers[] = {
    LIT(" avec "), LIT(" with "), LIT(" mit "), LIT(" med "),
    LIT(" met "),  LIT(" con "),  LIT(" com "),
};
const size_t dh_byline_n_helpers = DH_LEN(dh_byline_helpers);

/* Whole names that are none. */
const char *const dh_byline_no_names[] = {
    "admin",
    "administrator",
    "editor",
    "author",
    "null",
    "undefined",
    "none",
    "no author",
    "unknown",
    "staff",
    "anonymous",
    "redaktion",
    "redacci\xC3\xB3n",
    "[object object]",
    "false",
    "true",
    "n/a",
    "nan",
    "webmaster",
    "guest",
    "more",
    "mehr",
    "weiter",
    "weitere artikel",
    "all posts",
    "view all posts",
    "all articles",
    "archiv anzeigen",
    "follow",
    "view profile",
    "afficher mon profil complet",
    "ver todo mi perfil",
    "read more",
    "share",
    "print",
    "reporter",
    "login",
    "details",
};
const size_t dh_byline_n_no_names = DH_LEN(dh_byline_no_names);

/* Before a sign and the name. */
const struct dh_str dh_byline_others[] = {
    LIT("责任编辑"), LIT("責任編輯"), LIT("责编"),     LIT("責編"), LIT("编辑"), LIT("編輯"),
    LIT("编审"),     LIT("編審"),     LIT("校对"),     LIT("校對"), LIT("审核"), LIT("審核"),
    LIT("监制"),     LIT("監製"),     LIT("摄影"),     LIT("攝影"), LIT("来源"), LIT("來源"),
    LIT("图"),       LIT("圖"),       LIT("编译"),     LIT("編譯"), LIT("写真"), LIT("撮影"),
    LIT("編集"),     LIT("構成"),     LIT("イラスト"), LIT("사진"), LIT("편집"), LIT("영상"),
};
const size_t dh_byline_n_others = DH_LEN(dh_byline_others);
