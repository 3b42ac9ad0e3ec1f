/* SPDX-License-Identifier: MIT */
#include "html/block/phrases.h"

const struct dh_phrase_row dh_phrase_rows[] = {
    { DH_CUE_CREDIT, DH_PHRASE_ANYWHERE,
      "getty|getty images|reuters|afp|ap "
      "photo|dpa|epa|efe|ansa|apa|imago|shutterstock|istock|alamy|unsplash|flickr|"
      "wikimedia|photo by|photo credit|bildquelle|courtesy of|handout|symbolbild|archivbild|image "
      "credit|"
      "picture alliance|associated press|anadolu|xinhua|pexels|pixabay|fotolia|keystone|zuma|belga|"
      "file photo|via ap|crédit photo|illustration" },
    { DH_CUE_CREDIT, DH_PHRASE_START,
      "photo|photos|foto|fotos|bild|image|images|picture|credit|credits|quelle|crédit|crédits|"
      "photograph|"
      "photographer|fotoğraf|фото|источник|写真|撮影|图片|사진|źródło|kuva|imagen|imagem|ảnh|foto "
      "de|"
      "file|archive|archiv|supplied|visual" },
    { DH_CUE_CAPTION, DH_PHRASE_ANYWHERE,
      "pictured|seen here|in this photo|in this image|file image|from left|left to "
      "right|poses|gestures|looks on|"
      "arrives|seen in|is seen|are seen|pictured above|im bild|sur cette photo|en la imagen|nella "
      "foto|na foto" },
    { DH_CUE_CAPTION, DH_PHRASE_START,
      "abbildung|abb|figure|fig|grafik|diagramm|infografik|chart|map|table|tabelle|figura|"
      "gráfico|gráfica|ilustración|ilustração|illustrazione|graphique|figuur|afbeelding|figur|"
      "kuvio|rycina|ryc|wykres|obrázek|obr|ábra|şekil|рисунок|рис|график|hình|gambar|図|图|圖|표|"
      "그림" },
    { DH_CUE_DATE, DH_PHRASE_ANYWHERE,
      "january|february|march|april|june|july|august|september|october|november|december|jan|"
      "feb|apr|jun|jul|aug|sep|sept|oct|nov|dec|januar|februar|märz|juni|juli|oktober|dezember|"
      "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|"
      "febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
      "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|"
      "fevereiro|março|setembro|outubro|novembro|dezembro|ago|hours ago|minutes ago|uhr|hace|"
      "il y a|年|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|"
      "декабря|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|"
      "października|listopada|grudnia|ledna|února|března|dubna|května|června|července|srpna|"
      "září|října|listopadu|prosince|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|"
      "ekim|kasım|aralık|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|"
      "листопада|грудня|januari|februari|maart|mei|augustus|augusti|tammikuuta|helmikuuta|"
      "maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|"
      "marraskuuta|joulukuuta|január|február|március|április|augusztus|szeptember|október|"
      "tháng|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|जनवरी|"
      "फरवरी|मार्च|अप्रैल|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर|ιανουαρίου|φεβρουαρίου|"
      "μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|"
      "δεκεμβρίου" },
    { DH_CUE_DATE, DH_PHRASE_START,
      "published|updated|last updated|posted|first published|publicado|actualizado|publié|"
      "mis à jour|aktualisiert|veröffentlicht|stand|pubblicato|aggiornato|güncelleme|"
      "опубликовано|gepubliceerd|publicerad|uppdaterad|publisert|oppdatert|opdateret|"
      "opublikowano|更新|発行|julkaistu|päivitetty|zveřejněno|aktualizováno|publikováno|"
      "zaktualizowano|megjelent|frissítve|publicat|actualizat|objavljeno|ažurirano|"
      "δημοσιεύτηκε|ενημέρωση|обновлено|оновлено|опубліковано|atualizado|diterbitkan|"
      "diperbarui|cập "
      "nhật|yayınlanma|geüpdatet|bijgewerkt|ajankohta|발행|입력|수정|发布|發布|发布时间|نشر|"
      "प्रकाशित|अपडेट" },
    { DH_CUE_BYLINE, DH_PHRASE_START,
      "by|von|par|por|di|door|av|af|text|written by|posted "
      "by|autor|author|autore|auteur|redaktion|redacción|"
      "rédaction|redazione|tekst|yazan|記者|автор|skrevet av|story by|words by|oleh|przez" },
    { DH_CUE_SHARE, DH_PHRASE_EITHER,
      "share this|share on|share via|copy link|link copied|auf facebook teilen|artikel teilen|link "
      "kopieren|copiar enlace|"
      "copier le lien|partager sur|compartir en|shares" },
    { DH_CUE_SHARE, DH_PHRASE_WHOLE,
      "share|tweet|teilen|partager|comparte|compartir|condividi|compartilhar|compartilhe|delen|"
      "deel|dela|sdílet|"
      "paylaş|поделиться|分享|シェア|공유|facebook|twitter|whatsapp|email|e "
      "mail|linkedin|pinterest|reddit|telegram|"
      "print|drucken|imprimer|save|merken|flipboard|messenger|mail|bagikan|شارك|chia "
      "sẻ|udostępnij" },
    { DH_CUE_AD, DH_PHRASE_WHOLE,
      "advertisement|advertising|advert|ad|ads|anzeige|werbung|reklame|reklam|reklama|publicité|"
      "publicidad|publicidade|pubblicità|advertentie|annons|annonce|annonse|sponsored|promoted|"
      "реклама|إعلان|iklan|広告|广告|廣告|광고|quảng cáo|commercial" },
    { DH_CUE_AD, DH_PHRASE_START,
      "paid content|story continues|article continues|continue reading|scroll to continue|"
      "continua después|advertisement story|sponsored content" },
    { DH_CUE_RELATED, DH_PHRASE_START,
      "read|see|also|related|more|watch|listen|next|recommended|popular|trending|most read|"
      "don t miss|you may|mehr|lesen|auch|weitere|verwandte|ähnliche|lire|à lire|voir|"
      "sur le même|lee|lea|leer|más|leggi|vedi|leia|veja|mais|lees|meer|czytaj|zobacz|polecane|"
      "les også|läs|læs|читайте|ещё|также|relacionad|関連|相关|관련|xem thêm|baca|اقرأ|passend|"
      "das könnte|what to read|top stories|in case you missed|up next|latest|lesen sie|"
      "lire aussi|lea también|te puede interesar|leggi anche|leia mais|leia também|ilgili|延伸|"
      "अन्य|यह भी|ये भी|আরও|এও পড়ুন|πρωτοσέλιδα|διαβάστε|siehe auch|schon gelesen|zum thema|"
      "vous aimerez aussi|à voir aussi|à découvrir|pour aller plus loin|notas relacionadas|"
      "noticias relacionadas|te recomendamos|también te puede|ver también|"
      "potrebbe interessarti|ti potrebbe interessare|articoli correlati|notícias relacionadas|"
      "artigos relacionados|você pode gostar|zie ook|se også|läs mer|läs även|se även|"
      "katso myös|lue aiheesta|aiheesta lisää|przeczytaj też|przeczytaj także|mohlo by vás|"
      "související články|súvisiace články|prečítajte si|kapcsolódó cikkek|ajánlott cikkek|"
      "vezi și|pročitaj i|preberite tudi|прочетете още|вижте още|по теме|смотрите также|"
      "дивіться також|інші новини|benzer haberler|ilginizi çekebilir|lihat juga|simak juga|"
      "berita terkait|artikel terkait|tin liên quan|có thể "
      "bạn|おすすめ|猜你喜欢|推荐阅读|推薦閱讀|संबंधित|"
      "और पढ़ें|ذات صلة|مواضيع ذات صلة|קראו גם|עוד בנושא|δείτε επίσης|σχετικά άρθρα|"
      "have you seen|още по темата|свързани|čítajte aj|súvisiace|llegeix|si lugeda|lasi "
      "arī|skaitykite|"
      "بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|إقرأ|یہ بھی پڑھیں|மேலும் படிக்க|আরও পড়ুন" },
    { DH_CUE_RELATED, DH_PHRASE_WHOLE,
      "relacionado|relacionada|relacionados|relacionadas|correlato|correlati|verwandt|apparenté|"
      "gerelateerd|relaterat|relatert|relateret|powiązane|související|kapcsolódó|по теме|"
      "по темі|liittyy" },
    { DH_CUE_RELATED, DH_PHRASE_ANYWHERE,
      "read more|learn more|click here|find out more|mehr erfahren|weiterlesen|read also|also "
      "read|see also|lesen sie auch|lesen sie hier|lue myös|lue lisää|læs også|les mer|läs mer|läs "
      "också|lees verder|přečtěte si|čtěte také|czytaj też|czytaj także|olvassa el|citește "
      "și|pročitajte|читайте також|читайте также|devamını oku|baca juga|selengkapnya|đọc thêm|"
      "続きを読む|en savoir plus|lees ook|leer más|saiba mais" },
    { DH_CUE_SIGNUP, DH_PHRASE_ANYWHERE,
      "newsletter|newsletters|subscribe|subscriber|subscribers|subscription|sign up|sign in|"
      "log in|login|register|inbox|abonnieren|abonnement|abonnez|abonnés|abo|anmelden|"
      "registrieren|suscríbete|suscriptores|iscriviti|assine|inscrivez|prenumerera|subskrybuj|"
      "登録|会員|구독|подпишитесь|подписывайтесь|download the app|our "
      "app|unlock|premium|membership|"
      "donate|support us|spenden|abone|free trial|berlangganan|boletín|inscreva|"
      "jetzt registrieren|mitglied werden|regístrate|suscribirse|registrati|abbonati|"
      "nieuwsbrief|abonneer|nyhetsbrev|nyhedsbrev|uutiskirje|uutiskirjeen|zapisz się|"
      "newslettera|odběr novinek|hírlevél|feliratkozás|abonează te|prijavite se|подписаться|"
      "підписатися|підпишіться|bülten|daftar "
      "sekarang|订阅|訂閱|회원가입|뉴스레터|メルマガ|اشترك|הירשמו|"
      "εγγραφείτε|абонирайте|prihláste sa|odoberajte|subscriu|خبرنامه|সাবস্ক্রাইব|செய்திமடல" },
    { DH_CUE_LEGAL, DH_PHRASE_ANYWHERE,
      "copyright|all rights reserved|alle rechte|riproduzione riservata|tous droits|"
      "todos los derechos|reservados|rights reserved|无断|無断転載|무단|may not be published|"
      "terms of use|terms of service|trademark|prawa zastrzeżone|visos teisės|impressum|"
      "todos os direitos|转载|轉載|版权|著作権|tutti i diritti|alle rettigheter|alle rechten|"
      "kaikki oikeudet|wszelkie prawa|všechna práva|minden jog|toate drepturile|sva prava|"
      "все права|всі права|усі права|tüm hakları|hak cipta|bản quyền|저작권|सर्वाधिकार|"
      "جميع الحقوق|כל הזכויות|creative commons|με επιφύλαξη|всички права|všetky práva|"
      "tots els drets|alla rättigheter|kõik õigused|visas tiesības|"
      "تمامی حقوق|جملہ حقوق" },
    { DH_CUE_COMMENT, DH_PHRASE_ANYWHERE,
      "comments|comment|kommentare|kommentar|commentaires|comentarios|commenti|reacties|"
      "комментарии|комментариев|コメント|댓글|评论|likes|views|replies|leave a reply|be the first|"
      "comentários|kommentarer|yorum|yorumlar|komentar|komentarze|komentáře|komentarji|komentari|"
      "hozzászólás|hozzászólások|comentarii|σχόλια|коментарі|коментари|kommentit|bình luận|"
      "تعليقات|التعليقات|תגובות|टिप्पणी|टिप्पणियां|टिप्पणियाँ|leave a "
      "comment|komentáre|comentaris|মন্তব্য|"
      "கருத்துகள்|تبصرے|دیدگاه|kommentaarid|komentarai|komentāri" },
    { DH_CUE_FOLLOW, DH_PHRASE_ANYWHERE,
      "follow us|follow him|follow her|follow me|follow the|on twitter|on facebook|"
      "on instagram|google news|folgen sie|suivez|síguenos|seguici|contact us|get in touch|"
      "can be reached|send tips|got a tip|got a story|email us|contact the author|on linkedin|"
      "on whatsapp|whatsapp kanal|ikuti|siga|takip|folge uns|folgt uns|volg ons|følg oss|"
      "følg os|följ oss|seuraa meitä|obserwuj nas|śledź nas|sledujte nás|kövess minket|"
      "urmărește ne|pratite nas|следите за|стежте за|bizi takip|ikuti "
      "kami|关注我们|フォロー|팔로우|"
      "تابعونا|עקבו אחרינו|ακολουθήστε|telegram kanal|telegram channel|whatsapp channel|"
      "youtube channel|canal de telegram|canal de youtube|canal de whatsapp|youtube kanal|"
      "seguinos|siga nos" },
    { DH_CUE_CREDITS_LINE, DH_PHRASE_START,
      "reporting by|additional reporting|editing by|with files|with reporting|with "
      "additional|contributed to|"
      "this story|this article|this report|this post|this piece|this essay|this column|"
      "dieser artikel|dieser beitrag|dieser text|cet article|este artículo|questo articolo|"
      "este artigo|dit artikel|editor s "
      "note|correction|clarification|disclosure|source|sources|via|"
      "a correction|corrections|an earlier version|this interview|the interview has|the interview "
      "was|this conversation has|"
      "originally published|first published|note|written by|edited by|compiled by|mit "
      "material|avec afp|disclaimer|haftungsausschluss|aviso legal|"
      "rédigé par|édité par|reportage de|reportage par|rédaction de|version française|"
      "avec reuters|reportaje de|escrito por|editado por|con información de|con reportes de|"
      "scritto da|tradotto da|reportagem de|escrito por|edição de|com informações de|"
      "bericht von|geschrieben von|redigiert von|bearbeitet von|mit informationen von|"
      "met medewerking van|med material från|with inputs|inputs from" },
    { DH_CUE_CREDITS_LINE, DH_PHRASE_ANYWHERE,
      "contributed to this|originally appeared|first appeared|was originally|was first "
      "published|erschien zuerst|zuerst erschienen|ist zuerst|d abord été publié|initialement "
      "publié|publicado originalmente|publicado por primera vez|originalmente publicado|"
      "pubblicato originariamente|eerder verschenen|verscheen eerder|reporting by|editing "
      "by|additional "
      "reporting|rédigé par|édité par|editado por|redigiert von|edição de" },
    { DH_CUE_PRINTED, DH_PHRASE_ANYWHERE,
      "in the print edition|in our print edition|appears in print|appeared in print|"
      "in the print magazine|in der gedruckten ausgabe|in der print ausgabe|"
      "in der printausgabe|dans l édition papier|dans la version papier|"
      "en la edición impresa|nell edizione cartacea|na edição impressa|in de papieren krant|"
      "in de papieren editie|i papirutgaven|i papperstidningen|w wydaniu papierowym" },
    { DH_CUE_VIDEO, DH_PHRASE_START,
      "play|video|loading|live|audio|embed|gallery|slideshow|media "
      "playback|pause|mute|volume|click to play|"
      "now playing|podcast|lecture|écouter|escuchar|anhören|view gallery|photo "
      "gallery|bildergalerie|fotostrecke" },
    { DH_CUE_VIDEO, DH_PHRASE_ANYWHERE,
      "t co|pic twitter com|failed to load|your browser|javascript" },
    { DH_CUE_TAGS, DH_PHRASE_START,
      "tags|tag|topics|filed under|in this article|schlagwörter|themen|etiquetas|keywords|"
      "categories|category|posted in|temas|mots clés|теги|more on|topic|labels|ključne|"
      "etiketler|タグ|关键词|标签|tópicos|emner|schlagworte|stichworte|trefwoorden|nyckelord|"
      "avainsanat|tagi|słowa kluczowe|klíčová slova|címkék|etichete|oznake|метки|мітки|태그|"
      "الوسوم|תגיות|ετικέτες|argomenti|từ khóa|关键字|關鍵字" },
    { DH_CUE_CONSENT, DH_PHRASE_ANYWHERE,
      "cookie|cookies|privacy|datenschutz|consent|gdpr|personal "
      "data|privacidad|confidentialité|privatsphäre|"
      "einwilligung|zustimmung|third party|third parties|external content|embedded content|"
      "externe inhalte|externer inhalt|externen inhalt|externen inhalte|redaktioneller "
      "inhalt|redaktionellen inhalt|personenbezogene daten|drittanbieter|drittplattformen|données "
      "personnelles|contenu externe|datos personales|contenido externo|dati personali|contenuto "
      "esterno|dados pessoais|conteúdo externo|persoonsgegevens|externe "
      "inhoud|personopplysninger|personuppgifter|personoplysninger|henkilötietoja|danych "
      "osobowych|osobních údajů|персональных данных|персональних даних|opt out|do not "
      "sell|tracking technologies|kişisel veriler|data pribadi|çerez|çerezler|çerezleri|kolačiće|"
      "бисквитки|evästeitä|sütiket|galetes|עוגיות|쿠키를|குக்கிகளை|কুকি|"
      "کوکی‌ها|"
      "کوکیز|"
      "informasjonskapsler|vafrakökur|küpsiseid|slapukus|sīkdatnes|ملفات تعريف الارتباط" },
    { DH_CUE_BIO, DH_PHRASE_ANYWHERE,
      "is a reporter|is a writer|is a journalist|is a freelance|is a senior|is a staff|"
      "is a contributor|is a correspondent|is a columnist|is a producer|is a digital|"
      "is a professor|is a fellow|is an editor|is an associate|is the author|is a contributing|"
      "is the editor|covers the|based in|he writes|she writes|about the author|ist redakteur|"
      "ist redakteurin|es periodista|est journaliste|ist autor|ist autorin|ist journalist|"
      "ist journalistin|über den autor|über die autorin|à propos de l auteur|est professeur|"
      "es profesor|è giornalista|é jornalista|sobre el autor|sobre o autor|sull autore|"
      "o autorze|om författaren|об авторе|про автора|over de auteur" },
    { DH_CUE_PLEA, DH_PHRASE_ANYWHERE,
      "support our work|support our journalism|support our newsroom|support our reporting|"
      "support our mission|support the work|support independent|support local journalism|"
      "support quality journalism|our journalism|our newsroom|our supporters|our members|"
      "readers like you|listeners like you|viewers like you|people like you|from readers|"
      "reader supported|reader funded|listener supported|supported by readers|"
      "funded by readers|by our readers|rely on you|rely on readers|depend on readers|"
      "your support|your donation|your gift|your contribution|your generosity|"
      "make a donation|make a gift|make a contribution|donate today|donate now|give today|"
      "please donate|please give|no paywall|paywall|nonprofit newsroom|non profit newsroom|"
      "nonprofit news|consider supporting|consider donating|consider giving|consider making|"
      "consider becoming|if you value|become a member|become a supporter|"
      "become a subscriber|tax deductible|chip in|paid subscriber|donations made|"
      "will be doubled|will be matched|help us keep|help us continue|help keep our|"
      "keep our journalism|fund our|you can help|join us today|unterstützen sie uns|"
      "unterstütze uns|unterstützen sie unsere|unterstütze unsere|ihre unterstützung|"
      "deine unterstützung|eure unterstützung|ihre hilfe|deine hilfe|ihre spende|"
      "deine spende|deinem beitrag|ihrem beitrag|jetzt spenden|bezahlschranke|"
      "unabhängiger journalismus|unabhängigen journalismus|guter journalismus|"
      "unser journalismus|unseren journalismus|unsere arbeit|unserer arbeit|liebe leserin|"
      "liebe leserinnen|liebe leser|lieber leser|unterstützerinnen|unterstützer|"
      "mitglied werden|werden sie mitglied|werde mitglied|spendenkonto|jederzeit kündigen|"
      "jederzeit kündbar|können sie uns|kannst du uns|sind sie dabei|bist du dabei|"
      "soutenez nous|soutenez notre|nous soutenir|votre soutien|vos dons|votre don|"
      "faites un don|faire un don|faire vivre|sans publicité|sans actionnaire|"
      "journal indépendant|média indépendant|presse indépendante|journalisme indépendant|"
      "nos lecteurs|nos lectrices|chères lectrices|chers lecteurs|besoin de vous|"
      "grâce à vous|abonnez vous|défiscalisé|déductible des impôts|apóyanos|apoya nuestro|"
      "apoya el periodismo|apoyar nuestro|tu apoyo|su apoyo|tu ayuda|tu donación|"
      "tus aportaciones|periodismo independiente|medio independiente|muro de pago|"
      "hazte socio|hazte socia|hacerte socio|hazte miembro|nuestros lectores|"
      "nuestros socios|nuestras socias|gracias a ti|necesitamos tu|ayúdanos|"
      "quienes nos leen|sostienici|sostieni il nostro|sostieni|il tuo sostegno|"
      "il vostro sostegno|il tuo contributo|una donazione|giornalismo indipendente|"
      "informazione indipendente|i nostri lettori|nostre lettrici|grazie a voi|"
      "abbiamo bisogno di|abbonati|cari lettori|care lettrici|apoie o|apoie nos|apoie nosso|"
      "o seu apoio|seu apoio|sua ajuda|sua doação|jornalismo independente|nossos leitores|"
      "nossos apoiadores|nosso jornalismo|nosso trabalho|ajude nos|faça uma doação|"
      "seja assinante|torne se|steun ons|steun onze|steun de|jouw steun|uw steun|je steun|"
      "jouw bijdrage|uw bijdrage|onafhankelijke journalistiek|onze journalistiek|"
      "onze lezers|beste lezer|betaalmuur|word lid|word donateur|maandelijkse donatie|"
      "stöd oss|stöd vår|ditt stöd|ert stöd|ditt bidrag|oberoende journalistik|"
      "vår journalistik|våra läsare|kära läsare|bli medlem|betalvägg|swisha|støt os|"
      "støt vores|din støtte|dit bidrag|uafhængig journalistik|vores journalistik|"
      "vores læsere|kære læser|bliv medlem|betalingsmur|støtt oss|uavhengig journalistikk|"
      "vår journalistikk|våre lesere|kjære leser|bli støttemedlem|tue meitä|tue työtämme|"
      "tukesi|tukeasi|lahjoita|lahjoituksesi|riippumaton journalismi|"
      "riippumatonta journalismia|lukijamme|lukijoidemme|hyvä lukija|wesprzyj nas|"
      "wesprzyj naszą|wesprzyj nasze|twoje wsparcie|twojego wsparcia|państwa wsparcie|"
      "niezależne dziennikarstwo|niezależne media|naszych czytelników|nasi czytelnicy|"
      "drogi czytelniku|drodzy czytelnicy|dzięki wam|potrzebujemy was|darowizna|darowizny|"
      "podpořte nás|podpořte nezávislou|vaše podpora|vaší podpory|vaší podpoře|"
      "nezávislá novinařina|nezávislou žurnalistiku|nezávislou novinařinu|naši čtenáři|"
      "našich čtenářů|milí čtenáři|milá čtenářko|díky vám|děkujeme za podporu|podporte nás|"
      "vaša podpora|vašej podpory|nezávislú žurnalistiku|nezávislú novinárčinu|"
      "naši čitatelia|našich čitateľov|milí čitatelia|ďakujeme za podporu|támogass minket|"
      "támogasson minket|támogassa a|támogasd a|támogatásod|támogatása|támogatására|"
      "kedves olvasó|kedves olvasónk|kedves olvasóink|olvasóink|olvasóinktól|független lap|"
      "független újságírás|független sajtó|munkánkat|velünk tart|egy százalékával|"
      "adószámunk|susține ne|susțineți ne|susține jurnalismul|sprijinul tău|"
      "sprijinul dumneavoastră|jurnalism independent|jurnalismul independent|"
      "cititorii noștri|cititorilor noștri|dragi cititori|dragă cititor|donează|"
      "redirecționează|podržite nas|podržite naš|podrži|vaša podrška|vašu podršku|"
      "nezavisno novinarstvo|neovisno novinarstvo|naši čitatelji|naših čitatelja|"
      "naših čitalaca|dragi čitatelji|dragi čitaoci|поддержите нас|поддержите нашу|"
      "поддержать нас|поддержать редакцию|ваша поддержка|вашей поддержке|вашей поддержки|"
      "независимая журналистика|независимую журналистику|наших читателей|наши читатели|"
      "дорогие читатели|дорогой читатель|пожертвование|пожертвования|подпишитесь на донаты|"
      "підтримайте нас|підтримайте нашу|підтримати нас|підтримати редакцію|ваша підтримка|"
      "вашій підтримці|вашої підтримки|незалежна журналістика|незалежну журналістику|"
      "наших читачів|наші читачі|дорогі читачі|подкрепете ни|подкрепи ни|вашата подкрепа|"
      "вашата помощ|независима журналистика|независимата журналистика|нашите читатели|"
      "скъпи читатели|στήριξέ μας|στηρίξτε μας|στηρίξτε την|στήριξε την|τη στήριξή σας|"
      "στήριξή σας|η στήριξή σου|ανεξάρτητη δημοσιογραφία|ανεξάρτητο μέσο|οι αναγνώστες μας|"
      "των αναγνωστών μας|bizi destekle|bizi destekleyin|destek olun|desteğiniz|"
      "desteğinizle|desteğine|bağımsız gazetecilik|bağımsız gazeteciliği|"
      "bağımsız habercilik|okurlarımız|okurlarımızın|sevgili okur|değerli okurlarımız|"
      "dukung kami|dukung jurnalisme|dukunganmu|dukungan anda|donasi anda|"
      "jurnalisme independen|para pembaca kami|ủng hộ chúng tôi|sự ủng hộ của|"
      "báo chí độc lập|ادعمونا|ادعم الصحافة|دعمكم|بدعمكم|صحافة مستقلة|الصحافة المستقلة|"
      "קוראות וקוראים|תמכו בנו|התמיכה שלכם|עיתונות עצמאית|हमारा समर्थन करें|हमें सहयोग करें|"
      "आपके सहयोग|आपका सहयोग|स्वतंत्र "
      "पत्रकारिता|请支持我们|支持我们的|您的支持|你的支持|独立媒体|独立新闻|請支持我們|"
      "支持我們的|獨立媒體|獨立新聞|ご支援|寄付|ご寄付|후원|후원해" },
    { DH_CUE_CONTACT, DH_PHRASE_EITHER,
      "media contact|media contacts|media enquiries|media inquiries|media relations|"
      "press contact|press contacts|press enquiries|press inquiries|press office|"
      "contact for media|contact for press|contact for the media|contacts for media|"
      "for media enquiries|for media inquiries|for press enquiries|for press inquiries|"
      "contact information|contact details|investor contact|investor contacts|"
      "investor relations|pressekontakt|medienkontakt|kontakt für medien|"
      "kontakt für die medien|kontakt für die presse|kontakt für journalisten|"
      "ansprechpartner|ansprechpartnerin|pressestelle|presseanfragen|medienanfragen|"
      "rückfragen bitte an|rückfragehinweis|contact presse|contacts presse|contact médias|"
      "contacts médias|service de presse|relations presse|attachée de presse|"
      "attaché de presse|contacto de prensa|contactos de prensa|contacto para prensa|"
      "contacto para medios|contacto para la prensa|contacto con prensa|gabinete de prensa|"
      "contatti stampa|contatto stampa|contatti per la stampa|contatto per la stampa|"
      "ufficio stampa|contatti media|contacto de imprensa|contactos de imprensa|"
      "contato para imprensa|contatos para imprensa|contato de imprensa|"
      "assessoria de imprensa|perscontact|contact voor de pers|contactpersoon voor de pers|"
      "woordvoering|persvoorlichting|noot voor de redactie|presskontakt|presskontakter|"
      "kontakt för press|mediekontakt|pressekontakter|kontakt for pressen|"
      "kontakt for presse|pressehenvendelser|pressetelefon|mediayhteydet|"
      "yhteystiedot medialle|lehdistöyhteydet|lisätietoja medialle|lisätietojen antajat|"
      "kontakt dla mediów|kontakt dla prasy|kontakt prasowy|osoba do kontaktu|biuro prasowe|"
      "kontakt pro média|kontakt pro novináře|kontakt pro médiá|kontakt pre médiá|"
      "kontakty pro média|kontakty pre médiá|tiskový mluvčí|tisková mluvčí|sajtókapcsolat|"
      "sajtókapcsolatok|sajtóreferens|további információ sajtó|contact pentru presă|"
      "contact de presă|contact presă|biroul de presă|kontakt za medije|kontakt za novinare|"
      "kontakti za medije|контакт за медији|контакты для сми|контакты для прессы|"
      "контакт для сми|контакты пресс службы|пресс служба|контакти для змі|контакт для змі|"
      "контакти для преси|за контакти с медии|контакт за медии|επικοινωνία με τον τύπο|"
      "γραφείο τύπου|επικοινωνία για τον τύπο|basın iletişim|medya iletişim|"
      "basın için iletişim|kontak media|narahubung|liên hệ báo chí|للتواصل الإعلامي|"
      "جهة الاتصال الإعلامي|المسؤول الإعلامي|לפרטים נוספים|איש קשר לתקשורת|मीडिया संपर्क|"
      "媒体联系|媒體聯絡|新闻联系人|新聞聯絡|報道関係|언론 문의|보도 문의" },
    { DH_CUE_CONTACT, DH_PHRASE_WHOLE,
      "contact|contacts|kontakt|kontakte|contacto|contactos|contatti|contato|contatos|"
      "contactpersoon|kontakter|kontaktperson|lisätietoja|yhteystiedot|kontakty|kapcsolat|"
      "контакты|контакти|контакт|επικοινωνία|iletişim|问い合わせ先|联系人|聯絡人|문의" },
    { DH_CUE_FILING, DH_PHRASE_WHOLE,
      "doi|journal|journal reference|journal information|method of research|"
      "subject of research|article title|article publication date|publication date|"
      "coi statement|competing interests|conflict of interest|conflicts of interest|funder|"
      "funders|funding|original publication|original paper|publication details|"
      "source publication|keywords|isbn|issn|peer reviewed|usage restrictions|credit|"
      "originalpublikation|originalveröffentlichung|fachzeitschrift|"
      "wissenschaftlicher ansprechpartner|wissenschaftliche ansprechpartner|"
      "weitere informationen|merkmale dieser pressemitteilung|sachgebiete|référence|"
      "références|revue|titre de l article|date de publication|publicación original|"
      "referencia bibliográfica|revista|fecha de publicación|rivista|titolo dell articolo|"
      "data di pubblicazione|riferimento bibliografico|artigo original|referência" },
};

const size_t dh_n_phrase_rows = DH_LEN(dh_phrase_rows);

#define TEXT(s) \
    { \
        s, sizeof(s) - 1 \
    }
const struct dh_complaint dh_complaints[] = {
    /* PHP, by the levels of its errors */
    { TEXT("Warning: "), TEXT(".php on line ") },
    { TEXT("Notice: "), TEXT(".php on line ") },
    { TEXT("Deprecated: "), TEXT(".php on line ") },
    { TEXT("Strict Standards: "), TEXT(".php on line ") },
    { TEXT("Fatal error: "), TEXT(".php on line ") },
    { TEXT("Parse error: "), TEXT(".php on line ") },
};
#undef TEXT
const size_t dh_n_complaints = DH_LEN(dh_complaints);
