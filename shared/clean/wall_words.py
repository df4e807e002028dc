# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""What pages say that stand where an article should be: errors, consents, checks, logins, subscriptions, lists.

In lower case, and for text in lower case: see `boilerplate`.
"""

import re


def _whole(words: str) -> re.Pattern[str]:
    """A line that says this and no more: an article about errors says more."""
    return re.compile(rf"\W*(?:{words})\W*")


ERROR = _whole(
    r"(?:error |http |fehler |erreur |errore |fout |błąd |ошибка )*(?:40[0134]|410|429|50[0234])(?: ?[-–:|.]? ?(?:error|forbidden|gone|unauthorized|bad gateway|bad request|too many requests|not found|internal server error|service (?:temporarily )?unavailable|gateway time-?out|page not found|fehler|erreur))?"
    r"|(?:(?:oops|sorry|whoops|hoppla|oups|ups)\W+)?(?:(?:the |this |that |your )?(?:page|article|story|content|file|url) (?:you (?:are|were) looking for )?(?:was |is |has been |could |can )?(?:not|n.t)(?: be)? (?:found|available|exist)|page not found|we can.?t find (?:the|that|this) page|(?:the |this )?page (?:is )?no longer (?:exists|available)|page (?:doesn.t|does not) exist|internal server error|something went wrong|an (?:unexpected )?error (?:has )?occurred|service (?:temporarily )?unavailable|access denied|bad gateway|gateway time-?out|temporarily unavailable)"
    r"|(?:die |diese )?(?:angeforderte |gewünschte )?seite (?:wurde |konnte |ist )?(?:leider )?nicht (?:gefunden(?: werden)?|verfügbar|vorhanden)|interner serverfehler|es ist ein fehler aufgetreten"
    r"|(?:cette |la )?page (?:demandée )?(?:est |n.est pas |n.a pas été |n.existe )?(?:introuvable|non trouvée|pas|plus|trouvée)(?: disponible)?|erreur interne du serveur|une erreur est survenue"
    r"|(?:la )?p[áà]gina (?:solicitada |que (?:buscas?|procura) )?(?:no|não) (?:se ha |se |foi )?(?:encontrad[ao]|encontró|existe|encontra|disponible)|error interno del servidor|ha ocurrido un error|erro interno do servidor"
    r"|(?:la )?pagina (?:richiesta )?(?:non (?:è stata )?(?:trovata|esiste|disponibile)|niet gevonden)|(?:de |deze )?pagina (?:bestaat niet(?: meer)?|kan niet worden gevonden)|errore interno del server|si è verificato un errore"
    r"|sidan (?:kunde inte hittas|finns inte(?: längre)?|hittades inte)|siden (?:blev |ble )?(?:ikke fundet|ikke funnet|findes ikke)|sivua ei löydy|nie znaleziono strony|strona nie (?:istnieje|została znaleziona)|stránka nenalezena"
    r"|(?:запрашиваемая )?страница не (?:найдена|существует)|внутренняя ошибка сервера|сторінк[ау] не знайдено|sayfa bulunamadı|aradığınız sayfa bulunamadı|sunucu hatası|الصفحة (?:غير موجودة|المطلوبة غير موجودة)|لم يتم العثور على الصفحة"
    r"|(?:抱歉|对不起)?[，,]?(?:您(?:所)?访问的)?(?:页面|网页|頁面|文章)(?:不存在|未找到|找不到|已删除|无法访问)(?:或已删除)?|找不到(?:该|此)?页面|(?:お探しの|ご指定の|指定された)?ページ(?:は|が)?(?:見つかりません(?:でした)?|存在しません)|(?:요청하신 )?페이지를 찾을 수 없습니다"
)
# Said to the one who asked for the page, or a heading of a few words.
ERROR_SAID = re.compile(
    r"^\W*(?:(?:error|fehler|erreur|fout|błąd|ошибка|erro|errore|hata|fel|feil|http|status)\W{1,3}(?:4\d\d|50\d)|404)\b"
    r"|\b(?:page|content|article|url|file|document)\b.{0,45}\b(?:not (?:be )?found|n.t be found|cannot be found|could ?n.t be found|does ?n.t exist|does not exist|no longer exists?|(?:is ?n.t|is not|no longer) available|is gone|been (?:moved|removed|deleted|moved or deleted)|(?:is|went) missing)\W*$"
    r"|^\W*(?:(?:internal )?server error|technical (?:difficulties|problems)|nothing here)\W*$|^\W*(?:(?:sorry|oops)\W+)?(?:this|the) (?:article|story|page|content|address)(?: you.{3,30})? (?:was|has been|may have been|might have been|is|may be) (?:removed|archived|mistyped|misspelled|deleted)|(?:seite|link|adresse)\b.{0,30}(?:nicht (?:auffindbar|erreichbar|geladen)|ins leere)|страниц[ыа] (?:нет|не)|\b(?:la|esta|questa|a|el|este|il|o) (?:página|pagina|contenido|contenuto|conteúdo) .{0,30}\b(?:no existe|não existe|non (?:è più|esiste)|non disponibile|eliminad[ao]|removid[ao])"
    r"|the link you (?:followed|clicked)|nothing (?:was|could be) found at this (?:location|address)|was not found on this server|the (?:page|article|content|address) (?:that )?you(?:.re| are| were|.ve| have)? (?:requested|asked for|looking for|trying to)|unable to (?:complete|process|handle) (?:your|this|the) request"
    r"|\b(?:die|diese|der) (?:gesuchte|angeforderte|gewünschte|aufgerufene)n? (?:seite|artikel|adresse)|\b(?:diese|die) seite (?:existiert|gibt es|ist|wurde)? ?(?:leider )?(?:nicht|entfernt|gelöscht|verschoben)|la page (?:demandée|que vous (?:cherchez|recherchez|demandez))|\bcette page (?:n.existe|n.est|a été (?:déplacée|supprimée))|le contenu que vous cherchez"
    r"|la página (?:que (?:buscas?|intenta|solicita)|solicitada)|\besta página (?:ya )?(?:no|não) (?:está|existe)|a página (?:que (?:você )?(?:procura|tentou)|solicitada)|la pagina (?:richiesta|cercata|che (?:stai|state|hai|cerchi))|\bquesta pagina non|de (?:pagina die (?:u|je) (?:zoekt|zocht|probeert)|opgevraagde pagina|gezochte pagina)|\bdeze pagina (?:bestaat|is) niet"
    r"|\bsidan (?:du (?:söker|letar|försöker)|finns inte|kunde inte|hittades inte|saknas)|\bsiden (?:du (?:leter|leder|søker)|finnes ikke|findes ikke|eksisterer ikke|ble ikke|blev ikke)|\bsivua ei|\bstron[ayę],? (?:o którą|której szukasz|nie istnieje|nie została)|запрашиваем(?:ая|ую|ой) (?:вами )?страниц|страниц[аыу],? котор(?:ую|ой) вы|aradığınız (?:sayfa|içerik)"
    r"|الصفحة (?:المطلوبة|التي (?:تبحث|طلبت))|您(?:所|要)?(?:访问|请求|查找|浏览|寻找)的|(?:お探し|ご指定|お求め|アクセスしようとした)の?(?:ページ|記事|url)|(?:요청하신|찾으시는|찾을 수 없는) (?:페이지|기사)",
)
# In the first person and to the reader: an article tells of cookies, walls and captchas in the third, or quotes.
CONSENT = re.compile(
    r"\b(?:we(?: and|,? (?:along|together) with) (?:our|up to|selected) .{0,30}partners|with our \d+ partners|(?:we|(?:this|our) (?:web)?site) uses? .{0,40}cookies|we (?:value|care about|respect) your privacy|your (?:consent|agreement)|your (?:privacy|cookie) (?:choices|settings|preferences)|before you continue to|legitimate interests?|you (?:agree|consent) to (?:our|the) (?:use|storing) of cookies|cookies (?:help us|to continue)|(?:need|have) to accept .{0,12}cookies|withdraw (?:your )?consent|you (?:can|may) (?:change|accept|manage|withdraw|review) (?:or \w+ )?your (?:settings|mind|choices|preferences|consent))"
    r"|\bwir und unsere .{0,25}partner|\bwir (?:verwenden|nutzen|setzen) .{0,25}cookies|\bihre (?:einwilligung|zustimmung|privatsphäre)|mit werbung (?:und (?:cookies|tracking) )?(?:weiter)?(?:lesen|nutzen)|cookies? zustimmen|datenschutz-?einstellungen|(?:einwilligung|zustimmung) (?:jederzeit )?widerrufen|berechtigtes interesse"
    r"|\bnous et nos .{0,25}partenaires|\bnos \d+ partenaires|(?:utilisons|utilise|déposons) (?:des|les) (?:cookies|traceurs)|\bvotre (?:consentement|vie privée)|avec votre accord|paramétrer les cookies"
    r"|\bnosotros y nuestros .{0,20}socios|\bnuestros \d+ socios|(?:utilizamos|usamos|almacenamos|utiliza|usa) .{0,15}cookies|\b(?:tu|su|seu|tuo|vostro) (?:consentimiento|consentimento|consenso)|\btu privacidad|\bnoi e i nostri .{0,25}partner|(?:utilizziamo|usiamo) (?:i |dei )?cookie|(?:nós e )?(?:os )?nossos .{0,15}parceiros"
    r"|\b(?:wij|we) en onze .{0,20}partners|\b(?:wij|we) (?:gebruiken|plaatsen) .{0,25}cookies|\b(?:uw|jouw|je) toestemming|\bvi och våra .{0,30}(?:partner|leverantörer)|\bvi og våre .{0,25}partner|\bvi og vores .{0,25}partner|\bvi (?:använder|bruker|bruger) .{0,25}(?:cookies|kakor|informasjonskapsler)|\bditt samtycke|\bmy i nasi .{0,25}partnerzy|używamy (?:plików )?cookie|\btwoj(?:a|ą|ej) zgod|\bмы используем .{0,15}(?:cookie|куки)|\bваше(?:го)? согласи|çerez(?:ler(?:i)?)? kullan|\b(?:onayınız|rızanız)"
    r"|我们.{0,10}使用.{0,10}cookie|您的同意|(?:当社|当サイト)(?:は|では)?.{0,16}(?:クッキー|cookie)|(?:당사|저희)(?:는|은)?.{0,16}(?:쿠키|cookie)|نستخدم ملفات|موافقتك"
    # what stands on the buttons
    r"|^\W*(?:(?:accept|reject|allow) (?:all|cookies|all cookies)|manage (?:preferences|cookies|choices|options)|alle (?:akzeptieren|ablehnen|cookies akzeptieren)|akzeptieren und weiter|einstellungen verwalten|tout (?:accepter|refuser)|continuer sans accepter|gérer (?:mes|vos|les) (?:choix|cookies|préférences)|(?:aceptar|rechazar) (?:todo|todas|y continuar|cookies)|configurar (?:las )?cookies|accetta (?:tutto|tutti|e continua)|rifiuta tutto|continua senza accettare|aceitar (?:tudo|todos)|(?:alles|cookies) (?:accepteren|weigeren)|godkänn alla|tillåt alla|godta alle|accepter alle|akceptuję? wszystkie|принять (?:все|и продолжить)|tümünü kabul et|接受(?:所有|全部)|(?:すべて|全て)(?:を)?(?:受け入れる|許可|同意する)|모두 (?:동의|수락|허용)|(?:قبول|الموافقة على) (?:الكل|جميع))\W*$",
)
COOKIES = re.compile(
    r"cookie|consent|einwilligung|zustimmung|consentement|consentimiento|consenso|consentimento|toestemming|samtycke|zgod[ayęą]|согласи|çerez|rıza|クッキー|同意|쿠키|الارتباط",
)
BOT = re.compile(
    r"(?:please |you (?:need|have) to |must |you must )(?:enable|turn on|activate|allow) (?:javascript|js|cookies)|(?:enable|requires?|needs) javascript (?:and cookies )?(?:to|and|in your)|javascript (?:is |seems to be |appears to be )?(?:disabled|required|not enabled|turned off)|doesn.t work (?:properly )?without javascript"
    r"|(?:verify|confirm|prove|checking|making sure|check)(?: that| if)? you(?:.re| are)? (?:are |not )?(?:an? )?(?:human|a robot|not a (?:ro)?bot)|are you (?:a )?(?:ro)?bot|you(?:.re| are) not a robot|i.?m not a robot|checking (?:your browser|if the site connection)|connection (?:needs to be verified|is secure)|you (?:have been|are|were) (?:temporarily )?blocked|unable to access .{1,60}\.\w{2,6}|access to this (?:page|site) (?:has been|was|is) (?:denied|blocked|limited)|using (?:an )?automat(?:ion tools?|ed tools?)|security (?:service|solution|system) to protect|make sure (?:that )?(?:your browser supports )?javascript|javascript is not available|complete (?:a|the|this) security check|unusual (?:traffic|activity) (?:from|on) your|automated (?:requests|access|traffic) (?:from|to) (?:your|this)|complete the captcha|solve (?:the|this) captcha|^(?:one more step|just a moment|security check|attention required)\W*$|\bray id:|performance (?:&|and) security by|(?:review|checking|check) the security of your connection|pardon our interruption|ddos protection|your (?:ip|access) (?:address )?has been (?:blocked|limited)"
    r"|bitte (?:aktivieren sie|schalten sie) (?:javascript|cookies)|javascript (?:ist )?(?:deaktiviert|aktivieren)|(?:dass|ob) sie (?:kein roboter|ein mensch) sind|ich bin kein roboter|ungewöhnliche(?:r|n)? (?:datenverkehr|aktivität) (?:aus|von) ihrem"
    r"|(?:veuillez |merci d.)(?:activer|autoriser) (?:le )?javascript|activez javascript|vous n.êtes pas un robot|je ne suis pas un robot|vérifi(?:ons|cation) (?:que|de) (?:vous|votre)|(?:active|activa|habilit[ae]|habilitar) (?:el |o )?javascript|no eres un robot|no soy un robot|não sou um robô|você (?:não )?é (?:um )?(?:robô|humano)|abilita(?:re)? javascript|non sei un robot|non sono un robot"
    r"|schakel javascript in|geen robot|aktivera javascript|inte är en robot|włącz(?:yć)? (?:obsługę )?javascript|nie jeste(?:ś|m) robotem|включите javascript|(?:вы|что) не робот|подтвердите, что|проверка браузера|javascript.?i etkinleştir|robot olmadığınız|请(?:开启|启用|完成|输入).{0,10}(?:javascript|验证)|^安全验证\W*$|javascript ?を有効|ロボットではありません|(?:자바스크립트|javascript)를 (?:활성화|켜)|로봇이 아닙니다|(?:تفعيل|تمكين) (?:جافا|javascript)|لست روبوت",
)
# An offer that names both the reading and its price: "Log in" alone, or "Subscribe", is on every page.
PAYWALL = re.compile(
    r"\b(?:subscri(?:be|ption)|register|sign (?:up|in)|log ?in|create (?:a free|an|your) (?:free )?account|become an? (?:\w+ )?(?:member|subscriber)|join (?:now|today|us|for)|upgrade|start (?:a|your) (?:free )?trial)\b.{0,40}\b(?:(?:continue|keep|finish) reading|to read|and read|unlock|read the (?:full|rest|whole)|for (?:full |unlimited |unrestricted )?access|to (?:gain |get )?(?:full |unlimited )?access)\b"
    r"|to (?:continue|keep|finish) reading|(?:continue|keep) reading (?:with|for|by)|subscribers (?:can|may) read|(?:article|story) is locked|(?:last|next) free (?:article|story)|get (?:full )?access to (?:every|all|this)|\b(?:article|story|content|piece|report|feature|analysis)\b.{0,30}\b(?:for|to|by) (?:our |all |\w+ )?(?:paying |registered |premium )?(?:subscribers|members|registered (?:users|readers))\b|(?:for|exclusive to) (?:our )?subscribers only|subscriber[- ](?:only|exclusive)|unlock (?:this|the full|the rest|every)|\bfree (?:articles?|stories) (?:left|remaining|this month|per month)|reached your (?:free |monthly )?(?:article )?limit|(?:want|like) to read (?:more|on|the rest)|read the (?:full|rest of (?:this|the)|whole) (?:article|story)|already a (?:subscriber|member)\W"
    r"|\bweiterlesen\b.{0,30}(?:\bplus\b|\babo|testen|euro|€|registr|anmeld|\bmit\b)|(?:\bplus\b|\babo\w*|testen|euro|€|registr\w*|anmeld\w*).{0,40}\b(?:weiter)?(?:zu)?lesen\b|(?:möchten|wollen) sie weiterlesen|(?:sie möchten|um) (?:diesen artikel |den ganzen artikel )?weiter(?:zu)?lesen|(?:artikel|inhalt|beitrag|text) (?:ist |gehört |steht )?.{0,20}(?:nur |exklusiv )?(?:für (?:\w+[- ])?(?:abonnent|mitglieder|plus)|teil (?:unser|von)|zum plus)|ganzen artikel (?:lesen|freischalten)|lesen sie (?:diesen|den ganzen|den vollständigen) (?:artikel|text|beitrag)|registrieren sie sich .{0,30}weiter|(?:bereits|schon) (?:ein abo|abonnent|kunde|registriert)"
    r"|(?:article|contenu|lire|lecture|la suite)\b.{0,45}abonn|abonn\w*.{0,30}\b(?:lire|lecture|accéder|article)|il vous reste \d+|pour lire la suite|\bdéjà abonné"
    r"|(?:leer|leyendo|contenido|artículo|noticia|ler|lendo|conteúdo|artigo|continuar|acceder|acesso)\b.{0,45}\b(?:suscri|suscrí|regístr|registrad|assin|subscr)|\b(?:suscrí|suscrip|suscrib|regístr|assine|assinant|subscrev)\w*.{0,40}\b(?:leer|leyendo|seguir|continuar|ler|lendo|acceder|contenido|conteúdo|artículo|artigo)|ya (?:eres|soy) suscriptor|já é assinante"
    r"|(?:leggere|articolo|contenuto|lettura)\b.{0,40}\babbon|\babbon\w*.{0,30}\b(?:legger|lettura|continua|articol|contenut)|sei già abbonato|\blees (?:verder|dit artikel|het hele|alles|onbeperkt)\b.{0,40}(?:abonn|account|gratis|lid)|(?:artikel|verder(?: te)? lezen)\b.{0,30}\babonne|\babonne\w*.{0,30}\b(?:lezen|lees|artikel)|verder lezen\?|word (?:abonnee|lid) (?:en|om)|\bal abonnee"
    r"|\b(?:läs|läsa|lese|læs|læse|artikeln?|artiklen)\b.{0,45}(?:prenumer|abonn|konto|låst|logga in|logg inn|log ind)|(?:prenumer|abonn)\w*.{0,40}\b(?:läs|läsa|lese|læs|læse|artikel)|(?:czyta|artykuł|treś|dostęp|przeczyta)\w*.{0,40}(?:subskry|prenumer|zaloguj)|(?:subskry|prenumer)\w*.{0,40}(?:czyta|artykuł|treś|dostęp)|(?:pozostało|zostało) (?:ci )?(?:jeszcze )?\d+ ?%"
    r"|(?:читать|чтение|материал|стать|доступ|текст)\w*.{0,40}(?:подпис|подписк)|(?:подпи|зарегистрируйтесь|войдите)\w*.{0,30}(?:читать|чтение|прочит|доступ)|(?:oku|içerik|haber|makale)\w*.{0,30}\babone|\babone\w*.{0,30}(?:oku|devam|içerik)"
    r"|(?:订阅|登录|付费|开通会员|成为会员|注册)(?:后|即可|以)?.{0,10}(?:阅读|查看|继续|全文)|(?:会员|付费|订户)(?:专享|专属|内容)|剩余\d+%|有料(?:会員|記事|版)|会員限定|残り\W?\d|続きを読むには|ログインして続きを|(?:会員|登録)(?:すると|して|登録).{0,12}(?:読|全文)|구독(?:자|하고|하면|하시면|후).{0,12}(?:전용|계속|읽|기사|볼 수)|유료 ?(?:회원|구독)|للمشتركين فقط|(?:اشترك|سجل)(?:وا|ي)? (?:الآن )?.{0,12}(?:لمتابعة|لمواصلة|لقراءة)",
)
LOGIN = _whole(
    r"(?:please )?(?:log ?in|sign in|log on)(?: (?:to|or) .{1,40})?|member login|(?:bitte )?(?:anmelden|einloggen)|anmeldung|login|(?:se )?connexion|connectez-vous|identifiez-vous|iniciar sesi[oó]n|inicia sesi[oó]n|accedi|accesso|effettua il login|entrar|iniciar sessão|fazer login|inloggen|logga in|zaloguj się|logowanie|войти|вход|авторизация|giriş yap|登录|用户登录|ログイン|로그인|تسجيل الدخول"
)
PASSWORD = re.compile(
    r"password|passwort|kennwort|mot de passe|contraseña|senha|palavra-passe|wachtwoord|lösenord|hasło|hasła|пароль|şifre|密码|パスワード|비밀번호|كلمة (?:المرور|السر)",
)
RESULTS = re.compile(
    r"\W*(?:(?:your )?search results?(?: (?:for|page)\b.{0,60})?|(?:about |showing |page \d+ of )?[\d.,\s–-]{0,12}(?:of (?:about )?[\d.,]+ )?(?:search )?results (?:found )?(?:for|matching)\b.{0,60}|you searched for\b.{0,60}|search: .{1,60}"
    r"|(?:ihre )?suchergebnisse?\b.{0,60}|[\d.]+ (?:treffer|ergebnisse) (?:für|zu)\b.{0,60}|ihre suche nach\b.{0,60}|résultats? de (?:la |votre )?recherche\b.{0,60}|[\d\s.]+ résultats? pour\b.{0,60}|resultados de (?:la |tu |su |da )?(?:búsqueda|busca|pesquisa)\b.{0,60}|[\d.]+ resultados (?:para|de)\b.{0,60}|risultati (?:della |di )?ricerca\b.{0,60}|[\d.]+ risultati per\b.{0,60}|zoekresultaten\b.{0,60}|[\d.]+ resultaten voor\b.{0,60}"
    r"|sökresultat\b.{0,60}|[\d\s]+ träffar (?:på|för)\b.{0,60}|wyniki wyszukiwania\b.{0,60}|результаты поиска\b.{0,60}|arama sonuçları\b.{0,60}|.{0,40}için arama sonuçları|搜索结果.{0,40}|.{0,30}的?搜索结果|.{0,30}の?検索結果.{0,30}|.{0,30}검색 ?결과.{0,30}|نتائج البحث.{0,60})\W*",
)
# What a row in a list of stories says of its story: its age, or the way to it.
ROW = re.compile(
    r"\W*(?:read more|full story|continue reading|more|mehr(?: lesen)?|weiterlesen|lire (?:la suite|plus|l.article)|leer m[aá]s|seguir leyendo|leggi(?: tutto| di più)?|leia mais|ler mais|lees (?:meer|verder)|läs mer|les mer|læs mere|czytaj (?:dalej|więcej)|подробнее|читать далее|devamı(?:nı oku)?|阅读(?:全文|更多)|查看(?:全文|详情)|続きを読む|더 ?보기|اقرأ المزيد"
    r"|\d{1,2} ?(?:s|m|h|d|min|mins|minutes?|hours?|days?|std\.?|stunden?|tagen?|heures?|jours?|horas?|días?|ore|giorni|uur|dagen|timmar|godzin|часов|часа|ч|мин|saat|dakika|gün)\.?(?: ago| önce| назад| temu| sedan| geleden| fa)?|(?:vor|il y a|hace|há) \d{1,2} (?:\w+)|\d{1,2} ?(?:分钟|小时|天|分|時間|日|시간|분|일)(?:前|전)"
    r"|[012]?\d[:.h][0-5]\d(?: uhr)?|(?:\w{2,10}\.?,? )?\d{1,2}\.? ?[\w./-]{1,12}\.?,? ?(?:\d{4}|\d{2})?(?:,? [012]?\d[:.h][0-5]\d(?: uhr)?)?|\w{3,10}\.? \d{1,2},? \d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\W*",
)
# What a page that is a list of others has around them.
FRAME = re.compile(
    r"\W*(?:home|menu|search|log ?in|sign (?:in|up)|subscribe|register|newsletters?|most (?:read|popular)|trending|latest(?: news)?|top stories|more stories|load more|show more|next(?: page)?|previous|older posts|page \d+.*|(?:©|copyright).*|privacy.*|terms.*|cookie.*|about(?: us)?|contact(?: us)?|advertis\w+|all rights reserved.*"
    r"|startseite|menü|suche|anmelden|abonnieren|abo|meistgelesen|neueste.*|mehr laden|weitere (?:artikel|meldungen)|nächste(?: seite)?|impressum|datenschutz.*|agb|kontakt|accueil|rechercher|se connecter|s.abonner|les plus lus|à la une|page suivante|suivant|mentions légales.*|inicio|buscar|suscríbete|iniciar sesi[oó]n|lo más (?:leído|visto)|última hora|últimas noticias|siguiente|aviso legal.*|portada"
    r"|cerca|accedi|abbonati|i più letti|ultime notizie|ultim'ora|pagina successiva|início|entrar|assine|mais lidas|últimas|voorpagina|zoeken|inloggen|meest gelezen|hem|sök|logga in|mest läst\w*|senaste(?: nytt)?|strona główna|szukaj|zaloguj.*|najczęściej czytane|następna|главная|поиск|войти|подписаться|последние новости|популярное|показать ещё|ana sayfa|ara|giriş|çok okunanlar|son dakika|首页|搜索|登录|更多|下一页|热门|ホーム|ログイン|検索|ランキング|もっと見る|次へ|홈|로그인|검색|많이 본 뉴스|الرئيسية|بحث|الأكثر قراءة|المزيد)\W*",
)
# Only where a page is hardly more than this, bears no date and no name, and speaks to its reader.
READER = re.compile(
    r"\b(?:you|your|please)\b|\b(?:bitte|ihre[mnrs]?|klicken)\b|\b(?:vous|votre|vos|veuillez)\b|\b(?:usted|haz clic|por favor|tu|tus|você|clique|clicca|tuo|tuoi|vostro)\b|\b(?:uw|jouw|klik)\b|\b(?:du|din|ditt|dina|klicka|klikk)\b|\b(?:twoj\w+|kliknij|prosimy)\b|\b(?:вы|вас|ваш\w*|нажмите|необходимо)\b|\b(?:lütfen|tıklayın)\b|您|请|你|ください|하세요|십시오|يرجى",
)
ONLY_BOT = re.compile(
    r"javascript|captcha|\b(?:ro)?bots?\b|roboter|robô|робот|机器人|ロボット|로봇|روبوت|\bhuman (?:verification|being)|request is being (?:verified|checked)|verifying|your browser|ihre[mn] browser|votre navigateur|vérification de sécurité|tu navegador|su navegador|seu navegador|tuo browser|uw browser|din webbläsare|браузер",
)
ONLY_COOKIES = re.compile(r"\bcookies?\b|\bkakor\b|куки|çerez|クッキー|쿠키|ملفات تعريف")
