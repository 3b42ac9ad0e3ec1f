/* SPDX-License-Identifier: MIT */
/* Sentences that stand in many stories in the same words, and such as a site says of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "repeat/site/reported.h"
#include "repeat/site/reportwords.h"

struct row {
    const char *lang, *sentence;
};

static const struct row reported[] = {
    { "en", "He is survived by his wife and two daughters." },
    { "en", "In lieu of flowers, memorials may be made to the Weirham library." },
    { "en", "Condolences may be left with the family." },
    { "en", "Arrangements are entrusted to Dorrit Funeral Home." },
    { "en", "Further details were not immediately available." },
    { "en", "The agency could not independently verify the claim." },
    { "en", "The airline did not immediately respond to a request for comment." },
    { "en-GB", "A spokesman for the council declined to comment." },
    { "en", "Anyone with information is asked to call the police." },
    { "en", "No arrests have been made." },
    { "en", "Nobody was hurt." },
    { "en", "The cause of the fire is under investigation." },
    { "en", "The source spoke on condition of anonymity." },
    { "de", "Er hinterlässt seine Frau und zwei Töchter." },
    { "de", "Von Beileidsbekundungen am Grab bitten die Töchter abzusehen." },
    { "de", "Nähere Einzelheiten nannte die Regierung nicht." },
    { "de", "Die Angaben ließen sich nicht unabhängig überprüfen." },
    { "de", "Die Ermittlungen dauern an." },
    { "de", "Hinweise nimmt die Polizei in Hafenstadt entgegen." },
    { "de", "Verletzt wurde niemand." },
    { "de", "Ein Sprecher des Ministeriums wollte sich dazu nicht äußern." },
    { "de", "Der Prozess wird fortgesetzt." },
    { "fr", "Le gouvernement n’a pas donné de précisions." },
    { "fr", "Ni fleurs ni couronnes, mais des dons pour l’hôpital." },
    { "fr", "Une enquête a été ouverte par le parquet." },
    { "fr", "Aucun blessé n’est à déplorer." },
    { "fr", "Contactée, l’entreprise n’a pas souhaité répondre." },
    { "fr", "Un appel à témoins a été lancé." },
    { "es", "Le sobreviven su esposa y tres hijos." },
    { "es", "El velatorio y la misa serán en la parroquia." },
    { "es", "La investigación sigue abierta." },
    { "es", "No hubo heridos y la policía investiga las causas." },
    { "es", "La empresa no respondió a una solicitud de comentarios." },
    { "it", "Le indagini dei carabinieri sono in corso." },
    { "it", "Nessuno è rimasto ferito." },
    { "it", "Le cause dell’incendio sono in corso di accertamento." },
    { "pt", "Deixa a esposa e duas filhas." },
    { "pt", "Ninguém ficou ferido." },
    { "pt", "O caso é investigado pela polícia." },
    { "pt", "Procurada, a empresa não respondeu até a publicação." },
    { "nl", "De politie doet onderzoek naar de oorzaak van de brand." },
    { "nl", "Niemand raakte gewond." },
    { "nl", "Het ministerie was niet bereikbaar voor commentaar." },
    { "sv", "Ingen person skadades i branden." },
    { "sv", "Polisen utreder händelsen." },
    { "da", "Ingen kom til skade ved ulykken." },
    { "da", "Politiet efterforsker sagen." },
    { "no", "Ingen ble skadd i brannen." },
    { "no", "Politiet etterforsker saken." },
    { "fi", "Kukaan ei loukkaantunut." },
    { "fi", "Poliisi tutkii tapausta." },
    { "pl", "Pogrzeb odbędzie się na starym cmentarzu." },
    { "pl", "Nikt nie został ranny." },
    { "pl", "Policja wyjaśnia okoliczności wypadku." },
    { "cs", "Nikdo nebyl zraněn." },
    { "cs", "Příčinu požáru vyšetřují hasiči." },
    { "sk", "Nikto nebol zranený." },
    { "sk", "Polícia prípad vyšetruje." },
    { "ru", "Похороны состоятся на старом кладбище." },
    { "ru", "Пострадавших нет." },
    { "ru", "Причины пожара устанавливаются." },
    { "ru", "В министерстве от комментариев отказались." },
    { "uk", "Постраждалих немає." },
    { "uk", "Поліція з’ясовує обставини аварії." },
    { "tr", "Olayla ilgili soruşturma başlatıldı, polis inceleme yapıyor." },
    { "tr", "Kazada yaralanan olmadı, jandarma soruşturma başlattı." },
    { "ro", "Nimeni nu a fost rănit." },
    { "ro", "Polițiștii cercetează cauzele incendiului." },
    { "hu", "Senki nem sérült meg." },
    { "hu", "A rendőrség vizsgálja a baleset okát." },
    { "el", "Η αστυνομία ερευνά τα αίτια της πυρκαγιάς." },
    { "el", "Κανείς δεν τραυματίστηκε." },
    { "ar", "ولم تقدم الحكومة أي أدلة." },
    { "ar", "ولا يزال التحقيق جاريا في أسباب الحريق." },
    { "ar", "ولم ترد أنباء عن وقوع إصابات." },
    { "ar", "ولم ترد الوزارة على طلب للتعليق." },
    { "fa", "پلیس علت حادثه را بررسی می‌کند." },
    { "fa", "هیچ کس زخمی نشد." },
    { "he", "המשטרה פתחה בחקירת האירוע." },
    { "he", "איש לא נפצע." },
    { "hi", "मामले की जांच जारी है।" },
    { "hi", "पुलिस ने मामला दर्ज कर लिया है।" },
    { "id", "Polisi masih menyelidiki penyebab kebakaran." },
    { "id", "Tidak ada korban jiwa." },
    { "vi", "Cảnh sát đang điều tra nguyên nhân vụ cháy." },
    { "zh", "政府没有提供证据。" },
    { "zh", "警方正在调查事故原因。" },
    { "zh", "没有人员伤亡。" },
    { "ja", "葬儀は近親者で行った。喪主は妻。" },
    { "ja", "けが人はいなかった。" },
    { "ja", "警察が捜査を続けている。" },
    { "ja", "警察が詳しい原因を調べています。" },
    { "ko", "경찰은 정확한 사고 원인을 조사하고 있다." },
    { "ko", "인명피해는 없었다." },
};

static const struct row of_sites[] = {
    { "en", "Call us when you see an accident or a fire in your street." },
    { "en", "Share this and comment on it below." },
    { "en", "Our court reporter answers questions on every trial." },
    { "en", "Support independent journalism." },
    { "en", "A subscription keeps the presses of this small paper warm." },
    { "en", "Respond to a comment." },
    { "en", "Police, court, fire, crash, collision, accident, trial, verdict: click to read." },
    { "ja", "捜査は楽しい。" },
    { "de", "Melden Sie sich an, um einen Kommentar zu schreiben." },
    { "de", "Unsere Gerichtsreporter berichten über jeden Prozess." },
    { "de", "Das Wichtigste vom Tage." },
    { "fr", "Recevez chaque matin notre lettre sur les procès et les enquêtes." },
    { "fr", "Toute la ville en une page." },
    { "es", "Suscríbase para leer los comentarios." },
    { "it", "Iscriviti per commentare." },
    { "pt", "Assine para comentar." },
    { "nl", "Ons rechtbanknieuws elke dag in jouw mailbox." },
    { "ru", "Подпишитесь, чтобы оставить комментарий." },
    { "ar", "جريدة صغيرة تحمل أخبار الساحل كل صباح." },
    { "hi", "तट के जीवन की सुबह की चिट्ठी।" },
    { "ja", "海辺の暮らしを毎朝お届けします。" },
    { "zh", "每天早上为您带来海边的生活。" },
    { "xx", "No arrests have been made." },
    { "", "No arrests have been made." },
    { "english", "No arrests have been made." },
    { "en", "" },
    { "en", "\xC3" },
};

static bool is_reported(const char *lang, const char *sentence)
{
    struct dh_reports r;
    dh_reports_init(&r, dh_str_c(lang));
    return dh_reported(&r, dh_str_c(sentence));
}

static void test_reported(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(reported); i++)
        if (!is_reported(reported[i].lang, reported[i].sentence))
            print_error("%s: %s\n", reported[i].lang, reported[i].sentence);
    for (size_t i = 0; i < DH_LEN(reported); i++)
        assert_true(is_reported(reported[i].lang, reported[i].sentence));
}

static void test_of_sites(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(of_sites); i++)
        if (is_reported(of_sites[i].lang, of_sites[i].sentence))
            fail_msg("%s: %s", of_sites[i].lang, of_sites[i].sentence);
}

/* In how many lists of its language the word stands, and how often. */
static size_t count_word(const char *lang, struct dh_str word)
{
    size_t n = 0;
    for (const struct dh_reportwords *k = dh_reportwords; k->words; k++) {
        struct dh_str words = dh_str_c(k->words), other;
        while (!strcmp(k->lang, lang) && dh_str_split(&words, ' ', &other))
            n += dh_str_eq(word, other);
    }
    return n;
}

/* One word is no proof of two kinds. */
static void test_words_stand_once(void **state)
{
    (void)state;
    for (const struct dh_reportwords *l = dh_reportwords; l->words; l++) {
        struct dh_str words = dh_str_c(l->words), word;
        while (dh_str_split(&words, ' ', &word))
            if (count_word(l->lang, word) != 1)
                fail_msg("%s: %.*s stands twice", l->lang, (int)word.n, word.p);
    }
}

/* All words of a language have room, and each list stands there once. */
static void test_lists(void **state)
{
    (void)state;
    for (const struct dh_reportwords *l = dh_reportwords; l->words; l++) {
        size_t words = 0, same = 0;
        for (const struct dh_reportwords *k = dh_reportwords; k->words; k++) {
            if (strcmp(k->lang, l->lang) != 0)
                continue;
            same += k->kind == l->kind;
            words++;
            for (const char *p = k->words; (p = strchr(p, ' ')); p++)
                words++;
        }
        assert_true(words <= DH_REPORTWORDS_MAX);
        assert_int_equal(same, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_reported),
                                        cmocka_unit_test(test_of_sites),
                                        cmocka_unit_test(test_words_stand_once),
                                        cmocka_unit_test(test_lists) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
