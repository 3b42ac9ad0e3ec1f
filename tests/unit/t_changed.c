/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "meta/shown/changed.h"

/* Lines, and the part of each that tells of a change; empty: none. */
static const struct {
    const char *line, *want;
} cases[] = {
    { "Updated 4 March 2024", "Updated 4 March 2024" },
    { "Posted 3 March 2024 | Updated 4 March 2024", " Updated 4 March 2024" },
    { "Published 3 March 2024", "" },
    { "The council updated its plan", "" },
    { "Opublikowano: 3 marca Data aktualizacji: 4 marca", "Data aktualizacji: 4 marca" },
    { "3 maart 2024 \xE2\x80\xA2 Aangepast 4 maart 2024", " Aangepast 4 maart 2024" },
    { "3 maart 2024 Gewijzigd 4 maart 2024", "Gewijzigd 4 maart 2024" },
    { "Laatst bijgewerkt: 4 maart", "Laatst bijgewerkt: 4 maart" },
    { "3 mars 2024 Senast uppdaterad 4 mars", "Senast uppdaterad 4 mars" },
    { "Sist oppdatert 4. mars", "Sist oppdatert 4. mars" },
    { "Sidst opdateret 4. marts", "Sidst opdateret 4. marts" },
    { "Dernière mise à jour : 4 mars", "Dernière mise à jour : 4 mars" },
    { "Última actualización: 4 de marzo", "Última actualización: 4 de marzo" },
    { "Última atualização: 4 de março", "Última atualização: 4 de março" },
    { "Última modificación: 4 de marzo", "Última modificación: 4 de marzo" },
    { "Modificato il 4 marzo", "Modificato il 4 marzo" },
    { "Poslední aktualizace: 4. března", "Poslední aktualizace: 4. března" },
    { "Poslední změna: 4. března", "Poslední změna: 4. března" },
    { "Upravené 4. marca", "Upravené 4. marca" },
    { "Ultima actualizare: 4 martie", "Ultima actualizare: 4 martie" },
    { "Son güncellenme: 04.03.2024", "Son güncellenme: 04.03.2024" },
    { "Haber güncelleme: 04.03.2024", "Haber güncelleme: 04.03.2024" },
    { "Дата обновления: 4 марта", "Дата обновления: 4 марта" },
    { "Обновление: 4 марта", "Обновление: 4 марта" },
    { "Редакция от 4 марта", "Редакция от 4 марта" },
    { "Последна актуализация: 4 март", "Последна актуализация: 4 март" },
    { "Ажурирано: 4. март", "Ажурирано: 4. март" },
    { "Izmijenjeno: 4. ožujka", "Izmijenjeno: 4. ožujka" },
    { "आखिरी अपडेट: 4 मार्च", "आखिरी अपडेट: 4 मार्च" },
    { "최종수정 2024-03-04", "최종수정 2024-03-04" },
    { "입력 2024-03-03 수정 2024-03-04", "수정 2024-03-04" },
    { "最后更新：2024-03-04", "最后更新：2024-03-04" },
    { "最後更新：2024-03-04", "最後更新：2024-03-04" },
    { "上次更新：2024-03-04", "上次更新：2024-03-04" },
};

static void parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_str got = dh_changed_part(dh_str_c(cases[i].line));
        if (!dh_str_eq(got, dh_str_c(cases[i].want)))
            fail_msg("'%s': got '%.*s'", cases[i].line, (int)got.n, got.p ? got.p : "");
    }
}

/* Lines that begin with a change, and the part of each that tells when the text was published. */
static const struct {
    const char *line, *want;
} first[] = {
    { "Updated 4 March 2024 | Published 3 March 2024", "Published 3 March 2024" },
    { "Updated 4 March 2024", "" },
    { "Updated 4 March 2024, published daily", "" },
    { "Mis à jour le 4 mars 2024 - Publié le 3 mars 2024", "Publié le 3 mars 2024" },
    { "Stand: 04.03.2024 |Veröffentlicht: 03.03.2024", "Veröffentlicht: 03.03.2024" },
    { "Son Güncelleme: 04.03.2024 Giriş Tarihi: 03.03.2024", "Giriş Tarihi: 03.03.2024" },
    { "수정 2024.03.04 등록 2024.03.03", "등록 2024.03.03" },
    { "更新：2024/03/04 發布：2024/03/03", "發布：2024/03/03" },
    { "ปรับปรุง : 4 มีนาคม 2567 เผยแพร่ : 3 มีนาคม 2567", "เผยแพร่ : 3 มีนาคม 2567" },
};

static void published(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(first); i++) {
        struct dh_str got = dh_published_part(dh_str_c(first[i].line));
        if (!dh_str_eq(got, dh_str_c(first[i].want)))
            fail_msg("'%s': got '%.*s'", first[i].line, (int)got.n, got.p ? got.p : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(parts), cmocka_unit_test(published) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
