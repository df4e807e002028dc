# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""What pages say that stand where an article should be: errors, consents, checks, logins, subscriptions, lists."""

import re


def _whole(words: str) -> re.Pattern[str]:
    """A line that says this and no more: an article about errors says more."""
    return re.compile(rf"\W*(?:{words})\W*", re.IGNORECASE)


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
# In the second person: an article tells of cookies, walls and captchas in the third.
CONSENT = re.compile(
    r"\b(?:we(?: and our (?:\d+ )?(?:\w+ )?partners)?,? (?:use|store|process|value|care about|need your|ask (?:for )?your|and our \d*)|this (?:web)?site uses|your (?:consent|privacy choices|cookie)|with your (?:consent|agreement)|manage (?:your )?(?:preferences|cookies|choices|options)|(?:accept|reject|allow) (?:all|cookies)|before you continue|legitimate interest|withdraw (?:your )?consent|data protection (?:notice|information)|you can change your (?:settings|mind|choices))"
    r"|\b(?:wir (?:und unsere (?:\d+ )?partner)?,? ?(?:verwenden|nutzen|verarbeiten|setzen|benötigen|speichern)|ihre (?:einwilligung|zustimmung|privatsphäre)|alle akzeptieren|akzeptieren und weiter|mit werbung (?:und cookies |und tracking )?(?:lesen|weiter)|cookies? zustimmen|datenschutz-?einstellungen|zustimmung (?:jederzeit )?widerrufen|einstellungen verwalten|berechtigtes interesse)"
    r"|\b(?:(?:nous|nos) (?:et nos (?:\d+ )?partenaires)?,? ?(?:utilisons|stockons|traitons|déposons|respectons)|nos \d* ?partenaires|votre (?:consentement|vie privée|choix)|tout accepter|continuer sans accepter|gérer (?:mes|vos|les) (?:choix|cookies|préférences)|paramétrer les cookies)"
    r"|\b(?:(?:nosotros y )?nuestros (?:\d+ )?socios|(?:utilizamos|usamos|almacenamos) (?:cookies|y)|tu consentimiento|su consentimiento|aceptar (?:todo|todas|y continuar|cookies)|rechazar (?:todo|todas)|configurar (?:las )?cookies|(?:noi e )?i nostri (?:\d+ )?partner|utilizziamo|usiamo i? ?cookie|(?:tuo|vostro) consenso|accetta (?:tutto|tutti|e continua)|rifiuta tutto|continua senza accettare|os nossos parceiros|nossos parceiros|seu consentimento|aceitar (?:tudo|todos))"
    r"|\b(?:wij(?: en onze (?:\d+ )?partners)? (?:gebruiken|plaatsen|verwerken)|uw toestemming|jouw toestemming|alles accepteren|cookies accepteren|vi (?:och våra (?:\d+ )?(?:samarbets)?partner(?:s)? |og våre (?:\d+ )?partnere |og vores (?:\d+ )?partnere )?(?:använder|bruker|bruger|lagrar)|ditt samtycke|godkänn alla|tillåt alla|(?:my i )?nasi (?:\d+ )?partnerzy|używamy|twoj(?:a|ą|ej) zgod|akceptuj(?:ę)? (?:wszystk|i przech)|mы используем|мы используем|ваше согласие|принять (?:все|и продолжить)|çerezler(?:i)? kullan|tümünü kabul|onayınız|rızanız)"
    r"|我们(?:及合作伙伴|和合作伙伴)?使用|接受(?:所有|全部)|您的同意|当社は?.{0,12}(?:クッキー|cookie)|(?:すべて|全て)(?:を)?(?:受け入れる|許可|同意)|모두 (?:동의|수락|허용)|(?:당사는|저희는).{0,12}쿠키|نستخدم|(?:قبول|الموافقة على) (?:الكل|جميع)|موافقتك",
    re.IGNORECASE,
)
COOKIES = re.compile(
    r"cookie|consent|einwilligung|zustimmung|consentement|consentimiento|consenso|consentimento|toestemming|samtycke|zgod[ayęą]|согласи|çerez|rıza|クッキー|同意|쿠키|الارتباط",
    re.IGNORECASE,
)
BOT = re.compile(
    r"(?:please |you (?:need|have) to |must |you must )(?:enable|turn on|activate|allow) (?:javascript|js|cookies)|(?:enable|requires?|needs) javascript (?:and cookies )?(?:to|and|in your)|javascript (?:is |seems to be |appears to be )?(?:disabled|required|not enabled|turned off)|doesn.t work (?:properly )?without javascript"
    r"|(?:verify|confirm|prove|checking|making sure|check)(?: that| if)? you(?:.re| are)? (?:are |not )?(?:an? )?(?:human|a robot|not a (?:ro)?bot)|are you (?:a )?(?:ro)?bot|you(?:.re| are) not a robot|i.?m not a robot|checking (?:your browser|if the site connection)|security check|unusual (?:traffic|activity)|automated (?:requests|access|traffic)|complete the captcha|solve (?:the|this) captcha|one more step|just a moment|ray id|performance (?:&|and) security by|(?:review|checking|check) the security of your connection|pardon our interruption|ddos protection|your (?:ip|access) (?:address )?has been (?:blocked|limited)"
    r"|bitte (?:aktivieren sie|schalten sie) (?:javascript|cookies)|javascript (?:ist )?(?:deaktiviert|aktivieren)|(?:dass|ob) sie (?:kein roboter|ein mensch) sind|ich bin kein roboter|sicherheits(?:überprüfung|abfrage)|ungewöhnliche(?:r|n)? (?:datenverkehr|aktivität)"
    r"|(?:veuillez |merci d.)(?:activer|autoriser) (?:le )?javascript|activez javascript|vous n.êtes pas un robot|je ne suis pas un robot|vérifi(?:ons|cation) (?:que|de) (?:vous|votre)|(?:active|activa|habilit[ae]|habilitar) (?:el |o )?javascript|no eres un robot|no soy un robot|não sou um robô|você (?:não )?é (?:um )?(?:robô|humano)|abilita(?:re)? javascript|non sei un robot|non sono un robot"
    r"|schakel javascript in|geen robot|aktivera javascript|inte är en robot|włącz(?:yć)? (?:obsługę )?javascript|nie jeste(?:ś|m) robotem|включите javascript|(?:вы|что) не робот|подтвердите, что|проверка браузера|javascript.?i etkinleştir|robot olmadığınız|请(?:开启|启用|完成).{0,6}(?:javascript|验证)|安全验证|验证码|javascript ?を有効|ロボットではありません|(?:자바스크립트|javascript)를 (?:활성화|켜)|로봇이 아닙니다|(?:تفعيل|تمكين) (?:جافا|javascript)|لست روبوت",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in|create (?:a free|an) account|join|upgrade)(?: now| today| here)? (?:to|and) (?:continue|keep|read(?! more from)|finish|unlock|get (?:full )?access|access)|to (?:continue|keep|finish) reading|continue reading with|(?:this|the) (?:article|story|content|piece) is (?:(?:only |exclusively )?(?:for|available to|reserved for)) (?:\w+ )?(?:paying )?(?:subscribers|members)|(?:for|exclusive to) (?:our )?subscribers only|subscriber[- ](?:only|exclusive)|unlock (?:this|the full) (?:article|story)|read the (?:full|rest of (?:this|the)) (?:article|story) (?:with|by|for)|you.ve reached your (?:free |monthly )?(?:article )?limit|already a (?:subscriber|member)\W"
    r"|(?:jetzt |artikel |diesen artikel )?weiterlesen (?:mit|für|und|ab)|um (?:diesen artikel |den ganzen artikel |weiter)?(?:zu lesen|weiterzulesen)|(?:artikel|inhalt|beitrag) (?:ist )?(?:nur |exklusiv )?für (?:abonnenten|mitglieder|plus)|(?:abonnent|kund)\w* (?:können )?(?:weiterlesen|lesen)|ganzen artikel lesen|sie haben bereits ein abo|schon (?:abonnent|abonniert)|jetzt (?:testen|abonnieren) und (?:weiter)?lesen|mit einem (?:digital)?abo"
    r"|(?:article|contenu) (?:est )?réservé (?:à nos |aux )abonnés|il vous reste \d+|pour lire la suite|lire la suite .{0,30}abonn|abonnez-vous pour|la suite (?:de cet article )?est réservée|déjà abonné|s.abonner pour|exclusivo para (?:suscriptores|assinantes)|(?:solo|sólo) para suscriptores|suscríb[ae](?:te|se) (?:para|y) (?:seguir|continuar|leer|sigue)|para (?:seguir|continuar) leyendo|ya (?:eres|soy) suscriptor|riservat[oa] (?:agli|ai) abbonati|abbonati (?:per|e) (?:continua|legg)|per continuare a leggere|sei già abbonato|(?:assine|subscreva) (?:para|e) (?:continu|le)|para continuar (?:a ler|lendo)|já é assinante"
    r"|(?:alleen|exclusief) voor abonnees|verder lezen\?|word (?:abonnee|lid) (?:en|om)|om verder te lezen|al abonnee|(?:för|bli) prenumerant(?:er)?|för att läsa (?:vidare|hela|resten)|redan prenumerant|logga in för att läsa|(?:tylko )?dla (?:prenumeratorów|subskrybentów)|(?:pozostało|zostało) (?:ci )?(?:jeszcze )?\d+ ?%|aby (?:czytać dalej|przeczytać)|wykup (?:dostęp|prenumeratę)|доступ(?:ен|на|но) (?:только )?(?:по подписке|подписчикам|для подписчиков)|оформите подписку|чтобы (?:читать дальше|продолжить чтение)|уже подписаны|abonelere özel|devamını okumak için|abone ol(?:un|arak)? .{0,20}(?:oku|devam)"
    r"|(?:订阅|登录|付费|开通会员|成为会员)(?:后|即可|以)?.{0,8}(?:阅读|查看|继续)|(?:会员|付费|订户)(?:专享|专属|内容)|剩余\d+%|有料(?:会員|記事|版)|会員限定|残り\d|続きを読むには|ログインして続きを|구독(?:자|하고|하면|하시면).{0,12}(?:전용|계속|읽|기사)|유료 ?(?:회원|구독)|للمشتركين فقط|(?:اشترك|سجل)(?:وا)? (?:الآن )?(?:لمتابعة|لمواصلة|لقراءة)",
    re.IGNORECASE,
)
LOGIN = _whole(
    r"(?:please )?(?:log ?in|sign in|log on)(?: (?:to|or) .{1,40})?|member login|(?:bitte )?(?:anmelden|einloggen)|anmeldung|login|(?:se )?connexion|connectez-vous|identifiez-vous|iniciar sesi[oó]n|inicia sesi[oó]n|accedi|accesso|effettua il login|entrar|iniciar sessão|fazer login|inloggen|logga in|zaloguj się|logowanie|войти|вход|авторизация|giriş yap|登录|用户登录|ログイン|로그인|تسجيل الدخول"
)
PASSWORD = re.compile(
    r"password|passwort|kennwort|mot de passe|contraseña|senha|palavra-passe|wachtwoord|lösenord|hasło|hasła|пароль|şifre|密码|パスワード|비밀번호|كلمة (?:المرور|السر)",
    re.IGNORECASE,
)
RESULTS = re.compile(
    r"\W*(?:(?:your )?search results?(?: (?:for|page)\b.{0,60})?|(?:about |showing |page \d+ of )?[\d.,\s–-]{0,12}(?:of (?:about )?[\d.,]+ )?(?:search )?results (?:found )?(?:for|matching)\b.{0,60}|you searched for\b.{0,60}|search: .{1,60}"
    r"|(?:ihre )?suchergebnisse?\b.{0,60}|[\d.]+ (?:treffer|ergebnisse) (?:für|zu)\b.{0,60}|ihre suche nach\b.{0,60}|résultats? de (?:la |votre )?recherche\b.{0,60}|[\d\s.]+ résultats? pour\b.{0,60}|resultados de (?:la |tu |su |da )?(?:búsqueda|busca|pesquisa)\b.{0,60}|[\d.]+ resultados (?:para|de)\b.{0,60}|risultati (?:della |di )?ricerca\b.{0,60}|[\d.]+ risultati per\b.{0,60}|zoekresultaten\b.{0,60}|[\d.]+ resultaten voor\b.{0,60}"
    r"|sökresultat\b.{0,60}|[\d\s]+ träffar (?:på|för)\b.{0,60}|wyniki wyszukiwania\b.{0,60}|результаты поиска\b.{0,60}|arama sonuçları\b.{0,60}|.{0,40}için arama sonuçları|搜索结果.{0,40}|.{0,30}的?搜索结果|.{0,30}の?検索結果.{0,30}|.{0,30}검색 ?결과.{0,30}|نتائج البحث.{0,60})\W*",
    re.IGNORECASE,
)
# What a row in a list of stories says of its story: its age, or the way to it.
ROW = re.compile(
    r"\W*(?:read more|full story|continue reading|more|mehr(?: lesen)?|weiterlesen|lire (?:la suite|plus|l.article)|leer m[aá]s|seguir leyendo|leggi(?: tutto| di più)?|leia mais|ler mais|lees (?:meer|verder)|läs mer|les mer|læs mere|czytaj (?:dalej|więcej)|подробнее|читать далее|devamı(?:nı oku)?|阅读(?:全文|更多)|查看(?:全文|详情)|続きを読む|더 ?보기|اقرأ المزيد"
    r"|\d{1,2} ?(?:s|m|h|d|min|mins|minutes?|hours?|days?|std\.?|stunden?|tagen?|heures?|jours?|horas?|días?|ore|giorni|uur|dagen|timmar|godzin|часов|часа|ч|мин|saat|dakika|gün)\.?(?: ago| önce| назад| temu| sedan| geleden| fa)?|(?:vor|il y a|hace|há) \d{1,2} (?:\w+)|\d{1,2} ?(?:分钟|小时|天|分|時間|日|시간|분|일)(?:前|전)"
    r"|[012]?\d[:.h][0-5]\d(?: uhr)?|(?:\w{2,10}\.?,? )?\d{1,2}\.? ?[\w./-]{1,12}\.?,? ?(?:\d{4}|\d{2})?(?:,? [012]?\d[:.h][0-5]\d(?: uhr)?)?|\w{3,10}\.? \d{1,2},? \d{4}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\W*",
    re.IGNORECASE,
)
# What a page that is a list of others has around them.
FRAME = re.compile(
    r"\W*(?:home|menu|search|log ?in|sign (?:in|up)|subscribe|register|newsletters?|most (?:read|popular)|trending|latest(?: news)?|top stories|more stories|load more|show more|next(?: page)?|previous|older posts|page \d+.*|(?:©|copyright).*|privacy.*|terms.*|cookie.*|about(?: us)?|contact(?: us)?|advertis\w+|all rights reserved.*"
    r"|startseite|menü|suche|anmelden|abonnieren|abo|meistgelesen|neueste.*|mehr laden|weitere (?:artikel|meldungen)|nächste(?: seite)?|impressum|datenschutz.*|agb|kontakt|accueil|rechercher|se connecter|s.abonner|les plus lus|à la une|page suivante|suivant|mentions légales.*|inicio|buscar|suscríbete|iniciar sesi[oó]n|lo más (?:leído|visto)|última hora|últimas noticias|siguiente|aviso legal.*|portada"
    r"|cerca|accedi|abbonati|i più letti|ultime notizie|ultim'ora|pagina successiva|início|entrar|assine|mais lidas|últimas|voorpagina|zoeken|inloggen|meest gelezen|hem|sök|logga in|mest läst\w*|senaste(?: nytt)?|strona główna|szukaj|zaloguj.*|najczęściej czytane|następna|главная|поиск|войти|подписаться|последние новости|популярное|показать ещё|ana sayfa|ara|giriş|çok okunanlar|son dakika|首页|搜索|登录|更多|下一页|热门|ホーム|ログイン|検索|ランキング|もっと見る|次へ|홈|로그인|검색|많이 본 뉴스|الرئيسية|بحث|الأكثر قراءة|المزيد)\W*",
    re.IGNORECASE,
)
