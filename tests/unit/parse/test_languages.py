# ruff: noqa: E501 - wide characters are counted twice
"""Every charset that a language was saved in comes back as it was written, named or not."""

import unicodedata

import pytest

from shared.parse.charset import decoded

POLISH = (
    "Rada miasta przyjęła w środę budżet na przyszły rok. Najwięcej pieniędzy trafi na remonty szkół i dróg. "
    "Burmistrz powiedział, że żadna dzielnica nie zostanie pominięta. Mieszkańcy mogą zgłaszać uwagi."
)
CZECH = (
    "Městská rada ve středu schválila rozpočet na příští rok. Nejvíce peněz půjde na opravy škol a silnic. "
    "Starosta řekl, že žádná čtvrť nebude opomenuta. Obyvatelé mohou posílat připomínky do konce září."
)
HUNGARIAN = (
    "A városi tanács szerdán elfogadta a jövő évi költségvetést. A legtöbb pénz az iskolák és utak felújítására jut. "
    "A polgármester szerint egyetlen kerület sem marad ki. Az őszi ülésen újra szavaznak, és döntenek a hídról is."
)
RUSSIAN = (
    "Городской совет в среду принял бюджет на следующий год. Больше всего денег пойдёт на ремонт школ и дорог. "
    "Мэр сказал, что ни один район не будет забыт. Жители могут присылать замечания до конца сентября."
)
UKRAINIAN = (
    "Міська рада в середу ухвалила бюджет на наступний рік. Найбільше грошей піде на ремонт шкіл і доріг. "
    "Мер сказав, що жоден район не буде забутий. Її підтримали всі депутати."
)
FRENCH = (
    "Le conseil municipal a adopté mercredi le budget de l'année prochaine. L'essentiel ira à la rénovation des écoles. "
    "Le maire a déclaré qu'aucun quartier ne serait oublié. Les habitants pourront être entendus à l'été."
)
GERMAN = (
    "Der Stadtrat hat am Mittwoch den Haushalt für das nächste Jahr beschlossen. Das meiste Geld fließt in Straßen. "
    "Der Bürgermeister sagte, kein Viertel werde übersehen. „Wir müssen früher anfangen“, fügte er hinzu."
)
GREEK = (
    "Το δημοτικό συμβούλιο ενέκρινε την Τετάρτη τον προϋπολογισμό του επόμενου έτους. Τα περισσότερα χρήματα θα πάνε "
    "σε σχολεία και δρόμους. Ο δήμαρχος είπε ότι καμία συνοικία δεν θα ξεχαστεί."
)
TURKISH = (
    "Belediye meclisi çarşamba günü gelecek yılın bütçesini kabul etti. Paranın çoğu okullara ve yollara gidecek. "
    "Başkan, hiçbir mahallenin unutulmayacağını söyledi. Işıklar değiştirilecek, şehir güzelleşecek."
)
HEBREW = (
    "מועצת העיר אישרה ביום רביעי את התקציב לשנה הבאה. רוב הכסף יופנה לשיפוץ בתי ספר וכבישים. "
    "ראש העיר אמר כי אף שכונה לא תישכח. התושבים יכולים לשלוח הערות עד סוף ספטמבר."
)
ARABIC = (
    "وافق مجلس المدينة يوم الأربعاء على ميزانية العام المقبل. ستذهب معظم الأموال إلى إصلاح المدارس والطرق. "
    "وقال رئيس البلدية إنه لن يتم نسيان أي حي. ويمكن للسكان إرسال ملاحظاتهم حتى نهاية سبتمبر."
)
LITHUANIAN = (
    "Miesto taryba trečiadienį patvirtino kitų metų biudžetą. Daugiausia pinigų bus skirta mokykloms ir keliams. "
    "Meras sakė, kad nė vienas rajonas nebus pamirštas. Gyventojai gali siųsti pastabas iki rugsėjo pabaigos."
)
LATVIAN = (
    "Pilsētas dome trešdien apstiprināja nākamā gada budžetu. Lielākā daļa naudas tiks skolām un ceļiem. "
    "Mērs teica, ka neviens rajons netiks aizmirsts. Iedzīvotāji var sūtīt piezīmes līdz septembra beigām."
)
VIETNAMESE = (
    "Hội đồng thành phố đã thông qua ngân sách năm tới vào thứ Tư. Phần lớn tiền sẽ dành cho trường học và đường sá. "
    "Thị trưởng nói rằng không khu phố nào bị bỏ quên."
)
THAI = "สภาเมืองอนุมัติงบประมาณปีหน้าเมื่อวันพุธ เงินส่วนใหญ่จะใช้ซ่อมแซมโรงเรียนและถนน นายกเทศมนตรีกล่าวว่าจะไม่มีย่านใดถูกลืม"
CHINESE = (
    "市议会星期三通过了明年的预算。大部分资金将用于修缮学校和道路。市长说，不会忘记任何一个社区。居民可以提交意见。"
)
TRADITIONAL = (
    "市議會星期三通過了明年的預算。大部分資金將用於修繕學校和道路。市長說，不會忘記任何一個社區。居民可以提交意見。"
)
JAPANESE = "市議会は水曜日、来年度の予算を可決した。予算の多くは学校と道路の改修に充てられる。市長は、どの地区も忘れないと述べた。"
KOREAN = "시의회는 수요일 내년도 예산을 통과시켰다. 예산의 대부분은 학교와 도로 보수에 쓰인다. 시장은 어느 동네도 잊지 않겠다고 말했다."

SAVED = [
    (POLISH, "windows-1250"), (POLISH, "iso-8859-2"), (CZECH, "windows-1250"), (CZECH, "iso-8859-2"),
    (HUNGARIAN, "windows-1250"), (HUNGARIAN, "iso-8859-2"), (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"),
    (RUSSIAN, "iso-8859-5"), (UKRAINIAN, "windows-1251"), (UKRAINIAN, "koi8-u"), (FRENCH, "windows-1252"),
    (FRENCH, "iso-8859-1"), (FRENCH, "iso-8859-15"), (GERMAN, "windows-1252"), (GREEK, "windows-1253"),
    (GREEK, "iso-8859-7"), (TURKISH, "windows-1254"), (TURKISH, "iso-8859-9"), (HEBREW, "windows-1255"),
    (HEBREW, "iso-8859-8"), (ARABIC, "windows-1256"), (ARABIC, "iso-8859-6"), (LITHUANIAN, "windows-1257"),
    (LITHUANIAN, "iso-8859-13"), (LATVIAN, "windows-1257"), (VIETNAMESE, "windows-1258"), (THAI, "tis-620"),
    (CHINESE, "gb18030"), (CHINESE, "gbk"), (CHINESE, "gb2312"), (TRADITIONAL, "big5"), (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"), (JAPANESE, "iso-2022-jp"), (KOREAN, "euc-kr"), (RUSSIAN, "utf-16-le"),
    (RUSSIAN, "utf-16-be"), (CHINESE, "utf-16-le"), (JAPANESE, "utf-16-be"), (KOREAN, "utf-16-le"),
    (ARABIC, "utf-16-le"), (GERMAN, "utf-16"), (KOREAN, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize(("story", "charset"), SAVED, ids=[charset for _, charset in SAVED])
def test_a_story_comes_back_as_it_was_written(story, charset, declared):
    saved = parted(story).encode(charset) if charset == "windows-1258" else story.encode(charset)

    read = decoded(saved, f"text/plain; charset={charset}" if declared else "")

    assert unicodedata.normalize("NFC", read) == story


def parted(story: str) -> str:
    """Windows writes Vietnamese tones as letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = (unicodedata.normalize("NFD", letter) for letter in story)
    return "".join(
        unicodedata.normalize("NFC", "".join(c for c in letter if c not in tones))
        + "".join(c for c in letter if c in tones)
        for letter in apart
    )


@pytest.mark.parametrize("story", [FRENCH, GERMAN, CZECH, RUSSIAN], ids=["French", "German", "Czech", "Russian"])
def test_valid_utf8_wins_over_whatever_is_declared(story):
    assert decoded(story.encode(), "text/plain; charset=windows-1252") == story


def test_what_was_decoded_wrongly_before_it_came_is_mended_where_that_is_certain():
    spoilt = GERMAN.encode().decode("cp1252")

    assert decoded(spoilt.encode()).replace('"', "„", 1) in {GERMAN, decoded(GERMAN.encode())}
    assert decoded("Ã‰mile Zola, AÃ¯da et cÃ´te".encode()) == "Émile Zola, Aïda et côte"


def test_a_text_that_only_looks_odd_is_left_alone():
    assert (
        decoded("A rua SÃO JOÃO, em São Paulo: R$ 5 – “CORAÇÃO”.".encode())
        == "A rua SÃO JOÃO, em São Paulo: R$ 5 – “CORAÇÃO”."
    )
