# ruff: noqa: E501, RUF001 - lists of words are read by the line, in all their scripts
"""Month names of the languages that articles are mostly in. The others are left to dateparser."""

_NAMES = """
january jan januar janvier janv enero ene gennaio gen janeiro januari jänner stycznia styczeń января янв ocak leden ledna tammikuuta
february feb februar février févr fevrier febrero febbraio fevereiro fev februari febr lutego luty февраля фев şubat únor února helmikuuta
march mar märz mär mrz mars marzo março marco maart maret marca marzec марта мар mart březen března maaliskuuta
april apr avril avr abril abr aprile april kwietnia kwiecień апреля апр nisan duben dubna huhtikuuta
may mai mayo maggio mag maio mei maj maja мая mayıs květen května toukokuuta
june jun juni juin junio giugno giu junho czerwca czerwiec июня июн haziran červen června kesäkuuta
july jul juli juillet juil julio luglio lug julho lipca lipiec июля июл temmuz červenec července heinäkuuta
august aug août aout agosto ago agustus augusti sierpnia sierpień августа авг ağustos srpen srpna elokuuta
september sept sep septembre septiembre settembre set setembro wrzesień września сентября сен eylül září syyskuuta
october oct oktober okt octobre octubre ottobre ott outubro października październik октября окт ekim říjen října lokakuuta
november nov novembre noviembre novembro listopada listopad ноября ноя kasım marraskuuta
december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudnia grudzień декабря дек aralık prosinec prosince joulukuuta
"""
MONTH_NAMES = {name: month for month, line in enumerate(_NAMES.strip().splitlines(), 1) for name in line.split()}
# Longest first: "mar" must not take the beginning of "marzo".
MONTHS = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
