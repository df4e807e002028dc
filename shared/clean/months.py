# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""Month names of the languages that articles are mostly in. The others are left to dateparser."""

_NAMES = """
january jan januar janvier janv enero ene gennaio gen janeiro januari jänner stycznia styczeń января янв ocak leden ledna tammikuuta січня януари ianuarie siječnja január januára ιανουαρίου जनवरी يناير ינואר gener januarie tammikuu sausio jaanuar janvāris janúar januwari
february feb februar février févr fevrier febrero febbraio fevereiro fev februari febr lutego luty февраля фев şubat únor února helmikuuta лютого февруари februarie veljače február februára φεβρουαρίου फरवरी فبراير פברואר febrer helmikuu vasario veebruar februāris febrúar
march mar märz mär mrz mars marzo março marco maart maret marca marzec марта мар mart březen března maaliskuuta березня martie ožujka március machi μαρτίου मार्च مارس מרץ març maaliskuu kovo märts marts
april apr avril avr abril abr aprile april kwietnia kwiecień апреля апр nisan duben dubna huhtikuuta квітня aprilie travnja április apríla aprili απριλίου अप्रैल أبريل אפריל huhtikuu balandžio aprill aprīlis apríl
may mai mayo maggio mag maio mei maj maja мая mayıs květen května toukokuuta травня май svibnja május mája μαΐου मई مايو מאי maig toukokuu gegužės maijs maí
june jun juni juin junio giugno giu junho czerwca czerwiec июня июн haziran červen června kesäkuuta червня юни iunie lipnja június júna ιουνίου जून يونيو יוני juny kesäkuu birželio juuni jūnijs júní
july jul juli juillet juil julio luglio lug julho lipca lipiec июля июл temmuz červenec července heinäkuuta липня юли iulie srpnja július júla julai ιουλίου जुलाई يوليو יולי juliol heinäkuu liepos juuli jūlijs júlí
august aug août aout agosto ago agustus augusti sierpnia sierpień августа авг ağustos srpen srpna elokuuta серпня kolovoza augusztus augusta agosti αυγούστου अगस्त أغسطس אוגוסט agost elokuu rugpjūčio augusts ágúst
september sept sep septembre septiembre settembre set setembro wrzesień września сентября сен eylül září syyskuuta вересня септември septembrie rujna szeptember septembra septemba σεπτεμβρίου सितंबर سبتمبر ספטמבר setembre syyskuu rugsėjo septembris
october oct oktober okt octobre octubre ottobre ott outubro października październik октября окт ekim říjen října lokakuuta жовтня октомври octombrie október októbra oktoba οκτωβρίου अक्टूबर أكتوبر אוקטובר lokakuu spalio oktoober oktobris
november nov novembre noviembre novembro listopada listopad ноября ноя kasım marraskuuta ноември noiembrie studenoga novembra novemba νοεμβρίου नवंबर نوفمبر נובמבר marraskuu lapkričio novembris nóvember
december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudnia grudzień декабря дек aralık prosinec prosince joulukuuta грудня декември decembrie prosinca decembra desemba δεκεμβρίου दिसंबर ديسمبر דצמבר desembre joulukuu gruodžio detsember decembris
"""
MONTH_NAMES = {name: month for month, line in enumerate(_NAMES.strip().splitlines(), 1) for name in line.split()}
# Longest first: "mar" must not take the beginning of "marzo".
MONTHS = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
