/* SPDX-License-Identifier: MIT */
#include "repeat/site/reportwords.h"

#include <stddef.h>

const struct dh_reportwords dh_reportwords[] = {
    /* clang-format off */
    { "en", DH_REPORT_WHO,
      "police detective detectives officer officers prosecutor prosecutors sheriff court "
      "judge ministry spokes* authorities firefighter* paramedics coroner inspectors "
      "investigators lawyer lawyers attorney attorneys defendant* council minister ministers "
      "government parliament senate kremlin officials embassy army military congress pentagon" },
    { "en", DH_REPORT_WHAT,
      "injur* hurt wounded killed dead deaths casualt* fatalit* arrest* charges suspect "
      "suspects suspected investigation investigating investigated inquiry inquest motive "
      "damage fire blaze crash collision accident trial verdict sentenced custody guilty bail "
      "autopsy survived survivors hearing evacuated explosion shooting proceedings "
      "independently anonymity declined refused driver drivers victim victims hospital "
      "emergency unharmed paramedic missing murder robbery assault burglary pronounced "
      "inquiries footage jury husband grandchildren grandchild funeral cemetery burial "
      "interment mourners donations vote talks ceasefire evidence lawsuit appeal detained "
      "condolences memorials lieu visitation bereaved cremation" },
    { "en", DH_REPORT_SAID,
      "comment respond responded replied confirm confirmed denies denied authorised "
      "authorized statement request requests publicly approached contacted condition "
      "immediately appealing unknown determined verify verified cause information witnesses "
      "asked scene responsibility continues continue wife daughters sons report reports claim "
      "claims man woman named identified remains road closed hours believe called spoke issue "
      "reviewing continuing cameras found details elaborate provide provided expected "
      "available released flowers family service chapel church held resident saw seen anyone "
      "speak further arrangements memorial entrusted expressed" },
    { "en", DH_REPORT_NONE,
      "no nobody none" },
    { "en", DH_REPORT_US,
      "we us our ours you your yours click read subscribe sign newsletter site website page "
      "app" },
    { "de", DH_REPORT_WHO,
      "polizei* polizist* staatsanwalt* kriminalpolizei* gericht gerichts* richter "
      "ministerium* sprecher* behörden feuerwehr* rettungskräfte zeugen ermittler* anwalt "
      "verteidiger* notarzt* bundesregierung minister ministerin regierung bundestag kreml "
      "armee militär botschaft wache streitkräfte außenministerium" },
    { "de", DH_REPORT_WHAT,
      "verletz* getötet tote todes* opfer festgenommen festnahmen anklage* angeklagt* "
      "verdächtig* tatverdächtig* ermittlung* ermittelt untersuchung* brand* unfall* unglück* "
      "schaden* sachschaden* prozess* urteil* verurteil* haft* unschuldsvermutung* ursache* "
      "vermisst* täter* hinterlässt beigesetzt trauerfeier* verhandlung* fahrer fahrerin "
      "unverletzt sperrung körperverletzung diebstahl einbruch raub* mord* bahnstrecke "
      "bewährung kripo spuren strafe ehefrau enkel enkelkinder beisetzung beerdigung friedhof "
      "trauer abstimmung gespräche waffenruhe beweise bilder angriff* luftangriff* "
      "beileid* kondolenz* kränze trauergottesdienst*" },
    { "de", DH_REPORT_SAID,
      "stellungnahme äußern äußerte* ablehnt* bestätig* dementier* unabhängig* überprüf* "
      "anfrage antwort* angaben hinweise erreichen bekannt unbekannt zunächst entgegen "
      "gebeten dauern aufgenommen geklärt fest fortgesetzt krankenhaus klinik gilt frau "
      "töchter söhne spurlos straße gesperrt stunden mann männer kräften einsatz tausend euro "
      "beläuft wegen schweren unklar setzte gesichert abkam wagen blieb einzelheiten details "
      "nannte näheren weitere spenden blumen gesehen jahren alter kapelle kreis meldet "
      "nächste woche rede trauerkreis blumenspenden anstelle" },
    { "de", DH_REPORT_NONE,
      "niemand kein keine keiner nichts" },
    { "de", DH_REPORT_US,
      "wir uns unser unsere unseren unserer unserem unseres klicken abonnieren newsletter "
      "website seite app" },
    { "fr", DH_REPORT_WHO,
      "police gendarm* policiers parquet procureur* tribunal juge magistrat* ministère "
      "pompiers secours autorités témoins avocat* enquêteur* préfecture ministre gouvernement "
      "parlement sénat kremlin armée ambassade élysée" },
    { "fr", DH_REPORT_WHAT,
      "bless* tué tués tuée morts décès victime* arrêté* interpellé* inculpé* suspect* "
      "enquête* incendie* sinistre accident* causes procès verdict condamné* prison innocent* "
      "présumé* dégâts disparu* hospitalisé* obsèques explosion plainte* conducteur* hôpital "
      "pronostic danger garde faits agression meurtre* interpellation autopsie épouse enfants "
      "fils filles inhumation cimetière vote négociations preuves attaque* "
      "condoléances recueillement crémation" },
    { "fr", DH_REPORT_SAID,
      "commentaire commentaires commenter réagi répondre répondu sollicitation* vérifié* "
      "vérifier indépendan* confirm* démenti* anonymat souhaité refusé décliné contacté* "
      "jointe communiqué indéterminé* inconnu* ouverte poursuit lancé appel déplorer origine "
      "circonstances entreprise vue jours vital engagé intervenus nuit route fermée heures "
      "homme placé pieds pratiquée jeudi détails précisions précisé fleurs dons "
      "couronnes cérémonie" },
    { "fr", DH_REPORT_NONE,
      "aucun aucune personne ni" },
    { "fr", DH_REPORT_US,
      "nous notre nos vous votre vos cliquez abonnez newsletter site" },
    { "es", DH_REPORT_WHO,
      "policía* guardia fiscal* tribunal* juez* ministerio* portavoz* bomberos autoridades "
      "testigo* abogado* investigadores juzgado* policial* ministro ministra gobierno "
      "parlamento senado kremlin ejército embajada congreso" },
    { "es", DH_REPORT_WHAT,
      "herid* muert* murieron fallec* víctima* deten* arrest* acusad* sospechos* "
      "investigación investiga investigan investigad* incendio* accidente* causa causas "
      "juicio* condena* prisión inocen* daños desaparecid* hospital* explosión suceso* "
      "sepelio funeral conductor* disposición judicial sentencia robo asesinato esposa esposo "
      "hijos hijas nietos entierro cementerio votación negociaciones pruebas ataque* "
      "velatorio condolencias pésame" },
    { "es", DH_REPORT_SAID,
      "comentar comentarios respondió responder declinó verificad* independiente confirm* "
      "negó desmint* anonimato solicitud declaraciones desconoce* aclarar colaboración "
      "ciudadana abierta registraron inmediato pasado ocurrió noche madrugada carretera "
      "cortada horas hombre trasladad* detalles precisó flores donaciones ofreció "
      "misa coronas" },
    { "es", DH_REPORT_NONE,
      "nadie ningún ninguno ninguna no" },
    { "es", DH_REPORT_US,
      "nosotros nuestro nuestra nuestros nuestras usted ustedes suscríb* suscrib* boletín" },
    { "it", DH_REPORT_WHO,
      "polizia carabinieri procura procuratore tribunale giudice ministero portavoce vigili "
      "autorità testimon* avvocat* inquirenti investigatori questura ministro ministra "
      "governo parlamento senato cremlino esercito ambasciata" },
    { "it", DH_REPORT_WHAT,
      "ferit* mort* uccis* vittim* arrest* accusat* indagat* sospettat* indagin* incendio "
      "rogo incidente cause causa processo condann* carcere innocen* danni dispers* ospedale "
      "funerali esplosione conducente prognosi condizioni carabiniere furto omicidio "
      "fascicolo moglie marito figli figlie nipoti cimitero sepoltura voto trattative prove "
      "attacco attacchi condoglianze esequie" },
    { "it", DH_REPORT_SAID,
      "commento commentare commenti risposto confermat* smentit* verificat* indipendente "
      "anonim* rilasciare dichiarazioni richiesta accertamento corso sconosciut* dinamica "
      "trasportato gravi uomo strada chiusa ore posto soccors* pericolo vita aperto dettagli "
      "precisato fiori fornito camera ardente" },
    { "it", DH_REPORT_NONE,
      "nessun nessuno nessuna" },
    { "it", DH_REPORT_US,
      "noi nostro nostra nostri nostre voi vostro iscriv* abbon* newsletter sito" },
    { "pt", DH_REPORT_WHO,
      "polícia* policial* delegacia* promotor* ministério tribunal* juiz* juíza porta-voz "
      "bombeiro* autoridades testemunha* advogad* defesa investigadores delegad* justiça "
      "ministro ministra governo parlamento senado kremlin exército embaixada congresso" },
    { "pt", DH_REPORT_WHAT,
      "ferid* mort* morreu* óbito* vítima* preso* presa detid* acusad* suspeit* investigação "
      "investiga investigam investigad* incêndio* acidente* causa causas julgamento* "
      "condenad* prisão inocen* danos desaparecid* hospital* explosão caso velório "
      "sepultamento motorista perícia socorro ocorrência roubo homicídio samu boletim pista "
      "esposa marido filhos filhas netos enterro cemitério votação negociações provas ataque* "
      "condolências" },
    { "pt", DH_REPORT_SAID,
      "comentar comentou comentários respondeu resposta procurad* verificad* independente "
      "confirm* negou anonimato localizad* publicação reportagem manifestou esclarec* "
      "desconhecid* apurad* fugiu prestar acionad* homem estrada interditada horas levado "
      "registrad* encaminhad* estado detalhes flores doações deixa capela família forneceu "
      "morador missa" },
    { "pt", DH_REPORT_NONE,
      "ninguém nenhum nenhuma não" },
    { "pt", DH_REPORT_US,
      "nós nosso nossa nossos nossas você vocês seu assine inscreva newsletter" },
    { "nl", DH_REPORT_WHO,
      "politie* agenten officier justitie rechtbank rechter* ministerie* woordvoerder* "
      "autoriteiten brandweer* getuig* rechercheurs advocaat* gemeente minister regering "
      "kamer kremlin leger ambassade" },
    { "nl", DH_REPORT_WHAT,
      "gewond* gedood dode* slachtoffer* aangehouden arrest* verdacht* onderzoek* brand "
      "ongeluk ongeval schade oorzaak proces vonnis veroordeeld* onschuld* vermist* "
      "ziekenhuis* explosie toedracht bestuurder* mishandeling diefstal inbraak vrouw zonen "
      "dochters kleinkinderen uitvaart begrafenis begraafplaats stemming onderhandelingen "
      "bewijs aanval* condoleance* condoleren crematie" },
    { "nl", DH_REPORT_SAID,
      "commentaar reageren reactie* reageerde* bevestig* ontken* onafhankelijk* geverifieerd "
      "verifi* anoniem* bereikbaar onbekend onduidelijk gevraagd melden man weg afgesloten "
      "uur overgebracht uren dicht details bloemen afscheid" },
    { "nl", DH_REPORT_NONE,
      "niemand geen" },
    { "nl", DH_REPORT_US,
      "wij ons onze jij jouw uw abonneer nieuwsbrief website" },
    { "sv", DH_REPORT_WHO,
      "polis polisen åklagare* tingsrätt* domstol* domare* departement* talesperson* "
      "myndighet* räddningstjänst* vittne* advokat* minister* regering* riksdag* kreml armé* "
      "ambassad*" },
    { "sv", DH_REPORT_WHAT,
      "skad* dödad* döda dödsfall offer gripit* gripen anhåll* häkt* misstänk* utred* brand* "
      "brann olyck* orsak* rättegång* dom dömd* oskyldig* försvunn* sjukhus* explosion* åtal* "
      "förare* misshandel mord* stöld* larmet hustru söner döttrar barnbarn begravning* "
      "kyrkogård* omröstning* förhandling* bevis kondolean* begravningsakt*" },
    { "sv", DH_REPORT_SAID,
      "kommentera* kommentar* svarat svarade bekräft* förneka* oberoende verifier* anonym* "
      "avböj* avbryt* oklart okänd* tips tipsa mannen kvinnan vägen avstängd timmar grov "
      "fördes startade man blommor gåva" },
    { "sv", DH_REPORT_NONE,
      "ingen inga inget" },
    { "sv", DH_REPORT_US,
      "vi oss vår vårt våra du dig din nyhetsbrev" },
    { "da", DH_REPORT_WHO,
      "politi* anklager* retten domstol* dommer* talsmand* talsperson* myndighed* brandvæsen* "
      "redningsmandskab* vidne* advokat* minister* regering* folketing* kreml ambassade*" },
    { "da", DH_REPORT_WHAT,
      "kvæst* skadet dræbt* dødsfald omkom* ofre anholdt* sigtet* sigtelse* mistænkt* "
      "efterforsk* undersøg* brand branden ulykk* årsag* retssag* dømt fængsl* uskyldig* "
      "savnet* hospital* eksplosion* tiltalt* bilist* føreren varetægtsfængsl* vold* sag "
      "sagen hustru sønner døtre børnebørn begravelse* bisættelse* kirkegård* afstemning* "
      "forhandling* bevis* kondolence*" },
    { "da", DH_REPORT_SAID,
      "kommenter* kommentar* svaret svarede bekræft* afvis* uafhængig* verificer* anonym* "
      "ukendt uklart henvend* manden kvinden vejen spærret uger timer blomster gave" },
    { "da", DH_REPORT_NONE,
      "ingen" },
    { "da", DH_REPORT_US,
      "vores jer jeres nyhedsbrev" },
    { "no", DH_REPORT_WHO,
      "politiet tingrett* domstol departement* talsperson* myndighet* brannvesen* vitn* "
      "advokat* påtalemyndighet* minister* regjering* storting* kreml ambassade*" },
    { "no", DH_REPORT_WHAT,
      "skadd* drept omkommet døde pågrep* siktet siktel* mistenkt* etterforsk* undersøk* "
      "brann brannen ulykk* årsak* rettssak* dømt uskyldig* savnet sykehus* eksplosjon* "
      "tiltal* fører* sjåfør* kroppsskade kroppskrenkelse sak voldshendelse kone sønner døtre "
      "barnebarn begravelse* bisettelse* kirkegård* avstemning* forhandling* bevis* "
      "kondolans*" },
    { "no", DH_REPORT_SAID,
      "kommenter* kommentar* svart svarte bekreft* avvis* uavhengig* verifiser* anonym* "
      "ukjent uklart tips mannen kvinnen veien stengt timer opprettet kjørt blomster gave" },
    { "no", DH_REPORT_NONE,
      "ingen" },
    { "no", DH_REPORT_US,
      "vår deg nyhetsbrev" },
    { "fi", DH_REPORT_WHO,
      "poliisi* syyttäj* käräjäoike* oikeu* tiedottaj* viranomai* pelastuslaito* palokun* "
      "todistaj* asianaja* minister* hallitu* eduskun* kreml* armeija* suurlähety*" },
    { "fi", DH_REPORT_WHAT,
      "loukkaant* kuoli kuollu* uhri* pidätet* pidätti epäil* tutkin* tutkii tutkita* "
      "tulipalo* palo onnettomu* syy syytä vahin* oikeudenkäyn* tuomi* syytte* kadon* "
      "sairaala* räjähdy* kuljettaj* pahoinpitel* kuolemansyy* palon syttymissy* rikos* vaimo "
      "poikaa tytärtä lapsenlap* hautajai* hautausmaa* äänesty* neuvottelu* todist*" },
    { "fi", DH_REPORT_SAID,
      "kommentoi* kommentt* vastan* vahvist* kiist* riippumattom* varmist* nimettöm* tavoit* "
      "selvi* tiedo* havain* mies nainen tie suljet* tunti*" },
    { "fi", DH_REPORT_NONE,
      "kukaan ketään ei" },
    { "fi", DH_REPORT_US,
      "me meidän sinä uutiskirje" },
    { "pl", DH_REPORT_WHO,
      "policj* prokurat* sąd sądu sędzi* minister* rzecznik* władz* straż strażac* świadk* "
      "adwokat* obrońc* śledcz* rząd rządu sejm* senat* kreml* armia wojsko ambasad*" },
    { "pl", DH_REPORT_WHAT,
      "rann* zgin* zabit* ofiar* zatrzyman* aresztow* podejrzan* oskarż* śledztw* dochodzen* "
      "pożar* wypad* przyczyn* proces* wyrok* skazan* niewinn* zaginion* szpital* wybuch* "
      "strat* obrażeń kierow* trzeźw* pobi* kradzież* sprawę karetk* poszkodowan* trasa żona "
      "żonę córki synów synowie wnuk* pogrzeb* cmentarz* głosowani* negocjacj* rozmowy dowod* "
      "kondolenc*" },
    { "pl", DH_REPORT_SAID,
      "komentarz* komentow* odpowie* potwierd* zaprzecz* niezależn* zweryfik* anonim* odmówi* "
      "nieznan* ustal* trwa wyjaśni* okoliczn* bada droga zablokowana mężczyzna kobieta "
      "promil* nieprzejezdn* godzin* kwiatów msza" },
    { "pl", DH_REPORT_NONE,
      "nikt nie" },
    { "pl", DH_REPORT_US,
      "nasz nasza nasze naszego naszej twój newsletter" },
    { "cs", DH_REPORT_WHO,
      "policie policist* policej* zástup* soud soudu soudce ministerstv* mluvčí úřad* hasič* "
      "svědk* obhájc* záchranář* ministr* vláda vlády sněmovn* senát* kreml armáda "
      "velvyslanectv*" },
    { "cs", DH_REPORT_WHAT,
      "zraněn* zranil* zemřel* mrtv* oběti zatčen* zadržen* podezřel* obviněn* vyšetř* požár* "
      "nehod* příčin* proces rozsudek odsouzen* nevin* pohřeš* nemocnic* výbuch* škod* řidič* "
      "promile krádež* vražd* případ silnice manželk* dcery synové synů vnouč* pohřeb pohřbu "
      "hřbitov* hlasován* jednání důkaz*" },
    { "cs", DH_REPORT_SAID,
      "komentov* komentář* vyjádřit odpověd* potvrd* popře* nezávisl* ověřit anonym* neznám* "
      "zjišť* objasň* hledá muž žena nadýchal převezli uzavřen* hodin*" },
    { "cs", DH_REPORT_NONE,
      "nikdo nebyl nebyla není" },
    { "cs", DH_REPORT_US,
      "náš naše našeho vás" },
    { "sk", DH_REPORT_WHO,
      "polícia polícii polícajn* prokurat* súd súdu sudca ministerstvo hovor* hasiči svedk* "
      "obhajc*" },
    { "sk", DH_REPORT_WHAT,
      "zranen* zomrel* mŕtv* obet* zatknut* zadržan* podozriv* obvinen* vyšetr* požiar* "
      "nehod* príčin* proces rozsudok odsúden* nemocnic* výbuch* škod* vodič* promile krádež* "
      "vražd* prípad" },
    { "sk", DH_REPORT_SAID,
      "komentovať vyjadr* odpoved* potvrd* popre* nezávisl* overi* anonym* neznám* zisť* "
      "hľadá muž žena cesta uzavretá hodín" },
    { "sk", DH_REPORT_NONE,
      "nikto nikoho nebol" },
    { "ru", DH_REPORT_WHO,
      "полици* прокур* суд суда суде следствен* следстви* министерств* пресс-служб* "
      "представител* власт* пожарн* свидетел* адвокат* мчс очевид* министр* правительств* "
      "кремл* парламент* госдум* арми* посольств* минобороны" },
    { "ru", DH_REPORT_WHAT,
      "пострадав* ранен* погиб* убит* жертв* задержан* арест* подозрева* обвиня* обвинен* "
      "расследован* уголовн* дело пожар* авари* дтп причин* процесс* приговор* осужд* "
      "невинов* пропав* больниц* взрыв* ущерб* проверк* скончал* водител* происшеств* "
      "госпитализ* факту краж* убийств* протокол* движени* жена супруга дочери дочь сыновей "
      "сыновья внук* прощани* похорон* отпевани* кладбищ* голосовани* переговор* "
      "доказательств* атак* обстрел*" },
    { "ru", DH_REPORT_SAID,
      "коммент* отказ* ответ* подтвер* опроверг* независим* достоверн* аноним* неизвест* "
      "устанавл* выясня* уточн* запрос* возбужд* ведётся ведется обстоятельств* информаци* "
      "компани* скрылся места проводится мужчин* женщин* дорог* перекрыт* часов подробност* "
      "деталей сообщил* цветов семья" },
    { "ru", DH_REPORT_NONE,
      "нет никто не" },
    { "ru", DH_REPORT_US,
      "мы наш наша наше наши нашего нашей нас вы ваш ваша вам подпишитесь сайт сайте" },
    { "uk", DH_REPORT_WHO,
      "поліці* прокур* суд суду слідч* слідств* міністерств* речни* влад* рятувальник* свідк* "
      "адвокат* пожежник* міністр* уряд* парламент* верховн* арм* посольств*" },
    { "uk", DH_REPORT_WHAT,
      "постражд* поранен* загин* вбит* жертв* затриман* арешт* підозр* звинувач* розслідуван* "
      "кримінальн* провадження пожеж* аварі* дтп причин* процес* вирок* засуд* невин* зникл* "
      "лікарн* вибух* збитк* водій* водія госпіталізован* факту крадіж* вбивств* протокол* "
      "подія події рух дружина доньки сини синів онук* прощання похорон* кладовищ* "
      "голосування переговор* доказів атак* обстріл*" },
    { "uk", DH_REPORT_SAID,
      "комент* відмов* відпов* підтвер* спрост* незалежн* перевір* анонім* невідом* встановл* "
      "з'ясов* триває обставин* втік місця чоловік* жінк* дорог* перекрит* відкрито години "
      "годин" },
    { "uk", DH_REPORT_NONE,
      "немає ніхто не" },
    { "uk", DH_REPORT_US,
      "ми наш наша наше нас ви ваш підпишіться" },
    { "tr", DH_REPORT_WHO,
      "polis* jandarma* savcı* mahkeme* hakim* sözcü* yetkili* itfaiye* tanık* avukat* "
      "emniyet* bakan* meclis* kremlin* ordu* büyükelçi*" },
    { "tr", DH_REPORT_WHAT,
      "yaralan* öldü öldürül* ölen ölü* kurban* gözaltı* tutuklan* şüpheli* sanık* "
      "soruşturma* inceleme* yangın* kaza* neden* dava* hüküm* ceza* masum* kayıp* hastane* "
      "patlama* hasar* sürücü* yaralı* cinayet* hırsızlık* olay* yol eşi kızı oğlu torun* "
      "cenaze* mezarlı* defned* oylama* görüşme* müzakere* saldırı*" },
    { "tr", DH_REPORT_SAID,
      "yorum* yanıt* cevap* doğrula* yalanla* bağımsız* teyit* reddet* açıklama* bilinm* "
      "başlatıl* sürüyor adam kadın kapatıl* kaldırıldı alındı saat trafik* trafiğ* kapandı" },
    { "tr", DH_REPORT_NONE,
      "kimse yok değil" },
    { "tr", DH_REPORT_US,
      "bizim sizin bülten" },
    { "ro", DH_REPORT_WHO,
      "poliți* poliţi* procuror* tribunal* judecător* ministerul* purtător* autorităț* "
      "autorităţ* pompieri* martor* avocat* ministru* guvern* parlament* senat* kremlin* "
      "armata ambasad*" },
    { "ro", DH_REPORT_WHAT,
      "rănit* mort* morți decedat* victim* arestat* reținut* suspect* anchet* cercetă* "
      "incendi* accident* cauz* proces* sentinț* condamnat* nevinovat* dispărut* spital* "
      "explozi* pagub* șofer* şofer* omor* furt* dosar* soția copii nepoți înmormânt* "
      "cimitir* vot votul dovezi atac*" },
    { "ro", DH_REPORT_SAID,
      "coment* răspun* confirm* neg* dezminț* independent* verificat* anonim* refuz* "
      "necunoscut* stabilit* bărbat* femei* drumul blocat ore deschis transportat*" },
    { "ro", DH_REPORT_NONE,
      "nimeni niciun nicio nu" },
    { "hu", DH_REPORT_WHO,
      "rendőr* ügyész* bíróság* bíró minisztérium* szóvivő* hatóság* tűzoltó* tanú* ügyvéd* "
      "mentők miniszter* kormány* parlament* hadsereg* nagykövet*" },
    { "hu", DH_REPORT_WHAT,
      "megsérült* sérült* meghalt* áldozat* letartózt* őrizet* gyanúsít* nyomoz* vizsgál* tűz "
      "baleset* ok oka okát tárgyalás* ítélet* elítélt* ártatlan* eltűnt* kórház* robbanás* "
      "kár kára sofőr* emberölés* lopás* mentő* feleség* lány* unok* temetés* temető* "
      "szavazás* bizonyíték* támadás*" },
    { "hu", DH_REPORT_SAID,
      "komment* válasz* megerősít* cáfol* független* ellenőriz* névtelen* ismeretlen folyik "
      "nyilatkoz* férfi* nő út* lezár* óra vették" },
    { "hu", DH_REPORT_NONE,
      "senki nem" },
    { "el", DH_REPORT_WHO,
      "αστυνομ* εισαγγελ* δικαστ* εκπρόσωπ* αρχές πυροσβεστικ* μάρτυρ* δικηγόρ* υπουργ* "
      "κυβέρνησ* βουλή στρατ* πρεσβεί*" },
    { "el", DH_REPORT_WHAT,
      "τραυματ* νεκρ* σκοτώθηκ* θύμα* συνελήφθ* σύλληψ* συλλήψεις ύποπτ* κατηγορ* έρευν* "
      "ερευν* φωτιά πυρκαγι* δυστύχημ* ατύχημ* αίτι* δίκη καταδικ* αθώ* νοσοκομεί* έκρηξ* "
      "ζημι* οδηγός οδηγό κλοπ* ανθρωποκτον* τροχαίο σύζυγο* παιδιά εγγόνια κηδεία ταφή "
      "ψηφοφορία διαπραγματεύσε* επίθεση" },
    { "el", DH_REPORT_SAID,
      "σχολι* σχόλι* απάντησ* επιβεβαι* διέψευσ* ανεξάρτητ* ανώνυμ* αρνήθηκ* άγνωστ* άνδρας "
      "άνδρα γυναίκα δρόμος κλειστ* ώρες μεταφέρθηκ*" },
    { "el", DH_REPORT_NONE,
      "κανείς κανένας δεν" },
    { "ar", DH_REPORT_WHO,
      "شرطة* محكمة* قاض* نيابة* مدعي* وزارة* متحدث* سلطات* دفاع* إطفاء* شهود* شاهد* محام* "
      "مسؤول* شركة* وزير* حكومة* برلمان* كرملين* جيش* سفارة* رئاسة*" },
    { "ar", DH_REPORT_WHAT,
      "إصاب* جرح* قتل* وفاة* ضحايا* ضحية* اعتقال* اعتقل* متهم* مشتبه* تحقيق* حريق* حادث* سبب* "
      "أسباب* محاكمة* حكم* سجن* برا* مفقود* مستشفى* انفجار* أضرار* هجوم* مسؤولية* سائق* مصاب* "
      "ضبط* جريمة* سرق* زوجة* أبناء* جنازة* دفن* مقبرة* تصويت* مفاوضات* أدلة* هجمات* قصف*" },
    { "ar", DH_REPORT_SAID,
      "تعليق* تعقيب* تأكيد* نفى* نفت* مستقل* تحقق* يتسن* هوية* طلب* رفض* بيان* جاري* نقل* "
      "رجل* امرأة* طريق* إغلاق* تعلن* ترد*" },
    { "ar", DH_REPORT_NONE,
      "لم* أحد* جهة*" },
    { "fa", DH_REPORT_WHO,
      "پلیس* دادستان* دادگاه* قاضی* وزارت* سخنگو* مقام* آتش‌نشان* شاهد* وکیل* وزیر* دولت* "
      "مجلس* ارتش* سفارت* کرملین*" },
    { "fa", DH_REPORT_WHAT,
      "زخمی* مجروح* کشته* جان* قربانی* بازداشت* متهم* مظنون* تحقیق* حادثه* آتش‌سوزی* علت* "
      "محاکمه* حکم* بیمارستان* انفجار* خسارت* راننده* مصدوم* سرقت* قتل* پرونده* همسر* فرزند* "
      "خاکسپاری* مراسم* مذاکره* مذاکرات* شواهد* حمله*" },
    { "fa", DH_REPORT_SAID,
      "اظهار* پاسخ* تایید* تأیید* تکذیب* مستقل* ناشناس* مرد* زن* جاده* مسدود* منتقل* انتقال*" },
    { "fa", DH_REPORT_NONE,
      "هیچ* کسی*" },
    { "he", DH_REPORT_WHO,
      "משטר* שוטר* פרקליט* שופט* משפט* דובר* רשויות* כבא* עדים* עורך* שר* ממשלה* כנסת* צבא* "
      "שגריר*" },
    { "he", DH_REPORT_WHAT,
      "נפצע* פצוע* נהרג* הרוג* קורבן* נעצר* מעצר* חשוד* נאשם* חקיר* נחקר* שריפ* שרפ* תאונ* "
      "סיבה* נסיבות* הורשע* אשמ* בית־חולים* בית-חולים* פיצוץ* נזק* נהג* בית רצח* גניב* אירוע* "
      "אשתו* ילדים* נכדים* הלווי* לוויה* קבור* הצבע* ראיות* תקיפ*" },
    { "he", DH_REPORT_SAID,
      "תגוב* הגיב* נמסר* אישר* הכחיש* עצמאי* אימת* אנונימ* סירב* בקש* גבר* כביש* נחסם* פונה* "
      "פונו*" },
    { "he", DH_REPORT_NONE,
      "איש* אין* לא*" },
    { "hi", DH_REPORT_WHO,
      "पुलिस* अदालत* न्यायाधीश* न्यायालय* मंत्रालय* प्रवक्ता* अधिकारी* अधिकारियों* दमकल* "
      "गवाह* वकील* अभियोजन* प्रशासन* मंत्री* सरकार* संसद* सेना* दूतावास*" },
    { "hi", DH_REPORT_WHAT,
      "घायल* मौत* मृत* हताहत* पीड़ित* गिरफ्तार* आरोपी* आरोपियों* संदिग्ध* जांच* जाँच* मामला* "
      "मामले* आग* दुर्घटना* हादसा* हादसे* कारण* मुकदमा* सज़ा* सजा* अस्पताल* विस्फोट* नुकसान* "
      "हिरासत* चालक* हत्या* चोरी* शव* सड़क* पत्नी* बेटे* बेटियां* अंतिम* मतदान* वार्ता* सबूत* "
      "हमला* हमले*" },
    { "hi", DH_REPORT_SAID,
      "टिप्पणी* जवाब* पुष्टि* स्वतंत्र* खंडन* इनकार* अनुरोध* बयान* दर्ज* जारी* भर्ती* तलाश* "
      "बंद* व्यक्ति* महिला* लोगों* घंटे*" },
    { "hi", DH_REPORT_NONE,
      "कोई* नहीं*" },
    { "id", DH_REPORT_WHO,
      "polisi kepolisian jaksa pengadilan hakim kementerian juru pejabat pemadam saksi "
      "pengacara menteri pemerintah parlemen kremlin tentara kedutaan" },
    { "id", DH_REPORT_WHAT,
      "terluka luka tewas meninggal korban ditangkap penangkapan tersangka terdakwa "
      "penyelidikan penyidikan kebakaran kecelakaan penyebab sidang vonis dihukum rumah "
      "ledakan kerugian hilang sopir pengemudi pelaku pembunuhan pencurian evakuasi istri "
      "suami anak cucu pemakaman dimakamkan pemungutan perundingan bukti serangan" },
    { "id", DH_REPORT_SAID,
      "komentar menanggapi tanggapan konfirmasi membantah independen verifikasi diverifikasi "
      "anonim menolak diketahui pria wanita jalan ditutup jam dibawa pengejaran sakit jiwa" },
    { "id", DH_REPORT_NONE,
      "tidak belum" },
    { "vi", DH_REPORT_WHO,
      "cảnh công tòa thẩm viện phát nhân luật" },
    { "vi", DH_REPORT_WHAT,
      "thương chết vong nạn bắt nghi điều cháy nguyên xét án vụ lái xế bệnh tai" },
    { "vi", DH_REPORT_SAID,
      "bình phản xác độc đường đưa người đàn phụ" },
    { "vi", DH_REPORT_NONE,
      "không chưa" },
    { "zh", DH_REPORT_WHO,
      "警方* 警察* 公安* 检方* 檢方* 检察* 檢察* 法院* 法官* 外交部* 发言人* 發言人* 当局* 當局* 消防* 目击者* 目擊者* 律师* 律師* 部门* "
      "部門* 部长* 部長* 政府* 议会* 議會* 国会* 國會* 军方* 軍方* 大使馆* 大使館* 总统* 總統*" },
    { "zh", DH_REPORT_WHAT,
      "受伤* 受傷* 死亡* 身亡* 遇难* 遇難* 伤亡* 傷亡* 被捕* 拘捕* 拘留* 嫌疑* 嫌犯* 被告* 调查* 調查* 火灾* 火災* 事故* 原因* 审理* "
      "審理* 开庭* 開庭* 判处* 判處* 判决* 判決* 失踪* 失蹤* 医院* 醫院* 爆炸* 损失* 損失* 案件* 司机* 司機* 受害* 送医* 送醫* 谋杀* "
      "謀殺* 盗窃* 竊盜* 道路* 妻子* 子女* 葬礼* 葬禮* 遗体* 遺體* 投票* 谈判* 談判* 证据* 證據* 袭击* 襲擊*" },
    { "zh", DH_REPORT_SAID,
      "置评* 置評* 评论* 評論* 回应* 回應* 证实* 證實* 否认* 否認* 核实* 核實* 独立* 獨立* 匿名* 拒绝* 拒絕* 不明* 侦办* 偵辦* 男子* "
      "女子* 封闭* 封閉* 报告* 报道* 目前* 尚无* 尚無* 小时* 小時*" },
    { "zh", DH_REPORT_NONE,
      "没有* 沒有* 无人* 無人*" },
    { "ja", DH_REPORT_WHO,
      "警察* 警視庁* 県警* 検察* 地検* 裁判* 消防* 弁護士* 弁護人* 目撃者* 広報* 大臣* 政府* 国会* 外務省* 自衛隊* 大使館* 知事* 市長*" },
    { "ja", DH_REPORT_WHAT,
      "けが* 死亡* 死者* 逮捕* 容疑* 被告* 捜査* 調べ* 火災* 火事* 事故* 原因* 公判* 判決* 起訴* 行方不明* 病院* 爆発* 被害* 動機* 身元* "
      "書類送検* 運転手* 搬送* 殺人* 窃盗* 命に別* 意識* 重傷* 軽傷* 道路* 現場* 葬儀* 告別式* 通夜* 喪主* 遺族* 採決* 投票* 協議* 証拠* "
      "攻撃*" },
    { "ja", DH_REPORT_SAID,
      "コメント* 回答* 確認* 否認* 否定* 独自* 匿名* 認めて* 取材* 情報提供* 応じ* 不明* 男性* 女性* 通行止* 時間* 運ばれ* 詳しい*" },
    { "ja", DH_REPORT_NONE,
      "いなかっ* なかった*" },
    { "ko", DH_REPORT_WHO,
      "경찰* 검찰* 법원* 재판부* 판사* 소방* 대변인* 당국* 목격자* 변호인* 변호사* 장관* 정부* 국회* 청와대* 대통령실* 군* 대사관*" },
    { "ko", DH_REPORT_WHAT,
      "부상* 사망* 숨졌* 숨진* 체포* 구속* 용의자* 피의자* 피고인* 수사* 조사* 화재* 사고* 원인* 재판* 선고* 실종* 병원* 폭발* 피해* 혐의* "
      "인명피해* 운전자* 살인* 절도* 경상* 중상* 도로* 장례* 빈소* 발인* 유족* 장지* 표결* 협상* 증거* 공격*" },
    { "ko", DH_REPORT_SAID,
      "논평* 입장* 답변* 확인* 부인* 독립* 익명* 거부* 밝히지* 남성* 여성* 통제* 시간* 옮겨* 추적* 정확*" },
    { "ko", DH_REPORT_NONE,
      "없었* 없는*" },
    { "", DH_REPORT_KINDS, NULL },
    /* clang-format on */
};
